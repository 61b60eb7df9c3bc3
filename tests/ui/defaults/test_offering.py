"""What the pickers offer, on a bench."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot
from starlette.applications import Starlette

from inspector.demo.weather import Weather
from inspector.domain.context import RequestContext
from inspector.domain.references import Entry
from inspector.services.settings import Connection
from inspector.ui.bench.bench import Bench
from inspector.ui.bench.place import Signed
from inspector.ui.bench.source import Source
from inspector.ui.defaults.context_bar import ContextBar
from inspector.ui.defaults.offering import Offering, _why_not
from inspector.ui.defaults.picker import Picker
from inspector.ui.defaults.picker_entries import HINT_ROLE
from inspector.ui.kit.theme import Theme
from tests.waiting import PATIENCE


@pytest.fixture
def bar(theme: Theme, qtbot: QtBot) -> ContextBar:
    made = ContextBar(theme)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def offering(bench: Bench, bar: ContextBar) -> Offering:
    return Offering(bench, bar)


def hint(picker: Picker, entry: str) -> str:
    return str(picker.itemData(picker.findText(entry), HINT_ROLE))


async def test_what_the_tenant_has_is_offered_with_what_it_is_known_by(
    bench: Bench, bar: ContextBar, offering: Offering, signed: Signed
) -> None:
    assert bar.time_zone.findText("Norway (NO)") > 0, "documented"
    bench.place.enter(signed)
    await bench.tasks.finish("lists")
    assert bar.time_zone.findText("Canada, British Columbia (exception 1) (CA-BC1)") > 0, "the tenant's own"
    assert hint(bar.language, "Norwegian (no)") == "Norsk"
    assert hint(bar.culture, "German (Switzerland) (de-ch)") == "31.12.2026 · 1'234.50"
    assert hint(bar.time_zone, "Norway (NO)").startswith("Oslo · +0")
    assert hint(bar.time_zone, "Canada, British Columbia (exception 1) (CA-BC1)") == "Dawson Creek · -07:00"
    assert "Bergen" in next(one.also for one in bench.place.choices.time_zones if one.code == "NO")


async def test_without_the_tenant_s_lists_what_is_documented_is_known_all_the_same(
    bench: Bench, bar: ContextBar, offering: Offering, signed: Signed, tenant: Starlette
) -> None:
    tenant.state.weather = Weather(status=403)
    bench.place.enter(signed)
    await bench.tasks.finish("lists")
    assert hint(bar.language, "Norwegian (no)") == "Norsk"
    assert hint(bar.time_zone, "Norway (NO)").startswith("Oslo · +0")


async def test_what_was_picked_lately_is_on_top_and_whoever_leaves_is_asked_no_more(
    bench: Bench, bar: ContextBar, offering: Offering, signed: Signed, tenant: Starlette
) -> None:
    with bench.remembered.edit() as settings:
        settings.recent_choices["language"] = ["sv"]
    assert bar.language.itemText(2) == "Swedish (sv)"
    tenant.state.weather = Weather(delay=PATIENCE)
    bench.place.enter(signed)
    assert bench.tasks.is_running("lists")
    bench.place.sign_out()
    assert not bench.tasks.is_running("lists")


def entries(picker: Picker) -> dict[str, str]:
    """Each entry's hint."""
    return {picker.itemText(row): str(picker.itemData(row, HINT_ROLE) or "") for row in range(picker.count())}


async def test_request_types_are_the_tenant_s_and_those_that_are_not_for_this_user_say_why(
    bench: Bench, bar: ContextBar, offering: Offering, signed: Signed
) -> None:
    assert list(entries(bar.request_type)) == ["As server"]
    bench.place.enter(signed)
    await bench.tasks.finish("lists")
    assert entries(bar.request_type) == {
        "As server": "",
        "Complaint (3)": "",
        "Installation (4)": "not for your group",
        "Meter reading (5)": "not in + New",
        "Outage (2)": "",
        "Praise (6)": "not for your group",
        "Request (1)": "",
    }
    source = signed.source(RequestContext("en", request_type="2"))
    assert bench.place.context_words(source) == "English (en), Outage (2)"
    elsewhere = Source.server(Connection("other"), None, RequestContext(request_type="2"))
    assert bench.place.context_words(elsewhere) == "request type 2", "the same number is another type there"


@pytest.mark.parametrize(
    ("entry", "own", "why"),
    [
        (Entry(1, "A"), {1}, ""),
        (Entry(1, "A", known={"ShowInNew": False}), {1}, ""),
        (Entry(1, "A", deleted=True), {1}, "deleted"),
        (Entry(1, "A", known={"ShowInNew": False}), {2}, "not in + New"),
        (Entry(1, "A", known={"ShowInNew": True}), {2}, "not for your group"),
        (Entry(1, "A", known={"ShowInNew": False}), None, "not in + New"),
        (Entry(1, "A"), None, ""),
    ],
)
def test_why_a_type_is_not_offered(entry: Entry, own: set[int] | None, why: str) -> None:
    assert _why_not(entry, own) == why
