"""What a screen reader says of the window, heard from outside: over AT-SPI, as Orca hears it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from inspector.ui.tree.cells import Column
from tests.desktop import AT_SPI, accessibility_bus
from tests.present import present
from tests.screen_reader import FOCUSABLE, Gone, ScreenReader, Thing
from tests.waiting import PATIENCE, wait_for

ROOT = Path(__file__).parents[2]
ACTS = int(os.environ.get("ACTS", "200"))
pytestmark = pytest.mark.skipif(
    not AT_SPI.exists(), reason=f"no {AT_SPI}: screen readers meet programs there, in Debian's at-spi2-core"
)
DRAFT = """{
  "TicketId": 0, "Title": "Printer on fire", "Author": "", "Language": null,
  "Category": {"TicketCategoryId": 3, "Name": "Printers", "Fullname": "Hardware/Printers", "Flags": 0},
  "OwnedBy": {"AssociateId": 5, "Name": "TIM", "PersonId": 17, "FullName": "Tim", "EjUserId": 9},
  "Tags": [{"Id": 1, "Value": "a"}, {"Id": 2, "Value": "b"}, {"Id": 3, "Value": "c"}],
  "ExtraFields": {"x_one": "1", "x_two": "[I:2]"}, "CustomFields": {}
}"""


class Listening:
    """A program and a screen reader that listens to it."""

    def __init__(self, program: subprocess.Popen[str], reader: ScreenReader) -> None:
        self._program, self.reader = program, reader

    def do(self, what: str) -> dict[str, Any]:
        """Have it done, and learn what is then on the screen."""
        with_line = present(self._program.stdin)
        with_line.write(f"{what}\n")
        with_line.flush()
        answer = present(self._program.stdout).readline()
        assert answer, f"the program ended with {self._program.wait(PATIENCE)} at {what}"
        found: dict[str, Any] = json.loads(answer)
        return found


@contextmanager
def listening(home: Path, *arguments: str) -> Iterator[Listening]:
    with accessibility_bus() as private:
        settings = {"TICKET_INSPECTOR_CONFIG": str(home / "settings"), "PYTHONPATH": str(ROOT)}
        with subprocess.Popen(  # noqa: S603 - our own words
            [sys.executable, "-m", "tests.journeys.spoken", *arguments],
            env=os.environ | private | settings,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
            cwd=home,
        ) as program:
            reader = ScreenReader(private["DBUS_SESSION_BUS_ADDRESS"])
            try:
                made = Listening(program, reader)
                made.do("look")
                yield made
            finally:
                reader.close()
                present(program.stdin).close()


WHAT_IS_SHOWN = (
    "raw_json",
    "history",
    "request_log",
    "sign_in",
    "connections",
    "secrets",
    "edit_large",
    "go_to_path",
)


def appeared(it: Listening, seen: set[Thing]) -> set[Thing]:
    """What is on the screen that was not seen before; nothing while it is changing."""
    with suppress(Gone):
        return set(it.reader.showing()) - seen
    return set()


def test_all_that_takes_the_keyboard_has_a_name_and_nothing_is_said_that_is_no_text(tmp_path: Path) -> None:
    with listening(tmp_path) as it:
        seen: set[Thing] = set()
        for verb in ("look", *WHAT_IS_SHOWN):
            it.do(verb)
            new = wait_for(partial(appeared, it, seen), f"what {verb} shows")
            for thing in new:
                name = it.reader.name(thing)
                assert name.strip() or FOCUSABLE not in it.reader.states(thing), (verb, it.reader.role(thing))
                said = "".join((name + it.reader.text(thing)).split())
                assert said.isprintable(), (verb, name)
            seen |= new
            it.do("Escape")


def test_a_picker_is_called_what_its_label_says(tmp_path: Path) -> None:
    with listening(tmp_path) as it:
        boxes = [one for one in it.reader.showing() if it.reader.role(one) == "combo box"]
        assert it.reader.names(boxes) == ["Language", "Culture", "Time zone", "Request type"]
        lists = [it.reader.children(box)[0] for box in boxes]
        assert "English (en)" in it.reader.names(it.reader.children(lists[0]))


def test_the_row_after_one_that_was_unfolded_and_folded_is_said(tmp_path: Path) -> None:
    (tmp_path / "draft.json").write_text(DRAFT, "utf-8")
    with listening(tmp_path, str(tmp_path / "draft.json")) as it:
        tree = it.reader.find("tree", "Properties")

        def heard(key: str, text: str) -> None:
            it.do(key)
            wait_for(lambda: it.reader.focused() == text, f"{text!r} to be said after {key}")
            it.reader.rows(tree, len(Column))  # a reader looks around

        heard("Home", "TicketId, 0, read-only key")
        for key in ("Down", "Down", "Down"):
            it.do(key)
        heard("Down", "Category, Hardware › Printers, folded")
        heard("Right", "Category, Hardware › Printers, unfolded")
        heard("Down", "TicketCategoryId, 3")
        heard("Up", "Category, Hardware › Printers, unfolded")
        heard("Left", "Category, Hardware › Printers, folded")
        heard("Down", "OwnedBy, Tim, folded")
        heard("Down", "Tags, 3 items, folded")


def test_the_tree_is_told_as_it_is_whatever_was_done_to_it(tmp_path: Path) -> None:
    (tmp_path / "draft.json").write_text(DRAFT, "utf-8")
    with listening(tmp_path, str(tmp_path / "draft.json")) as it:
        tree = it.reader.find("tree", "Properties")
        for number in range(ACTS):
            shown = it.do(str(number))
            told: list[list[str]] = []

            def agreed() -> bool:
                nonlocal shown, told
                with suppress(Gone):  # read in the middle of a change
                    told = it.reader.rows(tree, len(Column))
                if told == shown["rows"] and shown["here"] in (None, it.reader.focused()):
                    return True
                shown = it.do("look")
                return False

            try:
                wait_for(agreed, f"what was shown after act {number}")
            except AssertionError:
                assert told == shown["rows"]
                assert it.reader.focused() == shown["here"]
                raise
