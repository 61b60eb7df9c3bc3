"""The menus: what the contract promises is there, in those words, and every key means one thing."""

from __future__ import annotations

import re
import sys
from collections import Counter

import pytest
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from inspector.ui.kit.theme import Theme
from inspector.ui.tree.model import EntityModel
from inspector.ui.window import verbs
from inspector.ui.window.furnish import furnish
from inspector.ui.window.verbs import Key
from inspector.ui.window.window import MainWindow
from tests.drafts import Draft
from tests.ui.conftest import show

PROMISED = [
    *(("File", name) for name in ("Sign In…", "Open Draft…", "Open Recent", "Save Draft", "Save Draft As…", "Quit")),
    ("File", "Export"),
    *(("Edit", name) for name in ("Undo", "Redo", "Copy Value", "Copy Path")),
    *(("Edit", name) for name in ("Reset to Default", "Set to Null", "Find")),
]  # fmt: skip


@pytest.fixture
def window(theme: Theme, qtbot: QtBot) -> MainWindow:
    made = furnish(MainWindow(), theme)
    qtbot.addWidget(made, before_close_func=lambda window: window.agree_to_close())
    return made


def menus(window: MainWindow) -> dict[str, QMenu]:
    """The menus by their names, without the mark of their mnemonic."""
    found = {action.text().replace("&", ""): action.menu() for action in window.menuBar().actions()}
    return {name: menu for name, menu in found.items() if isinstance(menu, QMenu)}


def test_the_menus_stand_in_the_usual_order(window: MainWindow) -> None:
    assert list(menus(window)) == ["File", "Edit", "View", "Connection", "Help"]


@pytest.mark.parametrize(("menu", "entry"), PROMISED)
def test_the_menus_keep_what_the_contract_promises(window: MainWindow, menu: str, entry: str) -> None:
    assert entry in [action.text() for action in menus(window)[menu].actions()]


def test_no_two_verbs_share_a_name_or_a_text_in_a_menu() -> None:
    table = verbs.verbs()
    assert max(Counter(verb.name for verb in table).values()) == 1
    assert max(Counter((verb.menu, verb.text) for verb in table).values()) == 1


def test_each_verb_is_in_its_menu_and_says_its_tip(window: MainWindow) -> None:
    for verb in verbs.verbs():
        action = window.actions_by_name[verb.name]
        assert action in menus(window)[verb.menu].actions()
        assert action.text() == verb.text
        assert action.statusTip() == verb.tip
        assert action.menuRole() == verb.role


def keys_of(window: MainWindow) -> list[tuple[QKeySequence, str]]:
    """Every key of the window, and what it belongs to."""
    found = [(key, action.text()) for action in window.findChildren(QAction) for key in action.shortcuts()]
    return found + [(shortcut.key(), "shortcut") for shortcut in window.findChildren(QShortcut)]


def test_no_two_shortcuts_collide(window: MainWindow) -> None:
    keys = Counter(key.toString() for key, _ in keys_of(window))
    assert keys
    assert [key for key, count in keys.items() if count > 1] == []


def test_mnemonics_of_the_menu_bar_differ(window: MainWindow) -> None:
    titles = [action.text() for action in window.menuBar().actions()]
    letters = [title[title.index("&") + 1].lower() for title in titles]
    assert len(set(letters)) == len(letters)


CUSTOMARY = [
    ("sign_in", "Ctrl+N"),
    ("open", "Ctrl+O"),
    ("save", "Ctrl+S"),
    ("save_as", "Ctrl+Shift+S"),
    ("undo", "Ctrl+Z"),
    ("redo", "Ctrl+Shift+Z"),
    ("redo", "Ctrl+Y"),
    ("copy_value", "Ctrl+C"),
    ("copy_path", "Ctrl+Shift+C"),
    ("find", "Ctrl+F"),
    ("fetch", "F5"),
]


@pytest.mark.parametrize(("name", "key"), CUSTOMARY)
def test_customary_keys_do_what_they_always_do(window: MainWindow, name: str, key: str) -> None:
    assert QKeySequence(key) in window.actions_by_name[name].shortcuts()


@pytest.mark.parametrize("name", [verb.name for verb in verbs.verbs() if verb.keys is not None])
def test_keys_reach_their_verbs_from_the_tree(
    window: MainWindow, qtbot: QtBot, draft: Draft, model: EntityModel, name: str
) -> None:
    show(model, draft())
    window.tree.setModel(model)
    window.show_ticket(True)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.tree.setFocus()
    window.tree.select(("Title",))
    for action in window.actions_by_name.values():
        action.setEnabled(True)
    # a keyboard's own Undo or Open key can't be pressed by a test
    keys = [
        key
        for key in window.actions_by_name[name].shortcuts()
        if re.match(r"Ctrl|(Shift\+)?F\d|Ins", key.toString())
    ]
    assert keys
    for key in keys:
        with qtbot.waitSignal(window.actions_by_name[name].triggered):
            QTest.keySequence(window.tree, key)


def test_recent_drafts_have_their_place_before_save(window: MainWindow) -> None:
    file = menus(window)["File"].actions()
    texts = [action.text() for action in file]
    assert texts.index("Open Recent") == texts.index("Save Draft") - 1
    assert file[texts.index("Open Recent")].menu() is window.recent_menu


@pytest.mark.parametrize("key", ["Ctrl+Del", "Ctrl+Backspace", "Ctrl+Left", "Ctrl+Shift+Up"])
def test_whoever_types_keeps_the_keys_that_delete_and_move(
    window: MainWindow, qtbot: QtBot, key: str
) -> None:
    action = QAction(window, shortcut=QKeySequence(key))  # as macOS has it, or some other verb
    for other in window.findChildren(QAction):
        other.setEnabled(other is action)
    window.addAction(action)
    window.show_ticket(True)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    called = []
    action.triggered.connect(lambda: called.append(key))
    window.filter_box.setFocus()
    window.filter_box.setText("two words")
    window.filter_box.setCursorPosition(4)
    QTest.keySequence(window.filter_box, QKeySequence(key))
    assert called == []
    window.tree.setFocus()
    QTest.keySequence(window.tree, QKeySequence(key))
    assert called == [key]


def test_ctrl_del_deletes_a_word_in_text_fields(window: MainWindow, qtbot: QtBot) -> None:
    window.actions_by_name["remove"].setEnabled(True)
    window.show_ticket(True)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.filter_box.setFocus()
    window.filter_box.setText("two words")
    window.filter_box.setCursorPosition(4)
    with qtbot.assertNotEmitted(window.actions_by_name["remove"].triggered):
        QTest.keySequence(window.filter_box, QKeySequence("Ctrl+Del"))
    assert window.filter_box.text() == "two "


# -- on macOS, where Qt's Ctrl is ⌘ and its Meta is ⌃ ---------------------------------------------------

ON_MACOS = {
    **{Key.New: "Ctrl+N", Key.Open: "Ctrl+O", Key.Save: "Ctrl+S", Key.Close: "Ctrl+W", Key.Quit: "Ctrl+Q"},
    **{Key.Undo: "Ctrl+Z", Key.Redo: "Ctrl+Shift+Z", Key.Copy: "Ctrl+C", Key.Paste: "Ctrl+V"},
    **{Key.Find: "Ctrl+F", Key.Refresh: "Ctrl+R", Key.FullScreen: "Ctrl+Meta+F"},
    Key.HelpContents: "Ctrl+?",
}
"""What Qt makes of its standard keys there, by the table in the documentation of QKeySequence."""
RESERVED_KEYS = (
    *("Ctrl+H", "Ctrl+Alt+H", "Ctrl+M", "Ctrl+Alt+M", "Ctrl+`", "Ctrl+,", "Ctrl+?", "Ctrl+G", "Ctrl+Alt+Esc"),
    *("Ctrl+Space", "Ctrl+Alt+Space", "Ctrl+Meta+Space", "Ctrl+Tab", "Ctrl+Alt+D", "Ctrl+Meta+F", "Ctrl+Q"),
    *("Ctrl+Shift+Q", "Ctrl+Meta+Q", "Ctrl+Shift+3", "Ctrl+Shift+4", "Ctrl+Shift+5", "Ctrl+A", "Ctrl+X"),
)
"""Hide, minimise, switch, Spotlight, screenshots, log out and the like, by Apple's list of keyboard shortcuts; and what
people press without looking: settings, help, find again, select all, cut."""
RESERVED = {QKeySequence(key).toString() for key in RESERVED_KEYS}
MAY = {
    ("quit", "Ctrl+Q"),
    ("guide", QKeySequence("Ctrl+?").toString()),
    ("settings", "Ctrl+,"),
    ("full_screen", QKeySequence("Ctrl+Meta+F").toString()),
}
LACKING = re.compile(r"\b(Ins|Del|Home|End|PgUp|PgDown|F\d+|Print|Pause|Menu)$")
"""Keys that a Mac's keyboard lacks, or has with fn only."""


@pytest.fixture
def verbs_on_macos(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, list[str]]]:
    """(name, its keys there, the one that the menu shows first)."""
    monkeypatch.setattr(sys, "platform", "darwin")
    found = []
    for verb in verbs.verbs():
        keys = verb.keys if isinstance(verb.keys, tuple) else (verb.keys,)
        there = [ON_MACOS[key] if isinstance(key, Key) else key for key in keys if key is not None]
        found.append((verb.name, there))
    monkeypatch.undo()
    return found


def test_no_verb_takes_a_key_that_macos_reserves(verbs_on_macos: list[tuple[str, list[str]]]) -> None:
    pairs = {(name, QKeySequence(key).toString()) for name, keys in verbs_on_macos for key in keys}
    assert len(pairs) > 20
    assert {(name, key) for name, key in pairs if key in RESERVED} == MAY


def test_every_verb_with_a_key_has_one_that_macs_have(verbs_on_macos: list[tuple[str, list[str]]]) -> None:
    assert [name for name, keys in verbs_on_macos if keys and LACKING.search(keys[0])] == []


def test_tips_name_the_keys_of_the_keyboard(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    tips = "".join(verb.tip for verb in verbs.verbs())
    monkeypatch.undo()
    assert "⌫" in tips
    assert "Ctrl" not in tips


def test_no_two_keys_collide_on_macos(verbs_on_macos: list[tuple[str, list[str]]]) -> None:
    keys = Counter(
        key for _, keys in verbs_on_macos for key in {QKeySequence(one).toString() for one in keys}
    )
    assert [key for key, count in keys.items() if count > 1] == []
