"""The tree's model under Qt's own model tester: what it says, what it lets through, and edits that can be undone."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, qInstallMessageHandler
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from inspector.domain import search
from inspector.domain.context import RequestContext
from inspector.domain.document import Document, Edit, Insert, Node, Remove, SetValue
from inspector.ui.bench.source import Source
from inspector.ui.bench.ticket import OpenTicket
from inspector.ui.find.finding import new_index
from inspector.ui.kit.theme import Theme
from inspector.ui.tree import rows
from inspector.ui.tree.cells import Column
from inspector.ui.tree.model import CELL_ROLE, EntityModel
from inspector.ui.tree.rows import Layout
from inspector.ui.tree.view import EntityView
from tests.domain import strategies
from tests.drafts import Draft
from tests.present import present
from tests.ui.conftest import WatchedModel, WatchedView, node_at, show

SEED = Path(__file__).parents[2] / "fixtures" / "seed_ticket.json"
Role = Qt.ItemDataRole


@contextmanager
def examined(model: EntityModel) -> Iterator[list[str]]:
    """Qt's tester goes through the whole model at every signal; what it says fails the test, at once.

    Its warnings are gathered rather than made fatal: an abort would take all other tests with it.
    """
    said: list[str] = []
    before = qInstallMessageHandler(lambda _kind, _context, text: said.append(text))
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    tester.setUseFetchMore(False)  # after its first round: within a change of rows nobody may fetch
    try:
        yield said
    finally:
        qInstallMessageHandler(before)
    assert said == []


class Positionless(EntityModel):
    """Elements called by their JSON: their usual name says their position, and Qt's tester takes it for another row."""

    def text(self, node: Node, column: Column) -> str:
        called = column is Column.PROPERTY and isinstance(node.key, int)
        return bytes(node.raw).decode() if called else super().text(node, column)


def shown(model: EntityModel, parent: QModelIndex = QModelIndex()) -> list[str]:  # noqa: B008
    """The names of the rows under an index."""
    return [model.index(row, 0, parent).data() for row in range(model.rowCount(parent))]


def at(model: EntityModel, *keys: int | str, column: int = Column.VALUE) -> QModelIndex:
    index = model.index_at(keys, column)
    assert index.isValid()
    return index


def found(document: Document, text: str) -> search.Matches | None:
    index = new_index()
    index.update(search.Snapshot.of(document.root))
    return index.find(text).rows


def all_nodes(root: Node) -> list[Node]:
    nodes = [root]
    for node in nodes:
        nodes.extend(node)
    return nodes


# -- Qt's tester ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("user", ["admin", "trainee"])
def test_a_served_ticket_and_another_in_its_place_please_qt(
    model: WatchedModel, served: dict[str, bytes], user: str
) -> None:
    with examined(model):
        show(model, Document(served[user]))
        assert "OwnedBy" in shown(model)
        show(model, Document(SEED.read_bytes()))
        assert len(shown(model)) == len(json.loads(SEED.read_bytes()))
        show(model, None)
        assert shown(model) == []


def test_the_tester_would_speak_up(model: WatchedModel, draft: Draft) -> None:
    show(model, draft())

    def lie() -> None:
        with examined(model):
            model.beginInsertRows(QModelIndex(), 0, 0)
            model.endInsertRows()

    with pytest.raises(AssertionError):
        lie()


def test_many_rows_come_a_page_at_a_time(model: WatchedModel, draft: Draft) -> None:
    with mock.patch.object(rows, "PAGE", 100), examined(model):  # it looks at all rows after each page
        show(model, draft('"Tags": [' + ",".join(map(str, range(500))) + "]"))
        tags = at(model, "Tags", column=0)
        assert model.hasChildren(tags)
        counts = [model.rowCount(tags)]
        while model.canFetchMore(tags):
            model.fetchMore(tags)
            counts.append(model.rowCount(tags))
        assert counts == [100, 200, 300, 400, 500]
        model.fetchMore(tags)
        assert model.rowCount(tags) == 500


def test_a_row_pages_away_is_fetched_when_it_is_asked_for(
    model: WatchedModel, draft: Draft, ticket: OpenTicket
) -> None:
    with mock.patch.object(rows, "PAGE", 20), examined(model):
        show(model, draft('"Tags": [' + ",".join(map(str, range(50))) + "]"))
        assert at(model, "Tags", 30).data() == "30"
        assert model.rowCount(at(model, "Tags", column=0)) == 40
        model.ticket.push(SetValue(node_at(model, "Tags", 45).path, b"45", b"7"), "")
        assert at(model, "Tags", 45).data() == "7"
        ticket.stack.undo()
        assert [at(model, "Tags", n).data() for n in (0, 45)] == ["0", "45"]


EDITS: dict[str, Callable[[], Edit]] = {
    "a text for a text": lambda: SetValue((3,), b'"Printer on fire"', b'"Calm"'),
    "an object for null": lambda: SetValue((4,), b"null", b'{"AssociateId":5,"FullName":"Tim"}'),
    "null for an object": lambda: SetValue((5,), b'{"PersonId":7,"FullName":"Ida"}', b"null"),
    "a list for an object": lambda: SetValue((5,), b'{"PersonId":7,"FullName":"Ida"}', b"[1,2,3]"),
    "an object for an object": lambda: SetValue((5,), b'{"PersonId":7,"FullName":"Ida"}', b'{"A":{}}'),
    "a new first element": lambda: Insert((6,), 0, 0, b'{"Id":9}'),
    "a new last element": lambda: Insert((6,), 2, 2, b'{"Id":9}'),
    "one element less": lambda: Remove((6,), 0, 0, b'{"Id":1}'),
    "a new member": lambda: Insert((), 4, "New", b"[[]]"),
    "one member less": lambda: Remove((), 3, "Title", b'"Printer on fire"'),
}
MEMBERS = (
    '"Title": "Printer on fire", "OwnedBy": null, "Person": {"PersonId": 7, "FullName": "Ida"}, '
    '"Tags": [{"Id": 1}, {"Id": 2}]'
)


@pytest.mark.parametrize("filtered", ["", "fire", "tags", "no such thing"])
@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS.keys())
def test_every_kind_of_edit_its_undo_and_redo_please_qt(
    ticket: OpenTicket, draft: Draft, edit: Callable[[], Edit], filtered: str
) -> None:
    model = Positionless(ticket)
    document = draft(MEMBERS)
    show(model, document)
    before = document.to_bytes()
    model.show_matches(found(document, filtered))
    with examined(model):
        model.ticket.push(edit(), "edit")
        after = document.to_bytes()
        assert after != before
        ticket.stack.undo()
        assert document.to_bytes() == before
        assert ticket.stack.isClean()
        model.show_matches(found(document, filtered))
        ticket.stack.redo()
        assert document.to_bytes() == after


def random_edit(data: st.DataObject, document: Document) -> Edit:
    node = data.draw(st.sampled_from(all_nodes(document.root)))
    if node.parent and (not node.is_container or data.draw(st.booleans())):
        return SetValue(node.path, bytes(node.raw), data.draw(strategies.values).encode())
    if len(node) and data.draw(st.booleans()):
        child = data.draw(st.sampled_from(list(node)))
        return Remove(node.path, child.row, child.key, bytes(child.raw))
    row = data.draw(st.integers(0, len(node)))
    key = data.draw(strategies.keys | RIGHTS_KEYS) if node.kind == "{" else row
    return Insert(node.path, row, key, data.draw(strategies.values).encode())


RIGHTS_KEYS = st.sampled_from(["TableRight", "FieldProperties"])
STEPS = st.sampled_from(["edit", "edit", "edit", "undo", "redo", "filter", "all", "page", "layout"])


def step(data: st.DataObject, model: Positionless, ticket: OpenTicket) -> None:
    document = present(model.document)
    match data.draw(STEPS):
        case "edit":
            model.ticket.push(random_edit(data, document), "edit")
        case "undo":
            ticket.stack.undo()
        case "redo":
            ticket.stack.redo()
        case "filter":
            model.show_matches(found(document, data.draw(st.sampled_from(["1", "n", "item", "no way"]))))
        case "all":
            model.show_matches(None)
        case "layout":
            pins = data.draw(st.lists(st.sampled_from(all_nodes(document.root)), max_size=3))
            keys = dict.fromkeys(node.keys for node in pins if node.parent)
            model.set_layout(rows.Layout(tuple(keys), grouped=data.draw(st.booleans())))
        case "page":
            containers = [node for node in all_nodes(document.root) if node.is_container]
            node = data.draw(st.sampled_from(containers))
            if (index := model.index_at(node.keys)).isValid() or node.parent is None:
                model.fetchMore(index)


@pytest.mark.parametrize("page", [2, 1000], ids=["small pages", "one page"])
@settings(deadline=None, max_examples=50)
@given(data=st.data(), text=strategies.objects)
def test_any_sequence_pleases_qt_and_undoing_gives_the_first_bytes_back(
    qapp: QApplication, data: st.DataObject, text: str, page: int
) -> None:
    ticket = OpenTicket()
    model = Positionless(ticket)
    with mock.patch.object(rows, "PAGE", page):
        document = Document(text.encode())
        show(model, document)
        before = document.to_bytes()
        with examined(model) as said:
            for _ in range(data.draw(st.integers(1, 10))):
                step(data, model, ticket)
                assert said == []
            while ticket.stack.canRedo():
                ticket.stack.redo()
            after, index = document.to_bytes(), ticket.stack.index()
            ticket.stack.setIndex(0)
            assert document.to_bytes() == before
            assert ticket.stack.isClean()
            assert not document.root.is_modified
            ticket.stack.setIndex(index)
            assert document.to_bytes() == after
            ticket.stack.setIndex(0)
            assert document.to_bytes() == before
            ticket.stack.clear()


# -- two views of one ticket ---------------------------------------------------------------------------


def whole(model: EntityModel, parent: QModelIndex = QModelIndex()) -> list[object]:  # noqa: B008
    """Every row, with what is under it."""
    while model.canFetchMore(parent):
        model.fetchMore(parent)
    indexes = [model.index(row, 0, parent) for row in range(model.rowCount(parent))]
    return [
        (index.data(), index.siblingAtColumn(Column.VALUE).data(), whole(model, index)) for index in indexes
    ]


def tree_of(model: EntityModel, theme: Theme, qtbot: QtBot) -> EntityView:
    """A tree on screen that shows this model, with everything unfolded."""
    made = EntityView(theme)
    qtbot.addWidget(made)
    made.setModel(model)
    made.show()
    made.expandAll()
    return made


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS.keys())
def test_two_trees_on_one_ticket_are_edited_in_both(
    ticket: OpenTicket, draft: Draft, theme: Theme, qtbot: QtBot, edit: Callable[[], Edit]
) -> None:
    here, there = Positionless(ticket), Positionless(ticket)
    with examined(here), examined(there):
        show(here, draft(MEMBERS))
        trees = [tree_of(here, theme, qtbot), tree_of(there, theme, qtbot)]
        there.show_matches(found(present(ticket.document), "ida"))
        here.set_layout(rows.Layout((("Title",),), grouped=True))
        ticket.push(edit(), "edit")
        assert trees[0].select(("ConnectId",))
        assert here.setData(at(here, "ConnectId"), "12")
        assert there.setData(at(there, "ConnectId"), "13")
        assert at(here, "ConnectId").data() == at(there, "ConnectId").data() == "13"
        ticket.stack.setIndex(0)
        here.set_layout(rows.Layout())
        assert whole(here) == whole(there)
        ticket.stack.setIndex(3)
        assert whole(here) == whole(there)
        ticket.rebase(draft(MEMBERS), Source("file"))
        assert whole(here) == whole(there)
        ticket.clear()
        assert shown(here) == shown(there) == []


@settings(deadline=None, max_examples=25)
@given(data=st.data(), text=strategies.objects)
def test_whatever_is_done_in_either_view_pleases_qt_in_both(
    qapp: QApplication, data: st.DataObject, text: str
) -> None:
    ticket = OpenTicket()
    views = [Positionless(ticket), Positionless(ticket)]
    with mock.patch.object(rows, "PAGE", 2), examined(views[0]) as first, examined(views[1]) as second:
        show(views[0], Document(text.encode()))
        for _ in range(data.draw(st.integers(1, 8))):
            step(data, data.draw(st.sampled_from(views)), ticket)
            assert first == second == []
        ticket.stack.setIndex(0)
        for view in views:
            view.show_matches(None)
            view.set_layout(rows.Layout())
        assert whole(views[0]) == whole(views[1])
        ticket.stack.clear()


# -- order ---------------------------------------------------------------------------------------------

RIGHTS_FIRST = (
    b'{"TicketId": 0, "TableRight": {"Mask": "FULL"}, "Title": "x", "FieldProperties": {}, "Author": "x"}'
)


def test_rights_come_last_even_where_they_are_served_first(model: WatchedModel, ticket: OpenTicket) -> None:
    document = Document(RIGHTS_FIRST)
    show(model, document)
    with examined(model):
        assert shown(model) == ["TicketId", "Title", "Author", "TableRight", "FieldProperties"]
        assert at(model, "Author").row() == 2
        model.ticket.push(Insert((), 5, "Last", b"1"), "")
        model.ticket.push(Insert((), 0, "First", b"1"), "")
        model.ticket.push(Remove((), 3, "Title", b'"x"'), "")
        assert shown(model) == ["First", "TicketId", "Author", "Last", "TableRight", "FieldProperties"]
        ticket.stack.setIndex(0)
    assert json.loads(document.to_bytes()) == json.loads(RIGHTS_FIRST)


def test_rights_come_last_among_the_hits_too(model: WatchedModel) -> None:
    document = Document(RIGHTS_FIRST)
    show(model, document)
    model.show_matches(found(document, "t"))
    assert shown(model) == ["TicketId", "Title", "Author", "TableRight", "FieldProperties"]


def test_a_row_put_behind_the_rights_is_shown_before_them(
    model: WatchedModel, draft: Draft, ticket: OpenTicket
) -> None:
    show(model, draft())
    last = QPersistentModelIndex(at(model, "FieldProperties"))
    with examined(model):
        model.ticket.push(Insert((), len(present(model.document).root), "New", b"1"), "")
        assert shown(model)[-3:] == ["New", "TableRight", "FieldProperties"]
        assert last.sibling(last.row(), 0).data() == "FieldProperties"


# -- words ---------------------------------------------------------------------------------------------

READINGS = [
    ('"Author": null', "null"),
    ('"Author": ""', "empty"),
    ('"Author": "Ida"', "Ida"),
    ('"ClosedAt": "0001-01-01T00:00:00Z"', "not set"),
    ('"ClosedAt": "0000-12-31T23:00:00"', "0000-12-31T23:00:00"),
    ('"ClosedAt": null', "null"),
    ('"TimeToReply": 0', "0 min"),
    ('"Amount": 1.10', "1.10"),
    ('"Telemetry": 12345678901234567890', "12345678901234567890"),
    ('"HasAttachment": false', "no"),
    ('"HasAttachment": true', "yes"),
    ('"Tags": []', "empty list"),
    ('"Tags": [{}]', "1 item"),
    ('"Tags": [{}, {}]', "2 items"),
    ('"CustomFields": {}', "no entries"),
    ('"CustomFields": {"x_a": "1"}', "1 entry"),
    ('"OwnedBy": {"AssociateId": 0}', "nobody (unassigned)"),
    ('"OwnedBy": {"AssociateId": 2147483647}', "as the category assigns"),
    ('"OwnedBy": {"AssociateId": 5, "Name": "TIM", "FullName": "Tim Høyland"}', "Tim Høyland"),
    ('"OwnedBy": {"AssociateId": 5, "Name": "", "FullName": null}', "number 5, without a name"),
    ('"Category": {"TicketCategoryId": 3, "Fullname": "Support/Hardware"}', "Support › Hardware"),
    ('"Person": {"PersonId": 0}', "nothing chosen"),
]


@pytest.mark.parametrize(("member", "text"), READINGS, ids=[member for member, _ in READINGS])
def test_values_read_in_words(model: WatchedModel, draft: Draft, member: str, text: str) -> None:
    show(model, draft(member))
    (name,) = json.loads("{" + member + "}")
    index = at(model, name)
    assert index.data() == text
    assert index.data(Role.AccessibleTextRole).startswith(f"{name}, {text}")


def test_a_text_in_all_languages_is_shown_in_one_and_edited_as_it_came(
    model: WatchedModel, draft: Draft
) -> None:
    document = draft('"Title": "NO:\\"Ja\\";US:\\"Yes\\""')
    show(model, document)
    row = model.index_of(node_at(model, "Title"), Column.VALUE)
    assert row.data() == "Yes"
    assert row.data(Role.EditRole) == 'NO:"Ja";US:"Yes"'
    assert not model.setData(row, row.data(Role.EditRole)), "nothing was changed"
    model.ticket.show(document, Source("server", context=RequestContext("*")))
    assert model.index_of(node_at(model, "Title"), Column.VALUE).data() == 'NO:"Ja";US:"Yes"', "as asked for"


def test_what_is_not_there_reads_quietly_and_each_kind_in_its_own_words(
    model: WatchedModel, draft: Draft
) -> None:
    show(
        model,
        draft(
            '"Author": null, "Language": "", "ClosedAt": "0001-01-01T00:00:00", "Tags": [], "Person": {"PersonId": 0}, '
            '"OwnedBy": {"AssociateId": 0}, "CustomFields": {}, "TimeToReply": 0, "HasAttachment": false'
        ),
    )
    quiet = ["Author", "Language", "ClosedAt", "Tags", "Person", "OwnedBy", "CustomFields"]
    loud = ["TimeToReply", "HasAttachment"]
    assert len({at(model, name).data() for name in quiet + loud}) == len(quiet + loud)
    assert [at(model, name).data(CELL_ROLE).quiet for name in quiet + loud] == [True] * 7 + [False] * 2


MASKS = [
    ("Update, UIHintMandatory", "mandatory"),
    ("Update", ""),
    (None, ""),
    ("Read", "read-only"),
    ("None", "hidden"),
    ("Update, UIHintReadOnly", "read-only in the screens"),
    ("Update, Unused4", "may be empty"),
    ("Write", "write only"),
    ("Update, Sparkling", "unknown flag"),
    ("Update, UIHintReadOnly, UIHintMandatory", "read-only in the screens, mandatory"),
]


@pytest.mark.parametrize(("mask", "text"), MASKS)
def test_rights_read_in_words_and_each_word_has_a_shape(
    model: WatchedModel, draft: Draft, mask: str | None, text: str
) -> None:
    show(model, draft(Title=mask))
    index = at(model, "Title", column=Column.RIGHTS)
    assert index.data() == text
    assert index.data(Role.AccessibleTextRole) == ", ".join(filter(None, ("Title", text)))
    marks = index.data(CELL_ROLE).marks
    assert ", ".join(mark.word for mark in marks) == text
    assert all(mark.icon for mark in marks)


def test_a_whole_ticket_says_to_the_ear_what_it_says_to_the_eye(
    model: WatchedModel, served: dict[str, bytes]
) -> None:
    show(model, Document(served["trainee"]))
    for node in all_nodes(present(model.document).root)[1:]:
        seen = [model.index_of(node, column).data() for column in Column]
        heard = [model.index_of(node, column).data(Role.AccessibleTextRole) for column in Column]
        name, value, kind, rights = seen
        note = model.index_of(node, Column.VALUE).data(CELL_ROLE).note
        fold = "folded" if model.hasChildren(model.index_of(node)) else ""
        assert heard == [
            name,
            ", ".join(filter(None, (name, value, note, fold, rights))),
            ", ".join(filter(None, (name, kind))),
            ", ".join(filter(None, (name, rights))),
        ]
        assert all(isinstance(text, str) and text.isprintable() for text in heard)


def test_where_the_keyboard_is_a_reader_hears_all_that_is_known_of_the_row(
    model: WatchedModel, view: WatchedView, draft: Draft
) -> None:
    show(model, draft('"Title": "On fire", "Tags": [{"Id": 1}]', Title="Update, UIHintMandatory"))

    def heard(name: str) -> str:
        return str(at(model, name).data(Role.AccessibleTextRole))

    assert heard("Title") == "Title, On fire, mandatory"
    model.ticket.set_value(node_at(model, "Title"), "Out")
    assert heard("Title") == "Title, Out, changed, mandatory"
    assert heard("Tags") == "Tags, 1 item, folded"
    view.expand(at(model, "Tags", column=0))
    assert heard("Tags") == "Tags, 1 item, unfolded"
    model.set_layout(Layout((("Title",),)))
    assert heard("Title") == "Title, Out, changed, mandatory, pinned"
    heading = model.index(0, Column.VALUE)
    assert heading.data(Role.AccessibleTextRole) == "Pinned, 1 property, unfolded"


def test_the_key_the_rights_and_a_table_lock_have_words_of_their_own(
    model: WatchedModel, draft: Draft, served: dict[str, bytes]
) -> None:
    show(model, draft())
    assert at(model, "TicketId", column=Column.RIGHTS).data() == "read-only key"
    assert at(model, "TableRight", column=Column.RIGHTS).data() == "describes rights"
    show(model, draft(table="Select, Update"))
    assert at(model, "Title", column=Column.RIGHTS).data() == "read-only by table"


@pytest.mark.parametrize(
    ("member", "text"),
    [
        ('"Title": "x"', "text up to 254 characters"),
        ('"HasAttachment": false', "yes or no"),
        ('"Origin": "Phone"', "choice of 15"),
        ('"TimeToReply": 0', "whole number"),
        ('"ClosedAt": null', "date and time"),
        ('"OwnedBy": null', "chosen from a list"),
        ('"Tags": []', "list"),
        ('"CustomFields": {}', "several fields"),
        ('"Sparkle": 1', "number"),
    ],
)
def test_types_read_in_words(model: WatchedModel, draft: Draft, member: str, text: str) -> None:
    show(model, draft(member, Title=("Update", "", 254)))
    (name,) = json.loads("{" + member + "}")
    assert at(model, name, column=Column.TYPE).data() == text


def test_dates_read_as_people_write_them_with_the_offset_as_served(model: WatchedModel, draft: Draft) -> None:
    show(model, draft('"CreatedAt": "2026-03-31T14:30:15.1234567+01:00", "ClosedAt": "2026-03-31T14:30:00"'))
    assert at(model, "CreatedAt").data().replace("Mar", "March") == "31 March 2026 14:30:15  ·  +01:00"
    assert at(model, "ClosedAt").data().replace("Mar", "March") == "31 March 2026 14:30"


def test_columns_are_named_in_the_order_the_contract_gives(model: WatchedModel) -> None:
    headers = [model.headerData(column, Qt.Orientation.Horizontal) for column in range(model.columnCount())]
    assert headers == ["Property", "Value", "Type", "Rights"]
    assert model.headerData(0, Qt.Orientation.Vertical) is None


def test_tips_tell_what_was_served_and_why_it_is_locked(model: WatchedModel, draft: Draft) -> None:
    show(model, draft(Sentiment=("Read", "Calculated", -1)))
    at_title = at(model, "Title")
    assert at_title.data(Role.ToolTipRole) is None
    model.setData(at_title, "Calm")
    assert at_title.data(Role.ToolTipRole) == "The server sent: Printer on fire"
    assert "“Calculated”" in at(model, "Sentiment").data(Role.ToolTipRole)


# -- what may be edited --------------------------------------------------------------------------------


def editable(model: EntityModel, *keys: str) -> bool:
    return bool(model.flags(at(model, *keys)) & Qt.ItemFlag.ItemIsEditable)


def test_only_the_value_of_a_free_leaf_can_be_edited(model: WatchedModel, draft: Draft) -> None:
    show(model, draft('"Title": "x", "Tags": [1], "OwnedBy": {"AssociateId": 1}', Sentiment="Read"))
    assert editable(model, "Title")
    assert editable(model, "OwnedBy", "AssociateId")
    assert not any(editable(model, name) for name in ("TicketId", "Sentiment", "Tags", "OwnedBy"))
    for column in (Column.PROPERTY, Column.TYPE, Column.RIGHTS):
        assert not model.flags(at(model, "Title", column=column)) & Qt.ItemFlag.ItemIsEditable
    assert model.flags(at(model, "Sentiment")) & Qt.ItemFlag.ItemIsSelectable


def test_unlocking_opens_what_only_the_screens_lock(model: WatchedModel, draft: Draft) -> None:
    document = draft(
        '"Title": "x", "Author": "y"', Title="Update, UIHintReadOnly", Author="Read", Sentiment="None"
    )
    show(model, document)
    for name in ("Title", "Author", "Sentiment", "TicketId"):
        assert not model.setData(at(model, name), "1")
        model.ticket.unlock(present(document.root.get(name)))
    assert [editable(model, name) for name in ("Title", "Author", "Sentiment", "TicketId")] == [
        True,
        False,
        False,
        False,
    ]
    assert at(model, "Title", column=Column.RIGHTS).data() == "unlocked by you"
    assert at(model, "Author", column=Column.RIGHTS).data() == "read-only"
    assert model.setData(at(model, "Title"), "z")
    show(model, document)
    assert not editable(model, "Title")


def test_unlocking_an_object_unlocks_what_lies_in_it(model: WatchedModel, draft: Draft) -> None:
    document = draft(
        '"OwnedBy": {"AssociateId": 1, "Name": "TIM"}, "Author": "y"',
        OwnedBy="Update, UIHintReadOnly",
        Author="Update, UIHintReadOnly",
    )
    show(model, document)
    assert not editable(model, "OwnedBy", "Name")
    model.ticket.unlock(present(document.root.get("OwnedBy")))
    assert editable(model, "OwnedBy", "Name")
    assert not editable(model, "Author")


WRONG = [
    ('"TimeToReply": 5', "five", "not_integer"),
    ('"TimeToReply": 5', "1.5", "not_integer"),
    ('"TimeToReply": 5', "99999999999", "out_of_range"),
    ('"TimeToReply": 5', "", "not_integer"),
    ('"ClosedAt": "2026-03-31T14:30:00"', "soon", "not_date"),
    ('"HasAttachment": true', "perhaps", "not_in_enum"),
    ('"Origin": "Phone"', "Pigeon", "not_in_enum"),
    ('"Amount": 1.10', "much", "not_number"),
]


@pytest.mark.parametrize(("member", "typed", "code"), WRONG)
def test_what_does_not_fit_is_refused_and_the_value_stays(
    model: WatchedModel, draft: Draft, member: str, typed: str, code: str
) -> None:
    show(model, draft(member))
    before = present(model.document).to_bytes()
    (name,) = json.loads("{" + member + "}")
    assert not model.setData(at(model, name), typed)
    assert [error.code for error in model.refusals] == [code]
    assert present(model.document).to_bytes() == before
    assert model.stack.count() == 0


TYPED = [
    ('"TimeToReply": 5', "  42 ", "42"),
    ('"Telemetry": 12345678901234567890', "12345678901234567891", "12345678901234567891"),
    ('"Amount": 1.10', "2.50", "2.50"),
    ('"Title": "x"', "", '""'),
    ('"Author": null', "Ida", '"Ida"'),
    ('"HasAttachment": false', "true", "true"),
    ('"Origin": "Phone"', "email", '"Email"'),
    (
        '"ClosedAt": "2026-03-31T14:30:15.1234567+01:00"',
        "2026-04-01 08:00",
        '"2026-04-01T08:00:00.0000000+01:00"',
    ),
    ('"ClosedAt": "2026-03-31T14:30:15Z"', "2026-04-01 08:00:01", '"2026-04-01T08:00:01Z"'),
    ('"ClosedAt": "2026-03-31T14:30:15"', "", '"0001-01-01T00:00:00"'),
    ('"Title": "x"', None, "null"),
]


@pytest.mark.parametrize(("member", "typed", "raw"), TYPED)
def test_what_fits_is_taken_as_one_undo_step(
    model: WatchedModel, draft: Draft, member: str, typed: str | None, raw: str
) -> None:
    show(model, draft(member))
    edits = []
    model.ticket.edited.connect(lambda: edits.append(True))
    (name,) = json.loads("{" + member + "}")
    assert model.setData(at(model, name), typed)
    assert bytes(node_at(model, name).raw).decode() == raw
    assert model.stack.count() == len(edits) == 1
    assert name in model.stack.undoText()
    assert at(model, name).data(CELL_ROLE).modified
    model.stack.undo()
    assert not at(model, name).data(CELL_ROLE).modified


@pytest.mark.parametrize("member", [member for member, *_ in READINGS + TYPED])
def test_leaving_an_editor_as_it_began_changes_nothing(
    model: WatchedModel, ticket: OpenTicket, draft: Draft, member: str
) -> None:
    show(model, draft(member))
    (name,) = json.loads("{" + member + "}")
    index = at(model, name)
    if (text := index.data(Role.EditRole)) is not None:
        assert not model.setData(index, text)
    assert ticket.stack.count() == 0
    assert model.refusals == []


def test_reset_gives_back_what_was_served_to_the_byte(
    model: WatchedModel, ticket: OpenTicket, draft: Draft
) -> None:
    show(model, draft('"Amount": 1.10, "OwnedBy": {"AssociateId": 5}'))
    document = present(model.document)
    before = document.to_bytes()
    amount, owner = node_at(model, "Amount"), node_at(model, "OwnedBy")
    assert not model.ticket.reset(amount)
    model.setData(at(model, "Amount"), "2")
    model.ticket.set_null(owner)
    assert model.ticket.reset(amount)
    assert model.ticket.reset(owner)
    assert document.to_bytes() == before
    assert ticket.stack.count() == 4
    assert not document.root.is_modified


def test_what_was_added_has_nothing_to_reset_to(
    model: WatchedModel, draft: Draft, ticket: OpenTicket
) -> None:
    show(model, draft())
    model.ticket.push(Insert((), 0, "New", b"1"), "add")
    assert not model.ticket.reset(present(model.document).root.child(0))
    assert ticket.stack.count() == 1


# -- the filter ----------------------------------------------------------------------------------------


def test_the_filter_shows_hits_and_what_leads_to_them(model: WatchedModel, served: dict[str, bytes]) -> None:
    show(model, Document(served["admin"]))
    everything = shown(model)
    with examined(model):
        model.show_matches(found(present(model.document), "heat pumps"))
        assert {"Category", "Sale"} <= set(shown(model)) < set(everything)
        assert "Name" in shown(model, at(model, "Category", column=0))
        assert not model.index_at(("Title",)).isValid()
        model.show_matches(found(present(model.document), "no such thing"))
        assert shown(model) == []
        model.show_matches(None)
    assert shown(model) == everything


def test_an_edit_under_the_filter_keeps_it_and_the_undo_of_a_hidden_one_drops_it(
    model: WatchedModel, ticket: OpenTicket, draft: Draft
) -> None:
    document = draft('"Title": "red", "Author": "red", "Language": "blue"')
    show(model, document)
    model.show_matches(found(document, "red"))
    with examined(model):
        assert model.setData(at(model, "Title"), "green")
        assert shown(model) == ["Title", "Author"]
        model.show_matches(found(document, "blue"))
        assert shown(model) == ["Language"]
        ticket.stack.undo()
    assert at(model, "Title").data() == "red"
    assert "Author" in shown(model)


def test_the_same_answer_again_does_not_disturb_the_view(
    model: WatchedModel, draft: Draft, qtbot: QtBot
) -> None:
    document = draft()
    show(model, document)
    model.show_matches(found(document, "fire"))
    with qtbot.assertNotEmitted(model.modelReset):
        model.show_matches(found(document, "fire"))


# -- pins and groups -----------------------------------------------------------------------------------

GROUPED = rows.Layout((("Title",), ("OwnedBy", "AssociateId")), grouped=True)
LAYOUTS = [rows.Layout((("Title",), ("Tags", 0, "Id"))), GROUPED, rows.Layout(grouped=True)]


def many(draft: Draft) -> Document:
    return draft(
        '"Title":"x","OwnedBy":{"AssociateId":7,"FullName":"Tim"},"Tags":[{"Id":1},{"Id":2}],"New":1'
    )


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("filtered", [False, True])
def test_pins_and_groups_under_qts_tester(
    ticket: OpenTicket, draft: Draft, layout: rows.Layout, filtered: bool
) -> None:
    model = Positionless(ticket)
    show(model, many(draft))
    with examined(model):
        model.set_layout(layout)
        if filtered:
            model.show_matches(found(present(model.document), "t"))
        model.ticket.set_value(node_at(model, "Title"), "edited")
        model.ticket.set_value(node_at(model, "OwnedBy", "FullName"), "Ingrid")
        tags = node_at(model, "Tags")
        model.ticket.push(Remove.of(tags.child(0)), "remove")
        model.ticket.push(Insert(tags.path, 1, 1, b'{"Id":3}'), "insert")
        model.ticket.set_raw(node_at(model, "OwnedBy"), b"null", "null")
        while model.ticket.stack.canUndo():
            model.ticket.stack.undo()
        model.set_layout(rows.Layout())


def test_a_pinned_property_has_two_rows_that_say_the_same(model: WatchedModel, draft: Draft) -> None:
    show(model, many(draft))
    model.set_layout(GROUPED)
    names = shown(model)
    assert names[:2] == ["Pinned", "Identity"]
    assert "Others" in names
    pinned = model.index(0, 0)
    assert shown(model, pinned) == ["Title", "OwnedBy › AssociateId"]
    twin = model.index(0, Column.VALUE, pinned)
    assert model.flags(twin) & Qt.ItemFlag.ItemIsEditable
    told = []
    model.dataChanged.connect(lambda first, _last: told.append(first.parent().data()))
    assert model.setData(twin, "typed into the second row")
    assert at(model, "Title").data() == twin.data() == "typed into the second row"
    assert {"Pinned", "Identity"} <= set(told)
    assert not model.flags(pinned) & Qt.ItemFlag.ItemIsEditable
    assert model.node(pinned) is None


def test_what_is_pinned_may_go_away_and_come_back(model: WatchedModel, draft: Draft) -> None:
    show(model, many(draft))
    model.set_layout(LAYOUTS[0])
    assert shown(model, model.index(0, 0)) == ["Title", "Tags 1 › Id"]
    tags = node_at(model, "Tags")
    model.ticket.push(Remove.of(tags.child(0)), "remove")
    model.ticket.push(Remove.of(node_at(model, "Tags").child(0)), "remove")
    assert shown(model, model.index(0, 0)) == ["Title"]
    model.ticket.stack.undo()
    model.ticket.stack.undo()
    assert shown(model, model.index(0, 0)) == ["Title", "Tags 1 › Id"]
    assert at(model, "Title").isValid()


def test_all_pins_may_go_away_and_come_back_under_qts_tester(draft: Draft) -> None:
    model = Positionless(OpenTicket())
    show(model, many(draft))
    model.set_layout(rows.Layout((("OwnedBy", "FullName"),)))
    with examined(model):
        assert shown(model)[0] == "Pinned"
        model.ticket.set_null(node_at(model, "OwnedBy"))
        assert "Pinned" not in shown(model)
        model.ticket.stack.undo()
        assert shown(model, model.index(0, 0)) == ["OwnedBy › FullName"]


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("edit", [Insert((), 3, "More", b"[[]]"), Remove((), 6, "New", b"1")])
def test_the_tickets_own_properties_come_and_go_among_pins_and_groups(
    draft: Draft, layout: rows.Layout, edit: Edit
) -> None:
    model = Positionless(OpenTicket())
    show(model, many(draft))
    model.set_layout(layout)
    before = everything(model)
    with examined(model):
        model.ticket.push(edit, "edit")
        assert everything(model) != before
        model.ticket.stack.undo()
        assert everything(model) == before


def everything(model: Positionless) -> list[tuple[list[str], str]]:
    return [
        (shown(model, at_top), at_top.data())
        for at_top in map(model.index, range(model.rowCount()), [0] * 99)
    ]


def test_a_pinned_property_is_heard_to_be_so_in_both_its_rows(model: WatchedModel, draft: Draft) -> None:
    show(model, many(draft))
    model.set_layout(LAYOUTS[0])
    twin = model.index(0, 0, model.index(0, 0))
    assert twin.data(Role.AccessibleTextRole) == "Title, pinned"
    own = at(model, "Title", column=0)
    assert own.data(Role.AccessibleTextRole) == "Title"
    assert own.data(Role.AccessibleDescriptionRole) == "pinned"
    assert at(model, "OwnedBy", column=0).data(Role.AccessibleDescriptionRole) is None


def test_an_edit_beside_a_pin_leaves_open_what_is_open(
    view: EntityView, model: WatchedModel, draft: Draft
) -> None:
    show(model, many(draft))
    model.set_layout(LAYOUTS[0])
    tags, owner = at(model, "Tags", column=0), at(model, "OwnedBy", column=0)
    view.expand(tags)
    view.expand(owner)
    model.ticket.push(Remove.of(node_at(model, "Tags", 1)), "remove")
    assert view.isExpanded(at(model, "Tags", column=0))
    assert view.isExpanded(at(model, "OwnedBy", column=0))
    assert view.isExpanded(model.index(0, 0))


def test_the_filter_finds_what_people_call_a_property(model: WatchedModel, draft: Draft) -> None:
    show(model, many(draft))
    model.show_matches(found(present(model.document), "owner"))
    assert shown(model) == ["OwnedBy"]
