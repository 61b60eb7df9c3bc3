"""The tree on screen, driven by real keys and clicks."""

from __future__ import annotations

import json

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QAccessible, QColor, QFont, QHelpEvent, QImage, QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QStyleOptionViewItem, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from inspector.domain import search
from inspector.domain.document import Document, SetValue
from inspector.services.superoffice.answers import Principal
from inspector.ui.bench.source import Source
from inspector.ui.find.finding import new_index
from inspector.ui.kit.theme import Theme
from inspector.ui.tree.cells import Column
from inspector.ui.tree.delegate import EntityDelegate, revert_rect
from inspector.ui.tree.editors import ChoiceEditor, DateEditor, TextEditor
from inspector.ui.tree.view import EntityView
from tests.drafts import Draft
from tests.present import present
from tests.ui.conftest import WatchedModel, WatchedView, node_at, show

Key = Qt.Key
MEMBERS = (
    '"Title": "Printer on fire", "TimeToReply": 5, "HasAttachment": false, "Origin": "Phone", '
    '"ClosedAt": "2026-03-31T14:30:15.1234567+01:00", "OwnedBy": {"AssociateId": 5, "FullName": "Tim Høyland"}, '
    '"Author": "Ida", "Description": "one\\ntwo", "CreatedBy": {"AssociateId": 1}'
)


@pytest.fixture
def tree(view: WatchedView, model: WatchedModel, draft: Draft) -> WatchedView:
    """The view with a ticket in it; Author and CreatedBy are locked."""
    show(model, draft(MEMBERS, Author="Read", CreatedBy="Read"))
    return view


def editor(tree: EntityView) -> QWidget | None:
    """The open editor, if there is one."""
    children = tree.viewport().findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
    shown = [child for child in children if child.isVisible() and child.accessibleName()]
    return shown[0] if shown else None


def press(
    qtbot: QtBot, *keys: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    for key in keys:
        qtbot.keyClick(QApplication.focusWidget(), key, modifier)


def write(qtbot: QtBot, text: str) -> None:
    qtbot.keyClicks(QApplication.focusWidget(), text)


def begin(qtbot: QtBot, tree: EntityView, *keys: str) -> QWidget:
    """Choose a property and open its editor with F2."""
    assert tree.select(keys)
    press(qtbot, Key.Key_F2)
    qtbot.waitUntil(lambda: editor(tree) is not None and present(editor(tree)).hasFocus())
    return present(editor(tree))


def found(document: Document, text: str) -> search.Matches | None:
    index = new_index()
    index.update(search.Snapshot.of(document.root))
    return index.find(text).rows


def raw(tree: EntityView, *keys: str) -> str:
    return bytes(node_at(tree.entity_model(), *keys).raw).decode()


def closed(qtbot: QtBot, tree: EntityView) -> None:
    qtbot.waitUntil(lambda: editor(tree) is None)


def spot(tree: EntityView, *keys: str, column: Column = Column.VALUE) -> QPoint:
    return tree.visualRect(tree.entity_model().index_at(keys, column)).center()


def click(
    qtbot: QtBot, tree: EntityView, at: QPoint, button: Qt.MouseButton = Qt.MouseButton.LeftButton
) -> None:
    qtbot.mouseClick(tree.viewport(), button, pos=at)


def double_click(qtbot: QtBot, tree: EntityView, at: QPoint) -> None:
    """As Qt sees one: press and release, then a press that is the second."""
    click(qtbot, tree, at)
    qtbot.mouseDClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=at)


# -- editing -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", [Key.Key_F2, Key.Key_Return, Key.Key_Enter])
@pytest.mark.parametrize("column", [Column.PROPERTY, Column.VALUE])
def test_a_key_edits_typing_and_return_take_it(
    tree: WatchedView, qtbot: QtBot, key: Qt.Key, column: Column
) -> None:
    tree.setCurrentIndex(tree.entity_model().index_at(("Title",), column))
    press(qtbot, key)
    qtbot.waitUntil(lambda: editor(tree) is not None)
    box = editor(tree)
    assert isinstance(box, TextEditor)
    assert box.accessibleName() == "Value of Title"
    assert box.selectedText() == "Printer on fire"
    write(qtbot, "Calm")
    press(qtbot, Key.Key_Return)
    closed(qtbot, tree)
    assert raw(tree, "Title") == '"Calm"'
    assert tree.hasFocus()
    assert present(tree.current_node()).key == "Title"


@pytest.mark.parametrize("column", [Column.PROPERTY, Column.VALUE, Column.TYPE])
def test_a_double_click_edits_wherever_it_hits_the_row(
    tree: WatchedView, qtbot: QtBot, column: Column
) -> None:
    double_click(qtbot, tree, spot(tree, "Title", column=column))
    qtbot.waitUntil(lambda: editor(tree) is not None)
    write(qtbot, "Calm")
    press(qtbot, Key.Key_Return)
    closed(qtbot, tree)
    assert raw(tree, "Title") == '"Calm"'


@pytest.mark.parametrize("held", [Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier])
def test_what_is_selected_by_the_program_is_selected_alone_whatever_key_is_held(
    tree: WatchedView, qtbot: QtBot, held: Qt.KeyboardModifier
) -> None:
    """Ctrl+Z selects what it undoes while Ctrl is down."""
    tree.select(("Title",))
    qtbot.keyClick(tree, Key.Key_F12, held)
    tree.select(("Origin",))
    assert [node.key for node in tree.selected_nodes()] == ["Origin"]


def test_esc_leaves_the_value_as_it_was(tree: WatchedView, qtbot: QtBot) -> None:
    begin(qtbot, tree, "Title")
    write(qtbot, "Calm")
    press(qtbot, Key.Key_Escape)
    closed(qtbot, tree)
    assert raw(tree, "Title") == '"Printer on fire"'
    assert tree.entity_model().stack.count() == 0


def test_leaving_by_a_click_takes_what_was_typed(tree: WatchedView, qtbot: QtBot) -> None:
    begin(qtbot, tree, "Title")
    write(qtbot, "Calm")
    click(qtbot, tree, spot(tree, "Author"))
    closed(qtbot, tree)
    assert raw(tree, "Title") == '"Calm"'


ODD = {
    "no-break space": "10\u00a0000\u00a0kr\nline two",
    "line separator": "one\u2028two\nthree",
    "paragraph separator": "one\u2029two\nthree",
    "carriage return": "one\rtwo\nthree",
    "CRLF": "one\r\ntwo\r\nthree",
    "lone surrogate": "a\ud800b",
    "lone surrogate in several lines": "a\ud800b\n",
    "longer than a line edit likes": "A" * 40_000,
}


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
@pytest.mark.parametrize("end", ["key", "click", "take"])
def test_a_text_that_was_only_looked_at_stays_as_it_was(
    view: WatchedView, draft: Draft, qtbot: QtBot, text: str, end: str
) -> None:
    model = view.entity_model()
    show(model, draft(f'"Title": {json.dumps(text)}, "Author": "Ida"'))
    before = raw(view, "Title")
    begin(qtbot, view, "Title")
    if end == "click":
        click(qtbot, view, spot(view, "Author"))
    elif end == "take":
        view.take_typed()
    else:
        press(qtbot, Key.Key_Return, modifier=Qt.KeyboardModifier.ControlModifier)
    closed(qtbot, view)
    assert raw(view, "Title") == before
    assert model.stack.count() == 0


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_a_letter_more_changes_nothing_else(
    view: WatchedView, model: WatchedModel, draft: Draft, qtbot: QtBot, text: str
) -> None:
    show(model, draft(f'"Title": {json.dumps(text)}, "Author": "Ida"'))
    box = begin(qtbot, view, "Title")
    if isinstance(box, TextEditor):
        press(qtbot, Key.Key_End)
    else:
        press(qtbot, Key.Key_End, modifier=Qt.KeyboardModifier.ControlModifier)
    write(qtbot, "!")
    view.take_typed()
    closed(qtbot, view)
    assert node_at(model, "Title").value == text + "!"


def test_a_very_long_text_asks_for_the_large_editor(
    view: WatchedView, model: WatchedModel, draft: Draft, qtbot: QtBot
) -> None:
    show(model, draft(f'"Title": "{"A" * 200_000}", "Author": "{"B" * 200_000}"', Author="Read"))
    view.select(("Title",))
    with qtbot.waitSignal(view.large_editor_wanted):
        press(qtbot, Key.Key_F2)
    with qtbot.waitSignal(view.large_editor_wanted):
        double_click(qtbot, view, spot(view, "Title"))
    with qtbot.assertNotEmitted(view.large_editor_wanted):
        double_click(qtbot, view, spot(view, "Author"))
    assert editor(view) is None


def test_what_is_typed_stays_when_the_value_is_changed_elsewhere(tree: WatchedView, qtbot: QtBot) -> None:
    begin(qtbot, tree, "Title")
    write(qtbot, "Calm")
    tree.entity_model().ticket.set_value(node_at(tree.entity_model(), "Title"), "elsewhere")
    press(qtbot, Key.Key_Return)
    closed(qtbot, tree)
    assert raw(tree, "Title") == '"Calm"'


@pytest.mark.parametrize(
    "leave", ["click", "double click", "keyboard elsewhere", "select", "take", "edit", "alt-tab"]
)
def test_whatever_leaves_what_does_not_fit_tells_why_and_keeps_it_in_its_editor(
    tree: WatchedView, qtbot: QtBot, leave: str
) -> None:
    box = begin(qtbot, tree, "TimeToReply")
    assert isinstance(box, TextEditor)
    write(qtbot, "soon")
    other = QLineEdit()
    qtbot.addWidget(other)
    match leave:
        case "click":
            click(qtbot, tree, spot(tree, "Author"))
        case "double click":
            double_click(qtbot, tree, spot(tree, "Title"))
        case "keyboard elsewhere":
            other.setParent(tree)
            other.show()
            other.setFocus()
        case "select":
            tree.select(("Title",))
            tree.setFocus()
        case "take":
            assert not tree.take_typed()
        case "edit":
            tree.select(("Title",))
            tree.edit_current()
        case "alt-tab":
            other.show()
            other.activateWindow()
            qtbot.waitUntil(other.isActiveWindow)
    assert {error.code for error in tree.entity_model().refusals} == {"not_integer"}
    assert editor(tree) is box
    assert box.text() == "soon"
    assert box.accessibleDescription() == "“soon” is not a whole number."
    assert raw(tree, "TimeToReply") == "5"
    assert box.hasFocus() or leave in ("keyboard elsewhere", "alt-tab")
    tree.activateWindow()
    qtbot.waitUntil(tree.isActiveWindow)
    box.setFocus()
    with qtbot.waitSignal(tree.refusal_over):
        qtbot.keyClick(box, Key.Key_Escape)
    closed(qtbot, tree)
    assert tree.take_typed()
    begin(qtbot, tree, "Title")
    write(qtbot, "Calm")
    assert tree.take_typed()
    assert raw(tree, "Title") == '"Calm"'


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Enter, Key.Key_Tab, Key.Key_Backtab])
def test_what_does_not_fit_keeps_the_editor_open_and_says_why(
    tree: WatchedView, qtbot: QtBot, key: Qt.Key
) -> None:
    box = begin(qtbot, tree, "TimeToReply")
    write(qtbot, "soon")
    press(qtbot, key)
    qtbot.wait(20)
    assert editor(tree) is box
    assert box.hasFocus()
    assert box.accessibleDescription() == "“soon” is not a whole number."
    assert QToolTip.text() == box.accessibleDescription()
    assert isinstance(box, TextEditor)
    box.selectAll()
    write(qtbot, "42")
    press(qtbot, Key.Key_Return)
    closed(qtbot, tree)
    assert raw(tree, "TimeToReply") == "42"
    assert tree.entity_model().refusals == []
    QToolTip.hideText()


@pytest.mark.parametrize("name", ["Author", "TicketId", "TableRight"])
def test_a_locked_row_explains_instead_of_editing(tree: WatchedView, qtbot: QtBot, name: str) -> None:
    tree.select((name,))
    press(qtbot, Key.Key_Return, Key.Key_F2)
    double_click(qtbot, tree, spot(tree, name))
    assert tree.told["locked"] == [name] * 3
    assert editor(tree) is None


def test_return_on_what_holds_others_opens_and_folds_it(tree: WatchedView, qtbot: QtBot) -> None:
    tree.select(("OwnedBy",))
    index = tree.entity_model().index_at(("OwnedBy",))
    press(qtbot, Key.Key_Return)
    assert tree.isExpanded(index)
    press(qtbot, Key.Key_Return)
    assert not tree.isExpanded(index)
    assert tree.told["locked"] == []


def test_a_locked_branch_unfolds_and_its_rights_cell_explains(tree: WatchedView, qtbot: QtBot) -> None:
    tree.select(("CreatedBy",))
    index = tree.entity_model().index_at(("CreatedBy",))
    press(qtbot, Key.Key_Return)
    assert tree.isExpanded(index)
    double_click(qtbot, tree, spot(tree, "CreatedBy"))
    assert not tree.isExpanded(index)
    assert tree.told["locked"] == []
    double_click(qtbot, tree, spot(tree, "CreatedBy", column=Column.RIGHTS))
    assert not tree.isExpanded(index)
    assert tree.told["locked"] == ["CreatedBy"]


def test_an_empty_branch_that_may_be_changed_is_not_called_locked(
    view: WatchedView, model: WatchedModel, draft: Draft, qtbot: QtBot
) -> None:
    show(model, draft('"Tags": [], "SecondaryPersons": []', Tags="Update", SecondaryPersons="Read"))
    told = []
    view.locked.connect(lambda node: told.append(node.key))
    for name in ("Tags", "SecondaryPersons"):
        view.select((name,))
        press(qtbot, Key.Key_Return)
    assert told == ["SecondaryPersons"]


def test_nothing_is_edited_while_something_newer_is_on_its_way(tree: WatchedView, qtbot: QtBot) -> None:
    tree.entity_model().ticket.set_stale(True)
    tree.select(("Title",))
    press(qtbot, Key.Key_F2)
    double_click(qtbot, tree, spot(tree, "Title"))
    assert editor(tree) is None
    tree.entity_model().ticket.set_stale(False)
    assert begin(qtbot, tree, "Title")


# -- editors by type -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "keys", "expected"),
    [
        ("HasAttachment", [Key.Key_Up], "true"),
        ("HasAttachment", [Key.Key_Up, Key.Key_Down], "false"),
        ("Origin", [Key.Key_Down], '"Facebook"'),
        ("Origin", [Key.Key_Home], '"Unknown"'),
        ("Origin", [Key.Key_S], '"SMS"'),
    ],
)
def test_choices_are_made_by_keys(
    tree: WatchedView, qtbot: QtBot, name: str, keys: list[Qt.Key], expected: str
) -> None:
    box = begin(qtbot, tree, name)
    assert isinstance(box, QComboBox)
    press(qtbot, *keys, Key.Key_Return)
    closed(qtbot, tree)
    assert raw(tree, name) == expected
    assert tree.entity_model().stack.count() == (expected not in ("false",))


def test_esc_leaves_a_choice_as_it_was(tree: WatchedView, qtbot: QtBot) -> None:
    begin(qtbot, tree, "Origin")
    press(qtbot, Key.Key_Down, Key.Key_Escape)
    closed(qtbot, tree)
    assert raw(tree, "Origin") == '"Phone"'


def test_the_wheel_chooses_nothing(tree: WatchedView, qtbot: QtBot) -> None:
    box = begin(qtbot, tree, "Origin")
    at, no = QPointF(5, 5), Qt.KeyboardModifier.NoModifier
    turn = QWheelEvent(
        at, at, QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton, no, Qt.ScrollPhase.NoScrollPhase, False
    )
    QApplication.sendEvent(box, turn)
    assert editor(tree) is box
    assert isinstance(box, ChoiceEditor)
    assert box.currentText() == "Phone"
    press(qtbot, Key.Key_Escape)


def test_a_choice_clicked_in_the_list_is_taken_at_once(tree: WatchedView, qtbot: QtBot) -> None:
    box = begin(qtbot, tree, "Origin")
    assert isinstance(box, ChoiceEditor)
    box.showPopup()
    qtbot.waitUntil(box.view().isVisible)
    box.view().setCurrentIndex(box.model().index(box.findData("Email"), 0))
    qtbot.keyClick(box.view(), Key.Key_Return)
    closed(qtbot, tree)
    assert raw(tree, "Origin") == '"Email"'


def test_emptying_a_date_makes_it_not_set_and_typing_one_keeps_suffix_and_precision(
    tree: WatchedView, qtbot: QtBot
) -> None:
    box = begin(qtbot, tree, "ClosedAt")
    assert isinstance(box, DateEditor)
    assert box.text() == "2026-03-31 14:30:15.1234567"
    press(qtbot, Key.Key_Delete, Key.Key_Return)
    closed(qtbot, tree)
    assert tree.entity_model().index_at(("ClosedAt",), Column.VALUE).data() == "not set"
    assert raw(tree, "ClosedAt").endswith('+01:00"')
    tree.entity_model().stack.undo()
    begin(qtbot, tree, "ClosedAt")
    write(qtbot, "2026-04-01 08:00")
    press(qtbot, Key.Key_Return)
    closed(qtbot, tree)
    assert raw(tree, "ClosedAt") == '"2026-04-01T08:00:00.0000000+01:00"'


def test_space_turns_yes_into_no_in_one_step(
    tree: WatchedView, model: WatchedModel, draft: Draft, qtbot: QtBot
) -> None:
    assert tree.select(("HasAttachment",))
    for told in ("true", "false"):
        press(qtbot, Key.Key_Space)
        assert raw(tree, "HasAttachment") == told
    assert model.stack.count() == 2
    model.stack.undo()
    assert raw(tree, "HasAttachment") == "true"
    model.ticket.set_stale(True)
    press(qtbot, Key.Key_Space)
    assert raw(tree, "HasAttachment") == "true"
    show(model, draft('"HasAttachment": null, "Title": "x", "NumReplies": 1', HasAttachment="Update"))
    model.ticket.set_stale(False)
    assert tree.select(("HasAttachment",))
    press(qtbot, Key.Key_Space)
    assert raw(tree, "HasAttachment") == "true"


def test_space_says_why_it_turns_nothing(
    tree: WatchedView, model: WatchedModel, draft: Draft, qtbot: QtBot
) -> None:
    show(model, draft('"HasAttachment": true, "Title": "x", "NumReplies": 1', HasAttachment="Read"))
    assert tree.select(("HasAttachment",))
    press(qtbot, Key.Key_Space)
    assert tree.told["locked"] == ["HasAttachment"]
    assert tree.select(("Title",))
    press(qtbot, Key.Key_Space)
    assert not model.stack.count()


def test_what_is_not_a_date_keeps_the_editor_open(tree: WatchedView, qtbot: QtBot) -> None:
    box = begin(qtbot, tree, "ClosedAt")
    write(qtbot, "31.3.26")
    press(qtbot, Key.Key_Tab)
    qtbot.wait(20)
    assert editor(tree) is box
    assert "is not a date" in box.accessibleDescription()
    press(qtbot, Key.Key_Escape)
    closed(qtbot, tree)
    QToolTip.hideText()


def test_text_of_several_lines_takes_return_as_a_line_and_ctrl_return_as_the_end(
    tree: WatchedView, qtbot: QtBot
) -> None:
    begin(qtbot, tree, "Description")
    press(qtbot, Key.Key_End, modifier=Qt.KeyboardModifier.ControlModifier)
    press(qtbot, Key.Key_Return)
    write(qtbot, "three")
    assert editor(tree) is not None
    press(qtbot, Key.Key_Return, modifier=Qt.KeyboardModifier.ControlModifier)
    closed(qtbot, tree)
    assert raw(tree, "Description") == '"one\\ntwo\\nthree"'


# -- the served value back -----------------------------------------------------------------------------


@pytest.mark.parametrize("key", [Key.Key_Delete, Key.Key_Backspace])
def test_delete_asks_for_the_served_value(tree: WatchedView, qtbot: QtBot, key: Qt.Key) -> None:
    tree.select(("Title",))
    press(qtbot, key)
    assert tree.told["reset"] == ["Title"]


def arrow(tree: EntityView, *keys: str) -> QPoint:
    return revert_rect(tree.visualRect(tree.entity_model().index_at(keys, Column.VALUE))).center()


def test_a_click_on_the_arrow_of_a_modified_value_asks_for_the_served_one(
    tree: WatchedView, qtbot: QtBot
) -> None:
    click(qtbot, tree, arrow(tree, "Title"))
    assert tree.told["reset"] == []
    tree.entity_model().setData(tree.entity_model().index_at(("Title",), Column.VALUE), "Calm")
    click(qtbot, tree, spot(tree, "Title"))
    click(qtbot, tree, arrow(tree, "Title"), Qt.MouseButton.RightButton)
    click(qtbot, tree, spot(tree, "Title", column=Column.PROPERTY))
    assert tree.told["reset"] == []
    click(qtbot, tree, arrow(tree, "Title"))
    assert tree.told["reset"] == ["Title"]


# -- what is open, what is current ---------------------------------------------------------------------


def test_what_was_unfolded_unfolds_again_in_the_next_ticket(
    view: WatchedView, model: WatchedModel, served: dict[str, bytes], qtbot: QtBot
) -> None:
    show(model, Document(served["admin"]))
    wanted = [("Category",), ("Category", "TableRight"), ("CustomFields",), ("Tags",), ("Tags", 0)]
    view.expand_keys(list(reversed(wanted)))
    assert sorted(view.expanded_keys(), key=str) == sorted(wanted, key=str)
    before = view.expanded_keys()
    show(model, Document(served["admin"]))
    assert view.expanded_keys() == before
    view.expand_keys([("Nowhere",), ("Title", "x"), ()])
    assert view.expanded_keys() == before


def test_the_selection_survives_loading_the_same_ticket_again(
    view: WatchedView, model: WatchedModel, served: dict[str, bytes]
) -> None:
    show(model, Document(served["admin"]))
    assert view.select(("Tags", 0, "Name"))
    old = present(view.current_node())
    show(model, Document(served["admin"]))
    assert view.current_node() is not old
    assert present(view.current_node()).keys == old.keys
    assert view.currentIndex().column() == Column.VALUE
    assert view.viewport().rect().contains(view.visualRect(view.currentIndex()).center())


def test_the_selection_survives_an_edit_that_ends_the_filter(tree: WatchedView) -> None:
    model = tree.entity_model()
    model.show_matches(found(present(model.document), "tim"))
    tree.select(("OwnedBy", "FullName"))
    model.ticket.set_null(node_at(model, "CreatedBy"))
    assert present(tree.current_node()).keys == ("OwnedBy", "FullName")
    assert model.index_at(("Title",)).isValid()
    model.show_matches(found(present(model.document), "no such thing"))
    assert tree.current_node() is None
    assert tree.told["current"][-1] is None
    model.show_matches(None)
    assert present(tree.current_node()).keys == ("OwnedBy", "FullName")


def test_what_is_not_there_is_not_selected(tree: WatchedView) -> None:
    tree.select(("Title",))
    assert not tree.select(("Nowhere",))
    assert not tree.select(())
    assert present(tree.current_node()).key == "Title"


def test_the_current_node_is_told(tree: WatchedView, qtbot: QtBot) -> None:
    tree.select(("Title",))
    press(qtbot, Key.Key_Down)
    assert tree.told["current"][-2:] == ["Title", "TimeToReply"]
    show(tree.entity_model(), None)
    assert tree.told["current"][-1] is None


def test_the_filter_opens_the_branches_its_hits_lie_in(
    view: WatchedView, model: WatchedModel, served: dict[str, bytes]
) -> None:
    document = Document(served["admin"])
    show(model, document)
    matches = present(found(document, "desk@fjordlys"))
    model.show_matches(matches)
    view.expand_matches(matches)
    assert view.expanded_keys() == [("Category",)]
    assert view.indexBelow(model.index(0, 0)).data() == "NotificationEmail"


def test_what_is_being_edited_may_be_taken_away(tree: WatchedView, qtbot: QtBot) -> None:
    begin(qtbot, tree, "OwnedBy", "AssociateId")
    node = node_at(tree.entity_model(), "OwnedBy")
    tree.entity_model().ticket.push(SetValue(node.path, bytes(node.raw), b"null"), "")
    closed(qtbot, tree)
    tree.entity_model().stack.undo()
    assert raw(tree, "OwnedBy", "AssociateId") == "5"


# -- what eye and ear get ------------------------------------------------------------------------------


def test_a_screen_reader_finds_the_tree_by_its_name_and_its_cells_in_words(tree: WatchedView) -> None:
    interface = QAccessible.queryAccessibleInterface(tree)
    assert interface.text(QAccessible.Text.Name) == "Properties"
    assert interface.role() == QAccessible.Role.Tree
    cells = [
        interface.child(n).text(QAccessible.Text.Name) for n in range(min(interface.childCount(), 4 * 8))
    ]
    assert cells[:4] == ["Property", "Value", "Type", "Rights"]
    assert "Title, Printer on fire" in {cell.removesuffix(", mandatory") for cell in cells}
    assert "TicketId, read-only key" in cells


def test_what_is_folded_away_leaves_its_branch_current(tree: WatchedView) -> None:
    for fold in (tree.collapseAll, lambda: tree.collapse(tree.entity_model().index_at(("OwnedBy",)))):
        assert tree.select(("OwnedBy", "FullName"))
        fold()
        assert present(tree.current_node()).keys == ("OwnedBy",)
        assert tree.currentIndex().column() == Column.VALUE


def test_the_current_row_stays_in_sight_when_the_tree_gets_smaller(tree: WatchedView) -> None:
    def in_sight() -> bool:
        return 0 < tree.visualRect(tree.currentIndex()).center().y() < tree.viewport().height()

    tree.expandAll()
    tree.resize(tree.width(), tree.sizeHintForRow(0) * 20)
    last = tree.entity_model().index(tree.entity_model().rowCount() - 1, Column.VALUE)
    for index in (last, tree.entity_model().index_at(("Title",), Column.VALUE)):
        tree.setCurrentIndex(index)
        tree.scrollToTop() if index != last else tree.scrollToBottom()
        assert in_sight()
        for height in (12, 6, 4):
            tree.resize(tree.width(), tree.sizeHintForRow(0) * height)
            assert in_sight()
        tree.resize(tree.width(), tree.sizeHintForRow(0) * 20)


def test_what_was_scrolled_out_of_sight_stays_so_when_the_tree_gets_smaller(tree: WatchedView) -> None:
    tree.expandAll()
    tree.resize(tree.width(), tree.sizeHintForRow(0) * 6)
    assert tree.select(("Title",))
    tree.scrollToBottom()
    before = tree.verticalScrollBar().value()
    tree.resize(tree.width(), tree.sizeHintForRow(0) * 5)
    assert tree.verticalScrollBar().value() == before


def test_who_asked_is_noted_behind_their_name_for_eye_and_ear(tree: WatchedView, draft: Draft) -> None:
    def seen_and_heard(asked_by: int) -> tuple[bool, str]:
        source = Source("server", asked_by=Principal("tim", associate_id=asked_by))
        tree.entity_model().ticket.show(draft(MEMBERS), source)
        index = tree.entity_model().index_at(("OwnedBy",), Column.VALUE)
        name = tree.fontMetrics().horizontalAdvance(str(index.data()))
        picture = tree.viewport().grab(tree.visualRect(index).adjusted(name + 12, 0, 0, 0)).toImage()
        ground = picture.pixelColor(picture.width() - 1, 0)
        drawn = any(
            picture.pixelColor(x, y) != ground
            for x in range(picture.width())
            for y in range(picture.height())
        )
        return drawn, str(index.data(Qt.ItemDataRole.AccessibleTextRole))

    assert seen_and_heard(5) == (True, "OwnedBy, Tim Høyland, you, folded")
    assert seen_and_heard(6) == (False, "OwnedBy, Tim Høyland, folded")


def distance(one: QColor, other: QColor) -> int:
    """How far two colours are apart, of 255."""
    return max(
        abs(one.red() - other.red()),
        abs(one.green() - other.green()),
        abs(one.blue() - other.blue()),
        abs(one.alpha() - other.alpha()),
    )


def test_a_modified_value_gets_a_bar_in_the_accent_colour(tree: WatchedView, theme: Theme) -> None:
    index = tree.entity_model().index_at(("TimeToReply",), Column.VALUE)
    place = tree.visualRect(index)

    def has_bar() -> bool:
        picture = tree.viewport().grab().toImage()
        drawn = picture.pixelColor(QPoint(place.left() + 1, place.center().y()) * picture.devicePixelRatio())
        accent = theme.colour("accent")
        return distance(drawn, accent) <= 8

    assert not has_bar()
    tree.entity_model().setData(index, "6")
    assert has_bar()
    theme.set_appearance("dark")
    assert has_bar()


def first_ink(picture: QImage, ground: QColor) -> float:
    """The first column of pixels where something is drawn, in logical pixels."""
    ratio = picture.devicePixelRatio()
    for x in range(picture.width()):
        if any(distance(picture.pixelColor(x, y), ground) > 64 for y in range(picture.height())):
            return x / ratio
    raise AssertionError("nothing is drawn")


def test_texts_stand_under_their_headers(
    view: WatchedView, model: WatchedModel, draft: Draft, theme: Theme
) -> None:
    show(model, draft('"Title": "Value", "Author": "Type"'))
    for name in ("Title", "Author"):  # no letter begins left of its place
        node = view.visualRect(model.index_at((name,), Column.VALUE)).adjusted(0, 3, 0, -3)
        header = view.header()
        x = header.sectionViewportPosition(Column.VALUE) + 1
        title = header.viewport().grab().toImage()
        ratio = title.devicePixelRatio()
        title = title.copy(
            int(x * ratio), int(6 * ratio), int(100 * ratio), int((header.height() - 12) * ratio)
        )
        cell = view.viewport().grab(node.adjusted(1, 0, 0, 0)).toImage()
        head = first_ink(title, theme.colour("raised"))
        assert abs(first_ink(cell, theme.colour("surface")) - head) <= 2


def test_the_bar_of_a_modified_value_keeps_off_its_text(
    view: WatchedView, model: WatchedModel, draft: Draft, theme: Theme
) -> None:
    show(model, draft('"Title": "x"'))
    model.setData(model.index_at(("Title",), Column.VALUE), "HHH")
    cell = view.visualRect(model.index_at(("Title",), Column.VALUE)).adjusted(
        3, 3, -30, -3
    )  # right of the bar
    assert first_ink(view.viewport().grab(cell).toImage(), theme.colour("surface")) >= 3


@pytest.mark.parametrize("column", [Column.VALUE, Column.TYPE, Column.RIGHTS])
def test_a_column_that_fits_itself_to_its_texts_cuts_none(
    view: WatchedView, model: WatchedModel, draft: Draft, column: Column
) -> None:
    long = "A title that needs a good deal of room to be read whole"
    show(
        model, draft(f'"Title": "x", "Author": "{long}"', Author=("Update, UIHintMandatory, Unused4", "", 77))
    )
    model.setData(model.index_at(("Author",), Column.VALUE), long + "!")
    view.columns.hide(Column.PROPERTY, hidden=True)
    view.resize(1600, 700)
    view.resizeColumnToContents(column)
    edge = 24 if column is Column.VALUE else 1  # the arrow keeps to the right
    width = view.columnWidth(column) - edge

    def texts() -> QImage:
        return view.viewport().grab(QRect(view.columnViewportPosition(column), 0, width, 300)).toImage()

    fitting = texts()
    view.setColumnWidth(column, view.columnWidth(column) + 100)
    assert view.columnWidth(column) == width + edge + 100
    assert texts() == fitting


def test_the_current_row_is_lit_evenly(tree: WatchedView, theme: Theme, qtbot: QtBot) -> None:
    tree.select(("Title",))
    row = tree.visualRect(tree.entity_model().index_at(("Title",), Column.TYPE))
    picture = tree.viewport().grab(row).toImage()
    edge = [picture.pixelColor(picture.width() - 4, y).name() for y in range(picture.height())]
    assert set(edge) == {theme.colour("selection").name()}


def test_what_is_modified_is_bold_and_what_is_not_there_italic_in_a_quiet_colour(
    view: WatchedView, model: WatchedModel, draft: Draft, theme: Theme
) -> None:
    show(model, draft('"Title": "x", "Author": null'))
    model.setData(model.index_at(("Title",), Column.VALUE), "y")

    def style(name: str) -> tuple[bool, bool, QColor]:
        option = QStyleOptionViewItem()
        view.initViewItemOption(option)
        delegate = view.itemDelegate()
        assert isinstance(delegate, EntityDelegate)
        delegate.initStyleOption(option, model.index_at((name,), Column.VALUE))
        return option.font.weight() == QFont.Weight.Bold, option.font.italic(), option.palette.text().color()

    muted = theme.colour("muted")
    assert style("Title") == (True, False, theme.colour("text"))
    assert style("Author") == (False, True, muted)
    assert style("Sentiment")[:2] == (False, False)


def test_what_is_about_to_be_replaced_is_dimmed(tree: WatchedView) -> None:
    before = tree.viewport().grab().toImage()
    tree.entity_model().ticket.set_stale(True)
    assert tree.viewport().grab().toImage() != before
    tree.entity_model().ticket.set_stale(False)
    assert tree.viewport().grab().toImage() == before


def test_keys_of_an_open_editor_are_not_the_tree_s(tree: WatchedView, qtbot: QtBot) -> None:
    begin(qtbot, tree, "Title")
    press(qtbot, Key.Key_Delete, Key.Key_Backspace, Key.Key_F2)
    assert tree.told["reset"] == tree.told["locked"] == []
    press(qtbot, Key.Key_Escape)


def test_the_value_gives_way_and_the_rights_keep_their_room(view: WatchedView) -> None:
    def widths() -> list[int]:
        return [view.columnWidth(column) for column in (Column.PROPERTY, Column.VALUE, Column.RIGHTS)]

    view.columns.hide(Column.TYPE, hidden=True)
    name, _, rights = widths()
    for room in (1800, 1000, 640):
        view.resize(room, 400)
        assert widths() == [name, view.viewport().width() - name - rights, rights]
    view.resize(400, 400)
    assert sum(widths()) == view.viewport().width()
    assert view.columnWidth(Column.RIGHTS) > view.columnWidth(Column.VALUE)


def test_a_border_that_is_drawn_stays_where_it_was_left(view: WatchedView) -> None:
    view.columns.hide(Column.TYPE, hidden=True)
    rights, value = view.columnWidth(Column.RIGHTS), view.columnWidth(Column.VALUE)
    view.header().resizeSection(Column.VALUE, value - 40)
    view.header().resizeSection(Column.PROPERTY, 250)
    view.resize(1400, 400)
    assert view.columnWidth(Column.RIGHTS) == rights + 40
    assert view.columnWidth(Column.PROPERTY) == 250


def test_a_cut_text_is_told_whole_by_its_tip(view: WatchedView, model: WatchedModel, draft: Draft) -> None:
    show(model, draft(f'"Title": "{"long " * 60}", "Author": "Ida"'))
    for name in ("Author", "Title"):
        place = view.visualRect(model.index_at((name,), Column.VALUE)).center()
        tip = QHelpEvent(QEvent.Type.ToolTip, place, view.viewport().mapToGlobal(place))
        QApplication.sendEvent(view.viewport(), tip)
        assert ("long " * 60 in QToolTip.text()) is (name == "Title")
    QToolTip.hideText()
