"""The window's verbs as a table: one row per menu entry, and the menus made from it."""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from inspector.ui.kit.keyboard import for_keyboard
from inspector.words.language import tr

Key = QKeySequence.StandardKey
Role = QAction.MenuRole
QUIT = (Key.Quit, "Ctrl+Q")
"""Qt has no standard key for it on Windows, where people press Ctrl+Q all the same."""
REDO = (Key.Redo, "Ctrl+Shift+Z", "Ctrl+Y")
"""People know one or the other from other programs; a platform's standard key may be only one of them."""

Keys = Key | str | tuple[Key | str, ...] | None

ON_MACOS: dict[str, Keys] = {
    "redo": Key.Redo,
    "history": "Ctrl+Y",  # ⌘H hides every program; browsers show their history with this
    "go_to_path": "Ctrl+L",  # ⌘G finds the next; browsers go to an address with this
    "edit_large": ("Ctrl+Shift+E", "Shift+F2"),  # function keys want fn
    "add": "Ctrl+Alt+N",  # there is no Ins
    "remove": ("Ctrl+Backspace", "Ctrl+Del"),  # as Finder does; the key called delete is Qt's Backspace
    "full_screen": Key.FullScreen,
}
"""The keys of the verbs that have different ones there; Qt's Ctrl is ⌘, its Alt is ⌥."""


@dataclass(frozen=True, slots=True)
class Verb:
    """A menu entry: its name in code, its menu, what it says, its keys, what its tip adds."""

    name: str
    menu: str
    text: str
    keys: Keys = None
    tip: str = ""
    role: Role = Role.NoRole
    line_before: bool = False


def verbs() -> list[Verb]:
    """Every verb, in menu order, with the keys of this system."""
    if sys.platform != "darwin":
        return _verbs()
    return [
        replace(verb, keys=ON_MACOS.get(verb.name, verb.keys), tip=for_keyboard(verb.tip))
        for verb in _verbs()
    ]


def _verbs() -> list[Verb]:
    """The table; the English words are a contract with tests and tutorials."""
    return [
        Verb("sign_in", "File", tr("Sign In…"), Key.New, tr("Choose a server and sign in")),
        Verb(
            "new_window", "File", tr("New Window"), "Ctrl+Shift+N", tr("A second window, for a second draft")
        ),
        Verb(
            "open",
            "File",
            tr("Open Draft…"),
            Key.Open,
            tr("Open a draft that was saved before"),
            line_before=True,
        ),
        Verb("save", "File", tr("Save Draft"), Key.Save, tr("Save the draft as JSON")),
        Verb(
            "save_as", "File", tr("Save Draft As…"), "Ctrl+Shift+S", tr("Save the draft under another name")
        ),
        Verb("close_window", "File", tr("Close Window"), Key.Close, line_before=True),
        Verb("quit", "File", tr("Quit"), QUIT, role=Role.QuitRole),
        Verb("undo", "Edit", tr("Undo"), Key.Undo),
        Verb("redo", "Edit", tr("Redo"), REDO),
        Verb(
            "edit",
            "Edit",
            tr("Edit Value"),
            None,
            tr("Edit the selected value (F2 or Return)"),
            line_before=True,
        ),
        Verb(
            "edit_large",
            "Edit",
            tr("Edit in Large Editor…"),
            "Shift+F2",
            tr("Plenty of room for a text, with a character count"),
        ),
        Verb(
            "copy_value",
            "Edit",
            tr("Copy Value"),
            Key.Copy,
            tr("Copy the selected value; a branch as JSON, several rows as a table"),
        ),
        Verb(
            "copy_text",
            "Edit",
            tr("Copy as Text"),
            "Ctrl+Shift+X",
            tr("Field, rights and reason, as a message to the administrator"),
        ),
        Verb("copy_json", "Edit", tr("Copy as JSON"), "Ctrl+Alt+C", tr("Copy the selected branch as JSON")),
        Verb("paste", "Edit", tr("Paste"), Key.Paste, tr("Put JSON or text in place of the selected value")),
        Verb(
            "copy_path",
            "Edit",
            tr("Copy Path"),
            "Ctrl+Shift+C",
            tr("Copy the selected property's JSON Pointer"),
        ),
        Verb("copy_dotted", "Edit", tr("Copy Path as Dotted"), None, tr("Such as Messages[0].Id")),
        Verb(
            "copy_python", "Edit", tr("Copy Path as Python"), None, tr('Such as ticket["Messages"][0]["Id"]')
        ),
        Verb(
            "reset",
            "Edit",
            tr("Reset to Default"),
            None,
            tr("Go back to what the server sent (Delete)"),
            line_before=True,
        ),
        Verb(
            "reset_all", "Edit", tr("Reset All to Default"), None, tr("Take back every change, in one step")
        ),
        Verb("set_null", "Edit", tr("Set to Null"), None, tr("Set the selected value to null")),
        Verb("add", "Edit", tr("Add Element"), "Ins", tr("A new element or field here"), line_before=True),
        Verb("duplicate", "Edit", tr("Duplicate Element"), "Ctrl+D", tr("Add a copy right after it")),
        Verb("remove", "Edit", tr("Remove Element"), "Ctrl+Del", tr("Remove the selected element")),
        Verb("move_up", "Edit", tr("Move Up"), "Ctrl+Shift+Up", tr("One place up in its list")),
        Verb("move_down", "Edit", tr("Move Down"), "Ctrl+Shift+Down", tr("One place down in its list")),
        Verb("rename_key", "Edit", tr("Rename Field…"), None, tr("Give the selected field another name")),
        Verb("find", "Edit", tr("Find"), Key.Find, tr("Go to the Filter"), line_before=True),
        Verb(
            "go_to_path",
            "Edit",
            tr("Go to Path…"),
            "Ctrl+G",
            tr("Go to the property at a path that you type"),
        ),
        Verb(
            "expand",
            "View",
            tr("Expand All Below"),
            "Ctrl+Right",
            tr("Unfold the selected property and everything in it"),
        ),
        Verb("collapse", "View", tr("Collapse All"), "Ctrl+Left", tr("Fold every property")),
        Verb(
            "pin",
            "View",
            tr("Pin Property"),
            "Ctrl+Shift+P",
            tr("Show it at the top as well, for this connection"),
        ),
        Verb("group", "View", tr("Group Properties"), "Ctrl+Shift+G", tr("Identity, people, status, times…")),
        Verb(
            "raw_json",
            "View",
            tr("Raw JSON"),
            "Ctrl+J",
            tr("The draft as the text it will be saved as"),
            line_before=True,
        ),
        Verb("history", "View", tr("History"), "Ctrl+H", tr("Every step, so that you can go back and forth")),
        Verb(
            "request_log",
            "View",
            tr("Request Log"),
            "Ctrl+Shift+L",
            tr("What was asked and answered"),
        ),
        Verb(
            "names_api",
            "View",
            tr("API Names"),
            None,
            tr("Call properties by the names in SuperOffice's API"),
            line_before=True,
        ),
        Verb("names_label", "View", tr("Readable Labels"), None, tr("Call properties by everyday names")),
        Verb("names_both", "View", tr("Both Names"), None, tr("API name and label")),
        Verb("light", "View", tr("Light"), role=Role.NoRole, line_before=True),
        Verb("dark", "View", tr("Dark")),
        Verb("system", "View", tr("As the System")),
        Verb("full_screen", "View", tr("Full Screen"), "F11", line_before=True),
        Verb(
            "fetch",
            "Connection",
            tr("Fetch Defaults"),
            Key.Refresh,
            tr("Ask the server what it would put into a new ticket"),
        ),
        Verb(
            "rebase",
            "Connection",
            tr("Rebase onto New Defaults…"),
            None,
            tr("Ask for the current defaults, and decide what to keep of the draft"),
        ),
        Verb(
            "volatile",
            "Connection",
            tr("Find Values That Move"),
            None,
            tr("Ask again, and mark the values that have changed"),
        ),
        Verb("cancel", "Connection", tr("Cancel"), None, tr("Stop waiting for the server")),
        Verb(
            "demo",
            "Connection",
            tr("Try the Demo Tenant"),
            None,
            tr("Sign in to the tenant inside this program"),
            line_before=True,
        ),
        Verb(
            "who",
            "Connection",
            tr("Who Am I…"),
            None,
            tr("The server, and who you are there"),
            line_before=True,
        ),
        Verb(
            "connections",
            "Connection",
            tr("Manage Connections…"),
            None,
            tr("Names, tags and order of your connections"),
        ),
        Verb("secrets", "Connection", tr("Stored Secrets…"), None, tr("What is kept in the keyring")),
        Verb("sign_out", "Connection", tr("Sign Out"), None, tr("Forget the password and leave the server")),
        Verb(
            "updates",
            "Help",
            tr("Check for Updates…"),
            None,
            tr("Ask once whether there is a newer version"),
            role=Role.ApplicationSpecificRole,  # macOS has it beside About
        ),
        Verb("about", "Help", tr("About Ticket Draft Inspector"), role=Role.AboutRole),
    ]


def add_menus(window: QMainWindow) -> dict[str, QAction]:
    """The window's menus, and its verbs by name."""
    actions: dict[str, QAction] = {}
    titles = {
        "File": tr("&File"),
        "Edit": tr("&Edit"),
        "View": tr("&View"),
        "Connection": tr("&Connection"),
        "Help": tr("&Help"),
    }
    menus = {name: window.menuBar().addMenu(title) for name, title in titles.items()}
    for verb in verbs():
        menu = menus[verb.menu]
        if verb.line_before:
            menu.addSeparator()
        action = QAction(verb.text, window)
        action.setObjectName(verb.name)
        action.setMenuRole(verb.role)
        action.setShortcuts(_sequences(verb.keys))
        if verb.tip:
            action.setStatusTip(verb.tip)
            action.setToolTip(verb.tip)
        menu.addAction(action)
        actions[verb.name] = action
    return actions


def _sequences(keys: Keys) -> list[QKeySequence]:
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
