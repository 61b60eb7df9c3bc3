"""Labels and tips: what servers and people write is shown as it is, and never taken for rich text."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot

from inspector.ui.kit import labels
from inspector.ui.kit.labels import ElidedLabel, Label, TagPill, as_entry, as_title, plain
from inspector.ui.kit.question import Button, question
from inspector.ui.kit.theme import Theme

UI = Path(labels.__file__).parents[1]
HOSTILE = '<img src="file:///etc/passwd"> <b>bold</b>'


def test_a_tip_shows_tags_as_text_and_loads_nothing(qtbot: QtBot) -> None:
    label = ElidedLabel(HOSTILE)
    qtbot.addWidget(label)
    assert label.toolTip().startswith("<qt>&lt;img")
    assert plain("1 < 2\n3") == "<qt>1 &lt; 2<br>3</qt>"
    assert plain("Norsk (no)") == "Norsk (no)"


@pytest.mark.parametrize("file", sorted(UI.rglob("*.py")), ids=lambda file: file.relative_to(UI).as_posix())
def test_every_label_is_one_that_shows_text_as_text(file: Path) -> None:
    """Qt's own guesses, and a name in a tag would load a file."""
    tree = ast.parse(file.read_text("utf-8"))
    made = [
        node.lineno for node in ast.walk(tree) if isinstance(node, ast.Call) and _name(node.func) == "QLabel"
    ]
    derived = [
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef) and any(_name(base) == "QLabel" for base in node.bases)
    ]
    assert made == []
    assert derived in ([], ["Label"])


def _name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def test_what_qt_asks_with_shows_text_as_text(qtbot: QtBot, theme: Theme) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    box = question(theme, parent, HOSTILE, HOSTILE, HOSTILE, Button.Yes, Button.Cancel)
    assert [label.text() for label in box.findChildren(QLabel) if label.text()] == [HOSTILE, HOSTILE]
    assert {label.textFormat() for label in box.findChildren(QLabel)} == {Qt.TextFormat.PlainText}


def test_a_label_is_text_whatever_is_in_it(qtbot: QtBot) -> None:
    label = Label(HOSTILE)
    qtbot.addWidget(label)
    assert label.textFormat() is Qt.TextFormat.PlainText
    assert label.sizeHint().width() > label.fontMetrics().horizontalAdvance(HOSTILE) - 5


def test_a_name_in_a_menu_marks_no_key_and_in_a_title_no_star(qtbot: QtBot) -> None:
    menu = QMenu()
    qtbot.addWidget(menu)
    assert menu.addAction(as_entry("R&D && Co")).text() == "R&&D &&&& Co"
    window = QWidget()
    qtbot.addWidget(window)
    window.setWindowTitle("[*]" + as_title("a[*]b\nc\u2028d"))
    window.setWindowModified(True)
    assert window.windowTitle() == "[*]a[*][*]b c d"


def test_a_tag_is_text(qtbot: QtBot) -> None:
    pill = TagPill()
    qtbot.addWidget(pill)
    pill.set_tag("<b>x</b>")
    assert pill.textFormat() is Qt.TextFormat.PlainText


def test_a_label_gives_way_and_its_tip_says_the_whole(qtbot: QtBot) -> None:
    label = ElidedLabel("a name that is\nmuch too long for its place")
    qtbot.addWidget(label)
    label.resize(60, 20)
    label.show()
    assert label.text() == label.toolTip() == "a name that is much too long for its place"
    assert label.minimumSizeHint().width() < 120
    whole, cut = label.sizeHint().width(), label.grab().toImage()
    label.resize(whole, 20)
    assert label.grab().toImage().copy(0, 0, 60, 20) != cut  # the ellipsis is gone
