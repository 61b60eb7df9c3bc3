"""The menus: what the contract promises is there, in those words, and every key means one thing."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtTest import QTest

from inspector.ui import actions
from inspector.ui.window import MainWindow

PROMISED = [
    *(("File", name) for name in ("Sign In…", "Open Draft…", "Open Recent", "Save Draft", "Save Draft As…", "Quit")),
    ("File", "Export"),
    *(("Edit", name) for name in ("Undo", "Redo", "Copy Value", "Copy Path")),
    *(("Edit", name) for name in ("Reset to Default", "Set to Null", "Find")),
]  # fmt: skip


@pytest.fixture
def window(theme, qtbot):
    made = MainWindow(theme)
    qtbot.addWidget(made, before_close_func=lambda window: window.agree_to_close())
    return made


def menus(window):
    """The menus by their names, without the mark of their mnemonic."""
    return {action.text().replace("&", ""): action.menu() for action in window.menuBar().actions()}


def test_the_menus_stand_in_the_usual_order(window):
    assert list(menus(window)) == ["File", "Edit", "View", "Connection", "Help"]


@pytest.mark.parametrize(("menu", "entry"), PROMISED)
def test_the_menus_keep_what_the_contract_promises(window, menu, entry):
    assert entry in [action.text() for action in menus(window)[menu].actions()]


def test_no_two_verbs_share_a_name_or_a_text_in_a_menu():
    table = actions.verbs()
    assert max(Counter(verb.name for verb in table).values()) == 1
    assert max(Counter((verb.menu, verb.text) for verb in table).values()) == 1


def test_each_verb_is_in_its_menu_and_says_its_tip(window):
    for verb in actions.verbs():
        action = window.actions_by_name[verb.name]
        assert action in menus(window)[verb.menu].actions()
        assert action.text() == verb.text
        assert action.statusTip() == verb.tip
        assert action.menuRole() == verb.role


def keys_of(window):
    """Every key of the window, and what it belongs to."""
    found = [(key, action.text()) for action in window.findChildren(QAction) for key in action.shortcuts()]
    return found + [(shortcut.key(), "shortcut") for shortcut in window.findChildren(QShortcut)]


def test_no_two_shortcuts_collide(window):
    keys = Counter(key.toString() for key, _ in keys_of(window))
    assert keys
    assert [key for key, count in keys.items() if count > 1] == []


def test_mnemonics_of_the_menu_bar_differ(window):
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
def test_customary_keys_do_what_they_always_do(window, name, key):
    assert QKeySequence(key) in window.actions_by_name[name].shortcuts()


@pytest.mark.parametrize("name", [verb.name for verb in actions.verbs() if verb.keys is not None])
def test_keys_reach_their_verbs_from_the_tree(window, qtbot, draft, model, name):
    model.load(draft())
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
        with qtbot.waitSignal(window.actions_by_name[name].triggered, timeout=1000):
            QTest.keySequence(window.tree, key)


def test_recent_drafts_have_their_place_before_save(window):
    file = menus(window)["File"].actions()
    texts = [action.text() for action in file]
    assert texts.index("Open Recent") == texts.index("Save Draft") - 1
    assert file[texts.index("Open Recent")].menu() is window.recent_menu
