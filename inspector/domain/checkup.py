"""What an administrator would want to know of how requests are set up: faults that nobody sees in any single screen.

A tenant's setup is looked at as a whole, rule by rule. Each rule is data: what it needs to know, how bad it is, and the
page of SuperOffice's help that it comes from (docs.superoffice.com/en/…). A rule whose facts could not be had is *not
checked*, and never said to be in order; so is one that tells what is missing in a list that was too long to be read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, TypeVar

from inspector.domain import checks, custom_fields, entity, ladder, numbers, rights
from inspector.domain.custom_fields import CustomField
from inspector.domain.document import Keys, Node
from inspector.domain.ladder import Gap, Setting
from inspector.domain.rights import Lock

T = TypeVar("T")
Part = Literal[
    "types", "statuses", "priorities", "categories", "members", "user", "preferences", "fields", "ticket"
]
"""What is looked at, each asked for by itself; `ticket` is the default ticket of whoever asks, with its rights."""
Severity = Literal["fault", "warning", "note"]
"""It does not work as set up; it probably does not do what was meant; it is good to know."""
SEVERITIES: tuple[Severity, ...] = ("fault", "warning", "note")
BASES = ("Active", "Closed", "Postponed")
"""The basic states that people choose; those of merged and deleted requests are not shown to them."""
OVER = ("Closed", "Deleted", "Merged", "Spam")
"""The basic states of requests that nobody works on."""
NOBODY = "Not"
"""TicketCategoryDelegateMethod: requests stay unassigned."""


@dataclass(frozen=True, slots=True)
class RequestType:
    """A request type; a number is 0 where nothing is set, and None where the server does not tell."""

    id: int
    name: str
    status: int | None = 0
    """Its default status."""
    statuses: tuple[int, ...] = ()
    """Those that it offers; none means all."""
    priority: int | None = 0
    priorities: tuple[int, ...] = ()
    groups: tuple[int, ...] | None = None
    """The user groups that may see it; None where the server does not tell."""


@dataclass(frozen=True, slots=True)
class Status:
    """A request status."""

    id: int
    name: str
    base: str = "Active"
    """TicketBaseStatus, by name."""
    is_default: bool | None = False
    """Whether it stands for its basic state; older servers do not tell."""
    is_deleted: bool = False


@dataclass(frozen=True, slots=True)
class Priority:
    """A priority."""

    id: int
    name: str
    is_default: bool | None = False
    is_deleted: bool = False


@dataclass(frozen=True, slots=True)
class Category:
    """A category, by its whole name."""

    id: int
    name: str
    status: int | None = 0
    """Its default status for new requests."""
    base: str = ""
    """The basic state of that status."""
    closing: str = ""
    """ClosingStatus: what the screen begins with (TicketCategoryClosingStatus)."""
    delegates: str = ""
    """TicketCategoryDelegateMethod."""
    administrator: int = 0
    """The Service user who is responsible."""
    falls_to_administrator: bool = False
    """Whether requests go to them where nobody else is available."""


@dataclass(frozen=True, slots=True)
class Ticket:
    """What the default ticket of the person who asks tells of fields."""

    unfilled: frozenset[str] = frozenset()
    """The custom fields in which nothing is."""
    custom: frozenset[str] | None = None
    """All its custom fields; None where it tells of none at all."""
    locked: tuple[Keys, ...] = ()
    """The fields that are mandatory, and that this person can't fill in."""


NOT_ASKED = Gap("not_told")


@dataclass(frozen=True)
class Setup:
    """How requests are set up in a tenant, each part as far as it could be had."""

    types: tuple[RequestType, ...] | Gap = NOT_ASKED
    statuses: tuple[Status, ...] | Gap = NOT_ASKED
    priorities: tuple[Priority, ...] | Gap = NOT_ASKED
    categories: tuple[Category, ...] | Gap = NOT_ASKED
    members: frozenset[tuple[int, int]] | Gap = NOT_ASKED
    """Of the categories: their numbers, each with that of a Service user."""
    user: Mapping[str, int] | Gap = NOT_ASKED
    """The columns of the person's row in the table ejuser, without their prefix."""
    preferences: tuple[Setting, ...] | Gap = NOT_ASKED
    fields: tuple[CustomField, ...] | Gap = NOT_ASKED
    ticket: Ticket | Gap = NOT_ASKED
    user_id: int = 0
    """The number of the person as a Service user."""
    cut: frozenset[Part] = frozenset()
    """The lists that were longer than is read."""
    asked: datetime | None = None
    """When, in UTC."""


@dataclass(frozen=True, slots=True)
class Rule:
    """Something that may be wrong."""

    id: str
    severity: Severity
    needs: tuple[Part, ...]
    source: str
    """The page of SuperOffice's help that it comes from, below docs.superoffice.com/en/."""
    find: Callable[[Setup], Iterable[Found]] = field(repr=False, compare=False)
    lists: tuple[Part, ...] = ()
    """Those of what it needs that have to be there in full, since it tells what is missing in them."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a rule finds: whom it concerns, and what is set there."""

    subject: str = ""
    """The name of a type, a category, a field; a basic state; a preference."""
    values: tuple[str, ...] = ()
    """The names of what is set there, or its number."""
    number: int = 0
    """How many there are, where that matters."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is wrong."""

    rule: Rule
    about: Found


@dataclass(frozen=True, slots=True)
class Unchecked:
    """A rule that could not be checked, and why."""

    rule: Rule
    part: Part
    gap: Gap | None
    """None where there was too much to be read."""


def findings(setup: Setup) -> tuple[Finding, ...]:
    """All that is wrong, as far as is known: the worst first, each kind in the order of the rules."""
    left_out = {one.rule.id for one in unchecked(setup)}
    found = [Finding(rule, one) for rule in RULES if rule.id not in left_out for one in rule.find(setup)]
    return tuple(sorted(found, key=lambda one: SEVERITIES.index(one.rule.severity)))


def unchecked(setup: Setup) -> tuple[Unchecked, ...]:
    """What was not checked; one reason is given for each rule."""
    return tuple(one for rule in RULES if (one := _reason(rule, setup)) is not None)


def _reason(rule: Rule, setup: Setup) -> Unchecked | None:
    for part in rule.needs:
        if isinstance(gap := getattr(setup, part), Gap):
            return Unchecked(rule, part, gap)
    return next((Unchecked(rule, part, None) for part in rule.lists if part in setup.cut), None)


def of_ticket(root: Node) -> Ticket:
    """What a default ticket tells of fields; what is known of custom fields stands in its root (see custom_fields)."""
    holders = [holder for holder in map(root.get, custom_fields.HOLDERS) if holder is not None]
    own = [node for holder in holders if holder.kind == "{" for node in holder if not _comes_along(node)]
    plain = [node for node in root if node.key not in entity.RIGHTS_PROPERTIES]
    return Ticket(
        frozenset(str(node.key) for node in own if checks.is_unfilled(node)),
        frozenset(str(node.key) for node in own) if holders else None,
        tuple({node.keys[-1:]: node.keys for node in (*plain, *own) if _is_locked(node)}.values()),
    )


def _comes_along(node: Node) -> bool:
    return custom_fields.companion_of(node) is not None


def _is_locked(node: Node) -> bool:
    """Whether it is mandatory and this person can't fill it in; whoever may not save at all has other worries."""
    hint = rights.hint_of(node)
    return hint.mandatory and hint.lock in (Lock.HIDDEN, Lock.NO_RIGHT, Lock.SCREENS, Lock.FIELD)


# -- the rules ----------------------------------------------------------------------------------------


def _all(part: tuple[T, ...] | Gap) -> tuple[T, ...]:
    """What is in a part; the rules that need it are only asked where it is no gap."""
    return () if isinstance(part, Gap) else part


def _of(user: Mapping[str, int] | Gap, column: str) -> int:
    return 0 if isinstance(user, Gap) else user.get(column, 0)


def _gone(
    held: Iterable[tuple[str, int | None]], part: tuple[Status | Priority, ...] | Gap
) -> Iterator[Found]:
    """Those who hold the number of something that was deleted, or is no longer there."""
    known = {one.id: one for one in _all(part)}
    for holder, number in held:
        one = known.get(number or 0)
        if number is not None and number > 0 and (one is None or one.is_deleted):
            yield Found(holder, (one.name if one is not None else str(number),))


def _not_offered(
    held: Iterable[tuple[str, int | None, tuple[int, ...]]], part: tuple[Status | Priority, ...] | Gap
) -> Iterator[Found]:
    """Those who hold a number that is not among those they offer, if they offer only some."""
    names = {one.id: one.name for one in _all(part)}
    for holder, number, offered in held:
        if number and offered and number not in offered:
            yield Found(holder, (names.get(number, str(number)),))


def _no_priority(setup: Setup) -> Iterator[Found]:
    flags = [one.is_default for one in _all(setup.priorities) if not one.is_deleted]
    if not any(flags) and None not in flags:
        yield Found()


def _two_priorities(setup: Setup) -> Iterator[Found]:
    names = [one.name for one in _all(setup.priorities) if one.is_default and not one.is_deleted]
    if len(names) > 1:
        yield Found(values=tuple(names), number=len(names))


def _no_status(setup: Setup) -> Iterator[Found]:
    for base in BASES:
        flags = [one.is_default for one in _all(setup.statuses) if one.base == base and not one.is_deleted]
        if not any(flags) and None not in flags:
            yield Found(base, number=len(flags))


def _type_without_status(setup: Setup) -> Iterator[Found]:
    yield from (Found(one.name) for one in _all(setup.types) if one.statuses and one.status == 0)


def _type_without_priority(setup: Setup) -> Iterator[Found]:
    yield from (Found(one.name) for one in _all(setup.types) if one.priorities and one.priority == 0)


def _status_not_offered(setup: Setup) -> Iterator[Found]:
    held = ((one.name, one.status, one.statuses) for one in _all(setup.types))
    return _not_offered(held, setup.statuses)


def _priority_not_offered(setup: Setup) -> Iterator[Found]:
    held = ((one.name, one.priority, one.priorities) for one in _all(setup.types))
    return _not_offered(held, setup.priorities)


def _type_status_gone(setup: Setup) -> Iterator[Found]:
    return _gone(((one.name, one.status) for one in _all(setup.types)), setup.statuses)


def _type_priority_gone(setup: Setup) -> Iterator[Found]:
    return _gone(((one.name, one.priority) for one in _all(setup.types)), setup.priorities)


def _type_unseen(setup: Setup) -> Iterator[Found]:
    """Only where some type has groups: else the list is not filtered by them, and everybody sees all."""
    types = _all(setup.types)
    if any(one.groups for one in types):
        yield from (Found(one.name) for one in types if one.groups == ())


def _category_closed(setup: Setup) -> Iterator[Found]:
    for one in _all(setup.categories):
        base = one.base if one.status else one.closing
        if base in OVER:
            yield Found(one.name, (base,))


def _category_status_gone(setup: Setup) -> Iterator[Found]:
    return _gone(((one.name, one.status) for one in _all(setup.categories)), setup.statuses)


def _is_member(setup: Setup, category: int, user: int) -> bool:
    return not isinstance(setup.members, Gap) and (category, user) in setup.members


def _administrator_no_member(setup: Setup) -> Iterator[Found]:
    for one in _all(setup.categories):
        who = one.administrator
        if one.falls_to_administrator and who > 0 and not _is_member(setup, one.id, who):
            yield Found(one.name, (str(who),))


def _users_category(setup: Setup) -> Category | None:
    """The category that the person's next request begins with."""
    uses_last = bool(_of(setup.user, "flags") & ladder.USE_LAST)
    last = _of(setup.user, "last_category") if uses_last else 0
    number = last or _of(setup.user, "default_category")
    return next((one for one in _all(setup.categories) if one.id == number), None)


def _user_no_member(setup: Setup) -> Iterator[Found]:
    category = _users_category(setup)
    if category is not None and not _is_member(setup, category.id, setup.user_id):
        yield Found(category.name)


def _nobody_assigned(setup: Setup) -> Iterator[Found]:
    category = _users_category(setup)
    is_automatic = str(_of(setup.user, "default_user")) == ladder.AUTOMATIC
    if is_automatic and category is not None and category.delegates == NOBODY:
        yield Found(category.name)


def _user_status_gone(setup: Setup) -> Iterator[Found]:
    return _gone((("", _of(setup.user, "default_status_new_ticket")),), setup.statuses)


def _user_category_gone(setup: Setup) -> Iterator[Found]:
    number = _of(setup.user, "default_category")
    if number > 0 and number not in {one.id for one in _all(setup.categories)}:
        yield Found(values=(str(number),))


def _preference_gone(setup: Setup) -> Iterator[Found]:
    held = [one for one in _all(setup.preferences) if ladder.decides(one.key, "Status")]
    return _gone(((one.key, numbers.served(one.value)) for one in held), setup.statuses)


def _mandatory_without_default(setup: Setup) -> Iterator[Found]:
    """A check box is never mandatory, whatever its mark says (help on user-defined fields)."""
    ticket = setup.ticket
    if isinstance(ticket, Gap) or ticket.custom is None:
        return
    for one in _all(setup.fields):
        is_empty = one.name in ticket.unfilled or one.name not in ticket.custom
        if one.is_mandatory and is_empty and not one.default and one.kind != "Checkbox":
            yield Found(one.title or one.name, (one.name,))


def _mandatory_and_locked(setup: Setup) -> Iterable[Found]:
    return () if isinstance(setup.ticket, Gap) else [Found(str(keys[-1])) for keys in setup.ticket.locked]


_TYPES, _STATUS, _PRIORITY = (
    "request/admin/type/index",
    "request/admin/status/index",
    "request/admin/priority/create",
)
_CATEGORY, _USER = "request/admin/category/create", "database/tables/ejuser"
RULES = (
    Rule("priority_none", "warning", ("priorities",), _PRIORITY, _no_priority, ("priorities",)),
    Rule("priority_two", "warning", ("priorities",), _PRIORITY, _two_priorities),
    Rule("status_none", "warning", ("statuses",), _STATUS, _no_status, ("statuses",)),
    Rule("type_status_none", "fault", ("types",), _TYPES, _type_without_status),
    Rule("type_priority_none", "fault", ("types",), _TYPES, _type_without_priority),
    Rule("type_status_not_offered", "fault", ("types", "statuses"), _TYPES, _status_not_offered),
    Rule("type_priority_not_offered", "fault", ("types", "priorities"), _TYPES, _priority_not_offered),
    Rule("type_status_gone", "fault", ("types", "statuses"), _TYPES, _type_status_gone, ("statuses",)),
    Rule(
        "type_priority_gone", "fault", ("types", "priorities"), _TYPES, _type_priority_gone, ("priorities",)
    ),
    Rule("type_unseen", "warning", ("types",), "admin/lists/user-group-filtering", _type_unseen),
    Rule("category_closed", "warning", ("categories",), _CATEGORY, _category_closed),
    Rule(
        "category_status_gone",
        "fault",
        ("categories", "statuses"),
        _CATEGORY,
        _category_status_gone,
        ("statuses",),
    ),
    Rule(
        "administrator_no_member",
        "note",
        ("categories", "members"),
        _CATEGORY,
        _administrator_no_member,
        ("members",),
    ),
    Rule(
        "user_no_member",
        "warning",
        ("user", "categories", "members"),
        _CATEGORY,
        _user_no_member,
        ("members",),
    ),
    Rule("user_nobody_assigned", "warning", ("user", "categories"), _CATEGORY, _nobody_assigned),
    Rule("user_status_gone", "fault", ("user", "statuses"), _USER, _user_status_gone, ("statuses",)),
    Rule("user_category_gone", "fault", ("user", "categories"), _USER, _user_category_gone, ("categories",)),
    Rule(
        "preference_status_gone",
        "fault",
        ("preferences", "statuses"),
        "admin/preferences/service-settings",
        _preference_gone,
        ("statuses",),
    ),
    Rule(
        "field_without_default",
        "warning",
        ("fields", "ticket"),
        "custom-objects/admin/add-udef",
        _mandatory_without_default,
    ),
    Rule("field_locked", "fault", ("ticket",), "custom-objects/admin/add-udef", _mandatory_and_locked),
)
"""In the order in which they are told, among those that are as bad."""
