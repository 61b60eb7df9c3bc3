"""Why a field is as it is, beyond its rights: where its default comes from, what its date means, whether it moves; and
all of it as a message to the admin."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo

from inspector.domain import entity, origins, pointers, references, rights
from inspector.domain.document import Node
from inspector.domain.ladder import Knowledge, Ladder, Zones, has_zone, ladder_of, zone_ladder
from inspector.domain.origins import Evidence
from inspector.domain.rights import Lock
from inspector.domain.visible import in_line
from inspector.ui.bench.place import Learned
from inspector.ui.details import dates, own_field
from inspector.ui.details.where_from import Told
from inspector.words import glossary, ladders, screens
from inspector.words.ladders import Speaker
from inspector.words.language import tr
from inspector.words.names import own_title
from inspector.words.rights import lock_sentence, mandatory_sentence, reason_sentence
from inspector.words.values import value_words

Facts = list[tuple[str, str]]
LONGEST_SERVED = 300
"""Characters of a value that was changed."""


@dataclass(frozen=True)
class Background:
    """What is known of the ticket on screen besides the ticket itself."""

    evidence: Evidence = field(default_factory=Evidence)
    zone: tzinfo | None = None
    """The zone that was asked for; None where none was, or nobody knows its rules."""
    zone_name: str = ""
    tenant: str = ""
    context: str = ""
    learned: Learned | None = None
    """What decides the defaults of whoever asked, if somebody wanted to know."""
    zones: Zones | None = None
    """The time zones that dates are told in, if somebody wanted to know."""
    may_ask: bool = False
    """Whether the tenant that the default came from can be asked."""
    is_asking: bool = False
    fields_trouble: str = ""
    """Why the tenant could not be asked about its own fields, in words; empty where it could, or was not asked."""
    now: Callable[[], datetime] = lambda: datetime.now(UTC)


def facts(node: Node, background: Background) -> Facts:
    """What Details adds: where the default comes from, what its date means, what to do."""
    found: Facts = []
    to_do: Facts = []
    if isinstance(node.key, str) and not _is_of_rights(node):
        code = origins.origin_of(node, background.evidence)
        found.append((tr("Default from"), _origin(node, code, background)))
        if before := _served_words(node):
            found.append((tr("Instead of"), before))
        if code == "edited" and references.is_sparse(node):
            found.append(
                (
                    tr("Saved as"),
                    tr(
                        "Number, name and whatever else the list says; the rest could not be fetched. SuperOffice "
                        "goes by the number and fills in the rest when the ticket is saved."
                    ),
                )
            )
        if node.keys in background.evidence.volatile:
            found.append((tr("Moves"), tr("The value was different when the server was asked again.")))
        found += own_field.facts(node, background.fields_trouble)
        if place := place_words(code, node):
            to_do.append((tr("Changed in"), place))
    return [*found, *dates.facts(node, background.zone, background.zone_name, background.now()), *to_do]


def _origin(node: Node, code: origins.Code, background: Background) -> str:
    """As far as the answer tells it; once it was asked for, as the settings behind it tell."""
    ladder = _ladder(node, background) if code != "edited" and background.learned is not None else None
    return origin_words(code) if ladder is None else ladders.verdict(ladder, _speaker(node, background))


def _ladder(node: Node, background: Background) -> Ladder | None:
    knowledge = background.learned.knowledge if background.learned is not None else Knowledge()
    return ladder_of(node, knowledge, background.evidence)


def _speaker(node: Node, background: Background) -> Speaker:
    names = background.learned.names if background.learned is not None else {}
    return Speaker(node, background.evidence, names)


def where_from(node: Node, background: Background) -> Told:
    """The ladder of a default, once it was asked for; else whether it can be asked."""
    if has_zone(node):
        return _zone_from(node, background)
    ladder, learned = _ladder(node, background), background.learned
    if ladder is None:
        return Told()
    if learned is None:
        return Told(may_ask=background.may_ask, is_asking=background.is_asking)
    around = learned.surroundings
    return Told(
        tuple(ladders.rows(ladder, _speaker(node, background), learned.knowledge.asked)),
        ladders.who_could(ladder),
        background.may_ask,
        background.is_asking,
        None if around is None else ladders.screen_facts(around, node.root),
    )


def _zone_from(node: Node, background: Background) -> Told:
    zones = background.zones
    if zones is None:
        return Told(may_ask=background.may_ask, is_asking=background.is_asking, is_zone=True)
    ladder = zone_ladder(background.zone_name, zones)
    rows = tuple(ladders.rows(ladder, _speaker(node, background), zones.asked))
    return Told(rows, ladders.who_could(ladder), is_zone=True)


def _served_words(node: Node) -> str:
    """What was served in place of a value that was changed; empty where nothing was."""
    if not node.is_modified or node.served is None or node.key in ("CustomFields", "ExtraFields"):
        return ""
    served = Node(node.key, node.served, node.parent, node.row)
    return in_line(value_words(served).text, LONGEST_SERVED)


def _is_of_rights(node: Node) -> bool:
    return rights.hint_of(node).lock is Lock.RIGHTS


def origin_words(code: origins.Code) -> str:
    """Where a default comes from, in a sentence; what is only likely is said to be so."""
    return {
        "edited": tr("You changed it in this draft."),
        "file": tr("A file: whether it was a default, and where that came from, is not known."),
        "existing": tr("An existing request: this is what it holds, not a default."),
        "category": tr("It comes with the category, which keeps it for new requests and messages."),
        "category_status": tr("The category's default status for new requests."),
        "goes_with_status": tr("It goes with the status: it is that status's basic state."),
        "type_status": tr("The default status of the request type."),
        "type_priority": tr("The default priority of the request type."),
        "perhaps_default_status": tr(
            "Probably from the list of statuses: it is flagged as the default of its basic state. The "
            "category or a preference may also have chosen it."
        ),
        "default_priority": tr("The priority that is flagged as default."),
        "default_type": tr("The request type that is flagged as default."),
        "asked_type": tr("You: the defaults were asked for with this request type."),
        "current_user": tr("You: it is the user who asked."),
        "new_ticket": tr("0, because the ticket does not exist yet."),
        "clock": tr("The server's clock: the value moved when the server was asked again."),
        "perhaps_clock": tr("Probably worked out from the server's clock: it matches the time of the fetch."),
        "deadline": tr("Worked out from the deadline and the time frame of the priority."),
        "perhaps_escalation": tr("Probably worked out from the escalation levels of the priority."),
        "perhaps_access_level": tr(
            "Probably the preference “External access level as default”, which applies to new requests."
        ),
        "custom_field": tr("The default that the custom field is set up with."),
        "not_custom_field": tr(
            "Not the default that the custom field is set up with: a rule or a script may have set it."
        ),
        "perhaps_custom_field": tr(
            "Probably the default value of this custom field: the server put it into a new ticket."
        ),
        "empty": tr("Nothing: the server left it empty."),
        "unknown": tr("Set by the server; origin unknown."),
    }[code]


def place_words(code: origins.Code, node: Node) -> str:
    """Where in SuperOffice an administrator changes it, by the screens' own names; empty where that is not known.

    See `words/screens.py` for the sources.
    """
    if code in ("edited", "new_ticket", "file", "existing"):
        return ""
    if code == "perhaps_access_level":
        steps = (*screens.of_preferences(), tr("SuperOffice Service system settings"))
    elif code not in _DECIDED_BY and (name := origins.custom_key(node)):
        steps = screens.of_field(name)
    else:
        carrier = _DECIDED_BY.get(code) or entity.type_of(origins.carrier_of(node)).name
        steps = screens.of_carrier(carrier)
    return screens.in_settings(steps)


_DECIDED_BY: Mapping[origins.Code, str] = {
    "type_status": "TicketType",
    "type_priority": "TicketType",
    "category": "TicketCategoryEntity",
    "category_status": "TicketCategoryEntity",
    "goes_with_status": "TicketStatusEntity",
    "deadline": "TicketPriorityEntity",
    "perhaps_escalation": "TicketPriorityEntity",
}
"""The carrier that a default comes of, where that is another than the property's own."""


# -- the message --------------------------------------------------------------------------------------


def message(node: Node, background: Background, *, unlocked: bool = False) -> str:
    """What one sends to the admin about a field: plain text, one fact per line."""
    hint = rights.hint_of(node)
    label = own_title(node) or glossary.label(str(node.key))
    name = pointers.dotted(node.keys)
    lines = [
        (tr("Field"), f"{name} ({label})" if label else name),
        (tr("Tenant"), background.tenant),
        (tr("Asked by"), background.evidence.name),
        (tr("Context"), background.context),
        (tr("Value"), value_words(node).text),
        (tr("What I may do"), lock_sentence(hint)),
        (tr("Why"), reason_sentence(hint)),
        (tr("Mandatory"), mandatory_sentence(hint)),
        (tr("Rights"), " · ".join(mask.text for mask in (hint.mask, hint.table) if mask is not None)),
        (tr("Unlocked"), tr("By me, in this draft only.") if unlocked else ""),
        *facts(node, background),
        (tr("To change that"), remedy_words(hint)),
        *_ladder_lines(node, background),
    ]
    return "\n".join(f"{name}: {text}" for name, text in lines if text)


def _ladder_lines(node: Node, background: Background) -> Facts:
    told = where_from(node, background)
    lines: Facts = []
    if told.rows:
        lines.append((told.heading, "\n" + ladders.as_text(list(told.rows))))
    if told.screen:
        whole = "\n".join(f"{name}: {text}" for name, text in told.screen)
        lines.append((tr("The request screen may show something else"), "\n" + whole))
    return lines


def remedy_words(hint: rights.Hint) -> str:
    """What to change, and who can."""
    remedies: Mapping[Lock, str] = {
        Lock.NO_RIGHT: tr(
            "A SuperOffice administrator can give my role or user the right to this field "
            "(Settings and maintenance › Users), or change the rule behind the lock."
        ),
        Lock.HIDDEN: tr(
            "A SuperOffice administrator can give my role or user the right to read this field "
            "(Settings and maintenance › Users)."
        ),
        Lock.TABLE: tr(
            "A SuperOffice administrator can give my role or user the right to this whole table "
            "(Settings and maintenance › Users)."
        ),
        Lock.FIELD: tr("A SuperOffice administrator can change how this custom field is set up."),
        Lock.SCREENS: tr(
            "Nobody has to do anything: the right is there. SuperOffice's "
            "screens lock the field; the API accepts a change."
        ),
    }
    return remedies.get(hint.lock, "")
