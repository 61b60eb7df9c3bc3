"""One picker: a list of `name (code)` that is searched by typing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QSizePolicy, QWidget

from inspector.domain.choices import Choice
from inspector.domain.folding import folded
from inspector.ui.defaults.picker_entries import FIRST_ROLE, HINT_ROLE, EntryDelegate
from inspector.ui.kit.combo_box import ChosenText, ComboBox
from inspector.ui.kit.completing import FOLDED_ROLE, FoldingCompleter
from inspector.ui.kit.keyboard import Binding, binding
from inspector.ui.kit.labels import plain
from inspector.words.contexts import choice_words
from inspector.words.language import tr

LETTERS = 20
"""How many a picker shows of its choice where there is room."""
OPENING = (Qt.Key.Key_Down, Qt.Key.Key_Up)
ENABLED_ROLE = Qt.ItemDataRole.UserRole - 1
"""The role under which the model of a QComboBox (a QStandardItemModel) keeps an entry's flags."""


class _Field(ChosenText):
    clicked = Signal()
    """Without anything being selected by it."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click, unless it selected something."""
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and not self.hasSelectedText():
            self.clicked.emit()


class Picker(ComboBox):
    """`As server` first, then what was picked lately, then everything else by name.

    There is one list for whoever clicks and whoever types: with all entries, until something is typed.
    Leaving it with a text that fits no entry, or several, brings back the last choice; Return takes the
    best fit.
    """

    chosen = Signal(object)
    """A person picked another entry: its code, None for `As server`."""
    unfit = Signal(str)
    """A person left a text that is not an entry, and the old choice came back: a sentence that says so."""

    def __init__(self, name: str, extra: Sequence[Choice] = (), parent: QWidget | None = None) -> None:
        """`extra` entries stand right behind `As server`."""
        super().__init__(parent)
        self._extra = tuple(extra)
        self._choices: list[Choice] = []
        self._names: dict[str, list[str]] = {}
        self._recent: list[str] = []
        self._entries: list[tuple[str | None, str]] = []
        self._why_not: dict[int, str] = {}
        """By row: why an entry can't be chosen."""
        self._code: str | None = None
        self._explained = ""
        self._edit = _Field()
        self._edit.setAccessibleName(name)
        self.setLineEdit(self._edit)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name)
        self._completer = self._search()
        self.setCompleter(self._completer)
        self.activated.connect(self._take)
        self._edit.returnPressed.connect(self._take_best)
        self._edit.editingFinished.connect(self._settle)
        self._edit.clicked.connect(self._open)
        self._fill()

    # -- what it offers -------------------------------------------------------------------------------

    def set_choices(self, choices: Iterable[Choice]) -> None:
        """Offer other entries; the chosen code stays, even where the list does not have it.

        Names that an entry had in an earlier list go on finding it.
        """
        self._choices = sorted(choices, key=lambda choice: folded(choice.name))
        for choice in self._choices:
            known = self._names.get(choice.code, [])
            self._names[choice.code] = list(dict.fromkeys((choice.name, *choice.also, *known)))
        self._fill()

    def set_recent(self, codes: Iterable[str]) -> None:
        """What was picked lately, latest first; it moves to the top."""
        recent = list(codes)
        if recent != self._recent:
            self._recent = recent
            self._fill()

    def code(self) -> str | None:
        """The chosen code; None for `As server`."""
        return self._code

    def set_code(self, code: str | None) -> None:
        """Choose for the person, without a signal."""
        self._code = code or None
        self._fill()

    def explain(self, text: str) -> None:
        """What the tip says beside the choice, and a screen reader after the name."""
        self._explained = text
        self.setAccessibleDescription(text)
        self._show_tip()

    def _fill(self) -> None:
        named = {choice.code: choice for choice in (*self._extra, *self._choices)}
        recent = [named[code] for code in self._recent if code in named and named[code] not in self._extra]
        if self._code and self._code not in named:
            recent.insert(0, Choice(self._code, ""))
        top = (*self._extra, *dict.fromkeys(recent))
        rest = [choice for choice in self._choices if choice not in top]
        self._entries = [(None, tr("As server")), *((one.code, choice_words(one)) for one in (*top, *rest))]
        hints = ["", *(one.why_not or one.hint for one in (*top, *rest))]
        self._why_not = {row: one.why_not for row, one in enumerate((*top, *rest), 1) if one.why_not}
        with self._undisturbed(), QSignalBlocker(self):
            self.clear()
            for row, (code, label) in enumerate(self._entries):
                self.addItem(label, code)
                names = "\n".join((label, *self._names.get(code or "", ())))
                self.setItemData(row, folded(names), FOLDED_ROLE)
                self.setItemData(row, hints[row], HINT_ROLE)
                self.setItemData(row, hints[row], Qt.ItemDataRole.AccessibleDescriptionRole)
                self.setItemData(row, row == 1 + len(top), FIRST_ROLE)
                if row in self._why_not:
                    self.setItemData(row, Qt.ItemFlag.NoItemFlags, ENABLED_ROLE)
            self._show_chosen()

    @contextmanager
    def _undisturbed(self) -> Iterator[None]:
        """Whoever is at it keeps text, cursor and selection: other entries may come between two keys."""
        edit, is_used, is_typing = self._edit, self.hasFocus(), self._edit.isModified()
        text, cursor = edit.text(), edit.cursorPosition()
        start, length = edit.selectionStart(), edit.selectionLength()
        yield
        if is_used and (is_typing or edit.text() == text):
            edit.setText(text)
            edit.setModified(is_typing)
            edit.setCursorPosition(cursor)
            if length:
                edit.setSelection(start, length)
        elif is_used and (start, length) == (0, len(text)):
            edit.selectAll()  # of what is chosen, which is called otherwise now

    def _search(self) -> FoldingCompleter:
        completer = FoldingCompleter(self.model(), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        completer.setMaxVisibleItems(16)
        view = completer.view
        view.setItemDelegate(EntryDelegate(view))
        view.setAccessibleName(self.accessibleName())
        view.setAttribute(
            Qt.WidgetAttribute.WA_NoMouseReplay
        )  # a click that closes the list does not open it again
        return completer

    # -- what a person does ---------------------------------------------------------------------------

    def _take(self, index: int) -> None:
        code = self._entries[index][0]
        if index in self._why_not and code != self._code:
            self._tell_unfit()
            return
        changed, self._code = code != self._code, code
        self._show_chosen()
        if changed:
            self.chosen.emit(code)

    def _take_best(self) -> None:
        fitting = self._fitting(self._edit.text())
        self._take(fitting[0]) if fitting else self._tell_unfit()

    def _settle(self) -> None:
        fitting = self._fitting(self._edit.text())
        if len(fitting) == 1:
            self._take(fitting[0])
        elif self._edit.isModified() and self._edit.text().strip():
            self._tell_unfit()
        else:
            self._show_chosen()

    def _tell_unfit(self) -> None:
        """Say that what was typed is no entry: the old choice coming back in silence looks like a choice.

        Not in a tip: Qt takes those away when the focus moves on, and that is how one leaves.
        """
        typed = self._edit.text().strip()
        fitting = self._fitting(typed)
        why = self._why_not.get(fitting[0], "") if fitting else ""
        self._show_chosen()
        if typed and folded(typed) != folded(self._edit.text()):
            text = tr("{picker}: no single entry fits “{typed}”, so “{chosen}” stays.")
            if why:
                text = tr("{picker}: “{typed}” can't be chosen ({why}), so “{chosen}” stays.")
            name = self._edit.accessibleName()
            self.unfit.emit(text.format(picker=name, typed=typed, chosen=self._edit.text(), why=why))

    def _show_chosen(self) -> None:
        index = self._row()
        self.setCurrentIndex(index)
        self.setEditText(self._entries[index][1])
        self._edit.setCursorPosition(0)  # the name's beginning says more than the code at its end
        self._edit.setModified(False)
        self._show_tip()

    def _row(self) -> int:
        return next(i for i, (code, _) in enumerate(self._entries) if code == self._code)

    def _show_tip(self) -> None:
        self.setToolTip(plain("\n".join(filter(None, (self.itemText(self.currentIndex()), self._explained)))))

    def _fitting(self, typed: str) -> list[int]:
        """The entries a text may mean, best first; one only if it is a whole text, name or code."""
        text = folded(typed).strip()
        if not text:
            return []
        labels = [folded(label) for _, label in self._entries]
        codes = [folded(code or "") for code, _ in self._entries]
        names = [[folded(name) for name in self._names.get(code or "", ())] for code, _ in self._entries]
        rows = range(len(labels))
        for whole in (
            [i for i in rows if text in (labels[i], labels[i].removesuffix(f" ({codes[i]})"))],
            [i for i in rows if text == codes[i]],
            [i for i in rows if text in names[i]],
        ):
            if whole:
                return whole[:1]
        found = [i for i in rows if any(text in one for one in (labels[i], *names[i]))]
        return sorted(found, key=lambda i: not any(one.startswith(text) for one in (labels[i], *names[i])))

    # -- the list -------------------------------------------------------------------------------------

    def _open(self) -> None:
        """A click opens the list; in a text that was typed it only moves the cursor."""
        if not self._edit.isModified():
            self.showPopup()

    def showPopup(self) -> None:
        """All entries, the chosen one current; or those that fit what was typed."""
        typed = self._edit.text() if self._edit.isModified() else ""
        completer = self._completer
        completer.setCompletionPrefix(folded(typed))
        completer.complete()
        if not typed:
            completer.view.setCurrentIndex(completer.completionModel().index(self._row(), 0))
            self._edit.selectAll()

    def hidePopup(self) -> None:
        """Close it; what is chosen stays."""
        self._completer.view.hide()
        super().hidePopup()

    def changeEvent(self, event: QEvent) -> None:
        """Room for most names and no more, whatever the list holds: pickers that grow with it would jump sideways."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            more = LETTERS - self.minimumContentsLength()
            self.setMaximumWidth(self.sizeHint().width() + more * self.fontMetrics().horizontalAdvance("x"))

    # -- keys, mouse, focus ---------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down and Up open the list: passing an entry must not choose it. Esc takes back what was typed."""
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if plain and event.key() in OPENING:
            self.showPopup()
        elif event.key() == Qt.Key.Key_Escape and (
            self._edit.isModified() or self._completer.view.isVisible()
        ):
            self._completer.view.hide()
            self._show_chosen()
            self._edit.selectAll()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The arrow opens the list; Qt's own way to it would open another."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.showPopup()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolling the window must not change what is asked for."""
        event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Whoever comes, by whichever way, finds the text selected: the next letter begins a search."""
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason and not self._edit.isModified():
            self._edit.selectAll()


def keys() -> list[Binding]:
    """What keys do in it."""
    where = tr("Language, culture, time zone and request type")
    return [
        binding(where, tr("Open the list"), *OPENING),
        binding(where, tr("Take the entry that fits best"), Qt.Key.Key_Return),
        binding(where, tr("Bring back what was chosen"), Qt.Key.Key_Escape),
    ]
