"""How requests are set up in a tenant, for the check-up: read part by part, as far as the person's role may look.

Only asked for when a person wants it. Each call stands alone: one that fails leaves a gap, and the others told.
Sources: Swagger files of the agents List and Ticket, of Ticket/CustomField, the archive `ExistingCategoryMembers`, and
what `standing.py` reads. Lists come whole, in one call each; what is of another shape than documented says nothing.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeVar

from inspector.domain import checkup, custom_fields, entity, numbers
from inspector.domain.checkup import Category, Part, Priority, RequestType, Setup, Status, Ticket
from inspector.domain.custom_fields import NONE, CustomField, Fields
from inspector.domain.errors import InvalidJson, NotATicket, ServerTrouble
from inspector.domain.ladder import Gap
from inspector.domain.visible import clipped
from inspector.services.superoffice import standing
from inspector.services.superoffice.answers import MOST, Carrier, Principal, carriers
from inspector.services.superoffice.client import READ_AT_ONCE
from inspector.services.superoffice.standing import told, whole_number

if TYPE_CHECKING:
    from inspector.domain.context import RequestContext
    from inspector.services.superoffice.answers import Answer
    from inspector.services.superoffice.client import SuperOffice

T = TypeVar("T")
AT_ONCE = 4
"""Calls."""
LONG = 500
"""Entries of a list from which on it is read beside the window."""
MEMBERS = "Archive/ExistingCategoryMembers"
_UNKNOWN = object()


async def ask(client: SuperOffice, who: Principal | None, context: RequestContext) -> Setup:
    """What the calls told, and the gaps; a dozen calls, four at once. Raises nothing that a server can cause.

    Names come in the context's language.
    """
    number = who.service_user_id if who is not None else 0
    turns = asyncio.Semaphore(AT_ONCE)

    async def in_turn(call: Callable[[], Awaitable[T | Gap]]) -> T | Gap:
        async with turns:
            return await told(call())

    knowledge, types = await asyncio.gather(
        standing.ask(client, who or Principal("")),
        in_turn(lambda: _listed(client.request_types(context), _type)),
    )
    statuses, priorities, categories, members, fields, ticket = await asyncio.gather(
        in_turn(lambda: _statuses(client, context)),
        in_turn(lambda: _listed(client.priorities(context), _priority)),
        in_turn(lambda: _listed(client.categories(context), _category)),
        in_turn(lambda: _members(client)),
        in_turn(lambda: client.custom_fields(context)),
        in_turn(lambda: client.default_ticket(replace(context, request_type=None))),
    )
    known = NONE if isinstance(fields, Gap) else fields
    found = Setup(
        types=types,
        statuses=statuses,
        priorities=priorities,
        categories=categories,
        members=members,
        user=knowledge.user,
        preferences=knowledge.settings,
        fields=fields if isinstance(fields, Gap) else tuple(map(_clipped, known.by_name.values())),
        ticket=ticket if isinstance(ticket, Gap) else await _ticket(ticket, known),
        user_id=number,
        asked=datetime.now(UTC),
    )
    return replace(found, cut=frozenset(part for part in _LISTS if _is_cut(getattr(found, part))))


_LISTS: tuple[Part, ...] = ("types", "statuses", "priorities", "categories", "members")


def _is_cut(part: tuple[object, ...] | frozenset[object] | Gap) -> bool:
    """Whether there may be more than was read: see `answers.MOST`."""
    return not isinstance(part, Gap) and len(part) >= MOST


async def _listed(call: Awaitable[list[Any]], read: Callable[[Carrier], T | None]) -> tuple[T, ...] | Gap:
    """What can be read of a list; a gap where that is nothing: no tenant is without."""
    served = await call
    if len(served) <= LONG:
        return _read(served, read) or Gap("not_told")
    found: tuple[T, ...] = await asyncio.to_thread(lambda: _read(served, read))
    return found or Gap("not_told")


def _read(served: Iterable[Any], read: Callable[[Carrier], T | None]) -> tuple[T, ...]:
    return tuple(one for one in map(read, carriers(served)) if one is not None)


async def _statuses(client: SuperOffice, context: RequestContext) -> tuple[Status, ...] | Gap:
    """Those that were deleted are marked in the MDO list only; where that can't be had, none is."""
    found = await _listed(client.statuses(context), _status)
    if isinstance(found, Gap):
        return found
    try:
        items = await client.mdo_list("ticketticketstatus", context=context)
    except ServerTrouble:
        return found
    deleted = {item.id for item in items if item.deleted}
    return tuple(replace(one, is_deleted=True) if one.id in deleted else one for one in found)


async def _members(client: SuperOffice) -> frozenset[tuple[int, int]] | Gap:
    """All of them: every membership has a number, and the archive asks for some condition."""
    rows = await client.rows(
        MEMBERS,
        {"$select": "categoryId,ejUserId", "$filter": "categoryMembershipId ne 0", "$top": str(MOST)},
    )
    pairs = (
        (whole_number(read.value("categoryId")), whole_number(read.value("ejUserId")))
        for read in map(Carrier, rows)
    )
    found = frozenset((category, user) for category, user in pairs if category and user)
    return found or Gap("role")  # an archive leaves out what one may not see


async def _ticket(answer: Answer, fields: Fields) -> Ticket | Gap:
    def read() -> Ticket | Gap:
        try:
            root = entity.open_ticket(answer.body).root
        except (InvalidJson, NotATicket):
            return Gap("failed", answer.status)
        custom_fields.learn(root, fields)
        return checkup.of_ticket(root)

    return await asyncio.to_thread(read) if len(answer.body) > READ_AT_ONCE else read()


# -- carriers -----------------------------------------------------------------------------------------


def _name(read: Carrier, *names: str) -> str:
    return clipped(next(filter(None, map(read.text, names)), ""))


def _set(read: Carrier, name: str) -> int | None:
    """A number that is set; 0 for null, which is nothing, and for -1; None where it is not told."""
    value = read.value(name, _UNKNOWN)
    if value is None:
        return 0
    number = numbers.served(value)
    return None if number is None else max(number, 0)


def _numbers(read: Carrier, name: str) -> tuple[int, ...]:
    return tuple(number for one in read.items(name) if (number := numbers.served(one)) is not None)


def _flag(read: Carrier, name: str) -> bool | None:
    return True if read.is_true(name) else False if read.is_false(name) else None


def _type(read: Carrier) -> RequestType | None:
    if not (number := read.number("TicketTypeId")):
        return None
    return RequestType(
        number,
        _name(read, "Name"),
        _set(read, "DefaultTicketStatus"),
        _numbers(read, "TicketStatuses"),
        _set(read, "DefaultTicketPriority"),
        _numbers(read, "TicketPriorities"),
        _numbers(read, "VisibleForGroups") if isinstance(read.value("VisibleForGroups"), list) else None,
    )


def _status(read: Carrier) -> Status | None:
    if not (number := read.number("TicketStatusId")):
        return None
    base = _enum_name("TicketBaseStatus", read.text("Status"))
    return Status(number, _name(read, "Name"), base, _flag(read, "IsDefault"))


def _priority(read: Carrier) -> Priority | None:
    if not (number := read.number("TicketPriorityId")):
        return None
    flags = _flags(read, "Flags", "TicketPriorityFlags")
    is_deleted = read.text("Status").lower() in ("deleted", "2")
    return Priority(number, _name(read, "Name"), None if flags is None else "Default" in flags, is_deleted)


def _category(read: Carrier) -> Category | None:
    if not (number := read.number("TicketCategoryId")):
        return None
    status = read.carrier("DefaultTicketStatus")
    served = read.value("DefaultTicketStatus", _UNKNOWN)
    return Category(
        number,
        _name(read, "Fullname", "Name"),
        _set(status, "TicketStatusId") if isinstance(served, dict) else 0 if served is None else None,
        _enum_name("TicketBaseStatus", status.text("Status")),
        _enum_name("TicketCategoryClosingStatus", read.text("ClosingStatus")),
        _enum_name("TicketCategoryDelegateMethod", read.text("DelegateMethod")),
        read.number("CategoryMaster"),
        "DefaultToCategoryMaster" in (_flags(read, "Flags", "TicketCategoryFlags") or ()),
    )


def _enum_name(enum: str, served: str) -> str:
    """The name of an enum's value, which may come as its number."""
    names = {str(number): name for name, number in entity.enum(enum).items()}
    return clipped(names.get(served, served))


def _flags(read: Carrier, name: str, enum: str) -> frozenset[str] | None:
    """The names of flags, which may come as a number; None where there are none at all."""
    if not (text := read.text(name)):
        return None
    number = numbers.served(text)
    if number is None:
        return frozenset(part.strip() for part in clipped(text).split(","))
    return frozenset(flag for flag, bit in entity.enum(enum).items() if bit > 0 and number & bit)


def _clipped(one: CustomField) -> CustomField:
    return replace(one, name=clipped(one.name), title=clipped(one.title))
