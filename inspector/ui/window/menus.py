"""The window's menus, made from the table of verbs."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu, QWidget

from inspector.ui.window.verbs import Key, Keys, verbs
from inspector.words.language import tr

ON_A_PROPERTY = (
    *("edit", "edit_large", "reset", "set_null", ""),
    *("copy_value", "copy_json", "copy_path", "copy_text", "paste", "", "where_from", ""),
    *("add", "duplicate", "remove", "move_up", "move_down", "rename_key", "", "pin", "expand", "collapse"),
)
"""The verbs that a right click on a property offers; lines between them."""


def add_menus(window: QMainWindow) -> dict[str, QAction]:
    """The window's menus, and its verbs by name."""
    actions: dict[str, QAction] = {}
    menus = {name: window.menuBar().addMenu(title) for name, title in titles().items()}
    for verb in verbs():
        menu = menus[verb.menu]
        if verb.line_before:
            menu.addSeparator()
        action = QAction(verb.text, window)
        action.setObjectName(verb.name)
        action.setMenuRole(verb.role)
        action.setShortcuts(sequences(verb.keys))
        action.setCheckable(bool(verb.ticked))
        if verb.tip:
            action.setStatusTip(verb.tip)
            action.setToolTip(verb.tip)
        menu.addAction(action)
        actions[verb.name] = action
    return actions


def titles() -> dict[str, str]:
    """What the menus are called, by their English names, with the mark of their key."""
    return {
        "File": tr("&File"),
        "Edit": tr("&Edit"),
        "View": tr("&View"),
        "Connection": tr("&Connection"),
        "Help": tr("&Help"),
    }


def sequences(keys: Keys) -> list[QKeySequence]:
    """Every key once, the platform's own first: the menu shows that one."""
    found: list[QKeySequence] = []
    for one in keys if isinstance(keys, tuple) else (keys,) if keys is not None else ():
        found += QKeySequence.keyBindings(one) if isinstance(one, Key) else [QKeySequence(one)]
    return [key for place, key in enumerate(found) if key not in found[:place]]


def add_menu(title: str, before: QAction) -> QMenu:
    """A menu within a menu, above that entry; whoever knows its entries fills it."""
    owner = next(owner for owner in before.associatedObjects() if isinstance(owner, QMenu))
    menu = QMenu(title, owner)
    menu.setToolTipsVisible(True)
    owner.insertMenu(before, menu)
    return menu


def open_context_menu(actions: dict[str, QAction], owner: QWidget, at: QPoint) -> None:
    """Offer the verbs on a property there, in the screen's pixels."""
    menu = QMenu(owner)
    for name in ON_A_PROPERTY:
        menu.addAction(actions[name]) if name else menu.addSeparator()
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.popup(at)
