"""The ladder of a default: all that could decide it, what goes first at the top, and which of them did.

A rung is *known* where a call told what it sets, *worked out* where that is concluded, and a gap where nobody may look.
The order is SuperOffice's (help on request types, categories, priorities and preferences; table ejuser): a request type
goes before other preferences; a category's default status goes before the user's; requests that come by mail are
decided by filter, contact, company and mailbox first, which those made by hand are not. Where the help is silent the
order is our conclusion, which `IN_DOUBT` says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal

from inspector.domain import custom_fields, encoded, entity, origins
from inspector.domain.document import Node
from inspector.domain.origins import Evidence

Step = Literal[
    "filter",
    "contact",
    "company",
    "mailbox",
    "asked",
    "type",
    "category",
    "habit",
    "user",
    "group",
    "database",
    "system",
    "shipped",
    "levels",
    "list",
    "priority",
    "field",
    "picked",
    "own_zone",
    "base_zone",
]
"""What can set a default: the first four only for what comes by mail.

`asked` is the request type that was asked for, `habit` what the person used last, `levels` all of those of preferences
where nobody may look at any, `list` an entry's own flag, as the default priority's. The last three are of time zones.
"""
Call = Literal["answer", "user", "preferences", "fields", "own_zone", "base_zone", ""]
"""What told: the default itself, the user's row, the levels of preferences, custom fields, or calls on time zones."""
Why = Literal["role", "version", "failed", "not_told"]
"""Why nobody knows: the role may not look, the server knows no such call, it failed, or the answer lacks it."""
BY_MAIL: tuple[Step, ...] = ("filter", "contact", "company", "mailbox")
LEVELS: tuple[Step, ...] = ("user", "group", "database", "system", "shipped")
"""Of preferences, the strongest first (PreferenceLevel: Individual, Group, Database, SystemWide, HardDefault)."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Why a call told nothing."""

    why: Why
    status: int = 0
    """The answer's HTTP status, 0 where there was none."""


@dataclass(frozen=True, slots=True)
class Setting:
    """A preference on one level, as served."""

    section: str
    key: str
    level: Step
    value: str
    owner: str = ""
    """Whose it is: a user's or a group's name."""


@dataclass(frozen=True)
class Knowledge:
    """What the calls told, each by itself: see `services/superoffice/standing.py`."""

    user: Mapping[str, int] | Gap = field(default_factory=lambda: Gap("not_told"))
    """The columns of the person's row in the table ejuser, without their prefix."""
    settings: tuple[Setting, ...] | Gap = Gap("not_told")
    asked: datetime | None = None
    """When, in UTC."""
    type_asked: str = ""
    """The request type that the default was asked for; empty where the server chose."""


@dataclass(frozen=True, slots=True)
class Zones:
    """The time zones that dates may be told in, by name; empty where none is set."""

    own: str | Gap
    """The person's own, from their preferences."""
    base: str | Gap
    """The installation's."""
    asked: datetime | None = None
    """When, in UTC."""


@dataclass(frozen=True, slots=True)
class Rung:
    """One of those that could decide."""

    step: Step
    value: str = ""
    """The number of what it sets, or the name of an enum's value; empty where it sets none."""
    call: Call = ""
    is_certain: bool = True
    """Whether the value was told, and not concluded."""
    gap: Gap | None = None
    owner: str = ""
    suits_any: bool = False
    """Whether it leaves the choice to others, as `automatic` does: any value may come of it."""

    @property
    def applies(self) -> bool:
        """Whether it has a say in requests made by hand."""
        return self.step not in BY_MAIL

    @property
    def sets(self) -> bool:
        """Whether it is known to decide, if none above it does."""
        return self.applies and self.gap is None and (bool(self.value) or self.suits_any)


@dataclass(frozen=True, slots=True)
class Ladder:
    """The rungs, and the place of the one that decided."""

    rungs: tuple[Rung, ...]
    winner: int | None = None
    """None where no rung explains what was served."""
    is_certain: bool = False
    """Whether that is known, and not worked out."""

    @property
    def decided(self) -> Rung | None:
        """The rung that decided."""
        return None if self.winner is None else self.rungs[self.winner]


IN_DOUBT: Mapping[str, frozenset[Step]] = {
    "Status": frozenset(("type", "category")),
    "Slevel": frozenset(("type", "user", "group", "database", "system", "levels")),
}
"""By field: the steps whose order among each other nobody wrote down."""


def ladder_of(node: Node, knowledge: Knowledge, evidence: Evidence) -> Ladder | None:
    """What could have decided a property's default; None where there is nothing to tell of it.

    What was served is explained, whatever was picked since. A request that exists, and a file of which nobody knows
    the default, have none.
    """
    if origins.exists(node) or evidence.is_only_a_file or node.served is None:
        return None
    make = _MAKERS.get(str(node.key)) if len(node.keys) == 1 else None
    if make is None:
        return _judged(node, (_of_field(node),)) if origins.custom_key(node) else None
    return _judged(node, tuple(make(node, knowledge, evidence)))


def judged(name: str, rungs: tuple[Rung, ...], served: str) -> Ladder:
    """Which rung decided: the highest that sets anything, if that is what was served."""
    certain = True
    for place, rung in enumerate(rungs):
        if not rung.applies:
            continue
        if rung.gap is not None:
            certain = False
        elif rung.sets:
            if rung.value != served and not rung.suits_any:
                break
            doubts = IN_DOUBT.get(name, frozenset())
            rivals = [other for other in rungs if other is not rung and other.step in doubts]
            is_open = rung.step in doubts and any(other.sets or other.gap for other in rivals)
            return Ladder(rungs, place, certain and rung.is_certain and not is_open)
    return Ladder(rungs)


def has_zone(node: Node) -> bool:
    """Whether it is a date of the ticket's own that the server tells in a time zone, and that has no other ladder."""
    is_own = len(node.keys) == 1 and str(node.key) not in _MAKERS
    return is_own and entity.type_of(node).name == "date-time" and node.kind == '"'


def zone_ladder(picked: str, zones: Zones) -> Ladder:
    """Which time zone dates are told in: the one that was asked for, by name, else the person's own, else the base.

    Source: SuperOffice's page on time zones of its web services.
    """
    rungs = (
        Rung("picked", picked, "answer", suits_any=bool(picked)),
        _of_zone("own_zone", zones.own),
        _of_zone("base_zone", zones.base),
    )
    return judged("", rungs, "")


def _of_zone(step: Literal["own_zone", "base_zone"], told: str | Gap) -> Rung:
    if isinstance(told, Gap):
        return Rung(step, call=step, gap=told)
    return Rung(step, told, step, suits_any=bool(told))


def _judged(node: Node, rungs: tuple[Rung, ...]) -> Ladder:
    return judged(str(node.key), rungs, _served_key(node))


def _served_key(node: Node) -> str:
    """What was served, as the rungs write it."""
    assert node.served is not None
    served, kind = Node(node.key, node.served), entity.type_of(node)
    if kind.is_carrier:
        return entity.key_of(served, kind.name) or ""
    if served.is_container or served.kind not in '"-0123456789':
        return ""
    return str(getattr(served.value, "text", served.value))


# -- the rungs of each field ----------------------------------------------------------------------------


def _by_mail() -> Iterator[Rung]:
    yield from (Rung(step, gap=Gap("not_told")) for step in BY_MAIL)


def _of_type_default(node: Node, name: str) -> Rung:
    return Rung("type", origins.served(node, "TicketType", name) or "", "answer")


def _status(node: Node, knowledge: Knowledge, _evidence: Evidence) -> Iterator[Rung]:
    yield _of_type_default(node, "DefaultTicketStatus")
    category = origins.served(node, "Category", "DefaultTicketStatus", "TicketStatusId")
    yield Rung("category", category or "", "answer")
    yield _of_user(knowledge, "default_status_new_ticket")
    yield from _of_settings(knowledge, "Status")


def _priority(node: Node, knowledge: Knowledge, _evidence: Evidence) -> Iterator[Rung]:
    yield from _by_mail()
    yield _of_type_default(node, "DefaultTicketPriority")
    flags = origins.served(node, "Priority", "Flags") or ""
    is_default = "Default" in map(str.strip, flags.split(","))
    yield Rung("list", _served_key(node) if is_default else "", "answer")


def _category(node: Node, knowledge: Knowledge, _evidence: Evidence) -> Iterator[Rung]:
    yield from _by_mail()
    user = knowledge.user
    if isinstance(user, Gap):
        yield Rung("habit", call="user", gap=user)
    else:
        bits, last = user.get("flags", 0) & USE_LAST, _number(user, "last_category")
        is_told = bits in (0, USE_LAST)
        uses_last = bool(bits) and (is_told or last == _served_key(node))
        yield Rung("habit", last if uses_last else "", "user", is_certain=is_told)
    yield _of_user(knowledge, "default_category")


USE_LAST = 0b110
"""ejuser.flags: the category used last is the next one's default (SuperOffice's own script of the request screen).

The documents count this bit as 1 and as 2: where only one of them is set, what was served has to tell which it is.
"""
AUTOMATIC, NOBODY, MYSELF = "1", "2", "3"
"""ejuser.default_user: as the category's rules say, nobody, the person who asks."""


def _owner(_node: Node, knowledge: Knowledge, evidence: Evidence) -> Iterator[Rung]:
    rung = _of_user(knowledge, "default_user")
    who = {NOBODY: entity.UNASSIGNED, MYSELF: str(evidence.associate_id or "")}
    if rung.value == AUTOMATIC:
        yield Rung("user", entity.BY_CATEGORY, "user", is_certain=False, suits_any=True)
    elif rung.gap is None:
        yield replace(rung, value=who.get(rung.value, ""))
    else:
        yield rung


def _access(node: Node, knowledge: Knowledge, _evidence: Evidence) -> Iterator[Rung]:
    external = origins.served(node, "TicketType", "ExternalAsDefault")
    yield Rung("type", "External" if external == "true" else "", "answer", is_certain=False)
    for rung in _of_settings(knowledge, "Slevel"):
        yield replace(rung, value="External" if rung.value.lower() in ("1", "true") else "")
    yield Rung("shipped", "Internal", is_certain=False)


def _type(node: Node, knowledge: Knowledge, _evidence: Evidence) -> Iterator[Rung]:
    yield Rung("asked", knowledge.type_asked, "answer")
    is_default = origins.served(node, "TicketType", "IsDefault") == "true"
    yield Rung("list", _served_key(node) if is_default else "", "answer")


def _deadline(node: Node, _knowledge: Knowledge, _evidence: Evidence) -> Iterator[Rung]:
    yield Rung("priority", _served_key(node), "answer", is_certain=False)


def _of_field(node: Node) -> Rung:
    served, told = _served_key(node), custom_fields.field_of(node)
    is_default = custom_fields.is_default(told, served) if told is not None else None
    if told is not None and is_default is not None:
        return Rung("field", served if is_default else told.default, "fields")
    form = encoded.parse(served)
    is_empty = served == "" or (form is not None and form.body in ("", "0"))
    return Rung("field", "" if is_empty else served, "answer", is_certain=False)


_Maker = Callable[[Node, Knowledge, Evidence], Iterable[Rung]]
_MAKERS: Mapping[str, _Maker] = {
    "Status": _status,
    "Priority": _priority,
    "Category": _category,
    "OwnedBy": _owner,
    "Slevel": _access,
    "TicketType": _type,
    "Deadline": _deadline,
}


def _of_user(knowledge: Knowledge, column: str) -> Rung:
    if isinstance(knowledge.user, Gap):
        return Rung("user", call="user", gap=knowledge.user)
    if column not in knowledge.user:
        return Rung("user", call="user", gap=Gap("not_told"))
    return Rung("user", _number(knowledge.user, column), "user")


def _number(user: Mapping[str, int], column: str) -> str:
    return str(user.get(column, 0) or "")


def _of_settings(knowledge: Knowledge, name: str) -> Iterator[Rung]:
    """A rung for each level that sets the preference that decides a field, as far as its name tells."""
    settings = knowledge.settings
    if isinstance(settings, Gap):
        yield Rung("levels", call="preferences", gap=settings)
        return
    fitting = [one for one in settings if decides(one.key, name)]
    if len({(one.section, one.key) for one in fitting}) > 1:
        return  # nobody says which of them it is
    for level in LEVELS:
        for one in [one for one in fitting if one.level == level][:1]:
            value = "" if one.value in ("0", "-1") else one.value
            yield Rung(level, value, "preferences", is_certain=False, owner=one.owner)


PREFERENCES: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "Status": (("default", "status"), ("message", "closed", "postponed")),
    "Slevel": (("external", "default"), ("reply",)),
}
"""By field: what the key of its preference holds, and what it does not. The keys of preferences that are mapped from
Service's settings are printed nowhere, so which one it is is concluded from its name."""


def is_wanted(key: str) -> bool:
    """Whether a preference of that key may decide the default of a field."""
    return any(decides(key, name) for name in PREFERENCES)


def decides(key: str, name: str) -> bool:
    """Whether a preference of that key decides the default of a field, as far as its name tells."""
    words, others = PREFERENCES[name]
    low = key.lower()
    return all(word in low for word in words) and not any(word in low for word in others)
