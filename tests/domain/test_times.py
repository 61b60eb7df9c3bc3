"""Times of day and lengths of time are properties that the schema has."""

from __future__ import annotations

from inspector.domain import entity, times
from tests.drafts import make_draft
from tests.present import present


def test_each_is_a_property_of_the_schema_and_of_its_type() -> None:
    assert {entity.properties(carrier)[name] for carrier, name in times.CLOCKS} == {"date-time"}
    assert {entity.properties(carrier)[name] for carrier, name in times.LENGTHS} == {"int32"}


def test_they_are_known_by_their_place() -> None:
    draft = make_draft('"TimeToReply": 5, "TimeSpentQueue": 5, "NumReplies": 5, "Sale": {"TimeToReply": 5}')
    units = {name: times.unit_of(present(draft.root.get(name))) for name in ("TimeToReply", "TimeSpentQueue")}
    assert units == {"TimeToReply": "minutes", "TimeSpentQueue": "seconds"}
    assert times.unit_of(present(draft.root.get("NumReplies"))) == ""
    assert times.unit_of(present(draft.find(("Sale", "TimeToReply")))) == ""
    assert not times.is_clock(draft.root)
