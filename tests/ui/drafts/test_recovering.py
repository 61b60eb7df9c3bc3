"""The journal of a draft, on a bench: when there is one, and what is offered of an earlier run."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
import pytest_asyncio
from pytestqt.qtbot import QtBot

from inspector.domain.context import RequestContext
from inspector.domain.document import SetValue
from inspector.services import recovery
from inspector.services.recovery import About, Journal, Leftover
from inspector.ui.bench.bench import Bench
from inspector.ui.bench.place import Signed
from inspector.ui.bench.source import Source
from inspector.ui.drafts.recovering import Recovering
from inspector.ui.drafts.recovery_card import RecoveryCard, story
from inspector.ui.kit.theme import Theme
from tests.drafts import Draft
from tests.present import present
from tests.ui.conftest import Told
from tests.waiting import until


@pytest.fixture
def card(theme: Theme, qtbot: QtBot) -> RecoveryCard:
    made = RecoveryCard(theme)
    qtbot.addWidget(made)
    return made


@pytest_asyncio.fixture
async def recovering(bench: Bench, card: RecoveryCard) -> AsyncIterator[Recovering]:
    made = Recovering(bench, card)
    yield made
    await made.close()


@pytest.fixture
def left(bench: Bench, draft: Draft) -> Path:
    """What an earlier run left of a draft with another title."""
    document = draft()
    journal = Journal(About("lost.json"), bytes(document.root.raw))
    title = present(document.find(("Title",)))
    journal.write(SetValue(title.path, bytes(title.raw), b'"restored"'))
    journal._file.close()  # as the end of a program does
    return journal.path


def journals() -> list[Path]:
    return list(recovery.folder().glob("*"))


def edit(bench: Bench, text: str = "changed") -> None:
    bench.ticket.set_value(present(present(bench.ticket.document).find(("Title",))), text)


async def written(recovering: Recovering) -> None:
    """Wait until the journal is as it should be."""
    await asyncio.get_running_loop().run_in_executor(recovering._writer, lambda: None)


async def test_there_is_a_journal_from_the_first_edit_until_it_is_saved(
    bench: Bench, recovering: Recovering, draft: Draft
) -> None:
    bench.ticket.show(draft(), Source("file"))
    await written(recovering)
    assert journals() == []
    edit(bench)
    await written(recovering)
    (file,) = journals()
    assert b"changed" in file.read_bytes()
    bench.ticket.stack.setClean()
    await written(recovering)
    assert journals() == []


async def test_where_it_cannot_be_written_the_person_is_told_once(
    bench: Bench, recovering: Recovering, draft: Draft, told: Told
) -> None:
    recovery.folder().parent.mkdir(parents=True, exist_ok=True)
    recovery.folder().write_text("no folder", "utf-8")
    bench.ticket.show(draft(), Source("file"))
    for text in ("one", "two"):
        edit(bench, text)
        await written(recovering)
    await until(lambda: told.notices, "a notice")
    assert len(told.notices) == 1
    assert told.notices[0].startswith("Your changes can't be protected against a crash")


async def test_what_was_left_is_offered_and_restored(
    bench: Bench, left: Path, recovering: Recovering, card: RecoveryCard, told: Told
) -> None:
    recovering.look()
    await bench.tasks.finish("leftovers")
    assert not card.isHidden()
    card.restore.emit()
    await bench.tasks.finish("recovery")
    assert present(present(bench.ticket.document).find(("Title",))).value == "restored"
    assert present(bench.ticket.source).kind == "recovered"
    assert bench.ticket.is_unsaved
    assert told.doings == ["1 change restored"]
    assert card.isHidden()
    assert not left.exists()
    assert len(journals()) == 1, "of what is open now"


async def test_what_could_not_be_read_is_kept_and_told(
    bench: Bench, left: Path, recovering: Recovering, card: RecoveryCard, told: Told
) -> None:
    header, _served, *edits = left.read_bytes().split(b"\n")
    left.write_bytes(b"\n".join([header, b"?", *edits]))
    recovering.look()
    await bench.tasks.finish("leftovers")
    assert card.isHidden()
    (kept,) = recovery.folder().iterdir()
    assert told.notices == [f"Changes that an earlier run left could not be read. They are kept in {kept}."]
    assert b"restored" in kept.read_bytes()


async def test_what_was_damaged_is_restored_as_far_as_it_is_whole_and_kept(
    bench: Bench, left: Path, recovering: Recovering, card: RecoveryCard
) -> None:
    data = left.read_bytes().replace(b"lost.json", b"most.json", 1)
    left.write_bytes(data)
    recovering.look()
    await bench.tasks.finish("leftovers")
    assert "damaged: some may be missing or wrong" in card.accessibleDescription()
    card.restore.emit()
    await bench.tasks.finish("recovery")
    assert present(present(bench.ticket.document).find(("Title",))).value == "restored"
    assert left.with_name(left.name + recovery.DAMAGED).read_bytes() == data


async def test_what_is_discarded_is_gone(
    bench: Bench, left: Path, recovering: Recovering, card: RecoveryCard
) -> None:
    recovering.look()
    await bench.tasks.finish("leftovers")
    card.discard.emit()
    await bench.tasks.finish("recovery")
    assert journals() == []
    assert card.isHidden()
    assert bench.ticket.document is None


async def test_what_is_being_worked_on_stays_and_another_window_is_wanted(
    bench: Bench, left: Path, recovering: Recovering, card: RecoveryCard, draft: Draft
) -> None:
    bench.ticket.show(mine := draft(), Source("file"))
    edit(bench)
    wanted: list[Leftover] = []
    recovering.window_wanted.connect(wanted.append)
    recovering.look()
    await bench.tasks.finish("leftovers")
    card.restore.emit()
    await bench.tasks.finish("recovery")
    assert bench.ticket.document is mine
    (leftover,) = wanted
    assert leftover.about.name == "lost.json"
    leftover.release()


async def test_the_journal_tells_what_the_draft_was_asked_for(
    bench: Bench, recovering: Recovering, signed: Signed, draft: Draft
) -> None:
    bench.place.enter(signed)
    bench.ticket.show(draft(), signed.source(RequestContext("en", request_type="2")))
    edit(bench)
    await written(recovering)
    assert recovering._about().context == "English (en), request type 2"
    bench.ticket.show(draft(), Source("file"))
    assert recovering._about().context == ""


@pytest.mark.parametrize(
    ("context", "told"), [("", " on Work could"), ("Outage (2)", " on Work (Outage (2)) could")]
)
def test_the_card_tells_it_too(left: Path, context: str, told: str) -> None:
    (leftover,) = recovery.look().leftovers
    about = replace(leftover.about, connection="Work", context=context)
    assert told in story(replace(leftover, about=about))
    leftover.release()
