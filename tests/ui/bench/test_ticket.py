"""What is open, and the one door for every change: without a window, and without a view unless a test brings one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from inspector.domain import custom_fields, references
from inspector.domain.document import Document, Edit, Keys, Node, SetValue
from inspector.domain.errors import ServerTrouble
from inspector.domain.references import Entry
from inspector.ui.bench.source import Source
from inspector.ui.bench.ticket import DraftFile, OpenTicket, Snapshot
from tests.drafts import make_told
from tests.present import present

FILE, ELSEWHERE = Source("file"), Source("recovered")


class Told:
    """What the ticket told, in order."""

    def __init__(self, ticket: OpenTicket) -> None:
        self.names: list[str] = []
        for name in ("closing", "replacing", "shown", "applying", "edited", "begun_anew", "saved"):
            getattr(ticket, name).connect(lambda *_what, name=name: self.names.append(name))

    def since(self) -> list[str]:
        names, self.names = self.names, []
        return names


class Watching:
    """A view that notes what it sees before and after."""

    def __init__(self, ticket: OpenTicket) -> None:
        self._ticket = ticket
        self.seen: list[tuple[str, str, str]] = []

    @contextmanager
    def replacing(self) -> Iterator[None]:
        before = self._text()
        yield
        self.seen.append(("replacing", before, self._text()))

    @contextmanager
    def changing(self, edit: Edit) -> Iterator[None]:
        before = self._text()
        yield
        self.seen.append(("changing", before, self._text()))

    def _text(self) -> str:
        document = self._ticket.document
        return bytes(document.root.raw).decode() if document is not None else ""


@pytest.fixture
def told(ticket: OpenTicket) -> Told:
    return Told(ticket)


def document(title: str = "a") -> Document:
    return Document(f'{{"Title":"{title}"}}'.encode())


def title(ticket: OpenTicket) -> Node:
    return present(present(ticket.document).find(("Title",)))


def test_another_ticket_leaves_nothing_of_the_one_before(ticket: OpenTicket, told: Told) -> None:
    ticket.show(document(), FILE, DraftFile(Path("a.json"), "1"))
    ticket.set_value(title(ticket), "b")
    ticket.unlock(title(ticket))
    told.since()
    serial = ticket.serial
    ticket.show(document("c"), ELSEWHERE)
    assert told.since() == ["closing", "replacing", "shown"]
    assert (ticket.source, ticket.file, ticket.name) == (ELSEWHERE, None, "New ticket")
    assert ticket.serial != serial
    assert not ticket.stack.count()
    assert not ticket.is_unlocked(title(ticket))


def test_what_is_under_way_for_a_ticket_hears_of_its_end_while_it_is_still_there(ticket: OpenTicket) -> None:
    ticket.show(document(), FILE)
    seen: list[object] = []
    ticket.closing.connect(lambda: seen.append((ticket.document, ticket.serial)))
    before = ticket.document, ticket.serial
    ticket.clear()
    assert seen == [before]
    assert (ticket.document, ticket.source) == (None, None)


def test_an_edit_is_applied_once_between_what_all_views_tell(ticket: OpenTicket, told: Told) -> None:
    first, second = Watching(ticket), Watching(ticket)
    ticket.add_view(first)
    ticket.add_view(second)
    ticket.show(document(), FILE)
    told.since()
    ticket.set_value(title(ticket), "b")
    ticket.stack.undo()
    assert told.since() == ["applying", "edited", "applying", "edited"]
    wanted = [
        ("replacing", "", '{"Title":"a"}'),
        ("changing", '{"Title":"a"}', '{"Title":"b"}'),
        ("changing", '{"Title":"b"}', '{"Title":"a"}'),
    ]
    assert first.seen == second.seen == wanted


def test_a_view_that_is_closed_is_told_nothing(ticket: OpenTicket) -> None:
    view = Watching(ticket)
    ticket.add_view(view)
    ticket.remove_view(view)
    ticket.show(document(), FILE)
    assert view.seen == []


def test_a_rebase_is_a_step_and_the_source_goes_with_the_document(ticket: OpenTicket, told: Told) -> None:
    ticket.show(document(), FILE)
    ticket.set_value(title(ticket), "mine")
    before, serial = ticket.document, ticket.serial
    told.since()
    ticket.rebase(document("new"), ELSEWHERE)
    assert (title(ticket).value, ticket.source) == ("new", ELSEWHERE)
    ticket.stack.undo()
    assert (ticket.document, ticket.source, title(ticket).value) == (before, FILE, "mine")
    assert told.since() == ["replacing", "begun_anew", "shown"] * 2
    assert ticket.serial == serial, "it is the same ticket"
    ticket.stack.undo()
    assert title(ticket).value == "a"


def test_a_member_goes_back_along_with_the_reference_that_was_picked(ticket: OpenTicket) -> None:
    served = b'{"TicketId":0,"Category":{"TicketCategoryId":1,"Fullname":"Support"}}'
    ticket.show(Document(served), FILE)
    category = present(present(ticket.document).find(("Category",)))
    ticket.set_raw(category, b'{"Fullname":"Sales","TicketCategoryId":4}', "Pick")
    before = list(category)
    assert ticket.reset(present(category.get("Fullname")))
    assert bytes(present(ticket.document).root.raw) == served
    assert not any(ticket.reset(gone) for gone in before), "they are no longer there"
    assert bytes(present(ticket.document).root.raw) == served


def snapshot(ticket: OpenTicket) -> Snapshot:
    return ticket.snapshot(present(ticket.document))


def test_saving_makes_it_clean_and_names_it(ticket: OpenTicket, told: Told) -> None:
    ticket.show(document(), FILE)
    ticket.set_value(title(ticket), "b")
    assert ticket.is_unsaved
    told.since()
    ticket.note_saved(DraftFile(Path("/x/draft.json"), "1"), snapshot(ticket))
    assert told.since() == ["saved"]
    assert (ticket.is_unsaved, ticket.name) == (False, "draft.json")


@pytest.mark.parametrize("meanwhile", ["edit", "undo"])
def test_what_was_changed_while_it_was_saved_is_not_in_the_file(
    ticket: OpenTicket, told: Told, meanwhile: str
) -> None:
    ticket.show(document(), FILE)
    ticket.set_value(title(ticket), "b")
    saved = snapshot(ticket)
    ticket.set_value(title(ticket), "c") if meanwhile == "edit" else ticket.stack.undo()
    told.since()
    ticket.note_saved(DraftFile(Path("draft.json"), "1"), saved)
    assert told.since() == ["begun_anew", "saved"]
    assert ticket.is_unsaved
    ticket.stack.undo() if meanwhile == "edit" else ticket.stack.redo()
    assert not ticket.is_unsaved, "it is just what was saved"
    ticket.stack.undo()
    assert ticket.is_unsaved
    ticket.set_value(title(ticket), "d")
    assert ticket.is_unsaved, "the step that led to what was saved is no more"


def test_a_step_of_several_edits_takes_the_place_of_one_that_was_saved_and_undone(ticket: OpenTicket) -> None:
    ticket.show(document(), FILE)
    ticket.set_value(title(ticket), "b")
    saved = snapshot(ticket)
    ticket.stack.undo()
    ticket.note_saved(DraftFile(Path("draft.json"), "1"), saved)
    with ticket.one_step("Two"):
        for text in ("c", "d"):
            ticket.set_value(title(ticket), text)
    assert ticket.is_unsaved
    ticket.stack.undo()
    assert ticket.is_unsaved


def test_what_was_saved_is_not_noted_of_another_ticket(ticket: OpenTicket) -> None:
    ticket.show(document(), FILE)
    saved = snapshot(ticket)
    ticket.show(document(), FILE)
    ticket.set_value(title(ticket), "b")
    ticket.note_saved(DraftFile(Path("draft.json"), "1"), saved)
    assert ticket.is_unsaved
    assert ticket.file is None


def test_whoever_asked_and_waited_knows_whether_somebody_worked_on(ticket: OpenTicket) -> None:
    ticket.show(document(), FILE)
    agreed = ticket.at_stake()
    assert ticket.at_stake() == agreed
    ticket.set_value(title(ticket), "b")
    assert ticket.at_stake() != agreed
    ticket.stack.undo()
    assert ticket.at_stake() == agreed
    ticket.show(document(), FILE)
    assert ticket.at_stake() != agreed, "another, though it says the same"


def test_what_is_typed_counts_as_at_stake(ticket: OpenTicket) -> None:
    ticket.show(document(), FILE)
    agreed = ticket.at_stake()
    ticket.typed_wanted.connect(lambda: ticket.set_value(title(ticket), "typed"))
    assert ticket.at_stake() != agreed


def test_what_is_typed_and_refused_is_at_stake_too(ticket: OpenTicket) -> None:
    ticket.show(document(), FILE)
    agreed = ticket.at_stake()
    assert ticket.take_typed()
    ticket.typed_wanted.connect(lambda typed: typed.refuse())
    assert not ticket.take_typed()
    assert ticket.at_stake() != agreed


def test_several_edits_are_one_step(ticket: OpenTicket) -> None:
    ticket.show(Document(b'{"A":1,"B":2}'), FILE)
    ticket.push_all([SetValue((0,), b"1", b"3"), SetValue((1,), b"2", b"4")], "Both")
    assert bytes(present(ticket.document).root.raw) == b'{"A":3,"B":4}'
    ticket.stack.undo()
    assert bytes(present(ticket.document).root.raw) == b'{"A":1,"B":2}'
    assert not ticket.is_unsaved


def test_what_changes_nothing_is_no_step(ticket: OpenTicket) -> None:
    ticket.show(document(), FILE)
    assert not ticket.set_value(title(ticket), "a")
    assert not ticket.reset(title(ticket))
    assert not ticket.stack.count()
    assert ticket.set_null(title(ticket))
    assert ticket.reset(title(ticket))
    assert ticket.stack.count() == 2


def test_only_what_differs_is_told_to_move(ticket: OpenTicket) -> None:
    told: list[frozenset[Keys]] = []
    ticket.moving_changed.connect(told.append)
    ticket.set_moving(frozenset({("A",), ("B",)}))
    ticket.set_moving(frozenset({("B",), ("C",)}))
    assert told == [{("A",), ("B",)}, {("A",), ("C",)}]
    assert ticket.moving == {("B",), ("C",)}


def test_without_a_guard_everything_may_be_left(ticket: OpenTicket) -> None:
    import asyncio

    assert asyncio.run(ticket.guard.may_leave())
    assert asyncio.run(ticket.guard.may_fetch()) == "leave"


def test_a_custom_field_is_reset_with_the_name_that_was_picked_for_it(ticket: OpenTicket) -> None:
    listed = {"FieldName": "x_a", "FieldType": "MdoList", "MdoListName": "udlist30"}
    served: dict[str, object] = {
        "x_a": "[I:2]",
        "x_a:DisplayText": "Roof",
        "x_a:DisplayTooltip": "High",
        "x_b": "",
    }
    document = make_told(served)
    ticket.show(document, Source("file"))
    ticket.learn(custom_fields.read([listed, listed | {"FieldName": "x_b"}]))

    def at(name: str) -> Node:
        return present(document.find(("CustomFields", name)))

    for name in ("x_a", "x_b"):
        ticket.push_all(references.picked_for(at(name), Entry(3, "Garden", "Wet")), "Pick")
    held = json.loads(bytes(present(at("x_a").parent).raw))
    assert held == {
        **{"x_a": "[I:3]", "x_a:DisplayText": "Garden", "x_a:DisplayTooltip": "Wet"},
        **{"x_b": "[I:3]", "x_b:DisplayText": "Garden"},
    }
    for name in ("x_b", "x_a"):
        assert ticket.reset(at(name))
    assert json.loads(bytes(document.root.raw))["CustomFields"] == served
    assert not ticket.reset(at("x_a"))
    assert not document.root.is_modified


def test_what_is_learned_is_told_once(ticket: OpenTicket) -> None:
    told: list[int] = []
    ticket.learned.connect(lambda: told.append(len(ticket.fields)))
    fields = custom_fields.read([{"FieldName": "x_a"}])
    ticket.learn(fields)
    ticket.learn(fields)
    trouble = ServerTrouble("forbidden")
    ticket.learn(custom_fields.NONE, trouble)
    ticket.learn(custom_fields.NONE, trouble)
    assert told == [1, 0]
    assert ticket.fields_trouble is trouble
