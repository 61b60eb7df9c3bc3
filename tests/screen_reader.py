"""What a screen reader on Linux learns of a program: read over AT-SPI, from outside."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from jeepney import DBusAddress, HeaderFields, MatchRule, Message, Properties, message_bus, new_method_call
from jeepney.io.blocking import open_dbus_connection

from tests.waiting import PATIENCE, wait_for

ACCESSIBLE, TEXT = "org.a11y.atspi.Accessible", "org.a11y.atspi.Text"
REGISTRY = "org.a11y.atspi.Registry"
FOCUSABLE, SHOWING = 11, 25
"""Numbers of states, as AtspiStateType has them."""
AT_ONCE = 200
"""Questions that are asked before an answer is waited for."""

Thing = tuple[str, str]
"""A program's name on the bus, and the path of something in it."""


class Gone(LookupError):
    """What was asked is not there any more."""


class ScreenReader:
    """Asks what a screen reader would ask, and hears where the keyboard is."""

    def __init__(self, session: str) -> None:
        with open_dbus_connection(session) as bus:
            asked = new_method_call(
                DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Bus"), "GetAddress"
            )
            address = bus.send_and_get_reply(asked, timeout=PATIENCE).body[0]
        self._bus = open_dbus_connection(address)
        self._focused: Thing | None = None
        self._one(message_bus.AddMatch(MatchRule(type="signal", interface="org.a11y.atspi.Event.Object")))
        self._ask((REGISTRY, "/org/a11y/atspi/registry"), REGISTRY, "RegisterEvent", "object:state-changed")

    def close(self) -> None:
        self._bus.close()

    # -- asking ---------------------------------------------------------------------------------------

    def windows(self) -> list[Thing]:
        """The windows and dialogs of the only program, once there are any."""

        def found() -> list[Thing]:
            programs = self.children((REGISTRY, "/org/a11y/atspi/accessible/root"))
            return self.children(programs[0]) if programs else []

        return wait_for(found, "the program's window")

    def children(self, thing: Thing) -> list[Thing]:
        found: list[Thing] = self._ask(thing, ACCESSIBLE, "GetChildren")
        return found

    def below(self, thing: Thing) -> Iterator[Thing]:
        """It and all that is in it; of a tree or a list only itself."""
        yield thing
        if self.role(thing) not in ("tree", "table", "list"):
            for child in self.children(thing):
                yield from self.below(child)

    def find(self, role: str, name: str) -> Thing:
        """What has this role and this name; of several, the first."""
        things = (thing for window in self.windows() for thing in self.below(window))
        return next(one for one in things if self.role(one) == role and self.name(one) == name)

    def role(self, thing: Thing) -> str:
        return str(self._ask(thing, ACCESSIBLE, "GetRoleName"))

    def name(self, thing: Thing) -> str:
        return self.names([thing])[0]

    def names(self, things: Sequence[Thing]) -> list[str]:
        questions = [Properties(DBusAddress(path, bus, ACCESSIBLE)).get("Name") for bus, path in things]
        return [str(answer.body[0][1]) for answer in self._all(questions)]

    def states(self, thing: Thing) -> set[int]:
        low, high = self._ask(thing, ACCESSIBLE, "GetState")
        return {bit for bit in range(64) if (low | high << 32) >> bit & 1}

    def text(self, thing: Thing) -> str:
        """What is written in it; nothing where nothing can be."""
        if TEXT not in self._ask(thing, ACCESSIBLE, "GetInterfaces"):
            return ""
        question = new_method_call(DBusAddress(thing[1], thing[0], TEXT), "GetText", "ii", (0, -1))
        return str(self._one(question).body[0])

    def showing(self) -> list[Thing]:
        """All that is on the screen, but for what is in trees and lists."""
        things = [thing for window in self.windows() for thing in self.below(window)]
        return [thing for thing in things if SHOWING in self.states(thing)]

    def rows(self, tree: Thing, columns: int) -> list[list[str]]:
        """What is said of each row of a tree, cell by cell; the headings are left out."""
        names = self.names(self.children(tree))
        return [names[at : at + columns] for at in range(columns, len(names), columns)]

    def focused(self) -> str:
        """What is said of the thing that got the keyboard last; nothing where that is gone."""
        self._one(message_bus.GetId())  # what came before the answer has been heard then
        try:
            return self.name(self._focused) if self._focused else ""
        except Gone:
            return ""

    # -- the bus --------------------------------------------------------------------------------------

    def _ask(self, thing: Thing, interface: str, method: str, *texts: str) -> Any:
        call = new_method_call(DBusAddress(thing[1], thing[0], interface), method, "s" * len(texts), texts)
        body = self._one(call).body
        return body[0] if body else None

    def _one(self, message: Message) -> Message:
        return self._all([message])[0]

    def _all(self, messages: Sequence[Message]) -> list[Message]:
        found: list[Message] = []
        for start in range(0, len(messages), AT_ONCE):
            found += self._some(messages[start : start + AT_ONCE])
        return found

    def _some(self, messages: Sequence[Message]) -> list[Message]:
        serials = []
        for message in messages:
            serials.append(next(self._bus.outgoing_serial))
            self._bus.send(message, serial=serials[-1])
        answers: dict[int, Message] = {}
        while len(answers) < len(serials):
            came = self._bus.receive(timeout=PATIENCE)
            fields = came.header.fields
            if fields.get(HeaderFields.reply_serial) in serials:
                answers[fields[HeaderFields.reply_serial]] = came
            elif fields.get(HeaderFields.member) == "StateChanged" and came.body[:2] == ("focused", 1):
                self._focused = fields[HeaderFields.sender], fields[HeaderFields.path]
        if refused := [one.body for one in answers.values() if HeaderFields.error_name in one.header.fields]:
            raise Gone(refused[0])
        return [answers[serial] for serial in serials]
