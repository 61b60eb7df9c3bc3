"""The verbs on the current property, on a bench."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from inspector.domain.matches import Matches
from inspector.ui.bench.bench import Bench
from inspector.ui.tree.path_bar import PathBar
from inspector.ui.tree.selection import Selection
from tests.drafts import Draft
from tests.present import present
from tests.ui.conftest import Told, WatchedView, node_at, show

MEMBERS = '"Title": "Printer on fire", "Postit": "x", "ExtraFields": {"a": "1"}'


@pytest.fixture
def path_bar(qtbot: QtBot) -> PathBar:
    made = PathBar()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def selection(bench: Bench, view: WatchedView, path_bar: PathBar, draft: Draft) -> Selection:
    made = Selection(bench, view, path_bar)
    locked = ("Update, UIHintReadOnly", "By the screens", 254)
    show(view.entity_model(), draft(MEMBERS, Title=locked, Postit="Read"))
    return made


def steps(bar: PathBar) -> list[str]:
    return [step.accessibleName() for step in bar.findChildren(QToolButton) if not step.isHidden()]


async def test_the_path_follows_what_is_current_and_leads_back_up(
    bench: Bench, selection: Selection, view: WatchedView, path_bar: PathBar
) -> None:
    selection.go_to(("ExtraFields", "a"))
    assert steps(path_bar) == ["ExtraFields", "a"]
    present(next(one for one in path_bar.findChildren(QToolButton) if one.text() == "ExtraFields")).click()
    assert present(view.current_node()).keys == ("ExtraFields",)
    assert steps(path_bar) == ["ExtraFields"]
    bench.ticket.clear()
    assert steps(path_bar) == []


async def test_only_what_the_screens_lock_can_be_unlocked(
    bench: Bench, selection: Selection, view: WatchedView, told: Told
) -> None:
    model = view.entity_model()
    view.locked.emit(node_at(model, "Postit"))
    view.locked.emit(title := node_at(model, "Title"))
    assert told.buttons == ["", "Unlock for This Draft"]
    assert "By the screens" in told.notices[-1]
    assert not bench.ticket.is_editable(title)
    bench.voice.act()
    assert bench.ticket.is_editable(title)


async def test_what_the_filter_hides_is_asked_for(
    bench: Bench, selection: Selection, view: WatchedView
) -> None:
    model = view.entity_model()
    model.show_matches(Matches.of({}))
    wanted = []

    def show_all() -> None:
        wanted.append(True)
        model.show_matches(None)

    selection.hidden_wanted.connect(show_all)
    selection.go_to(("Title",))
    selection.go_to(("Postit",))
    assert wanted == [True], "once: then all is shown"
    assert present(view.current_node()).keys == ("Postit",)


async def test_several_are_reset_in_one_step(bench: Bench, selection: Selection, view: WatchedView) -> None:
    model = view.entity_model()
    names = ("Sentiment", "ConnectId")
    for name in names:
        bench.ticket.set_raw(node_at(model, name), b"7", "")
    view.selectAll()
    selection.reset_current()
    assert not present(bench.ticket.document).root.is_modified
    bench.ticket.stack.undo()
    assert [node_at(model, name).is_modified for name in names] == [True, True]


async def test_nothing_is_reset_while_something_newer_is_on_its_way(
    bench: Bench, selection: Selection, view: WatchedView
) -> None:
    title = node_at(view.entity_model(), "Title")
    bench.ticket.set_value(title, "mine")
    bench.ticket.set_stale(True)
    selection.reset(title)
    assert title.value == "mine"
    bench.ticket.set_stale(False)
    selection.reset(title)
    assert title.value == "Printer on fire"


async def test_null_is_set_only_where_it_may_be_changed(
    bench: Bench, selection: Selection, view: WatchedView
) -> None:
    model = view.entity_model()
    for name in ("Postit", "ConnectId"):
        view.select((name,))
        selection.set_null()
    assert node_at(model, "Postit").value == "x"
    assert node_at(model, "ConnectId").value is None


async def test_why_a_field_is_locked_is_told_until_another_is_selected(
    bench: Bench, selection: Selection, view: WatchedView
) -> None:
    hushed: list[bool] = []
    bench.voice.hushed.connect(lambda: hushed.append(True))
    view.select(("Postit",))
    view.locked.emit(node_at(view.entity_model(), "Postit"))
    assert not hushed
    view.select(("Title",))
    assert hushed
