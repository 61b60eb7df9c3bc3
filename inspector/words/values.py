"""The words for what the domain says in codes: values, types, rights, errors. Everything here is for people."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from PySide6.QtCore import QDate, QLocale, QTime

from inspector.domain import encoded, entity, values
from inspector.domain.document import Node
from inspector.domain.encoded import Encoded
from inspector.domain.entity import Type
from inspector.domain.exact_json import Number
from inspector.domain.rights import Hint, Lock
from inspector.words import glossary
from inspector.words.language import counted, tr


def without_key(label: str) -> str:
    """A label without the mark of its key, as a screen reader is to say it."""
    return label.replace("&", "").removesuffix("…")


def age_words(seconds: int) -> str:
    """How long ago something was."""
    minutes = seconds // 60
    if minutes < 60:
        return counted(minutes, tr("a minute ago"), tr("{n} minutes ago"), tr("just now"))
    return counted(minutes // 60, tr("an hour ago"), tr("{n} hours ago"), "")


@dataclass(frozen=True, slots=True)
class Words:
    """A value in words; `quiet` where they stand for a value that isn't there."""

    text: str
    quiet: bool = False


def value_words(node: Node) -> Words:
    """What the Value column says: a reference by name, a list by count, null, empty and "not set" told apart."""
    kind = entity.type_of(node)
    match node.kind:
        case "{":
            return _object_words(node, kind)
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
    return _text_words(node, kind, value or "")


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


def _encoded_words(form: Encoded) -> Words:
    if form.mark not in ("D", "DT"):
        return Words(form.body)
    moment = encoded.moment_of(form)
    if moment is None:
        return Words(tr("not set"), quiet=True)
    if form.mark == "D":
        return Words(_day(moment.year, moment.month, moment.day))
    return Words(_moment(moment))


def _object_words(node: Node, kind: Type) -> Words:
    if node.key == "TableRight":
        mask = node.get("Mask")
        return Words(
            str(mask.value) if mask is not None and mask.kind == '"' else tr("nothing said"), quiet=True
        )
    if node.key == "FieldProperties":
        return Words(counted(len(node), tr("1 field"), tr("{n} fields"), tr("nothing said")), quiet=True)
    if kind.is_carrier:
        key = entity.key_of(node, kind.name)
        if node.key == "OwnedBy" and key in (entity.UNASSIGNED, entity.BY_CATEGORY):
            return Words(
                tr("nobody (unassigned)") if key == entity.UNASSIGNED else tr("as the category assigns"),
                quiet=True,
            )
        if name := entity.reference_name(node, kind.name):
            return Words(name.replace("/", " › ") if kind.name == "TicketCategoryEntity" else name)
        if key not in (None, "0"):
            return Words(tr("number {key}, without a name").format(key=key), quiet=True)
        return Words(tr("nothing chosen"), quiet=True)
    return Words(counted(len(node), tr("1 entry"), tr("{n} entries"), tr("no entries")), not len(node))


def date_words(date: values.Date) -> str:
    """A date as people write it here, with the offset as served behind it: the offset is no proof of the instant."""
    text = _moment(date.wall)
    return f"{text}  ·  {date.style.suffix}" if date.style.suffix else text


def _moment(when: datetime) -> str:
    return f"{_day(when.year, when.month, when.day)} {_clock(when.hour, when.minute, when.second)}"


@lru_cache(4096)
def _day(year: int, month: int, day: int) -> str:
    return QLocale().toString(QDate(year, month, day), "d MMM yyyy")


@lru_cache(4096)
def _clock(hour: int, minute: int, second: int) -> str:
    return QLocale().toString(QTime(hour, minute, second), "HH:mm:ss" if second else "HH:mm")


def type_words(kind: Type, hint: Hint) -> str:
    """What the Type column says: the schema's name, and how many characters fit."""
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


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing that the Rights column says: an icon's name, its colour's name, the word."""

    icon: str
    colour: str
    word: str


def rights_marks(hint: Hint, *, unlocked: bool = False) -> list[Mark]:
    """What the Rights column says of a field, most important first."""
    marks = []
    if unlocked:
        marks.append(Mark("pencil", "accent", tr("unlocked by you")))
    elif hint.inherited:
        marks.append(Mark("lock", "muted", tr("hidden") if hint.lock is Lock.HIDDEN else tr("read-only")))
    elif hint.lock is not Lock.NONE:
        marks.append(_lock_mark(hint.lock))
    if hint.mandatory:
        marks.append(Mark("asterisk", "amber", tr("mandatory")))
    if hint.write_only:
        marks.append(Mark("pencil", "violet", tr("write only")))
    if hint.nullable and not hint.mandatory:
        marks.append(Mark("empty-set", "muted", tr("may be empty")))
    if hint.mask and hint.mask.unknown:
        marks.append(Mark("question", "muted", tr("unknown flag")))
    return marks


def _lock_mark(lock: Lock) -> Mark:
    return {
        Lock.HIDDEN: Mark("eye-off", "red", tr("hidden")),
        Lock.KEY: Mark("key", "muted", tr("read-only key")),
        Lock.NO_RIGHT: Mark("lock", "violet", tr("read-only")),
        Lock.TABLE: Mark("lock", "muted", tr("read-only by table")),
        Lock.SCREENS: Mark("lock-screen", "violet", tr("read-only in the screens")),
        Lock.RIGHTS: Mark("info", "muted", tr("describes rights")),
    }[lock]


def heading_words(group: str) -> str:
    """What a heading of the grouped view says."""
    return {
        "pinned": tr("Pinned"),
        "identity": tr("Identity"),
        "people": tr("People"),
        "status": tr("Status"),
        "times": tr("Times"),
        "analysis": tr("Text analysis"),
        "links": tr("Links"),
        "custom": tr("Custom fields"),
        "other": tr("Others"),
        "rights": tr("Rights"),
    }[group]


def moving_mark() -> Mark:
    """What the Rights column adds to a value that moves by itself."""
    return Mark("clock", "muted", tr("moves by itself"))


def rights_words(hint: Hint, *, unlocked: bool = False) -> str:
    """The Rights column in words."""
    return ", ".join(mark.word for mark in rights_marks(hint, unlocked=unlocked))


def lock_sentence(hint: Hint) -> str:
    """One sentence: may I change it, and if not, why not."""
    sentences = {
        Lock.NONE: tr("You may read it and change it."),
        Lock.RIGHTS: tr("This describes your rights; it is not part of the ticket and can't be edited."),
        Lock.KEY: tr("You may read it. SuperOffice gives the number itself when the ticket is saved."),
        Lock.HIDDEN: tr("It is hidden from you: your rights let you neither read nor change it."),
        Lock.NO_RIGHT: tr("You may read it. Your role lacks the right to change it."),
        Lock.TABLE: tr("You may read it. The right to the whole table does not let you change it here."),
        Lock.SCREENS: tr(
            "You may read it. The SuperOffice screens lock it, although your role holds the right to change it."
        ),
    }
    text = sentences[hint.lock]
    if hint.inherited:
        text += " " + tr("The rule comes from the property it lies in.")
    if hint.write_only and hint.lock is Lock.NONE:
        text = tr("You may change it, but not read what it is.")
    return text


def reason_sentence(hint: Hint) -> str:
    """The Reason as served for what the lock sentence says, or what it means that there is none."""
    reason = hint.table_reason if hint.lock is Lock.TABLE and not hint.inherited else hint.reason
    if hint.lock in (Lock.NONE, Lock.KEY, Lock.RIGHTS):
        # the reason of a field that is mandatory says why it must be filled in: see `mandatory_sentence`
        return "" if hint.mandatory or not reason else tr("Reason given: “{reason}”.").format(reason=reason)
    if not reason:
        return tr("No reason was given; SuperOffice gives none for many locks.")
    if hint.lock is Lock.TABLE:
        return tr("Reason given for the table: “{reason}”.").format(reason=reason)
    return tr("Reason given: “{reason}”.").format(reason=reason)


def mandatory_sentence(hint: Hint) -> str:
    """That the field must be filled in, and why, as far as the server says."""
    if not hint.mandatory:
        return ""
    if hint.reason and hint.lock in (Lock.NONE, Lock.KEY, Lock.TABLE):
        return tr("It must be filled in: “{reason}”.").format(reason=hint.reason)
    return tr("It must be filled in.")


def styled_name(node: Node, style: str) -> str:
    """A property's name as it is served, as people say it, or both."""
    title = field_title(node)
    if style == "api" or not isinstance(node.key, str):
        return title
    label = readable(node.key)
    return label if style == "label" else title if label == title else f"{title} · {label}"


@lru_cache(4096)
def readable(name: str) -> str:
    """`Owner` for `OwnedBy`; the words of a name that has no other (`FirstReadByUser`: `First read by user`)."""
    if label := glossary.label(name):
        return label
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", name)
    return words[:1] + re.sub(r"\b[A-Z](?=[a-z])", lambda first: first[0].lower(), words[1:])


def field_title(node: Node) -> str:
    """What a sentence calls a node: its name, or its place in a list."""
    if isinstance(node.key, int) and node.parent is not None:
        return f"{node.parent.key} {node.key + 1}"
    return str(node.key)
