"""The interface in other languages: nothing is missing or broken, and it is the person's or the system's choice."""

from __future__ import annotations

import ast
import functools
import json
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QLocale

from inspector.ui.kit import qt_texts
from inspector.ui.kit.memory import WindowMemory
from inspector.words import glossary, language

ROOT = Path(__file__).parents[2]
OTHERS = [code for code in language.LANGUAGES if code != "en"]


@functools.cache
def asked_for() -> set[str]:
    """Every text that the program hands to tr()."""
    found = set()
    for file in (ROOT / "inspector").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "tr":
                assert isinstance(node.args[0], ast.Constant), f"{file}: tr() of what is not written out"
                found.add(str(node.args[0].value))
    return found


def catalogue(code: str) -> dict[str, str]:
    read: dict[str, str] = json.loads(
        (ROOT / "resources" / "translations" / f"{code}.json").read_text("utf-8")
    )
    return read


def flat(table: dict[str, Any], path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from flat(value, (*path, key))
        else:
            yield (*path, key), value


def fields(name: str) -> dict[tuple[str, ...], str]:
    return dict(flat(tomllib.loads((ROOT / "resources" / "help" / name).read_text("utf-8"))))


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    yield
    language.speak("en")


def test_there_are_texts() -> None:
    assert len(asked_for()) > 700


@pytest.mark.parametrize("code", OTHERS)
def test_every_text_is_translated(code: str) -> None:
    assert asked_for() - set(catalogue(code)) == set()


@pytest.mark.parametrize("code", OTHERS)
def test_no_text_is_translated_that_nobody_says(code: str) -> None:
    assert set(catalogue(code)) - asked_for() - qt_texts.QT_TEXTS == set()


@pytest.mark.parametrize("code", OTHERS)
def test_what_is_filled_in_and_pressed_stays(code: str) -> None:
    for english, other in catalogue(code).items():
        assert other.strip(), english
        assert sorted(re.findall(r"\{\w*\}", english)) == sorted(re.findall(r"\{\w*\}", other)), english
        assert english.count("&") == other.count("&"), english
        assert english.endswith("…") == other.endswith("…"), english
        assert english[:1].isspace() == other[:1].isspace(), english
        assert english[-1:].isspace() == other[-1:].isspace(), english


@pytest.mark.parametrize("code", OTHERS)
def test_every_meaning_is_translated(code: str) -> None:
    english, other = fields("fields.toml"), fields(f"fields.{code}.toml")
    assert list(english) == list(other)
    assert all(text.strip() for text in other.values())
    same = [key for key, text in english.items() if other[key] == text and len(text.split()) > 3]
    assert same == []


def test_english_is_spoken_unless_asked() -> None:
    assert language.tr("Save Draft") == "Save Draft"
    assert language.spoken() == "en"


def test_german() -> None:
    language.speak("de")
    assert language.tr("Save Draft") == "Entwurf speichern"
    assert language.tr("never said") == "never said"
    assert glossary.label("OwnedBy") == "Eigentümer"
    assert "Eigentümer" in glossary.meaning("TicketEntity", "ReadByOwner")
    assert glossary.enum_meaning("TicketOrigin", "Phone") == "Ein Anruf"
    language.speak("en")
    assert glossary.label("OwnedBy") == "Owner"


def test_norwegian() -> None:
    language.speak("nb")
    assert glossary.label("OwnedBy") == "Eier"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows asks its own settings, not the environment")
@pytest.mark.parametrize(
    ("system", "spoken"),
    [
        *(("de_AT.UTF-8", "de"), ("nb_NO.UTF-8", "nb"), ("nn_NO.UTF-8", "nb")),
        *(("C.UTF-8", "en"), ("ja_JP.UTF-8", "en"), ("en_GB.UTF-8", "en")),
    ],
)
def test_the_system_s_language(system: str, spoken: str) -> None:
    ended = subprocess.run(
        [
            sys.executable,
            "-c",
            "from inspector.words import language as l; l.speak('system'); print(l.spoken())",
        ],
        env=os.environ | {"LC_ALL": system, "LANGUAGE": "", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert ended.stdout.strip() == spoken


def test_an_impossible_language_gives_the_system_s(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TICKET_INSPECTOR_CONFIG", str(tmp_path))
    memory = WindowMemory()
    assert memory.language == "system"
    memory.language = "klingon"
    language.speak(WindowMemory().language)
    assert language.spoken() == "en"


@pytest.mark.parametrize("code", OTHERS)
def test_what_is_missing_leaves_no_marks_behind(code: str) -> None:
    from inspector.domain.errors import InvalidValue, ServerTrouble
    from inspector.words import troubles

    language.speak(code)
    told = troubles.explain(ServerTrouble("forbidden"))
    assert not re.search(r"[“”„«»‘()]", told), told
    assert not re.search(r"[“”„«»]", troubles.explain(InvalidValue("not_number"))), "an empty text"


@pytest.fixture
def norwegian_numbers() -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.NorwegianBokmal, QLocale.Country.Norway))
    yield
    QLocale.setDefault(before)


def test_counts_are_written_as_people_here_do(norwegian_numbers: None) -> None:
    words = [language.counted(n, "1 item", "{n} items", "empty list") for n in (0, 1, 2)]
    assert words == ["empty list", "1 item", "2 items"]
    assert language.counted(12345, "", "{n} items", "") == f"{QLocale().toString(12345)} items"
    assert language.counted(12345, "", "{n} items", "") != "12345 items"
