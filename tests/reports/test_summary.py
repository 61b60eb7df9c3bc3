"""What stands on the first page."""

from __future__ import annotations

from inspector.reports import portrait
from inspector.reports.portrait import Portrait
from tests.demo_tickets import demo_ticket
from tests.reports.conftest import OCCASION


def told(found: Portrait) -> dict[str, dict[str, str]]:
    return {section.heading: dict(section.points) for section in found.summary.sections}


def test_the_defaults_that_matter_come_first_by_name() -> None:
    found = portrait.take(demo_ticket("admin", "en"), OCCASION)
    matters = {one.label: one.value for one in found.summary.matters}
    assert list(matters)[:4] == ["Request type", "Category", "Priority", "Status"]
    assert matters["Category"] == "Support › Hardware › Heat pumps"
    assert matters["Owner"] == "Tim Høyland"
    assert matters["Tags"] == "Winter"


def test_what_must_be_filled_in_and_what_is_locked_and_why() -> None:
    sections = told(portrait.take(demo_ticket("agent", "en"), OCCASION))
    assert list(sections) == ["Must be filled in", "Can't be changed"]
    assert sections["Must be filled in"]["Title"] == "A request needs a title"
    assert "Category" in sections["Must be filled in"]["Filled in already"]
    locked = sections["Can't be changed"]
    assert (
        locked["Created · Last changed"]
        == "read-only in the screens: Set by the server when the request is saved"
    )
    assert locked["Time to reply, around the clock · Time to close, around the clock"].startswith(
        "read-only: "
    )


def test_that_nothing_can_be_saved_is_said_once() -> None:
    found = portrait.take(demo_ticket("trainee", "en"), OCCASION)
    heading, points = next(iter(told(found).items()))
    assert heading == "Nobody with these rights can save a new request"
    assert points == {"": "Trainees answer requests; they do not create them"}
    assert not any("table" in mark.word for one in found.fields for mark in one.marks())


def test_what_was_changed_is_told_as_before_and_after() -> None:
    served, edited = demo_ticket(), demo_ticket(Title="Kettle", Newer=1)
    found = portrait.take(served, OCCASION, edited=edited)
    assert told(found)["Changed in this draft"] == {"Title": "empty → Kettle", "Newer": "(not there) → 1"}
    same = portrait.take(served, OCCASION, edited=served)
    assert "Changed in this draft" not in told(same)
