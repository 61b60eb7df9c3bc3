"""Fields of the tenant's own show as what the tenant calls them, and take what they are set up for."""

from __future__ import annotations

import json
from functools import partial

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from inspector.demo import custom
from tests.journeys.program import Program
from tests.present import present


def go_to(program: Program, *keys: str) -> None:
    program._workspace.features.selection.go_to(keys)


def held(program: Program, name: str) -> object:
    return program.ticket()["CustomFields"].get(name)


def cell(program: Program, name: str, column: int) -> str:
    index = program._window.tree.entity_model().index_at(("CustomFields", name), column)
    return str(index.data()) if index.isValid() else ""


async def explains(program: Program, words: str) -> None:
    """Wait until Details say so of the current property."""
    await program.until(lambda: words in program._window.details.text(), words)


async def named(program: Program) -> None:
    """Wait until the fields bear their names, which come after the ticket."""
    await program.until(
        lambda: cell(program, "SuperOffice:1", 0) == "Place · SuperOffice:1", "the field's name"
    )


class Telling:
    """A tenant that answers something else to one call."""

    def __init__(self, tenant: ASGIApp, answer: Response, path: str = "/Ticket/CustomField") -> None:
        self._tenant, self._answer, self._path = tenant, answer, path

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_asked = scope["type"] == "http" and Request(scope).url.path.endswith(self._path)
        await (self._answer if is_asked else self._tenant)(scope, receive, send)


async def test_a_field_shows_as_itself_and_is_found_so(demo: Program) -> None:
    await named(demo)
    go_to(demo, "CustomFields", "SuperOffice:1")
    await demo.reads("^Where the unit stands$")
    await demo.reads("^chosen from a list$")
    assert cell(demo, "SuperOffice:1", 1) == "Roof"
    assert cell(demo, "SuperOffice:3", 3) == "not in the screens"
    await demo.press("Ctrl+F")
    await demo.type("nearest directions")
    await demo.press("Escape")
    await demo.type("driving directions")
    await demo.reads("^1 of ")
    demo.shoot("found")


async def test_a_value_is_picked_from_the_fields_list_as_one_step(demo: Program) -> None:
    await named(demo)
    go_to(demo, "CustomFields", "SuperOffice:1")
    await demo.press("F2")
    await demo.reads("^Choose Place$")
    await demo.reads("^3 entries")
    await demo.type("garden")
    await demo.reads("^1 of 3")
    await demo.press("Return")
    await demo.gone()
    await demo.until(lambda: held(demo, "SuperOffice:1") == "[I:3]", "the number of what was picked")
    assert held(demo, "SuperOffice:1:DisplayText") == "Garden"
    assert cell(demo, "SuperOffice:1", 1) == "Garden"
    await demo.press("Ctrl+Z")
    await demo.until(lambda: held(demo, "SuperOffice:1") == "[I:2]", "what was served")
    assert cell(demo, "SuperOffice:1", 1) == held(demo, "SuperOffice:1:DisplayText") == "Roof"
    await demo.press("Ctrl+Y")
    await demo.until(lambda: cell(demo, "SuperOffice:1", 1) == "Garden", "what was picked")
    await demo.press("Delete")
    await demo.until(lambda: cell(demo, "SuperOffice:1", 1) == "Roof", "what was served, with its name")
    assert not present(demo._workspace.bench.ticket.document).root.is_modified


async def test_what_comes_along_with_a_field_is_only_to_be_read(demo: Program) -> None:
    await named(demo)
    go_to(demo, "CustomFields", "x_load:DisplayText")
    await demo.press("F2")
    await demo.reads("^Load factor, as shown can't be edited. You may read it.")


@pytest.fixture
def tenant(tenant: Starlette, request: pytest.FixtureRequest) -> ASGIApp:
    return Telling(tenant, *request.param)


@pytest.mark.parametrize("tenant", [(Response(status_code=403),)], indirect=True)
async def test_a_tenant_that_does_not_tell_leaves_all_as_it_was(signed_in: Program) -> None:
    ticket = signed_in._workspace.bench.ticket
    await signed_in.until(lambda: ticket.fields_trouble, "the refusal")
    assert cell(signed_in, "SuperOffice:1", 0) == "SuperOffice:1"
    assert cell(signed_in, "SuperOffice:1", 1) == "2"
    go_to(signed_in, "CustomFields", "SuperOffice:1")
    await explains(signed_in, "could not be asked for: The server knows you, but your role may not do this")
    assert not signed_in.says("custom fields could not")


@pytest.mark.parametrize("tenant", [(Response(status_code=403), "/udlist30001")], indirect=True)
async def test_where_the_list_can_not_be_had_the_number_is_typed(signed_in: Program) -> None:
    await named(signed_in)
    go_to(signed_in, "CustomFields", "SuperOffice:1")
    await signed_in.press("F2")
    await signed_in.reads("Close this to type the number instead.$")
    await signed_in.press("Escape")
    await signed_in.control("Value of Place")
    await signed_in.press("Ctrl+A")
    await signed_in.type("7")
    await signed_in.press("Return")
    await signed_in.until(lambda: held(signed_in, "SuperOffice:1") == "[I:7]", "the number")
    assert cell(signed_in, "SuperOffice:1", 1) == "7", "the name that came along is another's"


def _told(name: str, kind: str, **more: object) -> dict[str, object]:
    return {"FieldName": name, "FieldType": kind, "DisplayName": f"Own {name}", **more}


STRANGE: list[object] = [
    *({"FieldName": f"x_{number}", "FieldType": "Hologram", "DisplayName": 7} for number in range(10_000)),
    *(None, [], "x_serial", {"FieldName": None}),
    _told("x_serial", "ListText", Choices=["A", "B"]),
    _told("x_serial", "Integer"),
    _told("x_on_site", "Integer"),
]


@pytest.mark.parametrize("tenant", [(JSONResponse(STRANGE),)], indirect=True)
async def test_of_ten_thousand_strange_fields_those_that_fit_are_known(signed_in: Program) -> None:
    titled = partial(cell, signed_in, "x_serial", 0)
    await signed_in.until(lambda: titled() == "Own x_serial · x_serial", "the field's name")
    assert cell(signed_in, "x_visits", 0) == "x_visits"
    go_to(signed_in, "CustomFields", "x_visits")
    await explains(signed_in, "The tenant does not tell of this field")
    go_to(signed_in, "CustomFields", "x_on_site")
    await explains(signed_in, "is of another type than the ticket's answer")
    assert json.dumps(signed_in.ticket()["CustomFields"]["x_on_site"]) == '"[I:1]"'


def test_the_demo_tenant_tells_of_each_of_its_fields() -> None:
    assert {str(one["FieldName"]) for one in custom.descriptions()} == {one.key for one in custom.FIELDS}
