"""Pins and groups, on a bench: they follow the connection, and every window shows the same."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from inspector.ui.bench.bench import Bench
from inspector.ui.bench.place import Signed
from inspector.ui.tree.editors import TextEditor
from inspector.ui.tree.pins import Pins
from tests.drafts import Draft
from tests.present import present
from tests.ui.conftest import Told, WatchedView, node_at, show


@pytest.fixture
def pins(bench: Bench, view: WatchedView, draft: Draft) -> Pins:
    bench.place.connection_id = "lab"
    show(view.entity_model(), draft())
    return Pins(bench, view)


def pinned(view: WatchedView) -> tuple[tuple[str | int, ...], ...]:
    return view.entity_model().layout.pins


async def test_the_current_property_is_pinned_and_unpinned(
    bench: Bench, pins: Pins, view: WatchedView, told: Told
) -> None:
    moved = []
    pins.moved.connect(lambda: moved.append(pinned(view)))
    view.select(("Title",))
    for _ in range(2):
        pins.toggle_pin()
    assert moved == [(("Title",),), ()]
    assert told.doings == ["Title is pinned", "Title is no longer pinned"]


async def test_they_follow_the_connection(
    bench: Bench, pins: Pins, view: WatchedView, signed: Signed
) -> None:
    view.select(("Title",))
    pins.toggle_pin()
    bench.place.enter(signed)
    assert pinned(view) == ()
    view.select(("Sentiment",))
    pins.toggle_pin()
    assert pinned(view) == (("Sentiment",),)
    assert bench.remembered.settings.pins == {"lab": ["/Title"], "work": ["/Sentiment"]}


async def test_what_the_ticket_does_not_have_is_not_shown_and_not_forgotten(
    bench: Bench, pins: Pins, view: WatchedView, draft: Draft
) -> None:
    with bench.remembered.edit() as settings:
        settings.pins["lab"] = ["/Postit", "nonsense"]
    assert pinned(view) == ()
    show(view.entity_model(), draft('"Postit": "x"'))
    assert pinned(view) == (("Postit",),)


async def test_what_another_window_asks_for_is_shown_here_and_what_is_typed_here_is_taken_first(
    bench: Bench, pins: Pins, view: WatchedView, qtbot: QtBot
) -> None:
    view.select(("Title",))
    view.edit_current()
    editor = present(view.findChild(TextEditor))
    qtbot.keyClicks(editor, "typed")
    bench.memory.is_grouped = True
    assert view.entity_model().layout.grouped
    assert node_at(view.entity_model(), "Title").value == "typed"
    pins.toggle_groups()
    assert not view.entity_model().layout.grouped
