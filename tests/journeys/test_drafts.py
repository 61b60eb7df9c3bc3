"""Drafts as files: opened, saved, never lost, and nothing else taken for one."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.journeys.program import Program, Start
from tests.present import present

SEED = Path(__file__).parents[1] / "fixtures" / "seed_ticket.json"


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    """A draft on the disk."""
    folder = tmp_path / "drafts"
    folder.mkdir()
    return Path(shutil.copy(SEED, folder / "seed.json"))


@pytest.fixture
async def opened(program: Program, draft: Path) -> Program:
    """The program, with the draft open."""
    await program.menu("File", "Open Draft…")
    await program.give_path(draft)
    await program.filled()
    return program


async def test_open_edit_save_and_the_rest_stays_as_it_was(opened: Program, draft: Path) -> None:
    assert opened.title == "seed.json – not signed in – Ticket Draft Inspector"
    await opened.reads("draft from a file")
    before = json.loads(draft.read_bytes())
    await opened.edit("Title", "Another")
    assert opened.title.startswith("*seed.json")
    await opened.press("Ctrl+S")
    await opened.reads("^Saved ")
    assert not opened.title.startswith("*")
    after = json.loads(draft.read_bytes())
    assert list(after) == list(before)
    assert after == before | {"Title": "Another"}
    await opened.press("Ctrl+Z")
    assert opened.title.startswith("*"), "undone, it differs from what was saved"


@pytest.mark.parametrize("entry", ["Save Draft As…", "Export"])
async def test_a_name_with_a_dot_gets_its_ending_and_replaces_nothing_unasked(
    opened: Program, tmp_path: Path, entry: str
) -> None:
    (tmp_path / "draft.v3.json").write_text("{}")
    path = [entry, *(["Ticket without Rights…"] if entry == "Export" else [])]
    await opened.menu("File", *path)
    await opened.give_path(tmp_path / "draft.v2")
    await opened.reads(r"(Saved|Exported) .*draft\.v2\.json")
    await opened.menu("File", *path)
    await opened.give_path(tmp_path / "draft.v3")
    await opened.reads("There is a file “draft.v3.json” already")
    await opened.answer("Cancel")
    await opened.give_path(tmp_path / "draft.v4")
    await opened.reads(r"(Saved|Exported) .*draft\.v4\.json")
    assert (tmp_path / "draft.v3.json").read_text() == "{}"


async def test_a_protected_file_is_not_replaced_and_another_place_is_taken(
    opened: Program, draft: Path, tmp_path: Path
) -> None:
    before = draft.read_bytes()
    draft.chmod(0o444)
    await opened.edit("Title", "Another")
    await opened.press("Ctrl+S")
    await opened.reads("The draft was not saved. .*protected")
    assert draft.read_bytes() == before
    assert opened.title.startswith("*")
    await opened.menu("File", "Save Draft As…")
    await opened.give_path(tmp_path / "other.json")
    await opened.reads("^Saved ")
    assert json.loads((tmp_path / "other.json").read_bytes())["Title"] == "Another"
    assert not opened.says("was not saved")
    draft.chmod(0o644)


async def test_a_folder_that_went_away(opened: Program, draft: Path, tmp_path: Path) -> None:
    await opened.edit("Title", "Another")
    draft.parent.rename(tmp_path / "moved")
    await opened.press("Ctrl+S")
    await opened.reads("The draft was not saved. The folder .* is not there")
    assert opened.value("Title") == "Another"
    assert opened.title.startswith("*")
    (tmp_path / "moved").rename(draft.parent)
    await opened.press("Ctrl+S")
    await opened.reads("^Saved ")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "nothing in it"),
        (b"Dear customer,", r"not valid JSON \(line 1"),
        (b'{"Title": "cut of', "not valid JSON"),
        (b"null", "holds no ticket"),
        (b"[1, 2]", "not a ticket draft"),
        (b'{"name": "package", "version": "1.0"}', "not a ticket draft"),
        (b'{"TicketId": 13, "Title": "", "Category": 1, "CustId": -1}', "older carrier Ticket"),
        (b"\xff\xfe\x00\x01\x80", "not text|not valid JSON"),
        (b"[" * 100_000, "nested too deeply|not valid JSON"),
    ],
)
async def test_what_is_not_a_draft_is_refused_in_words_and_the_open_one_stays(
    opened: Program, tmp_path: Path, content: bytes, words: str
) -> None:
    (tmp_path / "other.json").write_bytes(content)
    await opened.edit("Title", "Mine")
    await opened.press("Ctrl+S")
    await opened.reads("^Saved ")
    await opened.press("Ctrl+O")
    await opened.give_path(tmp_path / "other.json")
    await opened.reads(f"other.json was not opened. .*({words})")
    assert opened.value("Title") == "Mine"
    assert opened.title.startswith("seed.json")


async def test_what_the_client_of_superoffice_would_save_stays_its(program: Program, tmp_path: Path) -> None:
    ticket = {"ticketId": 0, "title": "Old", "author": None, "ownedBy": {"associateId": 7, "fullName": "Ann"}}
    path = tmp_path / "request.json"
    path.write_text(json.dumps({"newEntity": ticket, "notify": False}))
    await program.menu("File", "Open Draft…")
    await program.give_path(path)
    await program.filled()
    await program.reads("saved with it.*saved as they came")
    assert program.value("OwnedBy") == "Ann"
    await program.edit("Title", "New")
    await program.press("Ctrl+S")
    await program.reads("^Saved ")
    assert json.loads(path.read_text()) == {"newEntity": ticket | {"title": "New"}, "notify": False}


async def test_open_recent(opened: Program, draft: Path, start: Start) -> None:
    await opened.press("Ctrl+Q")
    await opened.until(lambda: opened.has_ended, "the end")
    second = await start()
    await second.menu("File", "Open Recent", "seed.json")
    await second.filled()
    assert second.title.startswith("seed.json")
    draft.unlink()
    await second.menu("File", "Open Recent", "seed.json")
    await second.reads("is not there any more")


async def test_closing_asks_about_unsaved_changes(opened: Program, draft: Path) -> None:
    await opened.edit("Title", "Another")
    await opened.press("Ctrl+Q")
    await opened.reads("Save the changes to “seed.json”")
    await opened.answer("Cancel")
    await opened.gone()
    assert not opened.has_ended
    await opened.press("Ctrl+Q")
    await opened.answer("Save")
    await opened.until(lambda: opened.has_ended, "the end")
    assert json.loads(draft.read_bytes())["Title"] == "Another"


async def test_closing_without_saving_leaves_the_file(opened: Program, draft: Path) -> None:
    before = draft.read_bytes()
    await opened.edit("Title", "Another")
    await opened.press("Ctrl+Q")
    await opened.answer("Don't Save")
    await opened.until(lambda: opened.has_ended, "the end")
    assert draft.read_bytes() == before


async def test_closing_when_saving_fails_keeps_the_window(
    opened: Program, draft: Path, tmp_path: Path
) -> None:
    await opened.edit("Title", "Another")
    draft.parent.rename(tmp_path / "moved")
    await opened.press("Ctrl+Q")
    await opened.answer("Save")
    await opened.reads("The draft was not saved.")
    assert not opened.has_ended
    assert opened.value("Title") == "Another"


async def test_signing_out_asks_too_and_forgets_who_was_there(program: Program, draft: Path) -> None:
    await program.click("Try the demo tenant")
    await program.filled()
    await program.edit("Title", "Mine")
    await program.menu("Connection", "Sign Out")
    await program.answer("Cancel")
    await program.gone()
    assert program.value("Title") == "Mine"
    await program.menu("Connection", "Sign Out")
    await program.answer("Don't Save")
    await program.control("Try the demo tenant")
    assert program.title == "not signed in – Ticket Draft Inspector"
    await program.press("Ctrl+O")
    await program.give_path(draft)
    await program.filled()
    assert not program.says("Demo tenant")
    assert not program.says("Tim Høyland · ")


async def test_what_was_changed_is_still_seen_when_a_draft_is_opened_again(
    demo: Program, start: Start, tmp_path: Path
) -> None:
    await demo.edit("Title", "Mine")
    await demo.press("Ctrl+S")
    await demo.give_path(tmp_path / "mine.json")
    await demo.reads("^Saved ")
    whole = (tmp_path / "mine.json").read_bytes()
    await demo.end_all()

    again = await start()
    await again.menu("File", "Open Draft…")
    await again.give_path(tmp_path / "mine.json")
    await again.filled()
    document = present(again._workspace.bench.ticket.document)
    assert [node.keys for node in document.modified()] == [("Title",)]
    assert not again.title.startswith("*"), "it is as in its file"
    await again.select("Title")
    await again.click("Reset to Default")
    await again.until(lambda: again.value("Title") == "empty", "what the server once sent")
    await again.press("Ctrl+Z")
    await again.press("Ctrl+S")
    await again.reads("^Saved ")
    assert (tmp_path / "mine.json").read_bytes() == whole


async def test_where_nobody_knows_what_a_draft_was_made_from_it_can_be_compared(
    demo: Program, draft: Path
) -> None:
    demo._workspace.features.drafts.open_path(draft)
    await demo.reads("What this draft was made from is not known here")
    demo.shoot("made-from")
    await demo.click("Compare with Today's Defaults…")
    await demo.answer("Apply")
    await demo.gone()
    ticket = demo._workspace.bench.ticket
    await demo.until(lambda: present(ticket.document).default is not None, "the new defaults")
    await demo.until(lambda: "What this draft" not in " ".join(demo.words()), "the end of the notice")
