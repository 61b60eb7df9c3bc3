"""What the calls about a person's defaults tell, and what they leave open."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.domain.ladder import Gap, Setting
from inspector.domain.screen import Mailbox, Trigger
from inspector.services.superoffice import standing
from inspector.services.superoffice.answers import Principal
from inspector.services.superoffice.client import SuperOffice
from inspector.services.superoffice.sign_in import Credentials, auth_for
from tests.services.faulty import Asked, answer, serving

ROW = {"PrimaryKey": "7", "ejuser.default_category": 1, "ejuser.last_category": "[I:3]", "ejuser.flags": "2"}
STARTUP = {
    "SelectedPreferences": [
        {"Specification": {"Section": "serviceSettings", "Key": "defaultTicketStatusOpen"}},
        {"Section": "serviceSettings", "Key": "externalAccessAsDefault"},
        {"Section": "serviceSettings", "Key": "colourOfDefaultStatus' or 1 eq 1"},
        {"Section": "other", "Key": "startPage"},
        "odd",
    ]
}
STATUS = {"prefsection": "serviceSettings", "prefkey": "defaultTicketStatusOpen"}
LEVELS = [
    {**STATUS, "prefvalue": "6", "deflevel": 2},
    {**STATUS, "prefvalue": "[I:1]", "deflevelname": "Group", "ownerId": 12, "owner": "Support"},
    {**STATUS, "prefvalue": "3", "deflevelname": "Group", "ownerId": 99, "owner": "Sales"},
    {**STATUS, "prefvalue": "3", "deflevelname": "Individual", "ownerId": 6, "owner": "Somebody else"},
    {**STATUS, "prefvalue": "3", "deflevelname": "Individual"},
    {**STATUS, "prefvalue": "3", "deflevel": 99},
    {**STATUS, "prefkey": "colourTheme", "prefvalue": "dark", "deflevel": 2},
]
ME = Principal("tim", "Tim Høyland", 5, service_user_id=7, groups=(2, 12))
TRUE: dict[str, Any] = {
    "archive/dynamic": {"value": [ROW]},
    "getcustomerservicestartup": STARTUP,
    "archive/userpreferences": {"value": LEVELS},
    "archive/mappedpreferences": {"value": []},
    "triggerscript": {
        "value": [
            {"Name": "Set defaults", "ScreenType": "SalesLoadTicket", "Enabled": True},
            {"Name": "Off", "ScreenType": "SalesLoadTicket", "Enabled": "False"},
            {"Name": "By number", "ScreenType": 1020},
            {"Name": "Of sales", "ScreenType": "SalesLoadSale", "Enabled": True},
        ]
    },
    "getallticketrelationdefinitionentities": [
        {"Name": "Parent and child"},
        {"Name": ""},
        {"Name": "Related", "IsBuiltIn": True},
        3,
    ],
    "getmailboxes": [{"Address": "support@example.com", "CategoryName": "Support"}, {"PriorityName": "High"}],
}
BAD: tuple[tuple[int, bytes], ...] = (
    *((403, b"{}"), (404, b""), (500, b"<html>"), (200, b"null"), (200, b"<html></html>"), (200, b"[1,2]")),
    *((200, b'{"value": {}}'), (200, b'{"value": [null, 3, {"deflevel": []}]}'), (200, b'"text"')),
    (200, b'{"SelectedPreferences": 3}'),
    (200, b"[" + b'{"Name": 1, "Address": {}},' * 9_999 + b"{}]"),
)


@asynccontextmanager
async def tenant(asked: list[str] | None = None, **other: tuple[int, bytes]) -> AsyncIterator[SuperOffice]:
    """One that answers as above, or with another status and body where a word of the path says so."""

    def reply(request: Asked, _handler: object) -> bytes:
        path = request.path.lower()
        if asked is not None:
            asked.append(request.path)
        for word, (status, body) in other.items():
            if word in path:
                return answer(status, body)
        return answer(200, json.dumps(next(made for word, made in TRUE.items() if word in path)).encode())

    with serving(reply) as place:
        async with SuperOffice(place.base, auth_for(Credentials("basic", "a", "b"))) as client:
            yield client


async def test_what_is_told_of_a_person() -> None:
    asked: list[str] = []
    async with tenant(asked) as client:
        found = await standing.ask(client, ME)
    assert found.user == {"default_category": 1, "last_category": 3, "flags": 2}
    key = ("serviceSettings", "defaultTicketStatusOpen")
    assert found.settings == (Setting(*key, "system", "6"), Setting(*key, "group", "1", "Support"))
    assert found.asked is not None
    assert len(asked) == 3
    assert not any("password" in path or "1%20eq%201" in path or "other" in path for path in asked)


async def test_mapped_preferences_are_asked_where_the_others_tell_nothing() -> None:
    rows = json.dumps({"value": LEVELS}).encode()
    for status, body in ((200, b'{"value": []}'), (403, b"{}")):
        async with tenant(userpreferences=(status, body), mappedpreferences=(200, rows)) as client:
            found = await standing.ask(client, ME)
        assert isinstance(found.settings, tuple)
        assert len(found.settings) == 2
    async with tenant(userpreferences=(403, b"{}"), mappedpreferences=(403, b"{}")) as client:
        assert (await standing.ask(client, ME)).settings == Gap("role", 403)
    async with tenant(userpreferences=(200, b'{"value": []}'), mappedpreferences=(404, b"")) as client:
        assert (await standing.ask(client, ME)).settings == ()


async def test_two_sections_are_asked_for_and_no_more() -> None:
    names = [{"Section": f"section{number}", "Key": "defaultStatus"} for number in range(4)]
    asked: list[str] = []
    rows = {**STATUS, "prefsection": "section1", "prefkey": "defaultStatus", "prefvalue": "2", "deflevel": 3}
    async with tenant(
        asked,
        startup=(200, json.dumps({"SelectedPreferences": names}).encode()),
        userpreferences=(200, json.dumps({"value": [rows]}).encode()),
    ) as client:
        found = await standing.ask(client, ME)
    assert sum("UserPreferences" in path for path in asked) == 2
    assert found.settings == (Setting("section1", "defaultStatus", "database", "2"),) * 2


async def test_a_start_without_such_preferences_needs_no_more_calls() -> None:
    asked: list[str] = []
    async with tenant(asked, startup=(200, b'{"SelectedPreferences": []}')) as client:
        assert (await standing.ask(client, replace(ME, service_user_id=0))).settings == ()
        assert (await standing.ask(client, replace(ME, service_user_id=0))).user == Gap("not_told"), (
            "no user of Service"
        )
    assert all("Startup" in path for path in asked)


async def test_a_row_that_may_not_be_seen() -> None:
    async with tenant(dynamic=(200, b'{"value": []}')) as client:
        assert (await standing.ask(client, ME)).user == Gap("role")


@pytest.mark.parametrize(
    ("status", "gap"),
    [
        (403, Gap("role", 403)),
        (404, Gap("version", 404)),
        (501, Gap("version", 501)),
        (500, Gap("failed", 500)),
    ],
)
async def test_each_call_fails_alone(status: int, gap: Gap) -> None:
    async with tenant(dynamic=(status, b"{}")) as client:
        found = await standing.ask(client, ME)
        assert found.user == gap
        assert isinstance(found.settings, tuple)
    async with tenant(startup=(status, b"{}"), getmailboxes=(status, b"{}")) as client:
        found = await standing.ask(client, ME)
        assert found.settings == gap
        assert isinstance(found.user, dict)
        screen = await standing.ask_screen(client)
        assert screen.mailboxes == gap
        assert screen.relations == ("Parent and child",)


async def test_what_the_screen_adds() -> None:
    asked: list[str] = []
    async with tenant(asked) as client:
        found = await standing.ask_screen(client)
    assert found.triggers == (
        Trigger("Set defaults", "SalesLoadTicket"),
        Trigger("By number", "SalesLoadTicket"),
    )
    assert found.relations == ("Parent and child",)
    assert found.mailboxes == (Mailbox("support@example.com", "Support"),)
    assert not any("source" in path.lower() for path in asked)


@pytest.mark.parametrize("number", range(len(BAD)))
async def test_nothing_that_is_served_makes_it_fail(number: int) -> None:
    for word in ("dynamic", "startup", "userpreferences", "triggerscript", "relation", "mailboxes"):
        async with tenant(None, **{word: BAD[number]}) as client:
            found, screen = await standing.ask(client, ME), await standing.ask_screen(client)
        assert isinstance(found.user, dict) or word == "dynamic"
        assert isinstance(found.settings, tuple) or word in ("startup", "userpreferences")
        assert isinstance(screen.triggers, tuple) or word == "triggerscript"
        assert isinstance(screen.relations, tuple) or word == "relation"
        assert isinstance(screen.mailboxes, tuple) or word == "mailboxes"


JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)
NAMES = st.sampled_from(
    ("Section", "Key", "Specification", "prefkey", "prefvalue", "deflevel", "deflevelname")
)


@given(st.lists(JSON | st.dictionaries(NAMES, JSON)))
def test_whatever_is_served_is_read(served: list[Any]) -> None:
    readers: tuple[Callable[[list[Any]], object], ...] = (
        standing.wanted_names,
        lambda rows: standing.settings_of((row for row in rows if isinstance(row, dict)), [("", "")], ME),
    )
    for read in readers:
        read(served)


async def test_the_time_zones_of_dates() -> None:
    own, base = b'{"LocationCode": "NO", "Description": "Norway"}', b'{"TZLocationCode": "GB", "Name": ""}'
    async with tenant(None, getdefaulttimezone=(200, own), base=(200, base)) as client:
        found = await standing.ask_zones(client)
    assert (found.own, found.base) == ("Norway", "GB")
    for body in (b"null", b"[]", b'"x"', b"<html>"):
        async with tenant(None, getdefaulttimezone=(403, b""), base=(200, body)) as client:
            found = await standing.ask_zones(client)
        assert found.own == Gap("role", 403)
        assert isinstance(found.base, Gap)
