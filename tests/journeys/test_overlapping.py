"""A verb is started while another is still at work: nothing is lost, nothing is asked or said that is not so.

The disk is slow where the journey holds it back, and so is the server: see slow_disk.py and recorded.py.
"""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QPlainTextEdit, QTableView
from starlette.applications import Starlette

from inspector.app import DemoTenant
from inspector.domain import rebase
from inspector.domain.document import SetValue
from inspector.services import files
from inspector.services.recovery import About, Journal
from inspector.services.superoffice.client import SuperOffice
from inspector.ui.defaults import rebasing
from inspector.ui.sign_in.signing_in import SigningIn
from tests.journeys.person import Person
from tests.journeys.program import Program
from tests.journeys.recorded import Recorded
from tests.journeys.slow_disk import SlowDisk
from tests.present import present
from tests.waiting import PATIENCE

DRAFT = {"TicketId": 0, "Title": "from the file", "OwnedBy": None, "Tags": []}


def write(path: Path, **more: object) -> Path:
    path.write_text(json.dumps({**DRAFT, **more}), "utf-8")
    return path


def title_in(path: Path) -> str:
    found: str = json.loads(path.read_bytes())["Title"]
    return found


async def open_draft(program: Program, path: Path) -> None:
    await program.menu("File", "Open Draft…")
    await program.give_path(path)
    await program.until(lambda: program.title.startswith(path.name), "the draft")
    await program.rest()


@pytest.fixture
async def opened(program: Program, slow_disk: SlowDisk, tmp_path: Path) -> Program:
    """The program, with a draft from a disk that can be slow, edited once."""
    await open_draft(program, write(tmp_path / "draft.json"))
    await program.edit("Title", "Mine")
    return program


@pytest.fixture
async def online(signed_in: Program, slow_disk: SlowDisk, tmp_path: Path) -> Program:
    """The same, signed in."""
    await open_draft(signed_in, write(tmp_path / "draft.json"))
    await signed_in.edit("Title", "Mine")
    return signed_in


async def begin(program: Person, keys: str, slow_disk: SlowDisk) -> None:
    """Press that, and wait until it has come as far as the disk."""
    await program.press(keys)
    await program.until(lambda: slow_disk.waiting, "the disk")


# -- saving, and saving again -------------------------------------------------------------------------


async def test_saving_again_while_it_is_being_saved_joins_in(
    opened: Program, slow_disk: SlowDisk, tmp_path: Path
) -> None:
    with slow_disk.held("after"):
        await begin(opened, "Ctrl+S", slow_disk)
        await opened.press("Ctrl+S")
    await opened.until(lambda: opened.says("another program") or opened.says("^Saved "), "the end")
    assert not opened.says("another program")
    await opened.reads("^Saved ")
    await opened.rest()
    assert slow_disk.begun == ["draft.json"], "once is enough"
    assert title_in(tmp_path / "draft.json") == "Mine"
    assert not opened.title.startswith("*")


async def test_the_later_of_two_saves_is_in_the_file(
    opened: Program, slow_disk: SlowDisk, tmp_path: Path
) -> None:
    with slow_disk.held(first_only=True):
        await begin(opened, "Ctrl+S", slow_disk)
        await opened.edit("Title", "Mine, later")
        await opened.press("Ctrl+S")
        is_saving = opened._workspace.bench.tasks.is_running
        await opened.until(lambda: is_saving("save") or not opened.title.startswith("*"), "the second")
    await opened.rest()
    await opened.until(lambda: not slow_disk.at_work, "the end of all writing")
    assert title_in(tmp_path / "draft.json") == "Mine, later"
    assert not opened.title.startswith("*")


async def test_an_edit_between_two_saves_asks_nothing(
    opened: Program, slow_disk: SlowDisk, tmp_path: Path
) -> None:
    with slow_disk.held("after"):
        await begin(opened, "Ctrl+S", slow_disk)
        await opened.edit("Title", "Mine, later")
        await opened.press("Ctrl+S")
    await opened.until(lambda: opened.says("another program") or opened.says("^Saved "), "the end")
    assert not opened.says("another program")
    await opened.rest()
    assert title_in(tmp_path / "draft.json") == "Mine, later"
    assert not opened.title.startswith("*")


async def test_what_is_edited_during_a_save_is_not_saved_with_it(
    opened: Program, slow_disk: SlowDisk, tmp_path: Path
) -> None:
    with slow_disk.held():
        await begin(opened, "Ctrl+S", slow_disk)
        await opened.edit("Title", "Mine, later")
    await opened.reads("^Saved ")
    assert title_in(tmp_path / "draft.json") == "Mine"
    assert opened.title.startswith("*")
    saved = files.fingerprint(tmp_path / "draft.json")
    place = tmp_path / "settings" / "recovery"
    await opened.until(
        lambda: any(f'"fingerprint": "{saved}"' in one.read_text("utf-8") for one in place.glob("*.journal")),
        "a journal that knows of the save: after a crash, nobody is told that another program wrote the file",
    )


async def test_an_undo_and_an_edit_during_a_save_are_not_saved_with_it(
    opened: Program, slow_disk: SlowDisk
) -> None:
    with slow_disk.held():
        await begin(opened, "Ctrl+S", slow_disk)
        await opened.press("Ctrl+Z")
        await opened.edit("Title", "Mine, otherwise")
    await opened.reads("^Saved ")
    assert opened.title.startswith("*")


@pytest.mark.parametrize("when", ["during", "after"])
async def test_an_undo_around_a_save_is_not_in_the_file(
    when: str, opened: Program, slow_disk: SlowDisk, tmp_path: Path
) -> None:
    with slow_disk.held():
        await begin(opened, "Ctrl+S", slow_disk)
        if when == "after":
            await opened.edit("Title", "Mine, later")
        else:
            await opened.press("Ctrl+Z")
    await opened.reads("^Saved ")
    if when == "after":
        await opened.press("Ctrl+Z", times=2)
    assert opened.value("Title") == "from the file"
    assert title_in(tmp_path / "draft.json") == "Mine"
    assert opened.title.startswith("*")


async def test_saving_again_while_it_is_being_saved_elsewhere_goes_there(
    opened: Program, slow_disk: SlowDisk, tmp_path: Path
) -> None:
    await opened.press("Ctrl+Shift+S")
    with slow_disk.held():
        await opened.give_path(tmp_path / "copy.json")
        await opened.until(lambda: slow_disk.waiting, "the disk")
        await opened.edit("Title", "Mine, later")
        await opened.press("Ctrl+S")
    await opened.reads("^Saved ")
    await opened.rest()
    assert title_in(tmp_path / "draft.json") == "from the file"
    assert title_in(tmp_path / "copy.json") == "Mine, later"
    assert opened.title.startswith("copy.json")


async def test_a_save_ends_although_its_document_is_undone(online: Program, slow_disk: SlowDisk) -> None:
    await online.menu("Connection", "Rebase onto New Defaults…")
    await online.control("Differences", QTableView)
    await online.click("Apply")
    await online.rest()
    with slow_disk.held():
        await begin(online, "Ctrl+S", slow_disk)
        await online.press("Ctrl+Z")
    await online.rest()
    assert online.says("^Saved ")
    assert not online.says("another program")
    assert online.title.startswith("*")
    await online.press("Ctrl+S")
    await online.rest()
    assert not online.says("another program")
    assert not online.title.startswith("*")


# -- saving, and something else -----------------------------------------------------------------------


async def test_a_save_ends_although_something_is_exported(
    opened: Program, slow_disk: SlowDisk, tmp_path: Path
) -> None:
    with slow_disk.held():
        await begin(opened, "Ctrl+S", slow_disk)
        await opened.menu("File", "Export", "Ticket without Rights…")
        await opened.press("Escape")
    await opened.rest()
    assert title_in(tmp_path / "draft.json") == "Mine"
    assert not opened.says("another program")
    assert not opened.title.startswith("*")


async def test_opening_waits_for_what_is_being_saved(
    opened: Program, slow_disk: SlowDisk, tmp_path: Path
) -> None:
    write(tmp_path / "other.json", Title="another")
    with slow_disk.held():
        await begin(opened, "Ctrl+S", slow_disk)
        await opened.menu("File", "Open Draft…")
        await opened.give_path(tmp_path / "other.json")
    await ends_unasked(opened, lambda: opened.value("Title") == "another")
    assert title_in(tmp_path / "draft.json") == "Mine"


async def test_what_is_edited_while_it_is_saved_to_be_closed_is_asked_about(
    opened: Program, slow_disk: SlowDisk, tmp_path: Path
) -> None:
    await opened.press("Ctrl+W")
    with slow_disk.held():
        await opened.answer("Save")
        await opened.until(lambda: slow_disk.waiting, "the disk")
        await opened.gone()
        await opened.edit("Title", "Mine, later")
    await opened.until(lambda: opened.has_ended or opened.says("^Save the changes to"), "the end")
    assert not opened.has_ended
    await opened.answer("Save")
    await opened.until(lambda: opened.has_ended, "the end")
    assert title_in(tmp_path / "draft.json") == "Mine, later"


async def test_what_another_program_writes_just_before_a_save_is_not_overwritten(
    opened: Program, slow_disk: SlowDisk, tmp_path: Path
) -> None:
    with slow_disk.held():
        await begin(opened, "Ctrl+S", slow_disk)
        write(tmp_path / "draft.json", Title="theirs")
    await opened.reads("was changed by another program since you opened or saved it")
    await opened.answer("Cancel")
    await opened.rest()
    assert title_in(tmp_path / "draft.json") == "theirs"
    assert opened.title.startswith("*")


async def test_a_fetch_waits_for_what_is_being_saved(
    online: Program, slow_disk: SlowDisk, tmp_path: Path
) -> None:
    with slow_disk.held():
        await begin(online, "Ctrl+S", slow_disk)
        await online.press("F5")
    await ends_unasked(online, lambda: online.title.startswith("New ticket"))
    assert title_in(tmp_path / "draft.json") == "Mine"


async def test_a_fetch_waits_for_what_is_being_saved_elsewhere(
    online: Program, slow_disk: SlowDisk, tmp_path: Path
) -> None:
    await online.press("Ctrl+Shift+S")
    with slow_disk.held():
        await online.give_path(tmp_path / "copy.json")
        await online.until(lambda: slow_disk.waiting, "the disk")
        await online.press("F5")
    await ends_unasked(online, lambda: online.title.startswith("New ticket"))
    assert title_in(tmp_path / "copy.json") == "Mine"


async def test_signing_out_waits_for_what_is_being_saved(
    online: Program, slow_disk: SlowDisk, tmp_path: Path
) -> None:
    with slow_disk.held():
        await begin(online, "Ctrl+S", slow_disk)
        await online.menu("Connection", "Sign Out")
    await ends_unasked(online, lambda: not online.names())
    assert title_in(tmp_path / "draft.json") == "Mine"


@pytest.mark.parametrize("keys", ["Ctrl+W", "Ctrl+Q"])
async def test_closing_waits_for_what_is_being_saved(
    keys: str, opened: Program, slow_disk: SlowDisk, tmp_path: Path
) -> None:
    with slow_disk.held():
        await begin(opened, "Ctrl+S", slow_disk)
        await opened.press(keys)
        await opened.press(keys)
    await ends_unasked(opened, lambda: opened.has_ended)
    assert title_in(tmp_path / "draft.json") == "Mine"


async def ends_unasked(program: Program, probe: Callable[[], object]) -> None:
    """Wait for the end, or for a question, which there must not be."""

    def asks() -> str | None:
        return program.says("^Save the changes to|another program")

    await program.until(lambda: asks() or probe(), "the end")
    assert not asks()


async def test_a_save_ends_although_new_defaults_come(
    online: Program, recorded: Recorded, slow_disk: SlowDisk, tmp_path: Path
) -> None:
    recorded.held = "en"
    await online.press("F5")
    await online.answer("Discard and Fetch")
    await online.reads(r"^Fetching… \d")
    await online.press("Ctrl+Shift+S")
    with slow_disk.held():
        await online.give_path(tmp_path / "copy.json")
        await online.until(lambda: slow_disk.waiting, "the disk")
        recorded.release.set()
        await online.until(lambda: online.title.startswith("New ticket"), "the defaults")
    await online.rest()
    assert online.title.startswith("New ticket"), "what is on screen is not what was saved"
    assert title_in(tmp_path / "copy.json") == "Mine"
    assert [action.text() for action in online._window.recent_menu.actions()] == ["copy.json", "draft.json"]
    assert online.says("^Saved ")


# -- exporting ----------------------------------------------------------------------------------------


async def test_an_export_ends_although_something_is_saved(
    opened: Program, slow_disk: SlowDisk, tmp_path: Path
) -> None:
    slow_disk.full_for = {"ticket.json"}
    await opened.menu("File", "Export", "Ticket without Rights…")
    with slow_disk.held():
        await opened.give_path(tmp_path / "ticket.json")
        await opened.until(lambda: slow_disk.waiting, "the disk")
        await opened.press("Ctrl+S")
        await opened.until(lambda: slow_disk.waiting == 2, "the other")
    await opened.rest()
    assert opened.says("Nothing was exported")
    assert title_in(tmp_path / "draft.json") == "Mine"


async def test_two_exports_end_side_by_side(opened: Program, slow_disk: SlowDisk, tmp_path: Path) -> None:
    slow_disk.full_for = {"ticket.json"}
    with slow_disk.held():
        for entry, name in (("Ticket without Rights…", "ticket.json"), ("Portrait as CSV…", "portrait.csv")):
            await opened.menu("File", "Export", entry)
            await opened.give_path(tmp_path / name)
            await opened.until(lambda name=name: name in slow_disk.begun, "the disk")  # type: ignore[misc]
    await opened.rest()
    assert opened.says("Nothing was exported")
    assert (tmp_path / "portrait.csv").exists()


async def test_what_is_exported_is_there_when_the_program_ends(
    opened: Program, slow_disk: SlowDisk, tmp_path: Path
) -> None:
    await opened.menu("File", "Export", "Ticket without Rights…")
    with slow_disk.held():
        await opened.give_path(tmp_path / "ticket.json")
        await opened.until(lambda: slow_disk.waiting, "the disk")
        await opened.press("Ctrl+Q")
        await opened.answer("Don't Save")
    await opened.until(lambda: opened.has_ended, "the end")
    await opened.until((tmp_path / "ticket.json").exists, "the file")


async def test_an_export_that_fails_while_the_program_ends_is_told(
    opened: Program, slow_disk: SlowDisk, tmp_path: Path
) -> None:
    slow_disk.full_for = {"ticket.json"}
    await opened.menu("File", "Export", "Ticket without Rights…")
    with slow_disk.held():
        await opened.give_path(tmp_path / "ticket.json")
        await opened.until(lambda: slow_disk.waiting, "the disk")
        await opened.press("Ctrl+Q")
        await opened.answer("Don't Save")
    await opened.until(lambda: opened.has_ended or opened.says("Nothing was exported"), "the end")
    await opened.rest()
    assert not opened.has_ended
    assert opened.says("Nothing was exported")
    await opened.press("Ctrl+Q")
    await opened.answer("Don't Save")
    await opened.until(lambda: opened.has_ended, "the end")


async def test_an_export_does_not_replace_the_draft(
    opened: Program, slow_disk: SlowDisk, tmp_path: Path
) -> None:
    (tmp_path / "linked.json").symlink_to(tmp_path / "draft.json")
    for name in ("draft.json", "linked.json"):
        await opened.menu("File", "Export", "Ticket without Rights…")
        await opened.give_path(tmp_path / name)
        await opened.answer("Replace")
        await opened.reads("Nothing was exported.*is the file of the draft itself")
        await opened.rest()
        await opened.press("Esc")
    assert title_in(tmp_path / "draft.json") == "from the file"
    assert not opened.says("another program")


async def test_two_exports_to_one_file_end_in_order(
    opened: Program, slow_disk: SlowDisk, tmp_path: Path
) -> None:
    with slow_disk.held(first_only=True):
        await opened.menu("File", "Export", "Ticket without Rights…")
        await opened.give_path(tmp_path / "ticket.json")
        await opened.until(lambda: slow_disk.waiting, "the disk")
        await opened.edit("Title", "Mine, later")
        await opened.menu("File", "Export", "Ticket without Rights…")
        await opened.give_path(tmp_path / "ticket.json")
        # Until the first is there, it is no file that the second would replace.
        await opened.until(lambda: opened.is_free_of("ask where to export"), "the second export")
    await opened.rest()
    assert slow_disk.begun == ["ticket.json"] * 2
    assert title_in(tmp_path / "ticket.json") == "Mine, later"


# -- asking a slow server -----------------------------------------------------------------------------


async def test_signing_out_ends_a_fetch(signed_in: Program, recorded: Recorded) -> None:
    recorded.held = "en"
    await signed_in.press("F5")
    await signed_in.reads(r"^Fetching… \d")
    await signed_in.menu("Connection", "Sign Out")
    await signed_in.reads("^Signed out")
    recorded.release.set()
    await signed_in.rest()
    assert not signed_in.names()
    assert signed_in.says("^Signed out")


async def test_signing_out_ends_a_rebase(online: Program, recorded: Recorded) -> None:
    await online.press("Ctrl+Z")
    recorded.held = "en"
    before = len(recorded.fetches())
    await online.menu("Connection", "Rebase onto New Defaults…")
    await online.until(lambda: len(recorded.fetches()) > before, "the question")
    await online.menu("Connection", "Sign Out")
    await online.until(lambda: not online.names(), "the sign-out")
    recorded.release.set()
    await online.rest()
    assert online.says("^Signed out")
    assert not online._window.notice.text()


async def test_opening_another_draft_ends_a_rebase(
    online: Program, recorded: Recorded, tmp_path: Path
) -> None:
    await online.press("Ctrl+Z")
    recorded.held = "en"
    before = len(recorded.fetches())
    await online.menu("Connection", "Rebase onto New Defaults…")
    await online.until(lambda: len(recorded.fetches()) > before, "the question")
    await open_while_it_waits(online, write(tmp_path / "other.json", Title="another"))
    recorded.release.set()
    await online.until(lambda: recorded.answered[-1:] == ["en"], "the answer")
    await online.until(
        lambda: not online._workspace.bench.tasks.is_running("rebase") or online.find("Differences"),
        "the end",
    )
    assert online.find("Differences") is None


async def test_an_undone_rebase_ends_the_question_what_moves(online: Program, recorded: Recorded) -> None:
    await online.menu("Connection", "Rebase onto New Defaults…")
    await online.control("Differences", QTableView)
    await online.click("Apply")
    await online.rest()
    recorded.held = "en"
    await online.menu("Connection", "Find Values That Move")
    await online.reads("^Asking again")
    await online.press("Ctrl+Z")
    recorded.release.set()
    await online.rest()
    assert not online.says("^Asking again|moved")
    assert not online._window.notice.text()


async def open_while_it_waits(program: Program, path: Path) -> None:
    await program.menu("File", "Open Draft…")
    await program.give_path(path)
    await program.until(lambda: program.title.startswith(path.name), "the draft")


async def test_a_fetch_ends_a_rebase(online: Program, recorded: Recorded) -> None:
    await online.press("Ctrl+Z")
    recorded.held = "en"
    before = len(recorded.fetches())
    await online.menu("Connection", "Rebase onto New Defaults…")
    await online.until(lambda: len(recorded.fetches()) > before, "the question")
    await online.press("F5")
    await online.until(lambda: len(recorded.fetches()) > before + 1, "the other question")
    recorded.release.set()
    await online.until(
        lambda: online.title.startswith("New ticket") or online.find("Differences"), "the defaults"
    )
    await online.until(
        lambda: not online._workspace.bench.tasks.is_running("rebase") or online.find("Differences"),
        "the end",
    )
    assert online.find("Differences") is None


async def test_opening_a_draft_ends_a_fetch(signed_in: Program, recorded: Recorded, tmp_path: Path) -> None:
    recorded.held = "en"
    await signed_in.press("F5")
    await signed_in.reads(r"^Fetching… \d")
    await open_while_it_waits(signed_in, write(tmp_path / "other.json", Title="another"))
    recorded.release.set()
    await signed_in.rest()
    assert signed_in.value("Title") == "another"
    assert signed_in.says("^Opened ")
    assert signed_in.says("draft from a file")


async def test_a_fetch_that_fails_after_all_says_nothing_of_the_draft_opened_meanwhile(
    signed_in: Program, recorded: Recorded, tenant: Starlette, tmp_path: Path
) -> None:
    recorded.held = "en"
    await signed_in.press("F5")
    await signed_in.reads(r"^Fetching… \d")
    await open_while_it_waits(signed_in, write(tmp_path / "other.json", Title="another"))
    tenant.state.weather.status = 500
    recorded.release.set()
    await signed_in.rest()
    assert signed_in._window.notice.text().startswith("What this draft was made from")
    assert signed_in.says("^Opened ")


# -- edits that nobody asked about yet ----------------------------------------------------------------


async def test_what_is_edited_while_another_draft_is_read_is_asked_about(
    opened: Program, slow_disk: SlowDisk, tmp_path: Path
) -> None:
    await opened.press("Ctrl+Z")
    write(tmp_path / "other.json", Title="another")
    with slow_disk.held("reading"):
        opened._workspace.features.drafts.open_path(tmp_path / "other.json")
        await opened.until(lambda: slow_disk.waiting, "the disk")
        await opened.edit("Title", "Mine meanwhile")
    await opened.until(
        lambda: opened.says("^Save the changes to") or opened.value("Title") == "another", "the end"
    )
    assert opened.says("^Save the changes to “draft.json”")
    await opened.answer("Cancel")
    await opened.rest()
    assert opened.value("Title") == "Mine meanwhile"


async def test_what_is_edited_while_signing_in_is_asked_about(
    opened: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    await opened.press("Ctrl+Z")
    go_on, really = threading.Event(), DemoTenant.transport

    def slow(self: DemoTenant) -> object:
        assert go_on.wait(PATIENCE)
        return really(self)

    monkeypatch.setattr(DemoTenant, "transport", slow)
    try:
        await opened.menu("Connection", "Try the Demo Tenant")
        await opened.reads("^Signing in to the demo tenant")
        await opened.edit("Title", "Mine meanwhile")
    finally:
        go_on.set()
    await opened.until(lambda: opened.says("^Save the changes to") or "Priority" in opened.names(), "the end")
    assert opened.says("^Save the changes to “draft.json”")
    await opened.answer("Cancel")
    await opened.rest()
    assert opened.value("Title") == "Mine meanwhile"


@pytest.mark.parametrize("step", ["_differences", "rebased"])
async def test_what_is_edited_while_a_rebase_is_worked_out_is_kept(
    step: str, online: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on, waits = threading.Event(), threading.Event()
    module = rebasing if step == "_differences" else rebase
    really = getattr(module, step)

    def slow(*given: Any) -> Any:
        waits.set()
        assert go_on.wait(PATIENCE)
        return really(*given)

    monkeypatch.setattr(module, step, slow)
    try:
        await online.menu("Connection", "Rebase onto New Defaults…")
        if step == "rebased":
            await online.control("Differences", QTableView)
            await online.click("Apply")
        await online.until(waits.is_set, "the work")
        await online.edit("Title", "Mine meanwhile")
    finally:
        go_on.set()
    await online.control("Differences", QTableView)
    await online.click("Apply")
    await online.rest()
    assert online.ticket()["Title"] == "Mine meanwhile"
    assert online.says(r"English \(en\)$"), "and the rest is as the new defaults are"


async def test_what_is_edited_while_a_draft_is_restored_stays(
    opened: Program, slow_disk: SlowDisk, tmp_path: Path
) -> None:
    await opened.press("Ctrl+Z")
    left = write(tmp_path / "left.json")
    about = About(left.name, str(left), present(files.fingerprint(left)))
    journal = Journal(about, left.read_bytes(), tmp_path / "settings" / "recovery")
    journal.write(SetValue((1,), b'"from the file"', b'"Half a thought"'))
    journal._file.close()
    opened._workspace.features.recovering.look()
    with slow_disk.held("reading"):
        await opened.click("Restore")
        await opened.until(lambda: slow_disk.waiting, "the disk")
        await opened.edit("Title", "Mine meanwhile")
    await opened.rest()
    assert opened.value("Title") == "Mine meanwhile"
    other = await opened.other_window()
    await other.until(lambda: other.value("Title") == "Half a thought", "what was left")


async def test_whoever_signed_out_edits_nothing_any_more(
    signed_in: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on, really = asyncio.Event(), SuperOffice.aclose

    async def slow(self: SuperOffice) -> None:
        await go_on.wait()
        await really(self)

    monkeypatch.setattr(SuperOffice, "aclose", slow)
    try:
        await signed_in.menu("Connection", "Sign Out")
        await signed_in.until(lambda: signed_in._workspace.bench.place.signed is None, "the sign-out")
        assert not signed_in.names()
        assert signed_in.says("^Signed out")
    finally:
        go_on.set()


async def test_whoever_closes_edits_nothing_any_more(
    opened: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    await opened.press("Ctrl+S")
    await opened.rest()
    go_on, waits = asyncio.Event(), asyncio.Event()

    async def slow(_self: SigningIn) -> None:
        waits.set()
        await go_on.wait()

    monkeypatch.setattr(SigningIn, "finish", slow)
    await opened.press("Ctrl+W")
    await opened.until(waits.is_set, "the end")
    try:
        assert not opened._window.isEnabled()
    finally:
        go_on.set()
    await opened.until(lambda: opened.has_ended, "the end")


async def test_a_draft_that_is_handed_over_waits_for_no_one_who_writes(
    opened: Program, tmp_path: Path
) -> None:
    await opened.press("Ctrl+Z")
    await opened.select("Title")
    await opened.press("Shift+F2")
    editor = await opened.control_that("", QPlainTextEdit)
    assert editor.isVisible()
    await opened.type("Mine, at length")
    opened._windows.take(write(tmp_path / "other.json", Title="another"))
    await opened.until(
        lambda: len(opened._windows._all) == 2 or opened.value("Title") == "another", "the draft somewhere"
    )
    assert len(opened._windows._all) == 2
    assert opened.value("Title") == "from the file"
