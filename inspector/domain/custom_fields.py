"""What the tenant says of its own fields: `GET Ticket/CustomField`, a FieldInfoBase for each.

Extra fields (`x_visits`) and user-defined ones (`SuperOffice:1`) stand in a ticket under names that tell people
nothing. This has their titles, descriptions, types and lists, and whether they must be filled in, can't be changed, or
are hidden in the screens. Sources: the Swagger file of Ticket (FieldInfoBase), SuperOffice's reference of the carriers
that are made of it (`MdoListName`, `TextLength`, `Choices`, `DefaultValue`), its page on encoded values.

Servers differ by version, so whatever is of another shape is as if it were not there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import islice

from inspector.domain import encoded, numbers
from inspector.domain.document import Node, Root

HOLDERS = ("ExtraFields", "CustomFields")
"""The ticket's properties that hold them."""
COMPANIONS = (":DisplayText", ":DisplayTooltip", ":org")
"""What follows a field's name where the server sends along how it reads, its tip, and what it held: only to be read."""

KINDS = (
    *("Unknown", "Integer", "ShortText", "LongText", "Date", "Blob", "Checkbox", "MdoList", "Decimal"),
    *("DateTime", "Time", "TimeSpan", "RelationTo", "Attachment", "DynamicLink", "ListText"),
)
"""FieldType, by its number."""
REFERENCES = ("MdoList", "RelationTo")
"""Kinds whose number stands for something else."""
TEXTS = ("ShortText", "LongText", "ListText", "DynamicLink")

FEW = 30
"""Fields that are looked for in a large ticket by themselves."""
MOST_CHOICES = 1_000
"""Texts to choose from that are read of one field."""

_WHOLE = ("Integer", "MdoList", "RelationTo", "Attachment", "TimeSpan")
_DOTNET = {
    **dict.fromkeys(("System.Int16", "System.Int32", "System.Int64", "System.UInt32"), _WHOLE),
    **dict.fromkeys(("System.Double", "System.Decimal", "System.Single"), ("Decimal",)),
    "System.Boolean": ("Checkbox",),
    "System.String": (*TEXTS, "Attachment", "Blob"),
    "System.DateTime": ("", "Date", "DateTime", "Time", "TimeSpan"),
    "System.TimeSpan": ("", "TimeSpan", "Time"),
    "System.Byte[]": ("Blob",),
}
"""What a FieldType of FieldProperties may be, the likeliest first; "" where it leaves that open."""

_MARKS = {
    **dict.fromkeys(("Integer", *REFERENCES, "Attachment"), ("I",)),
    "Decimal": ("F", "M", "I"),
    "Date": ("D", "DT"),
    "DateTime": ("DT", "D"),
    "Time": ("T", "DT"),
    "TimeSpan": ("I", "DT", "T"),
}
"""The marks that encoded values of a kind have, the usual one first (see `encoded`)."""
_BLANKS = {
    "I": "[I:0]",
    "F": "[F:0]",
    "D": "[D:01/01/0001]",
    "DT": "[DT:01/01/0001 00:00:00.0000000]",
    "T": "[T:00:00]",
}
_MARKED = re.compile(r"\[([A-Z]{1,2}):[^\[\]]*\]")
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?", re.ASCII)
TICKS = (("[I:0]", "[I:1]"), ("False", "True"))
"""How a field says no and yes: extra fields as a number, user-defined ones in words."""


@dataclass(frozen=True, slots=True)
class CustomField:
    """One field of the tenant's own, as it is set up."""

    name: str
    """The prog id (`SuperOffice:1`), or the name in the database (`x_visits`)."""
    title: str = ""
    """What people call it; may be in several languages (see `multilingual`)."""
    description: str = ""
    """Likewise."""
    kind: str = ""
    """One of KINDS; empty where the server did not say, or says something that is not known."""
    served_kind: str = ""
    """FieldType as served."""
    is_mandatory: bool = False
    is_read_only: bool = False
    is_hidden: bool = False
    """Whether the screens leave it out; the API does not."""
    list_name: str = ""
    """The MDO list that its values are picked from."""
    choices: tuple[str, ...] = ()
    """The texts that one of is to be chosen from."""
    length: int | None = None
    """The most UTF-16 units of a text."""
    default: str = ""
    """DefaultValue, as a text."""
    template: str = ""
    """What templates call it."""


@dataclass(frozen=True)
class Fields:
    """The fields of a tenant, by name; a name of another case finds one where none is spelled so."""

    by_name: Mapping[str, CustomField] = field(default_factory=dict)
    folded: Mapping[str, CustomField] = field(default_factory=dict)

    def get(self, name: str) -> CustomField | None:
        """The field of that name."""
        return self.by_name.get(name) or self.folded.get(name.casefold())

    def __len__(self) -> int:
        return len(self.by_name)


NONE = Fields()


def read(served: Iterable[object]) -> Fields:
    """The fields that a server told of; what is no field is left out, and of two of one name the first counts."""
    found: dict[str, CustomField] = {}
    for one in served:
        made = _field(one) if isinstance(one, dict) else None
        if made is not None:
            found.setdefault(made.name, made)
    folded: dict[str, CustomField] = {}
    for name, made in found.items():
        folded.setdefault(name.casefold(), made)
    return Fields(found, folded)


def _field(served: Mapping[str, object]) -> CustomField | None:
    told = {str(name).casefold(): value for name, value in served.items()}
    name = _text(told, "FieldName")
    if not name:
        return None
    length = numbers.served(told.get("textlength"))
    choices = told.get("choices")
    return CustomField(
        name,
        _text(told, "DisplayName") or _text(told, "ShortLabel"),
        _text(told, "Description"),
        _kind(told.get("fieldtype")),
        _text(told, "FieldType"),
        _flag(told, "IsMandatory"),
        _flag(told, "IsReadOnly"),
        _flag(told, "HideField"),
        _text(told, "MdoListName"),
        tuple(islice(filter(None, map(_plain, choices if isinstance(choices, list) else ())), MOST_CHOICES)),
        length if length and length > 0 else None,
        _text(told, "DefaultValue"),
        _text(told, "TemplateVariableName"),
    )


def _plain(value: object) -> str:
    """A text, or a number or a truth written out; empty for all else."""
    return str(value).strip() if isinstance(value, str | int | float) else ""


def _text(told: Mapping[str, object], name: str) -> str:
    return _plain(told.get(name.casefold()))


def _flag(told: Mapping[str, object], name: str) -> bool:
    return _text(told, name).casefold() in ("1", "true")


def _kind(value: object) -> str:
    number = numbers.served(value)
    if number is not None:
        name = KINDS[number] if 0 <= number < len(KINDS) else ""
    else:
        name = {kind.casefold(): kind for kind in KINDS}.get(_plain(value).casefold(), "")
    return "" if name == "Unknown" else name


# -- in a ticket --------------------------------------------------------------------------------------


def field_of(node: Node) -> CustomField | None:
    """What the tenant says of the field that a node is; None where it is none, or nobody told."""
    told = _told(node)
    return told.get(str(node.key)) if told is not None else None


def companion_of(node: Node) -> tuple[str, str] | None:
    """For what only comes along with a field of the ticket: that field's name, and the one of COMPANIONS; else None."""
    if not _is_held(node):
        return None
    name = str(node.key)
    for companion in COMPANIONS:
        if name.endswith(companion):
            return name.removesuffix(companion), companion
    return None


def companions(node: Node) -> list[Node]:
    """What came along with a field, to be read."""
    holder = node.parent
    if holder is None or not _is_held(node):
        return []
    found = (holder.get(f"{node.key}{companion}") for companion in COMPANIONS)
    return [one for one in found if one is not None]


def owner_of(node: Node) -> CustomField | None:
    """What the tenant says of the field that a node comes along with."""
    told, companion = _told(node), companion_of(node)
    return told.get(companion[0]) if told is not None and companion is not None else None


def _is_held(node: Node) -> bool:
    holder = node.parent
    if holder is None or holder.key not in HOLDERS or not isinstance(node.key, str):
        return False
    return holder.kind == "{" and holder.parent is not None and holder.parent.parent is None


def _told(node: Node) -> Fields | None:
    told = told_of(node.root) if _is_held(node) else None
    return told if told else None


def told_of(root: Node) -> Fields:
    """What is known of the fields of the tenant whose ticket it is."""
    told = root.told if isinstance(root, Root) else None
    return told if isinstance(told, Fields) else NONE


def learn(root: Node, told: Fields) -> None:
    """From now on this is what is known of the fields of a ticket."""
    if isinstance(root, Root):
        root.learn(told, HOLDERS)


def named_in(root: Node) -> Iterator[Node]:
    """The fields of a ticket that its tenant tells of, each once: of two of one name, that in CustomFields."""
    told, found = told_of(root), set[str]()
    for holder in map(root.get, reversed(HOLDERS)):
        if holder is not None and holder.kind == "{":
            if len(told) > FEW:
                holder.names()  # else each of many names would be looked for in all that is not cut yet
            for name in told.by_name:
                if name not in found and (node := holder.get(name)) is not None:
                    found.add(name)
                    yield node


# -- kinds --------------------------------------------------------------------------------------------


def declared(field_type: str, told: CustomField | None) -> str:
    """The kind of a field, one of KINDS: as FieldProperties of the ticket have it, and where that leaves several
    possible, as the field itself says; empty where neither tells."""
    own = told.kind if told is not None else ""
    if field_type in KINDS[1:]:
        return field_type
    likely = _DOTNET.get(field_type)
    return own if likely is None or own in likely else likely[0]


def agrees(field_type: str, told: CustomField) -> bool:
    """Whether the type that FieldProperties name can be what the field itself says."""
    return not told.kind or declared(field_type, told) == told.kind


def mark_of(kind: str) -> str:
    """The mark that an encoded value of that kind usually has; empty for a kind that is not encoded."""
    return _MARKS.get(kind, ("",))[0]


def blank(kind: str, name: str) -> str | None:
    """A value of that kind which says nothing, in the form that the field of that name would have it; None for texts
    and whatever has no such form."""
    if kind == "Checkbox":
        return TICKS[0 if name.startswith("x_") else 1][0]
    return _BLANKS.get(mark_of(kind))


def is_default(told: CustomField, text: str) -> bool | None:
    """Whether a value is the default that the field is set up with; None where it is set up with none, or nobody told.

    A default of 0, of no date or of "no" is what fields have that nobody gave one.
    """
    default, form = told.default, encoded.parse(text)
    if default.casefold() in ("", "0", "false") or default.startswith("0001-"):
        return None
    if any(text in pair for pair in TICKS):
        return default.casefold() in ("true", "1") and any(text == yes for _no, yes in TICKS)
    if form is None:
        return text == default
    moment = encoded.moment_of(form)
    if moment is not None:
        return moment.isoformat() == default[:19] or moment.date().isoformat() == default
    numbers_of = [_NUMBER.fullmatch(one) for one in (form.body, default)]
    return all(numbers_of) and Decimal(form.body) == Decimal(default)


def fits(kind: str, text: str) -> bool:
    """Whether a text can be a value of that kind, encoded or, for numbers, plain; nothing always can."""
    if not text:
        return True
    if kind == "Checkbox":
        return any(text in pair for pair in TICKS)
    marks = _MARKS.get(kind)
    if marks is None:
        return True
    found = _MARKED.fullmatch(text)
    if found is not None:
        return found[1] in marks
    plain = _NUMBER.fullmatch(text) if marks[0] in ("I", "F") else None
    return plain is not None and (marks[0] == "F" or plain[1] is None)
