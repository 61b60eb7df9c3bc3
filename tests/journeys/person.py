"""A person at the window: finds everything by the name a screen reader would say or by the words on the screen.

Keys and mouse go through the window system's queue, as real ones do: a covered or blocked widget gets none of them.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, TypeVar, overload

import shiboken6
from PySide6.QtCore import QKeyCombination, QPoint, Qt, QTimer
from PySide6.QtGui import QAccessible, QGuiApplication, QInputMethodEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QMenuBar,
    QTreeView,
    QWidget,
)

from inspector.ui.window.window import MainWindow
from tests.present import present
from tests.waiting import PATIENCE

T = TypeVar("T")
W = TypeVar("W", bound=QWidget)
LONG = 16
"""Letters of a text that a person would rather paste than type: an address, a path."""


class Person:
    """Eyes and hands on one window, and on the dialogs in front of it."""

    def __init__(self, window: MainWindow, shots: Path) -> None:
        self._window, self._shots = window, shots

    # -- waiting --------------------------------------------------------------------------------------

    async def until(self, probe: Callable[[], T | None], what: str) -> T:
        """Wait until the probe gives something, and give it back."""
        clock = asyncio.get_running_loop().time
        end = clock() + PATIENCE
        while not (found := probe()):
            assert clock() < end, f"not there: {what}. The screen says: {self.words()}"
            await asyncio.sleep(0.01)
        return found

    async def _do(self, deed: Callable[[], object]) -> None:
        """Act outside of any task: a nested Qt loop inside one would make asyncio drop others."""
        done: asyncio.Future[object] = asyncio.get_running_loop().create_future()

        def act() -> None:
            try:
                done.set_result(deed())
            except BaseException as error:
                done.set_exception(error)

        QTimer.singleShot(0, act)
        await done

    # -- seeing ---------------------------------------------------------------------------------------

    def _front(self) -> QWidget:
        """The window that a person can act in."""
        return QApplication.activeModalWidget() or self._window

    @overload
    def find(self, name: str) -> QWidget | None: ...
    @overload
    def find(self, name: str, kind: type[W], front: QWidget | None = None) -> W | None: ...
    def find(self, name: str, kind: type[Any] = QWidget, front: QWidget | None = None) -> Any:
        """The visible control of that name, in the window in front."""
        return next(
            (
                one
                for one in self._visible(kind, front)
                if _name(one) == name and not (isinstance(one, QLabel) and one.buddy())
            ),
            None,
        )

    def _visible(self, kind: type[W], front: QWidget | None = None) -> list[W]:
        front = front or self._front()
        return [one for one in front.findChildren(kind) if one.isVisible() and one.window() is front]

    @overload
    async def control(self, name: str, *, enabled: bool = True) -> QWidget: ...
    @overload
    async def control(self, name: str, kind: type[W], *, enabled: bool = True) -> W: ...
    async def control(self, name: str, kind: type[Any] = QWidget, *, enabled: bool = True) -> Any:
        """Wait for the control of that name, by default until it can be used."""

        def usable() -> QWidget | None:
            found = self.find(name, kind)
            return found if found is not None and (found.isEnabled() or not enabled) else None

        return await self.until(usable, f"a {kind.__name__} named {name!r}")

    async def control_that(self, begins: str, kind: type[W], *, enabled: bool = True) -> W:
        """Wait for the first control whose name begins like this."""
        return await self.until(
            lambda: next(
                (
                    one
                    for one in self._visible(kind)
                    if _name(one).startswith(begins) and one.isEnabled() is enabled
                ),
                None,
            ),
            f"a {kind.__name__} whose name begins with {begins!r}",
        )

    def words(self) -> list[str]:
        """Every text to be read outside the tree, in all windows."""
        windows = [one for one in QApplication.topLevelWidgets() if one.isVisible()]
        labels = [label for one in windows for label in self._visible(QLabel, one)]
        return [text for label in labels if (text := re.sub(r"<[^>]+>", " ", label.text()).strip())]

    def says(self, pattern: str) -> str | None:
        """The first text on the screen in which the pattern is found."""
        return next((text for text in self.words() if re.search(pattern, text)), None)

    def says_here(self, pattern: str) -> str | None:
        """The same, of this window alone."""
        texts = (label.text() for label in self._visible(QLabel, self._window))
        return next((text for text in texts if re.search(pattern, text)), None)

    async def reads(self, pattern: str) -> str:
        """Wait until the screen says so."""
        return await self.until(lambda: self.says(pattern), f"the words {pattern!r}")

    @property
    def title(self) -> str:
        """The title bar, with a star where the draft is modified."""
        star = "*" if self._window.isWindowModified() else ""
        return self._window.windowTitle().replace("[*]", star)

    def _tree(self) -> QTreeView:
        tree = self.find("Properties", QTreeView, self._window)
        assert tree is not None, "no tree to be seen"
        return tree

    def names(self) -> list[str]:
        """What the top-level rows are called."""
        tree = self.find("Properties", QTreeView, self._window)
        model = tree.model() if tree is not None else None
        count = model.rowCount() if model is not None else 0
        return [present(model).index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(count)]

    def rows(self) -> dict[str, list[str]]:
        """The top-level rows as they are read: property -> value, type, rights."""
        tree = self.find("Properties", QTreeView, self._window)
        if tree is None or tree.model() is None:
            return {}
        model = tree.model()
        found: dict[str, list[str]] = {}
        for row in range(model.rowCount()):
            name = model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole)
            found[name] = [model.index(row, column).data() for column in range(1, model.columnCount())]
        return found

    def value(self, name: str) -> str:
        """What the Value column says of a top-level property; empty where there is no such row."""
        names = self.names()
        if name not in names:
            return ""
        index = self._tree().model().index(names.index(name), 1)
        return str(index.data())

    def shoot(self, name: str) -> None:
        """Keep a picture of the window in front."""
        assert self._front().grab().save(str(self._shots / f"{name}.png"))

    # -- keys and mouse -------------------------------------------------------------------------------

    async def click(self, name: str, kind: type[QWidget] = QWidget) -> None:
        """Click the control of that name."""
        widget = await self.control(name, kind)
        await self._do(lambda: self._click(widget, widget.rect().center()))

    @staticmethod
    def _click(widget: QWidget, at: QPoint, *, double: bool = False) -> None:
        top = widget.window()
        place = widget.mapTo(top, at)
        assert top.rect().contains(place), "outside the window"
        act = QTest.mouseDClick if double else QTest.mouseClick
        act(top.windowHandle(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)

    async def press(self, keys: str, times: int = 1) -> None:
        """Press a key with its modifiers, such as `Ctrl+S`."""
        await self._take_keyboard()
        combination: QKeyCombination = QKeySequence(keys)[0]  # type: ignore[index]  # PySide forgot it
        for _ in range(times):
            await self._do(lambda: self._press(self._front(), combination))

    @staticmethod
    def _press(front: QWidget, keys: QKeyCombination) -> None:
        """Down and up; the window may be gone in between, if that is what the key does."""
        QTest.keyPress(front.windowHandle(), keys.key(), keys.keyboardModifiers())
        if shiboken6.isValid(front) and front.isVisible():
            QTest.keyRelease(front.windowHandle(), keys.key(), keys.keyboardModifiers())

    async def type(self, text: str) -> None:
        """Type a text into whatever has the keyboard."""
        await self._take_keyboard()
        await self._do(lambda: self._press_letters(text))

    async def enter(self, text: str) -> None:
        """Put a text in place of what the field with the keyboard holds: a long one from the clipboard."""
        await self.press("Ctrl+A")
        if len(text) < LONG:
            await self.type(text)
        else:
            QGuiApplication.clipboard().setText(text)
            await self.press("Ctrl+V")

    def _press_letters(self, text: str) -> None:
        """One after the other; one outside ASCII comes as from an input method."""
        for letter in text:
            if letter.isascii():
                QTest.keyClick(self._front().windowHandle(), ord(letter))
            else:
                composed = QInputMethodEvent()
                composed.setCommitString(letter)
                QApplication.sendEvent(present(QApplication.focusWidget()), composed)

    async def _take_keyboard(self) -> None:
        """What a window manager does: the window in front has the keyboard; popups get it from there."""
        if not (front := self._front()).isActiveWindow() and not QApplication.activePopupWidget():
            front.activateWindow()
            await self.until(front.isActiveWindow, "the keyboard")

    async def fill(self, name: str, text: str) -> None:
        """Put a text into the field of that name."""
        await self.click(name)
        await self.enter(text)

    async def pick(self, name: str, entry: str) -> None:
        """Choose an entry of a picker by typing it, once it is offered."""
        picker = await self.control(name, QComboBox)
        await self.until(lambda: picker.findText(entry) >= 0, f"{entry!r} in {name}")
        await self.click(name)
        await self.press("Ctrl+A")
        await self.type(entry)
        await self.press("Return")

    async def menu(self, *path: str) -> None:
        """Choose a menu entry by what it says, in the window that has the keyboard: as it comes, menus close."""
        await self._take_keyboard()
        bar: QMenuBar | QMenu = self._window.menuBar()
        for name in path:
            actions = {action.text().replace("&", ""): action for action in bar.actions()}
            assert name in actions, f"no entry {name!r} among {list(actions)}"
            action = actions[name]
            assert action.isEnabled(), f"{name!r} is greyed out"
            place, below = bar.actionGeometry(action).center(), action.menu()
            await self._do(partial(self._click, bar, place))
            await self._heard()
            if isinstance(below, QMenu):
                bar = below
                await self.until(partial(_is_in_front, bar), f"the menu {name!r}")

    async def _heard(self) -> None:
        """Let in what the window system says of the last act: a menu opened before that may be lost behind another."""
        screen = QGuiApplication.primaryScreen()
        await self._do(lambda: screen.grabWindow(0, 0, 0, 1, 1))  # waits for an answer, which comes last
        await self._do(lambda: None)

    async def select(self, name: str, *, double: bool = False) -> None:
        """Click a top-level row of the tree, in its Value."""
        tree = self._tree()
        row = self.names().index(name)

        def act() -> None:
            index = tree.model().index(row, 1)
            tree.scrollTo(index)
            self._click(tree.viewport(), tree.visualRect(index).center(), double=double)

        await self._do(act)

    async def edit(self, name: str, text: str, end: str = "Return") -> None:
        """Double-click the Value of a top-level row, and type another."""
        await self.select(name, double=True)
        await self.control(f"Value of {name}")
        await self.press("Ctrl+A")
        await self.type(text)
        if end:
            await self.press(end)

    async def answer(self, button: str) -> None:
        """Answer the question in front."""
        await self.until(QApplication.activeModalWidget, "a question")
        await self.click(button)

    async def gone(self, what: str = "dialog") -> None:
        """Wait until the window itself is in front again."""
        await self.until(lambda: self._front() is self._window, f"the end of the {what}")

    async def give_path(self, path: Path) -> None:
        """Enter a path in the file dialog in front."""

        def in_front() -> QFileDialog | None:
            found = QApplication.activeModalWidget()
            return found if isinstance(found, QFileDialog) else None

        dialog = await self.until(in_front, "a file dialog")
        field = present(dialog.findChild(QLineEdit))
        await self._do(lambda: self._click(field, field.rect().center()))
        await self.enter(str(path))
        await self.press("Return")


def _is_in_front(menu: QMenu) -> bool:
    """Whether a click reaches it: a menu opened right after another was closed is visible before the screen has it."""
    shown = menu.isVisible() and menu.windowHandle().isExposed()
    return shown and QApplication.activePopupWidget() is menu


def _name(widget: QWidget) -> str:
    """What a screen reader calls it, or would: on Linux a box is called what is chosen, unless it can be typed into."""
    interface = QAccessible.queryAccessibleInterface(widget)
    return widget.accessibleName() or (interface.text(QAccessible.Text.Name) if interface else "")
