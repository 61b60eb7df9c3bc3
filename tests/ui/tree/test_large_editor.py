"""The editor of long texts, on a bench: what it takes, and what it leaves."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QPlainTextEdit

from inspector.ui.bench.bench import Bench
from inspector.ui.tree.large_editor import LongTexts, count_words
from tests.drafts import Draft
from tests.present import present
from tests.ui.conftest import WatchedView, asked, node_at, press, show


@pytest.fixture
def long_texts(bench: Bench, view: WatchedView, draft: Draft) -> LongTexts:
    """With the title selected, which has two lines."""
    show(view.entity_model(), draft('"Title": "one\\r\\ntwo", "Postit": "x"', Postit="Read"))
    view.select(("Title",))
    return LongTexts(bench, view)


async def test_what_is_typed_is_one_step(bench: Bench, long_texts: LongTexts, view: WatchedView) -> None:
    long_texts.edit()
    dialog = await asked()
    present(dialog.findChild(QPlainTextEdit)).setPlainText("three")
    press(dialog, "Apply")
    await bench.tasks.finish("ask")
    assert node_at(view.entity_model(), "Title").value == "three"
    assert bench.ticket.stack.count() == 1


async def test_what_was_not_edited_keeps_its_line_ends(bench: Bench, long_texts: LongTexts) -> None:
    long_texts.edit()
    press(await asked(), "Apply")
    await bench.tasks.finish("ask")
    assert bench.ticket.stack.count() == 0


async def test_another_ticket_is_not_written_into(
    bench: Bench, long_texts: LongTexts, view: WatchedView, draft: Draft
) -> None:
    long_texts.edit()
    dialog = await asked()
    show(view.entity_model(), draft())
    present(dialog.findChild(QPlainTextEdit)).setPlainText("three")
    press(dialog, "Apply")
    await bench.tasks.finish("ask")
    assert node_at(view.entity_model(), "Title").value == "Printer on fire"


async def test_what_may_not_be_changed_is_explained_and_what_is_stale_or_no_text_is_not_edited(
    bench: Bench, long_texts: LongTexts, view: WatchedView
) -> None:
    view.select(("Postit",))
    long_texts.edit()
    assert view.told["locked"] == ["Postit"]
    view.select(("ConnectId",))
    long_texts.edit()
    view.select(("Title",))
    bench.ticket.set_stale(True)
    long_texts.edit()
    assert not bench.tasks.is_running("ask")


def test_too_much_is_said() -> None:
    assert count_words(12, 10) == "12 of 10 · too long by 2"
    assert count_words(1, None) == "1 character"
