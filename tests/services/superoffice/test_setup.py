"""How requests are set up, as a server tells it; and what it leaves open, or tells in another shape."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.domain.checkup import Category, Priority, RequestType, Setup, Status, findings, unchecked
from inspector.domain.context import RequestContext
from inspector.domain.ladder import Gap
from inspector.services.superoffice import setup
from inspector.services.superoffice.answers import MOST, Carrier, Principal
from inspector.services.superoffice.client import READ_AT_ONCE, SuperOffice
from inspector.services.superoffice.sign_in import Credentials, auth_for
from tests.services.faulty import Asked, answer, serving

TYPE = {
    "TicketTypeId": 5,
    "Name": "Meter reading",
    "DefaultTicketStatus": 6,
    "TicketStatuses": [1, 2, "3", None, {}],
    "DefaultTicketPriority": None,
    "TicketPriorities": [],
    "VisibleForGroups": [1, 2],
}
STATUS = {"TicketStatusId": 6, "Name": "Waiting", "Status": "Active", "IsDefault": True}
PRIORITY = {"TicketPriorityId": 2, "Name": "Medium", "Status": "Normal", "Flags": "External, Default"}
CATEGORY = {
    "TicketCategoryId": 11,
    "Name": "Refund",
    "Fullname": "Billing/Refund",
    "DefaultTicketStatus": STATUS | {"TicketStatusId": 2, "Status": "Closed"},
    "ClosingStatus": "UserDefined",
    "DelegateMethod": "Not",
    "CategoryMaster": 8,
    "Flags": "MembersOnly, DefaultToCategoryMaster",
}
FIELD = {"FieldName": "x_serial", "DisplayName": "Serial number", "IsMandatory": True}
TICKET = {"TicketId": 0, "Title": "", "Priority": None, "CustomFields": {"x_serial": ""}}
TRUE: dict[str, Any] = {
    "gettickettypes": [TYPE, {"Name": "without a number"}, 3],
    "getticketstatuses": [STATUS, {"TicketStatusId": 7, "Name": "Old", "Status": 3}, {}],
    "mdolist/ticketticketstatus": [{"Id": 6, "Name": "Waiting"}, {"Id": 7, "Name": "Old", "Deleted": True}],
    "getallticketpriorities": [PRIORITY, {"TicketPriorityId": 5, "Status": 2, "Flags": 3}, {}],
    "getticketcategories": [
        CATEGORY,
        {"TicketCategoryId": 12, "Name": "Top", "DefaultTicketStatus": None},
        {},
    ],
    "existingcategorymembers": {"value": [{"categoryId": 11, "ejUserId": "[I:7]"}, {"categoryId": 3}]},
    "ticket/customfield": [FIELD],
    "createdefaultticketentity": TICKET,
    "archive/dynamic": {"value": [{"ejuser.default_category": 11, "ejuser.default_user": 1}]},
    "getcustomerservicestartup": {"SelectedPreferences": []},
}
ME = Principal("me", service_user_id=7)
ENGLISH = RequestContext("en", request_type="5")
PARTS = {
    "gettickettypes": "types",
    "getticketstatuses": "statuses",
    "getallticketpriorities": "priorities",
    "getticketcategories": "categories",
    "existingcategorymembers": "members",
    "ticket/customfield": "fields",
    "createdefaultticketentity": "ticket",
    "archive/dynamic": "user",
    "getcustomerservicestartup": "preferences",
}
"""By a word of its path: what a call tells of."""
BAD: tuple[tuple[int, bytes], ...] = (
    *((403, b"{}"), (404, b""), (500, b"<html>"), (200, b"null"), (200, b"<html></html>"), (200, b"[1,2]")),
    *((200, b"{}"), (200, b'{"value": {}}'), (200, b'{"value": [null, 3]}'), (200, b'"text"'), (200, b"[]")),
    *((200, b"[null, 1e400]"), (200, b"[" * 5_000), (200, b'{"TicketId": [], "Title": 3}')),
    (200, b"[" + b'{"Name": {}, "TicketTypeId": 1e400, "TicketStatusId": "x"},' * 9_999 + b"{}]"),
)


class Counter:
    """How many are asked at once, as the server sees it."""

    def __init__(self) -> None:
        self.paths: list[str] = []
        self.bodies: dict[str, bytes] = {}
        self.most = self.now = 0
        self._lock = threading.Lock()

    def begin(self, request: Asked) -> None:
        with self._lock:
            self.paths.append(request.path)
            self.bodies[request.path] = request.body
            self.now += 1
            self.most = max(self.most, self.now)

    def end(self) -> None:
        with self._lock:
            self.now -= 1


@asynccontextmanager
async def tenant(
    counter: Counter | None = None, other: Mapping[str, tuple[int, bytes]] | None = None
) -> AsyncIterator[SuperOffice]:
    """One that answers as above, or otherwise where a word of the path says so."""
    counts, others = counter or Counter(), other or {}

    def reply(request: Asked, _handler: object) -> bytes:
        path = request.path.lower()
        counts.begin(request)
        try:
            for word, (status, body) in list(others.items()):
                if word in path:
                    return answer(status, body)
            return answer(200, json.dumps(next(made for word, made in TRUE.items() if word in path)).encode())
        finally:
            counts.end()

    with serving(reply) as place:
        async with SuperOffice(place.base, auth_for(Credentials("basic", "a", "b"))) as client:
            yield client


async def test_what_is_told_of_a_setup() -> None:
    counter = Counter()
    async with tenant(counter) as client:
        found = await setup.ask(client, ME, ENGLISH)
    assert found.types == (RequestType(5, "Meter reading", 6, (1, 2, 3), 0, (), (1, 2)),)
    assert found.statuses == (
        Status(6, "Waiting", "Active", True),
        Status(7, "Old", "Postponed", None, is_deleted=True),
    )
    assert found.priorities == (Priority(2, "Medium", True), Priority(5, "", True, is_deleted=True))
    assert found.categories == (
        Category(11, "Billing/Refund", 2, "Closed", "UserDefined", "Not", 8, True),
        Category(12, "Top"),
    )
    assert found.members == frozenset({(11, 7)})
    assert found.user == {"default_category": 11, "default_user": 1}
    assert found.preferences == ()
    assert not isinstance(found.ticket, Gap)
    assert found.ticket.unfilled == frozenset({"x_serial"})
    assert found.user_id == 7
    assert found.asked is not None
    assert not unchecked(found)
    assert {one.rule.id for one in findings(found)} >= {"category_closed", "user_nobody_assigned"}
    assert len(counter.paths) <= 12
    assert counter.most <= setup.AT_ONCE
    asked = next(path for path in counter.paths if "Priorities" in path)
    assert json.loads(counter.bodies[asked]) == {"IncludeDeleted": True}
    assert not any("ForTicketType" in path for path in counter.paths), "not the one that is chosen"


@pytest.mark.parametrize(
    ("status", "gap"),
    [(403, Gap("role", 403)), (404, Gap("version", 404)), (500, Gap("failed", 500))],
)
@pytest.mark.parametrize("word", PARTS)
async def test_each_call_fails_alone(word: str, status: int, gap: Gap) -> None:
    async with tenant(None, {word: (status, b"{}")}) as client:
        found = await setup.ask(client, ME, ENGLISH)
    gaps = {one.name: getattr(found, one.name) for one in fields(Setup)}
    assert {name: value for name, value in gaps.items() if isinstance(value, Gap)} == {PARTS[word]: gap}


async def test_what_has_nobody_in_it_may_not_be_seen() -> None:
    empty = (200, b'{"value": []}')
    async with tenant(None, {"existingcategorymembers": empty, "gettickettypes": (200, b"[]")}) as client:
        found = await setup.ask(client, None, ENGLISH)
    assert found.members == Gap("role")
    assert found.types == Gap("not_told")
    assert found.user == Gap("not_told"), "nobody of Service"


async def test_without_the_list_no_status_is_known_to_be_deleted() -> None:
    async with tenant(None, {"mdolist/": (403, b"{}")}) as client:
        found = await setup.ask(client, ME, ENGLISH)
    assert not isinstance(found.statuses, Gap)
    assert not any(one.is_deleted for one in found.statuses)


async def test_a_list_that_is_too_long_is_known_to_be_cut() -> None:
    many = json.dumps([PRIORITY] * (MOST + 5)).encode()
    async with tenant(None, {"getallticketpriorities": (200, many)}) as client:
        found = await setup.ask(client, ME, ENGLISH)
    assert found.cut == {"priorities"}
    assert {one.rule.id for one in unchecked(found)} == {"priority_none", "type_priority_gone"}


async def test_a_large_default_ticket_is_read_beside_the_window() -> None:
    large = json.dumps(TICKET | {"Title": "x" * READ_AT_ONCE}).encode()
    async with tenant(None, {"createdefaultticketentity": (200, large)}) as client:
        found = await setup.ask(client, ME, ENGLISH)
    assert not isinstance(found.ticket, Gap)


@pytest.mark.parametrize("number", range(len(BAD)))
async def test_nothing_that_is_served_makes_it_fail(number: int) -> None:
    wrong: dict[str, tuple[int, bytes]] = {"nothing": (200, b"")}
    async with tenant(None, wrong) as client:
        for word, part in PARTS.items():
            wrong.clear()
            wrong[word] = BAD[number]
            found = await setup.ask(client, ME, ENGLISH)
            findings(found)
            others = [getattr(found, other) for other in PARTS.values() if other != part]
            assert not any(isinstance(one, Gap) for one in others)


async def test_whoever_gives_up_leaves_nothing_behind() -> None:
    async with tenant() as client:
        task = asyncio.ensure_future(setup.ask(client, ME, ENGLISH))
        await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task


JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)
MADE = {
    setup._type: TYPE,
    setup._status: STATUS,
    setup._priority: PRIORITY,
    setup._category: CATEGORY,
}


@given(st.sampled_from(list(MADE.items())), st.data())
def test_whatever_a_carrier_holds_is_read(made: tuple[Any, dict[str, Any]], data: st.DataObject) -> None:
    read, true = made
    name = data.draw(st.sampled_from(sorted(true)))
    found = read(Carrier(true | {name: data.draw(JSON)}))
    change: dict[str, Any] = {"types": (found,)} if isinstance(found, RequestType) else {}
    findings(replace(Setup(), **change))
