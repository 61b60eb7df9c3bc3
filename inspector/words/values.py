"""What the column Value says, how what is typed into it is read, and the schema's names of types."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo

from inspector.domain import (
    custom_fields,
    encoded,
    entity,
    exact_json,
    moments,
    numbers,
    rights,
    times,
    values,
)
from inspector.domain.document import Node
from inspector.domain.encoded import Encoded
from inspector.domain.entity import Type
from inspector.domain.exact_json import Number, Scalar
from inspector.domain.rights import Hint
from inspector.words import habits
from inspector.words.dates import (
    clock_in,
    clock_words,
    date_words,
    day_words,
    iso_words,
    length_in,
    length_words,
    moment_words,
    weekday_words,
)
from inspector.words.language import counted, tr
from inspector.words.texts import shown


@dataclass(frozen=True, slots=True)
class Words:
    """A value in words; `quiet` where they stand for a value that isn't there."""

    text: str
    quiet: bool = False


def value_words(node: Node, *, stored: bool = False) -> Words:
    """What the Value column says: as `plain_words`, but times of day, lengths of time, and yes and no as such."""
    kind = Type("object") if node.is_container else values.kind_of(node)
    value = None if node.is_container else node.value
    if (
        kind.of in ("minutes", "seconds")
        and (count := numbers.served(getattr(value, "text", value))) is not None
        and count >= 0
    ):
        return Words(length_words(count, kind.of))
    if kind.of == "clock" and (date := values.parse_date(str(value))) and date.is_set:
        return Words(clock_words(date.wall) + (f"  ·  {date.style.suffix}" if date.style.suffix else ""))
    if kind.name == "tick" and value:
        return Words(tr("yes") if values.to_text(value, kind) == "true" else tr("no"))
    if kind.of == "I" and (told := name_beside(node)):
        return Words(told if stored else shown(told))
    return plain_words(node, stored=stored)


def name_beside(node: Node) -> str:
    """What the server sent along to say what the number in a custom field stands for, or what was picked with it;
    empty where that is nothing, or belongs to another number."""
    holder = node.parent
    hint = rights.hint_of(node)
    is_reference = hint.field is not None and hint.declared in custom_fields.REFERENCES
    beside = holder.get(f"{node.key}:DisplayText") if holder is not None and is_reference else None
    if holder is None or beside is None or beside.kind != '"':
        return ""
    own = holder.get(str(node.key))
    if own is node:
        return str(beside.value) if node.is_modified == beside.is_modified else ""
    is_served = own is not None and own.served == node.raw and beside.served is not None
    told = exact_json.scalar(beside.served) if is_served and beside.served is not None else None
    return told if isinstance(told, str) else ""


def plain_words(node: Node, *, stored: bool = False) -> Words:
    """A reference by name, a list by count, null, empty and "not set" told apart.

    It depends on the type alone, not on the property: that is what can be looked for in many at once. `stored`: a text
    in several languages is said with all of them.
    """
    fitting = str if stored else shown
    kind = entity.type_of(node)
    match node.kind:
        case "{":
            return _object_words(node, kind, fitting)
        case "[":
            count = len(node)
            return Words(counted(count, tr("1 item"), tr("{n} items"), tr("empty list")), not count)
        case "n":
            return Words("null", quiet=True)
    value = node.value
    if isinstance(value, Number):
        return Words(value.text)
    if isinstance(value, bool):
        return Words(tr("yes") if value else tr("no"))
    return _text_words(node, kind, fitting(value or ""))


def _text_words(node: Node, kind: Type, value: str) -> Words:
    if not value:
        return Words(tr("empty"), quiet=True)
    if kind.name == "string" and value.startswith("[") and (form := encoded_form(node)):
        return _encoded_words(form)
    if kind.name == "date-time" and (date := values.parse_date(value)):
        return Words(date_words(date)) if date.is_set else Words(tr("not set"), quiet=True)
    return Words(value)


def encoded_form(node: Node) -> Encoded | None:
    """The encoded form that a text of an extra or custom field is."""
    return encoded.parse(str(node.value)) if values.kind_of(node).name == "encoded" else None


def typed_value(
    text: str,
    kind: Type,
    served: Scalar,
    sibling: values.DateStyle | None = None,
    zone: tzinfo | None = None,
) -> Scalar:
    """The value that a person means who types here: numbers and dates as people write them. Raises InvalidValue.

    `zone` is the one that the dates were asked for in: what is counted from now begins there.
    """
    if kind.of in ("minutes", "seconds"):
        text = length_in(text, kind.of)
    elif kind.name == "encoded" and kind.of == "T":
        text = clock_in(text)
    elif is_date(kind):
        text = _typed_date(text, kind, served, zone)
    return values.from_text(text, kind, served, sibling, habits.notation())


def is_date(kind: Type) -> bool:
    """Whether it is a date, encoded or not."""
    return kind.name == "date-time" or (kind.name == "encoded" and kind.of in ("D", "DT"))


def _typed_date(text: str, kind: Type, served: Scalar, zone: tzinfo | None) -> str:
    told = str(served or "")
    form = encoded.parse(told)
    wall = encoded.moment_of(form) if form is not None else None
    before = values.parse_date(told)
    day = wall.date() if wall else before.wall.date() if before and before.is_set else None
    if kind.of == "clock" or (form is not None and encoded.is_clock(form)):
        text, day = clock_in(text), day or times.OFFICE_DAY
    now = moments.now_beside(before, zone, datetime.now(UTC))
    return iso_words(text, now, day, has_clock=kind.of != "D")


def understood(node: Node, value: Scalar) -> str:
    """How a value will read in the place of that node, to compare with what was typed; a date with its weekday."""
    words = value_words(Node(node.key, exact_json.raw(exact_json.spell(value)), node.parent, node.row)).text
    day = day_of(node, value)
    return f"{weekday_words(day)} {words}" if day is not None else words


def day_of(node: Node, value: Scalar) -> date | None:
    """The day that a date is of, where it is one and the day counts."""
    kind = values.kind_of(node)
    if not isinstance(value, str) or not is_date(kind) or kind.of == "clock":
        return None
    form = encoded.parse(value)
    if form is not None:
        moment = encoded.moment_of(form)
        return moment.date() if moment is not None and not encoded.is_clock(form) else None
    date = values.parse_date(value)
    return date.wall.date() if date is not None and date.is_set else None


def _encoded_words(form: Encoded) -> Words:
    if form.mark not in ("D", "DT"):
        return Words(form.body)
    moment = encoded.moment_of(form)
    if moment is None:
        return Words(tr("not set"), quiet=True)
    if encoded.is_clock(form):
        return Words(clock_words(moment))
    if form.mark == "D":
        return Words(day_words(moment.year, moment.month, moment.day))
    return Words(moment_words(moment))


def _object_words(node: Node, kind: Type, fitting: Callable[[str], str]) -> Words:
    if node.key == "TableRight":
        table = rights.table_right(node)
        return Words(table.text if table is not None else tr("nothing said"), quiet=True)
    if node.key == "FieldProperties":
        return Words(counted(len(node), tr("1 field"), tr("{n} fields"), tr("nothing said")), quiet=True)
    if kind.is_carrier:
        key = entity.key_of(node, kind.name)
        if node.key == "OwnedBy" and key in (entity.UNASSIGNED, entity.BY_CATEGORY):
            return Words(
                tr("nobody (unassigned)") if key == entity.UNASSIGNED else tr("as the category assigns"),
                quiet=True,
            )
        if name := fitting(entity.reference_name(node, kind.name) or ""):
            return Words(name.replace("/", " › ") if kind.name == "TicketCategoryEntity" else name)
        if key not in (None, "0"):
            return Words(tr("number {key}, without a name").format(key=key), quiet=True)
        return Words(tr("nothing chosen"), quiet=True)
    return Words(counted(len(node), tr("1 entry"), tr("{n} entries"), tr("no entries")), not len(node))


def type_words(kind: Type, hint: Hint) -> str:
    """What Details tell developers: the schema's name, and how many characters fit. For everybody, see `kinds`."""
    if kind.name in ("encoded", "tick"):
        return _plain(
            {"I": "int32", "D": "date", "DT": "date-time", "T": "time", "": "bool"}.get(kind.of, "decimal")
        )
    if not kind.known:
        return tr("{name}, not in the documentation").format(name=_plain(kind.name))
    if kind.name == "array":
        return f"{_plain(entity.spelled(kind.of).name)} [ ]"
    if kind.name == "dict":
        return tr("fields")
    if kind.name == "string" and (length := hint.max_length):
        return f"{tr('text')} · {length}"
    return _plain(kind.name)


def _plain(name: str) -> str:
    return {"string": tr("text"), "bool": tr("yes/no"), "enum": tr("choice"), "object": tr("fields")}.get(
        name, name
    )
