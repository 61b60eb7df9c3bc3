"""What a person may do with a property, and why not: marks for the Rights column, sentences for Details."""

from __future__ import annotations

from dataclasses import dataclass

from inspector.domain.multilingual import is_resource
from inspector.domain.rights import Hint, Lock
from inspector.domain.visible import in_line
from inspector.words.language import tr
from inspector.words.texts import shown

LONGEST_REASON = 300
"""Characters of a served reason that a sentence quotes; Details have the whole."""


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
    if hint.field is not None and hint.field.is_hidden and hint.lock is not Lock.HIDDEN:
        marks.append(Mark("eye-off", "muted", tr("not in the screens")))
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
        Lock.FIELD: Mark("lock-screen", "violet", tr("read-only by the field")),
        Lock.COMPANION: Mark("info", "muted", tr("only to be read")),
    }[lock]


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
        Lock.FIELD: tr(
            "You may read it. The custom field itself says that it is read-only; your rights do not speak of it."
        ),
        Lock.COMPANION: tr(
            "You may read it. It comes along with a custom field to say how that reads, and is not saved."
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
    reason = shown(hint.table_reason if hint.lock is Lock.TABLE and not hint.inherited else hint.reason)
    if hint.lock in (Lock.NONE, Lock.KEY, Lock.RIGHTS, Lock.FIELD, Lock.COMPANION):
        # the reason of a field that is mandatory says why it must be filled in: see `mandatory_sentence`
        return "" if hint.mandatory or not reason else _quoted(tr("Reason given: “{reason}”."), reason)
    if not reason:
        return tr("No reason was given; SuperOffice gives none for many locks.")
    if hint.lock is Lock.TABLE:
        return _quoted(tr("Reason given for the table: “{reason}”."), reason)
    return _quoted(tr("Reason given: “{reason}”."), reason)


def mandatory_sentence(hint: Hint) -> str:
    """That the field must be filled in, and why, as far as the server says; the number of a text is no reason."""
    if not hint.mandatory:
        return ""
    if hint.is_mandatory_by_field:
        return tr("It must be filled in: the custom field itself says so.")
    if hint.reason and not is_resource(hint.reason) and hint.lock in (Lock.NONE, Lock.KEY, Lock.TABLE):
        return _quoted(tr("It must be filled in: “{reason}”."), shown(hint.reason))
    return tr("It must be filled in.")


def _quoted(sentence: str, reason: str) -> str:
    return sentence.format(reason=in_line(reason, LONGEST_REASON))
