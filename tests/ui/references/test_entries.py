"""What a reference can be picked from: a list, or a tree where the tenant's entries are nested."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QTreeView
from pytestqt.qtbot import QtBot

from inspector.domain.references import Entry
from inspector.ui.references.entries import PAGE, EntriesModel
from tests.present import present

CATEGORIES = [
    Entry(1, "Support"),
    Entry(2, "Support/Heat pumps", parent=1),
    Entry(3, "Support/Heat pumps/Noise", parent=2, color="#c62828"),
    Entry(4, "Sales"),
    Entry(5, "Sales/Gone", parent=4, deleted=True),
    Entry(6, "Sales/Gone/Offers", parent=5),
]


@pytest.fixture
def model(qapp: QApplication) -> EntriesModel:
    made = EntriesModel()
    QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal, made)
    return made


Branch = tuple["str | Branch", ...]
"""A name, and the branches below it."""


def tree(model: EntriesModel, parent: QModelIndex = QModelIndex()) -> list[Branch]:  # noqa: B008
    rows = [model.index(row, 0, parent) for row in range(model.rowCount(parent))]
    return [(row.data(), *tree(model, row)) for row in rows]


def test_categories_are_nested(model: EntriesModel) -> None:
    model.set_entries(CATEGORIES)
    assert tree(model) == [
        ("Support", ("Heat pumps", ("Noise",))),
        ("Sales",),
        ("Sales › Gone › Offers",),  # its parent was deleted
    ]
    noise = model.index_of(3, else_first=True)
    assert model.parent(model.parent(noise)).data() == "Support"
    assert (
        noise.data(Qt.ItemDataRole.ToolTipRole) == "Support › Heat pumps › Noise · Number 3 · colour #c62828"
    )
    assert not noise.data(Qt.ItemDataRole.DecorationRole).isNull()
    assert model.index_of(4, else_first=True).data(Qt.ItemDataRole.DecorationRole) is None


def test_what_is_found_keeps_its_parents(model: EntriesModel) -> None:
    model.set_entries(CATEGORIES)
    model.filter("pumps noi")
    assert tree(model) == [("Support", ("Heat pumps", ("Noise",)))]
    assert (model.count(), model.total()) == (1, 5)
    assert model.index_of(None, else_first=True).data() == "Noise", "not its parent"
    model.filter("")
    assert model.count() == 5


@pytest.mark.parametrize("typed", ["wärme", "wa\u0308rme", "ＷÄＲＭＥ", "PUMPE\u00a0GROSS"])
def test_entries_are_found_as_people_see_them(model: EntriesModel, typed: str) -> None:
    model.set_entries(
        [Entry(1, "W\u00e4rmepumpe, groß"), Entry(2, "Wa\u0308rmepumpe, gross"), Entry(3, "Warm")]
    )
    model.filter(typed)
    assert model.count() == 2


def test_those_picked_last_are_on_top_and_in_their_place(model: EntriesModel) -> None:
    model.set_entries(CATEGORIES, recent=[3, 99])
    assert tree(model)[:2] == [("Support › Heat pumps › Noise",), ("Support", ("Heat pumps", ("Noise",)))]
    assert model.total() == 5


def test_those_picked_last_come_first_in_a_list(model: EntriesModel) -> None:
    model.set_entries([Entry(1, "Low"), Entry(2, "Medium"), Entry(3, "High")], recent=[3])
    assert tree(model) == [("High",), ("Low",), ("Medium",)]


def test_names_that_came_in_all_languages_are_shown_in_one_and_found_in_any(model: EntriesModel) -> None:
    model.set_entries(
        [
            Entry(1, 'NO:"Salg";US:"Sales"'),
            Entry(2, 'NO:"Salg/Tilbud";US:"Sales/Offers"', 'NO:"Kunder";US:"Customers"', parent=1),
        ]
    )
    assert tree(model) == [("Sales", ("Offers   ·  Customers",))]
    model.filter("tilbud")
    assert model.count() == 1
    entry = model.entry(model.index_of(2, else_first=True))
    assert entry is not None
    assert entry.name == 'NO:"Salg/Tilbud";US:"Sales/Offers"', (
        "what is picked is put into the ticket as it came"
    )


def test_a_circle_does_not_go_on_for_ever(model: EntriesModel) -> None:
    model.set_entries([Entry(1, "A", parent=2), Entry(2, "B", parent=1), Entry(3, "C", parent=3)])
    assert model.count() == 3
    assert {row[0] for row in _flat(tree(model))} == {"A", "B", "C"}


def _flat(rows: Sequence[str | Branch]) -> Iterator[Branch]:
    for row in rows:
        assert isinstance(row, tuple)
        yield row
        yield from _flat(row[1:])


@pytest.mark.parametrize("below", [0, 100], ids=["list", "tree"])
def test_among_ten_thousand_entries_all_that_fit_are_found(below: int) -> None:
    entries = [
        Entry(n, f"Person {n} of Company {n % 97}", f"mail{n}@example.com", parent=below and n // below)
        for n in range(1, 10_001)
    ]
    plain = EntriesModel()
    plain.set_entries(entries)
    for text in ("person 9", "person 99 comp", "mail77", "zzz", ""):
        plain.filter(text)
        fitting = [
            one for one in entries if all(word in f"{one.name} {one.hint}".lower() for word in text.split())
        ]
        assert plain.count() == len(fitting)


def test_what_was_not_found_is_nothing_unless_the_first_will_do() -> None:
    model = EntriesModel()
    model.set_entries([Entry(1, "One"), Entry(2, "Two")])
    assert not model.index_of(3, else_first=False).isValid()
    assert model.index_of(3, else_first=True).data() == "One"


def test_of_many_entries_the_view_hears_page_by_page(qtbot: QtBot) -> None:
    model, view = EntriesModel(), QTreeView()  # the model tester fetches in the middle of a reset
    qtbot.addWidget(view)
    view.setModel(model)
    nested = [Entry(n, f"Entry {n}", parent=1) for n in range(2, 2 * PAGE)]
    model.set_entries([Entry(1, "First"), *nested, *(Entry(n, f"More {n}") for n in range(5_000, 8_000))])
    first = model.index(0)
    assert model.rowCount() == model.rowCount(first) == PAGE
    assert model.count() == model.total() == 1 + len(nested) + 3_000
    model.fetchMore(first)
    assert (model.rowCount(), model.rowCount(first)) == (PAGE, len(nested))
    assert not model.canFetchMore(first)
    model.fetchMore(first)
    assert model.rowCount(first) == len(nested)
    assert model.index_of(7_999, else_first=False).data() == "More 7999", "it is on a page of its own"
    assert model.rowCount() == 3_001
    model.filter("entry 7")
    assert model.rowCount() == 1
    model.filter("")
    assert model.rowCount() == model.rowCount(model.index(0)) == PAGE


def test_what_does_not_fit_stands_below_a_heading_that_is_no_entry(model: EntriesModel) -> None:
    rest = [Entry(3, "Deleted", "deleted"), Entry(4, "A/B")]
    model.set_entries([Entry(1, "Open"), Entry(2, "Closed")], [2], rest, "Not for this type")
    assert tree(model) == [
        ("Closed",),
        ("Open",),
        ("Not for this type", ("Deleted   ·  deleted",), ("A › B",)),
    ]
    heading = model.index(2)
    assert model.entry(heading) is None
    assert heading.data(Qt.ItemDataRole.ToolTipRole) is None
    assert (model.count(), model.total()) == (4, 4)
    assert model.parent(model.index_of(3, else_first=False)) == heading
    model.filter("open")
    assert tree(model) == [("Open",)], "nothing below it fits"
    model.filter("del")
    assert tree(model) == [("Not for this type", ("Deleted   ·  deleted",))]
    assert present(model.entry(model.index_of(None, else_first=True))).id == 3
