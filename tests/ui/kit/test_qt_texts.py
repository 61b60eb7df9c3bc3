"""Qt's own buttons speak the language of the interface, whether Qt knows it or not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QDialogButtonBox

from inspector.ui.kit import qt_texts
from inspector.words import language

Button = QDialogButtonBox.StandardButton


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    yield
    language.speak("en")
    qt_texts.translate()


def labels() -> set[str]:
    box = QDialogButtonBox(Button.Cancel | Button.Save)
    return {button.text().replace("&", "") for button in box.buttons()}


@pytest.mark.parametrize(
    ("code", "told"), [("de", {"Abbrechen", "Speichern"}), ("nb", {"Avbryt", "Lagre"})], ids=["Qt's", "ours"]
)
def test_buttons_are_translated(qapp: QApplication, code: str, told: set[str]) -> None:
    language.speak(code)
    qt_texts.translate()
    assert labels() == told
    language.speak("en")
    qt_texts.translate()
    assert labels() == {"Cancel", "Save"}


def test_what_the_catalogue_does_not_have_stays_as_qt_says_it(qapp: QApplication) -> None:
    language.speak("nb")
    qt_texts.translate()
    assert QApplication.translate("QPlatformTheme", "Retry") == "Retry"
