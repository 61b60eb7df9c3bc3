"""The default ticket of each persona."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import httpx
import pytest

from inspector.demo import wire
from tests.demo.conftest import Visit

DEFAULT = "api/v1/Agents/Ticket/CreateDefaultTicketEntity"
SEED = Path(__file__).parent.parent / "fixtures" / "seed_ticket.json"
PERSONAS = ("admin", "agent", "trainee")
KINDS: dict[object, type | tuple[type, ...]] = {
    "int32": int,
    "string": str,
    "date-time": str,
    "bool": bool,
    "double": (Decimal, int),
    "dict<string,string>": dict,
}


async def fetch(client: httpx.AsyncClient, **headers: str) -> Any:
    answer = await client.post(
        DEFAULT, headers={name.replace("_", "-"): text for name, text in headers.items()}
    )
    assert answer.status_code == 200
    return json.loads(answer.content, parse_float=Decimal)


def leaves(value: Any) -> int:
    match value:
        case dict():
            return sum(map(leaves, value.values()))
        case list():
            return sum(map(leaves, value))
        case _:
            return 1


def misfits(value: dict[str, Any], carrier: str, path: str = "") -> Iterator[tuple[str, str]]:
    """Properties of a carrier that lack, are out of order, or have a value of another type."""
    entries = wire.schema()[carrier]
    known = [entry["name"] for entry in entries]
    if [name for name in value if name in known] != known:
        yield path, "order"
    for entry in entries:
        name, kind, item = entry["name"], entry["type"], value.get(entry["name"])
        if name in ("TableRight", "FieldProperties") or item is None:
            continue
        here = f"{path}.{name}"
        if kind.startswith("enum:"):
            if not set(item.split(", ")) <= wire.enum(kind[5:]).keys():
                yield here, item
        elif kind in wire.schema():
            yield from misfits(item, kind, here)
        elif kind.startswith("array<"):
            if kind[6:-1] in wire.schema():
                for row in item:
                    yield from misfits(row, kind[6:-1], here)
        elif not isinstance(item, KINDS[kind]):
            yield here, item


@pytest.mark.parametrize("user", PERSONAS)
async def test_every_property_of_the_schema_in_server_order_and_of_its_type(visit: Visit, user: str) -> None:
    assert list(misfits(await fetch(visit(user)), "TicketEntity")) == []


async def test_it_is_as_large_as_a_real_one(visit: Visit) -> None:
    ticket = await fetch(visit(), SO_Language="en")
    assert 400 < leaves(ticket) < 800
    assert 25_000 < len(json.dumps(ticket, indent=2, default=str)) < 60_000


async def test_it_holds_numbers_that_must_not_be_rewritten(visit: Visit) -> None:
    body = (await visit().post(DEFAULT)).text
    assert '"EarningPercent":1.10,' in body
    assert '"TelemetryId":12345678901234567890,' in body
    assert "TelemetryId" not in {entry["name"] for entry in wire.schema()["TicketEntity"]}


async def test_the_signed_in_user_creates_and_owns_it_and_the_last_caller_varies(visit: Visit) -> None:
    admin, agent, trainee = [await fetch(visit(user)) for user in PERSONAS]
    assert [t["CreatedBy"]["FullName"] for t in (admin, agent)] == ["Tim Høyland", "Ingrid Solbakken"]
    assert trainee["OwnedBy"] == trainee["CreatedBy"]
    assert (admin["Person"]["FullName"], trainee["Person"]) == ("Odd-Arne Tveit", None)
    assert (agent["Sale"], agent["Project"]) == (None, None)


async def test_lists_are_empty_but_for_one_tag_and_one_more_person(visit: Visit) -> None:
    ticket = await fetch(visit())
    assert (ticket["Messages"], len(ticket["Tags"]), len(ticket["SecondaryPersons"])) == ([], 1, 1)
    assert ticket["Title"] == ""


async def test_the_servers_clock_moves_between_fetches_with_seven_digits(visit: Visit) -> None:
    first, second = [await fetch(visit()) for _ in range(2)]
    assert first["CreatedAt"] < second["CreatedAt"]
    assert len(first["CreatedAt"].rpartition(".")[2]) == 7


@pytest.mark.parametrize(
    ("encoded", "key"),
    [
        ("[I:3]", "x_visits"),
        ("[F:4.43]", "x_load"),
        ("[D:06/01/2020]", "x_installed"),
        ("[DT:12/03/2026 09:30:00.0000000]", "x_next_visit"),
        ("[T:14:52]", "x_call_from"),
        ("[M:12500.45]", "x_cost_cap"),
        ("FJL-2024-00173", "x_serial"),
    ],
)
async def test_extra_fields_are_encoded_strings(visit: Visit, encoded: str, key: str) -> None:
    ticket = await fetch(visit(), SO_Language="nb")
    assert ticket["ExtraFields"][key] == ticket["CustomFields"][key] == encoded


async def test_custom_fields_have_companions(visit: Visit) -> None:
    fields = (await fetch(visit(), SO_Language="nb"))["CustomFields"]
    assert fields["SuperOffice:1"] == fields["SuperOffice:1:org"] == "[I:2]"
    assert fields["SuperOffice:1:DisplayText"] == "Tak"
    assert fields["SuperOffice:1:DisplayTooltip"] == "Stige trengs"
    assert (fields["SuperOffice:2"], fields["SuperOffice:3"]) == ("True", "False")


async def test_a_type_of_request_brings_its_own_status_and_priority(visit: Visit) -> None:
    ask = "api/v1/Agents/Ticket/CreateDefaultForTicketType"
    ticket = (await visit().post(ask, json={"ticketTypeId": 2})).json()
    assert (ticket["TicketType"]["TicketTypeId"], ticket["Priority"]["TicketPriorityId"]) == (2, 4)
    nothing = await visit().post(ask, json={"TicketTypeId": 99})
    assert (nothing.status_code, nothing.json()) == (200, None)


async def test_rest_gives_the_same_default(visit: Visit) -> None:
    ticket = (await visit().get("api/v1/Ticket/default")).json()
    assert ticket.keys() == (await fetch(visit())).keys()


async def test_the_seed_sign_in_serves_the_sample_of_the_reference_page(visit: Visit) -> None:
    expected = json.loads(SEED.read_text("utf-8"), parse_float=Decimal)
    assert await fetch(visit("seed"), SO_Language="de", SO_TimeZone="UTC,includeTZOffset") == expected
    assert expected["TicketId"] == 460
