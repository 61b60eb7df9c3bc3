"""What a check-up found, in words: what is wrong, why it matters, where it is changed, and what was not looked at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from inspector.domain.checkup import (
    RULES,
    Finding,
    Part,
    Rule,
    Setup,
    Unchecked,
    findings,
    unchecked,
)
from inspector.domain.ladder import Gap
from inspector.domain.visible import name_in_line
from inspector.words import glossary, screens
from inspector.words.ladders import gap_words
from inspector.words.language import counted, tr
from inspector.words.texts import shown

Kind = Literal["fault", "warning", "note", "unchecked", "muted"]
HELP = "docs.superoffice.com/en/"
MOST = 200
"""Rows that are told; whoever has more does not read to the end."""
MOST_NAMES = 5
"""Names in a sentence."""


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that was found, or could not be looked for."""

    kind: Kind
    text: str
    why: str
    place: str = ""
    """Where it is changed, by the names of SuperOffice's own screens; empty where that is not known."""
    source: str = ""
    """The page of SuperOffice's help that says so."""
    rule: str = ""
    """The id of the rule, by which it is muted; empty of what was not checked."""
    reason: str = ""
    """Why it is muted."""

    @property
    def line(self) -> str:
        """The row by itself: how bad it is, and what it is."""
        return f"{kind_words(self.kind)}: {self.text}"


@dataclass(frozen=True)
class Told:
    """All that a check-up tells."""

    rows: tuple[Row, ...] = ()
    """The worst first; what was not checked comes last."""
    muted: tuple[Row, ...] = ()
    found: int = 0
    """How many findings there are that are not muted; more than `rows` has where there are too many."""
    left_out: int = 0
    """How many rows are not told."""


def told(setup: Setup, muted: Mapping[str, str]) -> Told:
    """What to tell of a setup; `muted` has the reason for each rule that is not to be told, by its id."""
    found = findings(setup)
    open_ones = [one for one in found if one.rule.id not in muted]
    hidden = [one for one in found if one.rule.id in muted]
    rows = [*(_row(one, setup) for one in islice(open_ones, MOST)), *_unchecked_rows(setup, muted)]
    quiet = [_muted_row(one.rule, muted, finding_words(one, setup)) for one in islice(hidden, MOST)]
    silent = {rule for rule in muted if all(one.rule.id != rule for one in hidden)}
    quiet += [_muted_row(rule, muted, "") for rule in RULES if rule.id in silent]
    return Told(tuple(rows), tuple(quiet), len(open_ones), max(len(open_ones) - MOST, 0))


def _row(one: Finding, setup: Setup) -> Row:
    rule = one.rule
    return Row(
        rule.severity,
        finding_words(one, setup),
        why_words(rule),
        place_words(one),
        HELP + rule.source,
        rule.id,
    )


def _muted_row(rule: Rule, muted: Mapping[str, str], text: str) -> Row:
    text = text or tr("{rule}: nothing found now").format(rule=rule_words(rule))
    reason = name_in_line(muted[rule.id])
    return Row("muted", text, why_words(rule), source=HELP + rule.source, rule=rule.id, reason=reason)


def _unchecked_rows(setup: Setup, muted: Mapping[str, str]) -> list[Row]:
    """What lacks for the same reason is told together."""
    reasons: dict[tuple[Part, Gap | None], list[Unchecked]] = {}
    for one in unchecked(setup):
        if one.rule.id not in muted:
            reasons.setdefault((one.part, one.gap), []).append(one)
    return [_unchecked_row(part, gap, [one.rule for one in ones]) for (part, gap), ones in reasons.items()]


def _unchecked_row(part: Part, gap: Gap | None, rules: list[Rule]) -> Row:
    reason = gap_words(gap) if gap is not None else tr("too many to be read")
    text = tr("{part}: {reason}").format(part=part_words(part), reason=reason)
    why = tr("So nobody looked for: {rules}.").format(rules="; ".join(map(rule_words, rules)))
    if gap is not None and gap.why == "role":
        why = f"{why}\n{tr('An administrator of Service, signed in here, could see what your role may not read.')}"
    return Row("unchecked", text, why)


# -- in a few words -----------------------------------------------------------------------------------


def summary(what: Told) -> str:
    """How much was found, and how much could not be looked for."""
    found = counted(what.found, tr("1 thing found"), tr("{n} things found"), tr("Nothing found"))
    gaps = sum(row.kind == "unchecked" for row in what.rows)
    left = counted(gaps, tr("1 part not checked"), tr("{n} parts not checked"), "")
    return " · ".join(filter(None, (found, left)))


def kind_words(kind: Kind) -> str:
    """What a row is, in a word or two."""
    return {
        "fault": tr("Fault"),
        "warning": tr("Warning"),
        "note": tr("Note"),
        "unchecked": tr("Not checked"),
        "muted": tr("Muted"),
    }[kind]


def kind_meaning(kind: Kind) -> str:
    """How bad something is, in a sentence; empty of what is not there to be judged."""
    return {
        "fault": tr("It can't work as it is set up."),
        "warning": tr("It probably does not do what was meant."),
        "note": tr("It may be meant so; it is good to know."),
    }.get(kind, "")


def part_words(part: Part) -> str:
    """What is looked at."""
    return {
        "types": tr("Request types"),
        "statuses": tr("Request status"),
        "priorities": tr("Priorities"),
        "categories": tr("Categories"),
        "members": tr("Members of categories"),
        "user": tr("Your own settings"),
        "preferences": tr("Preferences"),
        "fields": tr("Custom fields"),
        "ticket": tr("The default ticket"),
    }[part]


def base_words(base: str) -> str:
    """An internal status, as SuperOffice's screens name it."""
    return {
        "Active": tr("Open"),
        "Closed": tr("Closed"),
        "Postponed": tr("Postponed"),
        "Deleted": tr("Deleted"),
        "Merged": tr("Linked"),
    }.get(base, name_in_line(base))


def rule_words(rule: Rule) -> str:
    """What a rule looks for."""
    return {
        "priority_none": tr("no default priority"),
        "priority_two": tr("several default priorities"),
        "status_none": tr("an internal status without a default"),
        "type_status_none": tr("a request type without a default status"),
        "type_priority_none": tr("a request type without a default priority"),
        "type_status_not_offered": tr("a default status that its request type does not offer"),
        "type_priority_not_offered": tr("a default priority that its request type does not offer"),
        "type_status_gone": tr("a request type whose default status was deleted"),
        "type_priority_gone": tr("a request type whose default priority was deleted"),
        "type_unseen": tr("a request type that no user group sees"),
        "category_closed": tr("a category whose new requests are over at once"),
        "category_status_gone": tr("a category whose default status was deleted"),
        "administrator_no_member": tr("a category administrator who is no member"),
        "user_no_member": tr("a category of yours of which you are no member"),
        "user_nobody_assigned": tr("an automatic owner where nobody is assigned"),
        "user_status_gone": tr("a default status of yours that was deleted"),
        "user_category_gone": tr("a default category of yours that was deleted"),
        "preference_status_gone": tr("a preference for a status that was deleted"),
        "field_without_default": tr("a mandatory field without a default"),
        "field_locked": tr("a mandatory field that your role can't fill in"),
    }[rule.id]


def finding_words(one: Finding, setup: Setup) -> str:
    """What is wrong, in a sentence."""
    about, rule = one.about, one.rule.id
    subject, value = _name(about.subject), _names(about.values)
    if rule == "status_none":
        subject = base_words(about.subject)
    elif rule in ("category_closed", "category_status_gone", "administrator_no_member") or rule in _OF_USER:
        subject = _path(about.subject)
    elif rule in ("field_without_default", "field_locked"):
        subject = _field(one, setup)
    if rule == "category_closed":
        value = ", ".join(map(base_words, about.values))
    return _sentence(rule, about.number).format(subject=subject, value=value, n=about.number)


def _sentence(rule: str, number: int) -> str:
    if rule == "status_none" and not number:
        return tr("No status belongs to the internal status {subject}.")
    return {
        "priority_none": tr("No priority is the default."),
        "priority_two": tr("{n} priorities are the default: {value}."),
        "status_none": tr("No status is the default of the internal status {subject}."),
        "type_status_none": tr(
            "The request type {subject} offers only some statuses, and has no default status."
        ),
        "type_priority_none": tr(
            "The request type {subject} offers only some priorities, and has no default priority."
        ),
        "type_status_not_offered": tr(
            "The request type {subject} begins with the status {value}, which it does not offer."
        ),
        "type_priority_not_offered": tr(
            "The request type {subject} begins with the priority {value}, which it does not offer."
        ),
        "type_status_gone": tr(
            "The request type {subject} begins with the status {value}, which was deleted."
        ),
        "type_priority_gone": tr(
            "The request type {subject} begins with the priority {value}, which was deleted."
        ),
        "type_unseen": tr("The request type {subject} is visible to no user group."),
        "category_closed": tr("New requests in the category {subject} begin as {value}."),
        "category_status_gone": tr(
            "New requests in the category {subject} begin with the status {value}, which was deleted."
        ),
        "administrator_no_member": tr(
            "The administrator of the category {subject} is to get its requests, and is no member of it."
        ),
        "user_no_member": tr(
            "Your next request begins in the category {subject}, of which you are no member."
        ),
        "user_nobody_assigned": tr(
            "Owners of your requests are to be assigned automatically, but the category {subject}, where they begin, "
            "assigns nobody."
        ),
        "user_status_gone": tr("Your own default status {value} was deleted."),
        "user_category_gone": tr("Your own default category, {value}, was deleted."),
        "preference_status_gone": tr(
            "The preference {subject} chooses the status {value}, which was deleted."
        ),
        "field_without_default": tr("The field {subject} is mandatory, and has no default."),
        "field_locked": tr("The field {subject} is mandatory, and your role can't fill it in."),
    }[rule]


def why_words(rule: Rule) -> str:
    """Why it matters."""
    deleted = tr("New requests get a value that is not in use any more, or another one than was meant.")
    restricted = tr(
        "SuperOffice asks for a default as soon as a type offers only some. Without it, new requests may begin with "
        "one that their type does not offer."
    )
    not_offered = tr("The list of choices lacks it: once it was changed, nobody can choose it again.")
    return {
        "priority_none": tr(
            "Which priority a new request gets is then not decided where everybody would look."
        ),
        "priority_two": tr("Only one can be: which of them new requests get is left to chance."),
        "status_none": tr(
            "SuperOffice can't tell which status a request gets that is brought into this state."
        ),
        "type_status_none": restricted,
        "type_priority_none": restricted,
        "type_status_not_offered": not_offered,
        "type_priority_not_offered": not_offered,
        "type_unseen": tr(
            "Nobody can choose it. Either it is not needed any more, or its groups were forgotten."
        ),
        "category_closed": tr("They are over before anybody has seen them, and are not among the open ones."),
        "administrator_no_member": tr(
            "They get what nobody else is available for. Where only members have access, they can't open it."
        ),
        "user_no_member": tr(
            "Where only members have access, you can't open what you have registered yourself."
        ),
        "user_nobody_assigned": tr("They stay without an owner until somebody takes them."),
        "field_without_default": tr(
            "It stays empty in requests that come by mail, by a form or by the API, and the screen does not save "
            "until it is filled in."
        ),
        "field_locked": tr("Where no default fills it in, whoever has your role can't save the request."),
    }.get(rule.id, deleted)


def place_words(one: Finding) -> str:
    """Where it is changed, by the names of SuperOffice's own screens; empty where that is not known.

    Sources: the help pages of the rules, and the help on personal settings.
    """
    rule = one.rule.id
    if rule in ("user_status_gone", "user_category_gone"):
        return f"{tr('Personal settings')} › {tr('Preferences')}"
    if rule == "field_locked":
        return screens.in_settings((tr("Users"),))
    if rule == "field_without_default":
        return screens.in_settings(screens.of_field(name_in_line(one.about.values[0])))
    about = rule.partition("_")[0]
    if about == "preference":
        return screens.in_settings(screens.of_preferences())
    return screens.in_settings(screens.of_carrier(_CARRIERS.get(about, "")))


_CARRIERS = {
    "priority": "TicketPriorityEntity",
    "status": "TicketStatusEntity",
    "type": "TicketType",
    **dict.fromkeys(("category", "administrator", "user"), "TicketCategoryEntity"),
}
"""By the first word of a rule: what it is about."""
_OF_USER = ("user_no_member", "user_nobody_assigned")
"""Rules that concern a category of the person's."""


def _name(text: str) -> str:
    """A name of the tenant's, in the language that is spoken."""
    return name_in_line(shown(text)) or tr("without a name")


def _path(text: str) -> str:
    """The same of a category, which is named with those above it."""
    return name_in_line(" › ".join(shown(text).split("/"))) or tr("without a name")


def _names(values: tuple[str, ...]) -> str:
    names = [_named(one) for one in values[:MOST_NAMES]]
    more = len(values) - MOST_NAMES
    return ", ".join((*names, *((tr("and {n} more").format(n=more),) if more > 0 else ())))


def _named(value: str) -> str:
    return tr("number {n}").format(n=value) if value.isdecimal() else _name(value)


def _field(one: Finding, setup: Setup) -> str:
    """A field by what people call it, its own name beside it."""
    name = one.about.values[0] if one.about.values else one.about.subject
    own = {} if isinstance(setup.fields, Gap) else {field.name: field.title for field in setup.fields}
    label = shown(own.get(name, "")) or glossary.label(name)
    plain = name_in_line(name)
    return f"{name_in_line(label)} ({plain})" if label and label != name else plain
