"""Where what is open came from: status bar, Details, Copy as Text and the verbs say the same, and say what is so."""

from __future__ import annotations

import json
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QTableView
from starlette.applications import Starlette

from inspector.domain.document import SetValue
from inspector.services.recovery import About, Journal
from tests.journeys.program import Program
from tests.journeys.recorded import Recorded

DRAFT = {"TicketId": 0, "Title": "from the file", "OwnedBy": None, "Tags": []}


@dataclass(frozen=True)
class Said:
    """What the window says of where what is open came from."""

    title: str
    where: str
    """The right of the status bar."""
    details: str
    message: str
    """What Copy as Text gives."""
    verbs: frozenset[str]
    """Those that can be chosen, of those that depend on it."""


async def said(program: Program, name: str = "Title") -> Said:
    """Look everywhere, with that property selected; what the clock moves is left out."""
    await program.select(name)
    await program.press("Ctrl+Shift+X")
    message = QGuiApplication.clipboard().text()
    names = ("save", "fetch", "rebase", "volatile", "reset_all")
    window = program._window
    return Said(
        program.title,
        window.whereabouts.text(),
        _without_clock(window.details.text()),
        _without_clock(message),
        frozenset(one for one in names if window.actions_by_name[one].isEnabled()),
    )


def _without_clock(text: str) -> str:
    return "\n".join(line for line in text.split("\n") if not line.startswith("Distance: "))


# -- every way in which a document takes the place of another -----------------------------------------


@dataclass(frozen=True)
class Origin:
    """What has to be said of a document that came from there."""

    where: str
    """How the right of the status bar ends."""
    tenant: str = ""
    """Copy as Text names it; empty where nobody can know it."""
    asked_by: str = ""
    context: str = ""
    asks_again: bool = False
    """Whether Find Values That Move can be chosen: only where the same can be asked once more."""


SERVER = Origin("Tim Høyland · English (en)", "Work", "Tim Høyland", "English (en)", asks_again=True)
ELSEWHERE = Origin(
    "Jonas Lindqvist · English (en)", "School", "Jonas Lindqvist", "English (en)", asks_again=True
)
FILE = Origin("draft from a file")
RESTORED = Origin("restored draft")


def write(path: Path, **more: object) -> Path:
    path.write_text(json.dumps({**DRAFT, **more}), "utf-8")
    return path


async def open_draft(program: Program, path: Path) -> None:
    await program.menu("File", "Open Draft…")
    await program.give_path(path)
    await shown(program, path)


async def shown(program: Program, path: Path) -> None:
    await program.until(lambda: program.title.startswith(path.name), "the draft")
    await program.filled()


async def apply_rebase(program: Program) -> None:
    """Take what the board proposes."""
    await program.control("Differences", QTableView)
    await program.click("Apply")
    await program.gone()
    await program.rest()


async def by_opening(program: Program, tmp_path: Path) -> None:
    await open_draft(program, write(tmp_path / "draft.json"))


async def by_opening_a_recent_one(program: Program, tmp_path: Path) -> None:
    await program.menu("File", "Open Recent", "draft.json")
    await shown(program, tmp_path / "draft.json")


async def by_dropping(program: Program, tmp_path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(write(tmp_path / "dropped.json")))])
    copy, button, key = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(program._window, QDragEnterEvent(QPointF(9, 9).toPoint(), copy, data, button, key))
    QApplication.sendEvent(program._window, QDropEvent(QPointF(9, 9), copy, data, button, key))
    await shown(program, tmp_path / "dropped.json")


async def by_starting_again(program: Program, tmp_path: Path) -> None:
    program._windows.take(write(tmp_path / "handed over.json"))
    await shown(program, tmp_path / "handed over.json")


async def by_reloading(program: Program, tmp_path: Path) -> None:
    write(tmp_path / "draft.json", Title="theirs")
    await program.click("Reload")
    await program.until(lambda: program.value("Title") == "theirs", "what they wrote")
    await program.filled()


async def by_restoring(program: Program, tmp_path: Path) -> None:
    served = b'{"TicketId":0,"Title":"","OwnedBy":null,"Tags":[]}'
    journal = Journal(About("New ticket", connection="Work"), served, tmp_path / "settings" / "recovery")
    journal.write(SetValue((1,), b'""', b'"Half a thought"'))
    journal._file.close()
    program._workspace.features.recovering.look()
    await program.click("Restore")
    await program.until(lambda: program.value("Title") == "Half a thought", "the draft")
    await program.until(lambda: program.find("Restore") is None, "rest")


async def by_fetching(program: Program, _tmp_path: Path) -> None:
    await program.press("F5")
    await program.until(lambda: program.title.startswith("New ticket"), "the defaults")
    await program.filled()


async def by_fetching_over_edits(program: Program, _tmp_path: Path) -> None:
    await program.press("F5")
    await program.answer("Discard and Fetch")
    await program.until(lambda: program.value("Title") == "empty", "the defaults")
    await program.filled()


async def by_rebasing(program: Program, _tmp_path: Path) -> None:
    await program.menu("Connection", "Rebase onto New Defaults…")
    await apply_rebase(program)


async def by_keeping_edits(program: Program, _tmp_path: Path) -> None:
    await program.press("F5")
    await program.answer("Keep My Edits")
    await apply_rebase(program)


async def by_editing(program: Program, _tmp_path: Path) -> None:
    """Not replaced at all."""
    await program.edit("Title", "Mine")


async def by_undoing(program: Program, _tmp_path: Path) -> None:
    await program.menu("Edit", "Undo")


async def by_redoing(program: Program, _tmp_path: Path) -> None:
    await program.menu("Edit", "Redo")


async def by_declining_a_rebase(program: Program, _tmp_path: Path) -> None:
    """Not replaced at all."""
    await program.press("F5")
    await program.answer("Keep My Edits")
    await program.control("Differences", QTableView)
    await program.press("Escape")
    await program.gone()
    await program.filled()


async def by_saving_elsewhere(program: Program, tmp_path: Path) -> None:
    """Not replaced at all: the values are still those that the server sent."""
    await program.press("Ctrl+S")
    await program.give_path(tmp_path / "saved.json")
    await program.reads("^Saved ")


async def by_signing_in_elsewhere(program: Program, _tmp_path: Path) -> None:
    await program.menu("File", "Sign In…")
    await program.fill("User name", "trainee")
    await program.fill("Connection", "School")
    await program.fill("Password", "demo")
    await program.click("Sign in")
    await program.until(lambda: program.title.startswith("New ticket – School"), "the other connection")
    await program.until(lambda: "English" in program._window.whereabouts.text(), "its defaults")
    await program.filled()


Way = Callable[[Program, Path], Awaitable[None]]

WAYS: dict[str, list[tuple[Way, Origin]]] = {
    "a file": [
        (by_opening, FILE),
        (by_reloading, FILE),
        (by_fetching, SERVER),
        (by_opening_a_recent_one, FILE),
        (by_fetching, SERVER),
        (by_dropping, FILE),
        (by_starting_again, FILE),
    ],
    "a rebase": [(by_opening, FILE), (by_rebasing, SERVER), (by_undoing, FILE), (by_redoing, SERVER)],
    "edits": [
        (by_opening, FILE),
        (by_editing, FILE),
        (by_declining_a_rebase, FILE),
        (by_keeping_edits, SERVER),
    ],
    "what was restored": [
        (by_restoring, RESTORED),
        (by_keeping_edits, SERVER),
        (by_undoing, RESTORED),
        (by_fetching_over_edits, SERVER),
    ],
    "a server": [(by_fetching, SERVER), (by_saving_elsewhere, SERVER), (by_signing_in_elsewhere, ELSEWHERE)],
}
"""What happens to a document one after the other, and what has to be said of it each time."""


@pytest.mark.parametrize("ways", WAYS.values(), ids=WAYS)
async def test_everything_says_where_it_came_from(
    signed_in: Program, ways: list[tuple[Way, Origin]], tmp_path: Path
) -> None:
    for way, origin in ways:
        await way(signed_in, tmp_path)
        found = await said(signed_in)
        lines = dict(line.split(": ", 1) for line in found.message.split("\n"))
        tenant, asked_by, context = (lines.get(name, "") for name in ("Tenant", "Asked by", "Context"))
        where = found.where[-len(origin.where) :]
        assert Origin(where, tenant, asked_by, context, "volatile" in found.verbs) == origin, way.__name__


async def test_an_undone_rebase_says_again_what_was_said_before(signed_in: Program) -> None:
    await signed_in.pick("Time zone", "Sweden (SE)")
    await signed_in.filled()
    await signed_in.edit("Title", "Mine")
    before = await said(signed_in, "Deadline")
    await signed_in.pick("Language", "German (de)")
    await signed_in.answer("Keep My Edits")
    await apply_rebase(signed_in)
    await signed_in.pick("Time zone", "Norway (NO)")
    await signed_in.answer("Keep My Edits")
    await apply_rebase(signed_in)
    after = await said(signed_in, "Deadline")
    assert "German" in after.where
    assert "Norway" in after.details
    assert "German" in after.message
    await signed_in.press("Ctrl+Z", times=2)
    assert signed_in.value("Title") == "Mine"
    assert await said(signed_in, "Deadline") == before
    await signed_in.press("Ctrl+Shift+Z", times=2)
    assert await said(signed_in, "Deadline") == after


async def test_whoever_signed_out_sees_nothing_of_what_was_there(signed_in: Program, tmp_path: Path) -> None:
    await by_opening(signed_in, tmp_path)
    await by_rebasing(signed_in, tmp_path)
    await signed_in.menu("Connection", "Sign Out")
    await signed_in.answer("Don't Save")
    await signed_in.reads("^Signed out")
    assert not signed_in.names()
    assert signed_in._window.whereabouts.text() == "not signed in"
    assert "Nothing selected" in signed_in._window.details.text() or not signed_in._window.details.isVisible()
    names = ("save", "fetch", "rebase", "volatile", "undo", "copy_text", "pin")
    assert not [one for one in names if signed_in._window.actions_by_name[one].isEnabled()]
    await by_opening(signed_in, tmp_path)
    assert "Tenant" not in (await said(signed_in)).message


# -- when no new defaults come ------------------------------------------------------------------------


async def by_failing(program: Program, tenant: Starlette, _recorded: Recorded) -> str:
    tenant.state.weather.status = 503
    await program.press("F5")
    await program.reads("could not be fetched.*not available just now")
    tenant.state.weather.status = None
    return "Not fetched"


async def by_cancelling(program: Program, _tenant: Starlette, recorded: Recorded) -> str:
    recorded.held = "en"  # what is asked for as the server likes it
    await program.press("F5")
    await program.click("Cancel")
    return "Cancelled"


FETCHED = r"; what you see was fetched earlier: \d.*, just now"
DRAWN_UP = "; what you see is still your draft"


@pytest.mark.parametrize(
    ("ways", "told"),
    [
        ([by_fetching], FETCHED),
        ([by_opening], DRAWN_UP),
        ([by_restoring], DRAWN_UP),
        ([by_opening, by_rebasing], FETCHED),
        ([by_opening, by_rebasing, by_undoing], DRAWN_UP),
    ],
    ids=["fetched", "opened", "restored", "rebased", "undone"],
)
async def test_what_is_left_on_screen_is_called_what_it_is(
    *, ways: list[Way], told: str, signed_in: Program, recorded: Recorded, tenant: Starlette, tmp_path: Path
) -> None:
    for way in ways:
        await way(signed_in, tmp_path)
    if signed_in.title.startswith("*"):
        await signed_in.press("Ctrl+S")
        if by_restoring in ways:
            await signed_in.give_path(tmp_path / "restored.json")
        await signed_in.reads("^Saved ")
    for end in (by_failing, by_cancelling):
        why = await end(signed_in, tenant, recorded)
        found = await signed_in.reads(f"^{why}")
        assert re.fullmatch(why + told, found), found
    recorded.release.set()


async def test_what_is_left_of_another_connection_is_not_called_its(
    signed_in: Program, recorded: Recorded
) -> None:
    recorded.held = "en"
    await signed_in.menu("File", "Sign In…")
    await signed_in.fill("User name", "trainee")
    await signed_in.fill("Connection", "School")
    await signed_in.fill("Password", "demo")
    await signed_in.click("Sign in")
    await signed_in.reads("Jonas Lindqvist · Trainee")
    await signed_in.click("Cancel")
    told = await signed_in.reads("^Cancelled")
    recorded.release.set()
    assert told.startswith("Cancelled; what you see was fetched from Work: ")
    found = await said(signed_in)
    assert found.where.endswith("fetched from Work: English (en)")
    assert "Tenant: Work" in found.message
    assert "Asked by: Tim Høyland" in found.message
    assert "volatile" not in found.verbs, "it would be compared with another tenant's"


async def test_who_asked_is_who_asked_whoever_is_signed_in_now(signed_in: Program) -> None:
    """A sign-in that ended is renewed, by somebody else; what is open stays as it is, edits and all."""
    await signed_in.edit("Title", "Mine")
    await signed_in.menu("File", "Sign In…")
    await signed_in.fill("User name", "trainee")
    await signed_in.fill("Password", "demo")
    await signed_in.click("Sign in")
    await signed_in.reads("Signed in again")
    await signed_in.gone()
    found = await said(signed_in, "OwnedBy")
    assert "Asked by: Tim Høyland" in found.message
    assert "You: it is the user who asked" in found.details


async def test_a_renamed_connection_is_called_by_its_new_name(signed_in: Program) -> None:
    await signed_in.rest()
    await signed_in.menu("Connection", "Manage Connections…")
    await signed_in.fill("Name", "Labour")
    await signed_in.press("Tab")
    await signed_in.click("Close")
    await signed_in.gone()
    found = await said(signed_in)
    assert "Tenant: Labour" in found.message
    assert found.title.startswith("New ticket – Labour")
    assert found.where.startswith("Labour")


# -- the pickers, and what is exported ----------------------------------------------------------------


async def test_the_pickers_go_back_to_what_they_said(signed_in: Program, tmp_path: Path) -> None:
    """Whoever would rather not fetch finds the pickers as they were, a draft from a file or not."""
    await signed_in.pick("Language", "German (de)")
    await signed_in.until(lambda: signed_in.value("Priority") == "Mittel", "the German defaults")
    await signed_in.filled()
    await by_opening(signed_in, tmp_path)
    await signed_in.edit("Title", "Mine")
    await signed_in.pick("Language", "Swedish (sv)")
    await signed_in.answer("Cancel")
    await signed_in.gone()
    picker = signed_in._window.context_bar.language
    assert picker.currentText() == "German (de)"
    assert signed_in._workspace.bench.place.signed
    assert signed_in._workspace.bench.place.signed.connection.context.language == "de"


async def test_the_requests_for_curl_ask_for_what_is_open(
    signed_in: Program, tenant: Starlette, tmp_path: Path
) -> None:
    await signed_in.pick("Language", "German (de)")
    await signed_in.until(lambda: signed_in.value("Priority") == "Mittel", "the German defaults")
    await signed_in.filled()
    tenant.state.weather.status = 503
    await signed_in.pick("Language", "Swedish (sv)")
    await signed_in.reads("could not be fetched")
    await signed_in.menu("File", "Export", "Requests for curl…")
    await signed_in.give_path(tmp_path / "requests.sh")
    await signed_in.reads("^Exported ")
    found = (tmp_path / "requests.sh").read_text("utf-8")
    assert "SO-Language: de" in found
    assert "SO-Language: sv" not in found
