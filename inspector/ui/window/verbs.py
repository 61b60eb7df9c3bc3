"""The window's verbs as a table: each row is a menu entry, with its keys, what it calls, and when it may."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QKeySequence

from inspector.domain import pointers
from inspector.ui.kit.keyboard import for_keyboard
from inspector.words.language import tr

if TYPE_CHECKING:
    from inspector.ui.window.features import Features

Key = QKeySequence.StandardKey
Role = QAction.MenuRole
QUIT = (Key.Quit, "Ctrl+Q")
"""Qt has no standard key for it on Windows, where people press Ctrl+Q all the same."""
REDO = (Key.Redo, "Ctrl+Shift+Z", "Ctrl+Y")
"""People know one or the other from other programs; a platform's standard key may be only one of them."""

Keys = Key | str | tuple[Key | str, ...] | None


@dataclass(frozen=True, slots=True)
class Verb:
    """A menu entry: its name in code, what it says, what its tip adds, its keys, and what it calls."""

    name: str
    text: str
    tip: str
    keys: Keys
    calls: Callable[[Features], object]
    needs: str = ""
    """The facts that have to hold for it to be offered: see `Fact` in enabling.py."""
    ticked: str = ""
    """The fact that has to hold for it to bear a tick."""
    on_macos: Keys = None
    """The keys there, where they differ; Qt's Ctrl is ⌘, its Alt is ⌥."""
    role: Role = Role.NoRole
    line_before: bool = False
    menu: str = ""


def verbs() -> list[Verb]:
    """Every verb, in menu order, with the keys of this system."""
    menus = {"File": _file, "Edit": _edit, "View": _view, "Connection": _connection, "Help": _help}
    found = [replace(verb, menu=menu) for menu, rows in menus.items() for verb in rows()]
    if sys.platform != "darwin":
        return found
    return [replace(verb, keys=verb.on_macos or verb.keys, tip=for_keyboard(verb.tip)) for verb in found]


# The English words are a contract with tests and tutorials. A row is two lines: what it says, and what it does.
# On a Mac ⌘H hides every program, browsers show their history with ⌘Y and go to an address with ⌘L, ⌘G finds the next,
# function keys want fn, there is no Ins, and the key called delete is Qt's Backspace.
# fmt: off


def _file() -> list[Verb]:
    return [
        Verb("sign_in", tr("Sign In…"), tr("Choose a server and sign in"),
             Key.New, lambda it: it.signing_in.open_dialog()),
        Verb("new_window", tr("New Window"), tr("A second window, for a second draft"),
             "Ctrl+Shift+N", lambda it: it.drafts.open_window()),
        Verb("open", tr("Open Draft…"), tr("Open a draft that was saved before"),
             Key.Open, lambda it: it.drafts.open(), line_before=True),
        Verb("save", tr("Save Draft"), tr("Save the draft as JSON"),
             Key.Save, lambda it: it.drafts.save(), "ticket"),
        Verb("save_as", tr("Save Draft As…"), tr("Save the draft under another name"),
             "Ctrl+Shift+S", lambda it: it.drafts.save_as(), "ticket"),
        Verb("settings", tr("Settings…"), tr("Look, language, names, servers, and where all that is kept"),
             "Ctrl+,", lambda it: it.open_settings(), role=Role.PreferencesRole, line_before=True),
        Verb("close_window", tr("Close Window"), "",
             Key.Close, lambda it: it.window.close(), line_before=True),
        Verb("quit", tr("Quit"), "",
             QUIT, lambda it: it.window.quit_wanted.emit(), role=Role.QuitRole),
    ]


def _edit() -> list[Verb]:
    return [
        Verb("undo", tr("Undo"), "",
             Key.Undo, lambda it: it.ticket.stack.undo(), "undo idle"),
        Verb("redo", tr("Redo"), "",
             REDO, lambda it: it.ticket.stack.redo(), "redo idle", on_macos=Key.Redo),
        Verb("edit", tr("Edit Value"), tr("Edit the selected value (F2 or Return)"),
             None, lambda it: it.tree.edit_current(), "editable value idle", line_before=True),
        Verb("edit_large", tr("Edit in Large Editor…"), tr("Plenty of room for a text, with a character count"),
             "Shift+F2", lambda it: it.large_editor.edit(), "editable text idle",
             on_macos=("Ctrl+Shift+E", "Shift+F2")),
        Verb("copy_value", tr("Copy Value"), tr("Copy the selected value; a branch as JSON, several rows as a table"),
             Key.Copy, lambda it: it.clipboard.copy_value(), "property"),
        Verb("copy_text", tr("Copy as Text"), tr("Field, rights and reason, as a message to the administrator"),
             "Ctrl+Shift+X", lambda it: it.explaining.copy_as_text(), "property"),
        Verb("copy_json", tr("Copy as JSON"), tr("Copy the selected branch as JSON"),
             "Ctrl+Alt+C", lambda it: it.clipboard.copy_json(), "property"),
        Verb("paste", tr("Paste"), tr("Put JSON or text in place of the selected value"),
             Key.Paste, lambda it: it.clipboard.paste(), "property idle"),
        Verb("copy_path", tr("Copy Path"), tr("Copy the selected property's JSON Pointer"),
             "Ctrl+Shift+C", lambda it: it.clipboard.copy_path(), "property"),
        Verb("copy_dotted", tr("Copy Path as Dotted"), tr("Such as Messages[0].Id"),
             None, lambda it: it.clipboard.copy_path(pointers.dotted), "property"),
        Verb("copy_python", tr("Copy Path as Python"), tr('Such as ticket["Messages"][0]["Id"]'),
             None, lambda it: it.clipboard.copy_path(pointers.python), "property"),
        Verb("reset", tr("Reset to Default"), tr("Go back to what the server sent (Delete)"),
             None, lambda it: it.selection.reset_current(), "changed idle", line_before=True),
        Verb("reset_all", tr("Reset All to Default"), tr("Take back every change, in one step"),
             None, lambda it: it.elements.reset_all(), "modified idle"),
        Verb("set_null", tr("Set to Null"), tr("Set the selected value to null"),
             None, lambda it: it.selection.set_null(), "editable filled idle"),
        Verb("add", tr("Add Element"), tr("A new element or field here"),
             "Ins", lambda it: it.elements.add(), "holder idle", on_macos="Ctrl+Alt+N", line_before=True),
        Verb("duplicate", tr("Duplicate Element"), tr("Add a copy right after it"),
             "Ctrl+D", lambda it: it.elements.duplicate(), "element in_list idle"),
        Verb("remove", tr("Remove Element"), tr("Remove the selected element"),
             "Ctrl+Del", lambda it: it.elements.remove(), "element idle", on_macos=("Ctrl+Backspace", "Ctrl+Del")),
        Verb("move_up", tr("Move Up"), tr("One place up in its list"),
             "Ctrl+Shift+Up", lambda it: it.elements.move(-1), "in_list not_first idle"),
        Verb("move_down", tr("Move Down"), tr("One place down in its list"),
             "Ctrl+Shift+Down", lambda it: it.elements.move(1), "in_list not_last idle"),
        Verb("rename_key", tr("Rename Field…"), tr("Give the selected field another name"),
             None, lambda it: it.elements.rename_key(), "named idle"),
        Verb("find", tr("Find"), tr("Go to the Filter; within Details, find something there"),
             Key.Find, lambda it: it.find(), "ticket", line_before=True),
        Verb("find_in_details", tr("Find in Details"), tr("Find a text in what Details say of the selected property"),
             "Ctrl+Shift+F", lambda it: it.window.details.open_search(), "ticket"),
        Verb("go_to_path", tr("Go to Path…"), tr("Go to the property at a path that you type"),
             "Ctrl+G", lambda it: it.selection.ask_path(), "ticket", on_macos="Ctrl+L"),
        Verb("changed_only", tr("Changed Only"), tr("Show only the properties that differ from what was served"),
             "Ctrl+Shift+O", lambda it: it.finding.toggle_changed(), "ticket", ticked="changed_only"),
        Verb("next_problem", tr("Next Problem"), tr("Go to the next thing left to do"),
             "F8", lambda it: it.checking.go(1), "ticket", on_macos=("Ctrl+Alt+Down", "F8")),
        Verb("previous_problem", tr("Previous Problem"), tr("Go to the thing before it"),
             "Shift+F8", lambda it: it.checking.go(-1), "ticket", on_macos=("Ctrl+Alt+Up", "Shift+F8")),
    ]


def _view() -> list[Verb]:
    return [
        Verb("expand", tr("Expand All Below"), tr("Unfold the selected property and everything in it"),
             "Ctrl+Right", lambda it: it.selection.expand_below(), "ticket"),
        Verb("collapse", tr("Collapse All"), tr("Fold every property"),
             "Ctrl+Left", lambda it: it.tree.collapseAll(), "ticket"),
        Verb("pin", tr("Pin Property"), tr("Show it at the top as well, for this connection"),
             "Ctrl+Shift+P", lambda it: it.pins.toggle_pin(), "property", ticked="pinned"),
        Verb("group", tr("Group Properties"), tr("Identity, people, status, times…"),
             "Ctrl+Shift+G", lambda it: it.pins.toggle_groups(), "ticket", ticked="grouped"),
        Verb("types", tr("Type Column"), tr("What kind of value goes into each property"),
             None, lambda it: it.looks.toggle_types(), ticked="types"),
        Verb("where_from", tr("Where Does This Come From?"), tr("What could decide this default, and what did"),
             "Ctrl+I", lambda it: it.explaining.ask_where_from(), "property"),
        Verb("raw_json", tr("Raw JSON"), tr("The draft as the text it will be saved as"),
             "Ctrl+J", lambda it: it.docking.toggle_raw_json(), ticked="docked", line_before=True),
        Verb("history", tr("History"), tr("Every step, so that you can go back and forth"),
             "Ctrl+H", lambda it: it.docking.toggle_history(), ticked="docked", on_macos="Ctrl+Y"),
        Verb("request_log", tr("Request Log"), tr("What was asked and answered"),
             "Ctrl+Shift+L", lambda it: it.docking.toggle_request_log(), ticked="docked"),
        Verb("readable", tr("Readable Names"), tr("Everyday names, or those in SuperOffice's API"),
             "Ctrl+Shift+A", lambda it: it.looks.toggle_names(), ticked="readable", line_before=True),
        Verb("names_api", tr("API Names"), tr("Call properties by the names in SuperOffice's API"),
             None, lambda it: it.looks.call_names("api"), ticked="names_api"),
        Verb("names_label", tr("Readable Labels"), tr("Call properties by everyday names"),
             None, lambda it: it.looks.call_names("label"), ticked="names_label"),
        Verb("names_both", tr("Both Names"), tr("API name and label"),
             None, lambda it: it.looks.call_names("both"), ticked="names_both"),
        Verb("light", tr("Light"), "",
             None, lambda it: it.looks.appear("light"), ticked="light", line_before=True),
        Verb("dark", tr("Dark"), "",
             None, lambda it: it.looks.appear("dark"), ticked="dark"),
        Verb("system", tr("As the System"), "",
             None, lambda it: it.looks.appear("system"), ticked="system"),
        Verb("zoom_in", tr("Zoom In"), tr("Draw everything larger, in all windows"),
             ("Ctrl++", "Ctrl+="), lambda it: it.looks.zoom(1), line_before=True),
        Verb("zoom_out", tr("Zoom Out"), tr("Draw everything smaller, in all windows"),
             "Ctrl+-", lambda it: it.looks.zoom(-1)),
        Verb("actual_size", tr("Actual Size"), tr("Texts as large as the system has them"),
             "Ctrl+0", lambda it: it.looks.zoom(0)),
        Verb("next_pane", tr("Next Pane"), tr("Take the keyboard to the next part of the window"),
             "F6", lambda it: it.going_round.go(1), on_macos=("Meta+Tab", "F6"), line_before=True),
        Verb("previous_pane", tr("Previous Pane"), tr("Take the keyboard to the part before it"),
             "Shift+F6", lambda it: it.going_round.go(-1), on_macos=("Meta+Shift+Tab", "Shift+F6")),
        Verb("full_screen", tr("Full Screen"), "",
             "F11", lambda it: it.looks.toggle_full_screen(), on_macos=Key.FullScreen, line_before=True),
        Verb("reset_layout", tr("Reset Layout"), tr("Panes, borders and columns as they were at first"),
             None, lambda it: it.reset_layout()),
    ]


def _connection() -> list[Verb]:
    return [
        Verb("fetch", tr("Fetch Defaults"), tr("Ask the server what it would put into a new ticket"),
             Key.Refresh, lambda it: it.fetching.fetch(), "signed idle"),
        Verb("rebase", tr("Rebase onto New Defaults…"),
             tr("Ask for the current defaults, and decide what to keep of the draft"),
             None, lambda it: it.rebasing.start(), "signed ticket idle"),
        Verb("volatile", tr("Find Values That Move"), tr("Ask again, and mark the values that have changed"),
             None, lambda it: it.moving.look(), "askable idle"),
        Verb("cancel", tr("Cancel"), tr("Stop waiting for the server"),
             None, lambda it: it.fetching.cancel(), "waiting"),
        Verb("check_setup", tr("Check Setup"), tr("What is wrong with how requests are set up in the tenant"),
             "Ctrl+Shift+K", lambda it: it.docking.toggle_check_setup(), ticked="docked", line_before=True),
        Verb("demo", tr("Try the Demo Tenant"), tr("Sign in to the tenant inside this program"),
             None, lambda it: it.signing_in.demo(), line_before=True),
        Verb("who", tr("Who Am I…"), tr("The server, and who you are there"),
             None, lambda it: it.tell_who(), "signed", line_before=True),
        Verb("connections", tr("Manage Connections…"), tr("Names, tags and order of your connections"),
             None, lambda it: it.managing.open_connections()),
        Verb("secrets", tr("Stored Secrets…"), tr("What is kept in the keyring"),
             None, lambda it: it.managing.open_secrets()),
        Verb("sign_out", tr("Sign Out"), tr("Forget the password and leave the server"),
             None, lambda it: it.signing_in.sign_out(), "signed"),
    ]


def _help() -> list[Verb]:
    return [
        Verb("guide", tr("Guide"), tr("How to get in, read, ask why and keep drafts; opens where you are"),
             Key.HelpContents, lambda it: it.window.guide_wanted.emit()),
        Verb("keys", tr("Keys"), tr("Every key and what it does"),
             None, lambda it: it.window.keys_wanted.emit()),
        Verb("updates", tr("Check for Updates…"), tr("Ask once whether there is a newer version"),
             None, lambda it: it.check_for_updates(), role=Role.ApplicationSpecificRole, line_before=True),
        Verb("about", tr("About Ticket Draft Inspector"), "",
             None, lambda it: it.tell_about(), role=Role.AboutRole),
    ]
