"""Custom fields of a ticket: every kind of encoding NetServer uses, with the companions it adds for reading.

Source: SuperOffice's page on encoded values and captures of its official client (US month-first dates).
"""

from __future__ import annotations

from typing import NamedTuple

from inspector.demo.localise import Display
from inspector.demo.texts import words
from inspector.demo.wire import Tree

_DOTNET = {
    "ShortText": ("System.String", 254),
    "LongText": ("System.String", 64000),
    "Integer": ("System.Int32", 4),
    "Decimal": ("System.Double", 8),
    "Date": ("System.DateTime", 16),
    "DateTime": ("System.DateTime", 16),
    "Time": ("System.DateTime", 16),
    "TimeSpan": ("System.TimeSpan", 16),
    "Checkbox": ("System.Boolean", 2),
    "MdoList": ("System.Int32", 4),
    "RelationTo": ("RelationTo", 0),  # newer servers name the kind itself
    "Blob": ("Blob", -1),
}


class Field(NamedTuple):
    """A field: key, FieldType as GET Ticket/CustomField names it, label, default as encoded, companions."""

    key: str
    kind: str
    english: str
    value: str
    shown: str = ""
    tooltip: str = ""
    mandatory: bool = False
    read_only: bool = False

    @property
    def is_udef(self) -> bool:
        """A user-defined field, made in the admin program, not an extra field with a column of its own."""
        return self.key.startswith("SuperOffice:")

    @property
    def declared(self) -> tuple[str, int]:
        """FieldType and FieldLength in FieldProperties."""
        return _DOTNET[self.kind]


_VISIT, _NEVER = "[DT:12/03/2026 09:30:00.0000000]", "[D:01/01/0001 00:00:00.0000000]"
FIELDS = (
    Field("x_serial", "ShortText", "Serial number", "FJL-2024-00173", mandatory=True),
    Field("x_visits", "Integer", "Visits so far", "[I:3]"),
    Field("x_load", "Decimal", "Load factor", "[F:4.43]", "[F:4.43]"),
    Field("x_installed", "Date", "Installed", "[D:06/01/2020]", "[D:06/01/2020]"),
    Field("x_next_visit", "DateTime", "Next visit", _VISIT, _VISIT),
    Field("x_never", "Date", "Last failure", _NEVER, _NEVER),
    Field("x_call_from", "Time", "Call from", "[T:14:52]", "[T:14:52]"),
    Field("x_shift_start", "TimeSpan", "Shift starts", "[DT:01/01/1760 09:34:44.0000000]"),
    Field("x_cost_cap", "Decimal", "Cost cap", "[M:12500.45]", "[M:12500.45]"),
    Field("x_on_site", "Checkbox", "On site", "[I:1]"),
    Field("x_asset", "RelationTo", "Asset", "[I:42]", "Heat pump FJ-9, harbour wing", "Bryggen Hotell AS"),
    Field("x_photo", "Blob", "Photo", "[B:iVBORw0KGgo=]", read_only=True),
    Field("x_story", "LongText", "Story", 'Rang at six.\r\nSaid: "Det er kaldt her – ærlig talt."'),
    Field("SuperOffice:1", "MdoList", "Place", "[I:2]", words("Roof"), words("Ladder needed")),
    Field("SuperOffice:2", "Checkbox", "Under warranty", "True"),
    Field("SuperOffice:3", "Checkbox", "Invoiced", "False"),
    Field("SuperOffice:4", "ShortText", "Driving directions", ""),
)


def extra_fields() -> Tree:
    """TicketEntity.ExtraFields: the x_ columns only."""
    return {key: value for field in FIELDS if not field.is_udef for key, value in _served(field).items()}


def custom_fields() -> Tree:
    """TicketEntity.CustomFields: extra and user-defined fields in one bucket, with `:org` for list values."""
    fields: Tree = {}
    for field in FIELDS:
        fields |= _served(field)
        if field.tooltip:
            fields[f"{field.key}:org"] = field.value
    return fields


def _served(field: Field) -> Tree:
    served: Tree = {field.key: field.value}
    if field.shown:
        served[f"{field.key}:DisplayText"] = Display(field.shown)
    if field.tooltip:
        served[f"{field.key}:DisplayTooltip"] = Display(field.tooltip)
    return served


def descriptions() -> list[Tree]:
    """GET Ticket/CustomField: FieldInfoBase of each field."""
    return [_described(rank, field) for rank, field in enumerate(FIELDS, 1)]


def _described(rank: int, field: Field) -> Tree:
    return {
        "FieldType": field.kind,
        "FieldName": field.key,
        "DisplayName": words(field.english),
        "Description": "",
        "ShortLabel": words(field.english),
        "HideLabel": False,
        "HideField": False,
        "IsIndexed": field.kind in ("ShortText", "Integer"),
        "IsMandatory": field.mandatory,
        "IsReadOnly": field.read_only,
        "IsExternal": False,
        "IsDisplayField": rank == 1,
        "Rank": rank,
        "TemplateVariableName": field.key.replace("SuperOffice:", "udef_"),
    }
