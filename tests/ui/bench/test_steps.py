"""What Undo and the history say of a step."""

from __future__ import annotations

import re

import pytest

from inspector.domain.document import Remove, SetValue
from inspector.ui.bench.steps import LONGEST
from inspector.ui.bench.ticket import OpenTicket
from tests.drafts import Draft
from tests.present import present
from tests.ui.conftest import WatchedModel, node_at, show


def history(ticket: OpenTicket) -> str:
    """What the history says of the last step, after the time of day that it begins with."""
    told = re.fullmatch(r"\d\d:\d\d  (.*)", ticket.stack.text(ticket.stack.count() - 1))
    return present(told)[1]


MEMBERS = (
    '"Title": "One", "TimeToReply": 5, "Category": {"TicketCategoryId": 3, "Fullname": "Hardware/Printers"}, '
    '"Tags": [{"Id": 1}]'
)


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("Title", '"Two"', "One → Two"),
        ("Title", '""', "One → empty"),
        ("Title", '"two\\nlines"', "One → two⏎lines"),
        ("TimeToReply", "90", "5 min → 90 min  ·  1 h 30 min"),
        (
            "Category",
            '{"TicketCategoryId":4,"Fullname":"Hardware/Screens"}',
            "Hardware › Printers → Hardware › Screens",
        ),
    ],
)
def test_the_history_says_which_value_became_which(
    model: WatchedModel, draft: Draft, name: str, text: str, told: str
) -> None:
    show(model, draft(MEMBERS))
    model.ticket.set_raw(node_at(model, name), text.encode(), f"Change {name}")
    assert history(model.ticket) == f"Change {name}: {told}"
    assert model.ticket.stack.undoText() == f"Change {name}"


def test_what_reads_the_same_and_rows_that_go_are_told_by_name_only(
    model: WatchedModel, draft: Draft
) -> None:
    show(model, draft(MEMBERS))
    model.ticket.set_raw(node_at(model, "Tags"), b'[{"Id": 2}]', "Put in another")
    assert history(model.ticket) == "Put in another"
    model.ticket.push(Remove.of(node_at(model, "Tags", 0)), "Remove\nit")
    assert history(model.ticket) == "Remove⏎it"
    assert model.ticket.stack.undoText() == "Remove⏎it"


def test_several_edits_that_are_one_step_are_told_as_one(model: WatchedModel, draft: Draft) -> None:
    show(model, draft(MEMBERS))
    with model.ticket.one_step("Two at once"):
        model.ticket.push(SetValue((node_at(model, "Title").path), b'"One"', b'"Two"'), "")
    assert history(model.ticket) == "Two at once"
    assert model.ticket.stack.undoText() == "Two at once"


def test_a_long_value_is_cut(model: WatchedModel, draft: Draft) -> None:
    show(model, draft(MEMBERS))
    model.ticket.set_value(node_at(model, "Title"), "x" * 1000)
    assert len(history(model.ticket)) < 2 * LONGEST
