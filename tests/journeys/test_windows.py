"""Several windows of one program: each with a draft of its own; what is remembered is remembered by all."""

from __future__ import annotations

import gc
import json
import weakref
from pathlib import Path

import pytest

from inspector.domain.document import SetValue
from inspector.services import recovery, redaction, settings
from inspector.services.recovery import About, Journal
from tests.journeys.person import Person
from tests.journeys.program import Program, Start
from tests.present import present

DRAFT = {"TicketId": 0, "Title": "from the file", "OwnedBy": None, "Tags": []}


def write(path: Path, **more: str) -> Path:
    path.write_text(json.dumps({**DRAFT, **more}), "utf-8")
    return path


async def two(program: Program, tmp_path: Path) -> Person:
    """One draft in each of two windows."""
    await program.press("Ctrl+Shift+N")
    other = await program.other_window()
    program._workspace.features.drafts.open_path(write(tmp_path / "one.json", Title="one"))
    program._windows._all[-1].features.drafts.open_path(write(tmp_path / "two.json", Title="two"))
    await program.until(lambda: program.value("Title") == "one", "the first")
    await other.until(lambda: other.value("Title") == "two", "the second")
    return other


async def test_each_window_has_its_own_draft_steps_and_filter(program: Program, tmp_path: Path) -> None:
    other = await two(program, tmp_path)
    assert program._window.geometry() != other._window.geometry()  # the screen may be too small to shift it
    await program.edit("Title", "one more")
    assert (program._window.isWindowModified(), other._window.isWindowModified()) == (True, False)
    await other.fill("Filter", "title")
    await other.until(lambda: len(other.rows()) == 1, "one hit")
    assert len(program.rows()) == len(DRAFT)
    await other.press("Ctrl+Z")
    assert program.value("Title") == "one more", "that is not a step of the other window"
    await program.press("Ctrl+Z")
    assert program.value("Title") == "one"


async def test_closing_one_leaves_the_other_and_quitting_asks_in_each(
    program: Program, tmp_path: Path
) -> None:
    other = await two(program, tmp_path)
    await other.edit("Title", "two more")
    await program.edit("Title", "one more")
    await program.press("Ctrl+Q")
    await program.answer("Cancel")
    await program.gone()
    assert len(program._windows._all) == 2, "whoever says Cancel keeps both"
    await other.press("Ctrl+W")
    await other.answer("Don't Save")
    await program.until(lambda: len(program._windows._all) == 1, "the end of one")
    assert program.value("Title") == "one more"
    await program.press("Ctrl+Q")
    await program.answer("Save")
    await program.until(lambda: program.has_ended, "the end")
    assert json.loads((tmp_path / "one.json").read_bytes())["Title"] == "one more"
    assert json.loads((tmp_path / "two.json").read_bytes())["Title"] == "two"


async def test_what_one_remembers_the_other_does_not_wipe_out(program: Program, tmp_path: Path) -> None:
    await two(program, tmp_path)
    with program._workspace.bench.remembered.edit() as edited:
        edited.last_connection = "from the first"
    program._windows._all[-1].window.close()
    await program.until(lambda: len(program._windows._all) == 1, "the end of one")
    assert settings.load().last_connection == "from the first"
    names = [action.text() for action in program._window.recent_menu.actions()]
    assert sorted(names) == ["one.json", "two.json"], "what the other opened is offered here"


async def test_secrets_are_looked_for_as_long_as_anybody_is_signed_in(program: Program) -> None:
    await program.press("Ctrl+Shift+N")
    other = await program.other_window()
    for one in program._windows._all:
        one.features.signing_in.demo()
    await program.filled()
    await other.until(lambda: "Title" in other.names(), "a ticket")
    redaction.guard("a-secret-of-the-first")
    program._windows._all[-1].features.signing_in.sign_out()
    await other.until(lambda: not other.names(), "the sign-out")
    assert "a-secret" not in redaction.redact("a-secret-of-the-first")
    program._workspace.features.signing_in.sign_out()
    await program.until(lambda: not program.names(), "the sign-out")
    assert "a-secret" in redaction.redact("a-secret-of-the-first")


async def test_a_closed_window_is_gone(program: Program, tmp_path: Path) -> None:
    await two(program, tmp_path)
    gone = weakref.ref(program._windows._all[-1])
    program._windows._all[-1].window.close()
    await program.until(lambda: len(program._windows._all) == 1, "the end of one")

    def is_gone() -> bool:
        gc.collect()
        return gone() is None

    await program.until(is_gone, "the end of all that belonged to it")


async def test_a_draft_handed_over_does_not_take_the_place_of_changes(
    program: Program, tmp_path: Path
) -> None:
    paths = [write(tmp_path / f"{name}.json", Title=name) for name in ("one", "two")]
    program._windows.take(paths[0])
    await program.until(lambda: program.value("Title") == "one", "the first, here")
    await program.edit("Title", "one more")
    program._windows.take(paths[0])
    assert len(program._windows._all) == 1, "it is already open"
    program._windows.take(paths[1])
    other = await program.other_window()
    await other.until(lambda: other.value("Title") == "two", "the second")
    assert program.value("Title") == "one more"


async def test_what_was_left_does_not_take_the_place_of_changes(start: Start, tmp_path: Path) -> None:
    place = tmp_path / "settings" / "recovery"
    for name in ("one", "two"):
        journal = Journal(About(name), b'{"TicketId":0,"Title":"","OwnedBy":null,"Tags":[]}', place)
        journal.write(SetValue((1,), b'""', json.dumps(name).encode()))
        journal._file.close()
    program = await start()
    await program.click("Restore")
    await program.until(lambda: program.value("Title") in ("one", "two"), "one of them")
    await program.until(
        lambda: program.find("Restore") and present(program.find("Restore")).isEnabled(), "the other"
    )
    await program.click("Restore")
    other = await program.other_window()
    await other.until(lambda: {program.value("Title"), other.value("Title")} == {"one", "two"}, "both")
    await program.until(lambda: program.find("Restore") is None, "rest")
    await program.until(lambda: len(list(place.glob("*.journal"))) == 2, "a journal for each")
    assert recovery.look(place).leftovers == [], "of this run"


async def test_the_demo_tenant_s_weather_is_fair_again_when_the_last_window_there_was_closed(
    program: Program,
) -> None:
    await program.press("Ctrl+Shift+N")
    other = await program.other_window()
    await other.menu("Connection", "Try the Demo Tenant")
    await other.until(lambda: "Title" in other.names(), "a ticket")
    await other.menu("Connection", "Demo Weather", "Nothing (null)")
    await other.press("Ctrl+W")
    await program.until(lambda: len(program._windows._all) == 1, "its end")
    await program.menu("Connection", "Try the Demo Tenant")
    await program.filled()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("{", "The settings could not be read, so connections and choices are missing. They are kept in "),
        ('{"pins": 7}', "Some of the settings could not be understood and are not in use. They are kept in "),
    ],
)
async def test_settings_that_were_put_aside_are_told_once(start: Start, content: str, words: str) -> None:
    file = settings.folder() / "settings.json"
    file.parent.mkdir(exist_ok=True)
    file.write_text(content, "utf-8")
    program = await start()
    told = await program.reads(words)
    assert Path(told.removeprefix(words).removesuffix(".")).read_text("utf-8") == content
    await program.menu("File", "New Window")
    other = await program.other_window()
    assert not other.says_here(words)
    again = await start()
    assert not again.says_here(words)
