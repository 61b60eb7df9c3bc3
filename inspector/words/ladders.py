"""The rungs of a default's ladder in words: who could decide, what each sets, who told, and which of them did."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from inspector.domain import entity, origins
from inspector.domain.document import Node
from inspector.domain.ladder import BY_MAIL, Gap, Knowledge, Ladder, Rung
from inspector.domain.screen import Surroundings
from inspector.domain.visible import name_in_line
from inspector.words.language import tr
from inspector.words.texts import shown
from inspector.words.values import value_words

if TYPE_CHECKING:
    from inspector.domain.origins import Evidence

Facts = list[tuple[str, str]]
LISTS: Mapping[str, str] = {
    "Status": "ticketticketstatus",
    "Priority": "ticketpriority",
    "Category": "ejcategory",
    "OwnedBy": "associate",
    "TicketType": "TicketType",
}
"""By field: the MDO list that names what its rungs set."""


@dataclass(frozen=True, slots=True)
class Row:
    """A rung as it is shown."""

    who: str
    sets: str
    """What it sets, or why nobody knows."""
    note: str = ""
    """A word beside `who`: that it is habit, or worked out."""
    told_by: str = ""
    won: bool = False


@dataclass(frozen=True)
class Speaker:
    """What is needed to put the rungs of one property into words."""

    node: Node
    evidence: Evidence
    names: Mapping[str, Mapping[int, str]] = field(default_factory=dict)
    """Of the entries of MDO lists, by list and number."""

    @property
    def person(self) -> str:
        """The first name of whoever asked."""
        return name_in_line(self.evidence.name.partition(" ")[0]) or tr("the person who asks")

    def value(self, rung: Rung) -> str:
        """What a rung sets, by name."""
        if rung.gap is not None:
            return gap_words(rung.gap)
        if rung.suits_any and self.node.key == "OwnedBy":
            return tr("as the category's rules say")
        if not rung.value:
            return tr("sets none")
        if self.node.key == "OwnedBy":
            owners = {entity.UNASSIGNED: tr("nobody"), str(self.evidence.associate_id): self.evidence.name}
            if rung.value in owners:
                return name_in_line(owners[rung.value])
        name = self.names.get(LISTS.get(str(self.node.key), ""), {}).get(_number(rung.value), "")
        if name:
            return name_in_line(" › ".join(shown(name).split("/")))
        if rung.value == self._served_key():
            return self._served_words()
        if rung.value.isdecimal():
            return tr("number {n}").format(n=name_in_line(rung.value))
        return name_in_line(rung.value)

    def who(self, rung: Rung) -> str:
        """Who could decide, in a few words."""
        match rung.step:
            case "type":
                return self._named(tr("Request type “{name}”"), "TicketType") or tr("Request type")
            case "category":
                return self._named(tr("Category “{name}”"), "Category") or tr("Category")
            case "habit":
                return tr("Last used by {name}").format(name=self.person)
            case "user" if rung.call == "preferences":
                return tr("Preference of {name}").format(name=self.person)
            case "user":
                return tr("Setting of {name}").format(name=self.person)
            case "group":
                return " ".join(filter(None, (tr("Group"), name_in_line(rung.owner))))
        return {
            "filter": tr("Mail filter"),
            "contact": tr("Contact person"),
            "company": tr("Company"),
            "mailbox": tr("Mail box"),
            "asked": tr("Request type that was asked for"),
            "database": tr("Setting of this database"),
            "system": tr("Setting of the whole system"),
            "shipped": tr("As SuperOffice comes"),
            "levels": tr("Preferences on all levels"),
            "list": tr("Flagged as default in its list"),
            "priority": tr("The priority's own deadline"),
            "field": tr("The field's own default"),
            "picked": tr("Time zone that was asked for"),
            "own_zone": tr("Time zone of {name}").format(name=self.person),
            "base_zone": tr("Time zone of the whole system"),
        }[rung.step]

    def _named(self, what: str, name: str) -> str:
        """With what the served ticket calls its type or category; empty where it has none."""
        holder = self.node.root.get(name)
        served = holder.served if holder is not None else None
        if holder is None or served is None:
            return ""
        words = value_words(Node(name, served, holder.parent, holder.row)).text
        return what.format(name=name_in_line(words))

    def _served_key(self) -> str:
        kind = entity.type_of(self.node)
        served = Node(self.node.key, self.node.served) if self.node.served is not None else self.node
        return (entity.key_of(served, kind.name) or "") if kind.is_carrier else ""

    def _served_words(self) -> str:
        node = self.node
        served = Node(node.key, node.served, node.parent, node.row) if node.served is not None else node
        return name_in_line(value_words(served).text)


def rows(ladder: Ladder, speaker: Speaker, asked: datetime | None) -> list[Row]:
    """Every rung that has a say, the one that goes first on top; and one for those that have none here."""
    found = []
    if any(rung.step in BY_MAIL for rung in ladder.rungs):
        who = tr("Mail filter, contact person, company, mail box")
        found.append(Row(who, tr("not for requests made by hand")))
    for place, rung in enumerate(ladder.rungs):
        if not rung.applies:
            continue
        won = place == ladder.winner
        note = tr("habit") if rung.step == "habit" else ""
        if won and not ladder.is_certain:
            note = " · ".join(filter(None, (note, tr("worked out"))))
        told_by = call_words(rung, asked)
        found.append(Row(speaker.who(rung), speaker.value(rung), note, told_by, won))
    return found


def call_words(rung: Rung, asked: datetime | None) -> str:
    """Which call told, and when."""
    calls = {
        "answer": tr("told by the default itself"),
        "user": tr("asked of {call}").format(call="Archive/dynamic (ejuser)"),
        "preferences": tr("asked of {call}").format(call="Archive/UserPreferences"),
        "fields": tr("asked of {call}").format(call="Ticket/CustomField"),
        "own_zone": tr("asked of {call}").format(call="TimeZone/GetDefaultTimeZoneInformation"),
        "base_zone": tr("asked of {call}").format(call="TimeZone/base"),
    }
    told = calls.get(rung.call, "")
    if rung.call not in ("answer", "fields", "") and asked is not None:
        return f"{told}, {asked.astimezone():%H:%M}"
    return told


def gap_words(gap: Gap) -> str:
    """Why nobody knows, in a few words."""
    return {
        "role": tr("not readable for your role"),
        "version": tr("this server does not tell"),
        "failed": tr("could not be asked"),
        "not_told": tr("not told"),
    }[gap.why]


def who_could(ladder: Ladder) -> str:
    """Who could look where the person who asks may not; empty where nothing is hidden from them."""
    if any(rung.applies and rung.gap is not None and rung.gap.why == "role" for rung in ladder.rungs):
        return tr("An administrator of Service, signed in here, could see what your role may not read.")
    return ""


def verdict(ladder: Ladder, speaker: Speaker) -> str:
    """Where the default comes from, in a sentence: as a fact, as a conclusion, or that it is not known."""
    rung = ladder.decided
    if rung is None:
        if any(one.applies and one.gap is not None for one in ladder.rungs):
            return tr("Not known: some of what could decide it can't be read.")
        return tr("None of its settings explains it: a rule or a script may have set it.")
    who = speaker.who(rung)
    if rung.step == "habit":
        told = tr("Last used by {name}, whose setting says “use last category”.")
        who = speaker.person
    elif ladder.is_certain:
        told = tr("Decided by: {name}.")
    else:
        told = tr("Probably decided by: {name}.")
    return told.format(name=who)


def as_text(rows: list[Row]) -> str:
    """The ladder in lines, for a message: the rung that decided is marked."""
    return "\n".join(
        f"{'→' if row.won else '·'} {row.who}{f' ({row.note})' if row.note else ''}: {row.sets}"
        + (f" [{row.told_by}]" if row.told_by else "")
        for row in rows
    )


# -- what the screen adds -------------------------------------------------------------------------------


def screen_facts(around: Surroundings, root: Node) -> Facts:
    """What the request screen, and the ways in beside it, may show otherwise; a sentence where one may not look."""
    found = [
        (tr("Scripts"), _scripts(around)),
        (tr("Relation rules"), _relations(around)),
        (tr("Mail boxes"), _mailboxes(around)),
    ]
    closing = origins.served(root, "Category", "ClosingStatus")
    if closing not in (None, "Unknown", "UserDefined"):
        told = tr("The category proposes a status for closing in the screen only: {name}.")
        found.append((tr("Category"), told.format(name=name_in_line(closing))))
    return found


def _scripts(around: Surroundings) -> str:
    if isinstance(around.triggers, Gap):
        return tr("Which scripts act on a new request: {reason}.").format(reason=gap_words(around.triggers))
    told = {
        "SalesLoadTicket": tr("before the screen opens"),
        "SalesBeforeSaveTicket": tr("before it is saved"),
        "NewTicket": tr("when it is new"),
        "TicketSave": tr("when it is saved"),
    }
    lines = [f"{name_in_line(one.name)} ({told[one.event]})" for one in around.triggers]
    return "\n".join(lines) or tr("No enabled script acts on a new request.")


def _relations(around: Surroundings) -> str:
    if isinstance(around.relations, Gap):
        return tr("Which relation rules there are: {reason}.").format(reason=gap_words(around.relations))
    return "\n".join(map(name_in_line, around.relations)) or tr("There are none.")


def _mailboxes(around: Surroundings) -> str:
    if isinstance(around.mailboxes, Gap):
        return tr("Which mail boxes there are: {reason}.").format(reason=gap_words(around.mailboxes))
    lines = [
        ": ".join(
            filter(
                None,
                (
                    name_in_line(box.address),
                    ", ".join(filter(None, map(_shown, (box.category, box.priority)))),
                ),
            )
        )
        for box in around.mailboxes
    ]
    return "\n".join(lines) or tr("There are none.")


def _shown(text: str) -> str:
    return name_in_line(" › ".join(shown(text).split("/")))


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 12 else -1


def needed_lists(knowledge: Knowledge) -> tuple[str, ...]:
    """The lists that name what the calls told by number only."""
    return ("ejcategory", "ticketticketstatus") if not isinstance(knowledge.user, Gap) else ()
