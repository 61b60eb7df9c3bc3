"""Copy and paste, on a bench: what is on the clipboard, and what it may be put into."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QGuiApplication

from inspector.domain import pointers
from inspector.ui.bench.bench import Bench
from inspector.ui.kit.clipboard import leave_as_text
from inspector.ui.tree.clipboard import Clipboard
from inspector.ui.tree.elements import Elements
from tests.drafts import Draft
from tests.ui.conftest import Told, WatchedView, node_at, show

MEMBERS = (
    '"Title": "Printer on fire", "Postit": null, "ReadByOwner": true, "ExtraFields": {"a": "1"}, "Tags": []'
)


@pytest.fixture
def clipboard(bench: Bench, view: WatchedView, draft: Draft) -> Clipboard:
    show(view.entity_model(), draft(MEMBERS))
    return Clipboard(bench, view, Elements(bench, view))


def held() -> str:
    return QGuiApplication.clipboard().text()


def hold(text: str) -> None:
    QGuiApplication.clipboard().setText(text)


@pytest.mark.parametrize(
    ("keys", "text"),
    [
        (("Title",), "Printer on fire"),
        (("ConnectId",), "-1"),
        (("Postit",), "null"),
        (("ExtraFields",), '{"a":"1"}'),
    ],
)
async def test_a_value_is_copied_as_text_and_a_branch_as_json(
    clipboard: Clipboard, view: WatchedView, keys: tuple[str, ...], text: str
) -> None:
    view.select(keys)
    clipboard.copy_value()
    assert held() == text


async def test_several_rows_are_copied_as_a_table(clipboard: Clipboard, view: WatchedView) -> None:
    view.selectAll()
    clipboard.copy_value()
    lines = held().splitlines()
    assert lines[0].split("\t") == ["Property", "Value", "Type", "Rights"]
    assert "Title\tPrinter on fire" in held()


async def test_a_path_is_copied_in_each_form(clipboard: Clipboard, view: WatchedView) -> None:
    view.select(("ExtraFields", "a"))
    clipboard.copy_path()
    assert held() == "/ExtraFields/a"
    clipboard.copy_path(pointers.python)
    assert held() == 'ticket["ExtraFields"]["a"]'


async def test_text_goes_into_a_text_and_json_where_it_fits(
    bench: Bench, clipboard: Clipboard, view: WatchedView
) -> None:
    model = view.entity_model()
    for name, text, raw in (("Title", "Paper jam", b'"Paper jam"'), ("ConnectId", "7", b"7")):
        view.select((name,))
        hold(text)
        clipboard.paste()
        assert bytes(node_at(model, name).raw) == raw
    bench.ticket.stack.undo()
    assert bench.ticket.stack.index() == 1, "a step each"


@pytest.mark.parametrize(
    ("text", "told_"),
    [
        ("not a number", "“not a number” is not a whole number."),
        ('"7"', '“"7"” is not a whole number.'),
    ],
)
async def test_what_does_not_fit_is_told_and_changes_nothing(
    bench: Bench, clipboard: Clipboard, view: WatchedView, told: Told, text: str, told_: str
) -> None:
    view.select(("ConnectId",))
    hold(text)
    clipboard.paste()
    assert told.notices == [told_]
    assert bench.ticket.stack.count() == 0


async def test_nothing_is_pasted_where_nothing_was_copied(
    bench: Bench, clipboard: Clipboard, view: WatchedView, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not every desktop has data then; the one of the tests always has."""
    QGuiApplication.clipboard().clear()
    view.select(("Title",))
    clipboard.paste()
    monkeypatch.setattr("inspector.ui.tree.clipboard.held", lambda: None)
    clipboard.paste()
    assert bench.ticket.stack.count() == 0
    assert told.notices == []


async def test_onto_a_list_it_becomes_an_element(clipboard: Clipboard, view: WatchedView) -> None:
    view.select(("Tags",))
    hold('{"Id": 3}')
    clipboard.paste()
    assert len(node_at(view.entity_model(), "Tags")) == 1


def test_what_was_copied_outlives_the_program_as_text(clipboard: Clipboard, view: WatchedView) -> None:
    """The JSON beside it is Python's, and Qt takes it apart when Python is gone."""
    view.select(("Title",))
    clipboard.copy_value()
    before = QGuiApplication.clipboard().text()
    assert len(QGuiApplication.clipboard().mimeData().formats()) > 1
    leave_as_text()
    assert QGuiApplication.clipboard().text() == before
    assert [one for one in QGuiApplication.clipboard().mimeData().formats() if "json" in one.casefold()] == []
