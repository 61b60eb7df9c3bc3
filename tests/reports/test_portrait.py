"""A portrait as a whole."""

from __future__ import annotations

from inspector.reports import portrait
from inspector.reports.portrait import Occasion
from tests.demo_tickets import demo_ticket
from tests.reports.conftest import OCCASION, document


def test_the_fields_stand_in_groups_in_the_order_in_which_people_ask() -> None:
    groups = list(portrait.take(demo_ticket("admin", "en"), OCCASION).groups())
    assert [one.heading for one in groups][:3] == ["Identity", "People", "Status"]
    assert [one.label for one in groups[0].fields][:3] == ["Title", "Request type", "Category"]
    assert "From address" in [one.label for one in groups[0].unset]
    assert "Custom fields" in [one.heading for one in groups]


def test_each_field_is_told_in_one_place() -> None:
    found = portrait.take(demo_ticket("agent", "en"), OCCASION)
    told = [one.name for group in found.groups() for one in (*group.fields, *group.unset)]
    assert sorted(told) == sorted(one.name for one in found.fields if not one.is_repeat)


def test_what_a_file_held_is_not_called_a_default() -> None:
    found = portrait.take(document({"TicketId": 0}), Occasion([], is_of_defaults=False))
    assert found.title == "What the draft held when it was opened"
    assert found.value_heading() == "As opened"


def test_edits_are_there_only_where_something_was_edited() -> None:
    served = document({"TicketId": 0, "Title": "a"})
    assert not portrait.take(served, OCCASION).with_edits
    assert not portrait.take(served, OCCASION, edited=served).with_edits
    assert portrait.take(served, OCCASION, edited=document({"TicketId": 0, "Title": "b"})).with_edits
