"""Custom fields of a ticket: every kind of encoding NetServer uses, with the companions it adds for reading.

Sources: SuperOffice's page on encoded values and captures of its official client (US month-first dates); for what
GET Ticket/CustomField tells of each kind, FieldInfoBase and those that extend it in that client.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
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
    """A field: key, FieldType as GET Ticket/CustomField names it, label, default as encoded, companions.

    `details` is what only fields of its kind tell. Mandatory is what the administrator made it, which the ticket itself
    may not say.
    """

    key: str
    kind: str
    english: str
    value: str
    shown: str = ""
    tooltip: str = ""
    mandatory: bool = False
    read_only: bool = False
    hidden: bool = False
    description: str = ""
    details: Mapping[str, object] = MappingProxyType({})

    @property
    def is_udef(self) -> bool:
        """A user-defined field, made in the admin program, not an extra field with a column of its own."""
        return self.key.startswith("SuperOffice:")

    @property
    def declared(self) -> tuple[str, int]:
        """FieldType and FieldLength in FieldProperties."""
        return _DOTNET[self.kind]


_VISIT, _NEVER = "[DT:12/03/2026 09:30:00.0000000]", "[D:01/01/0001 00:00:00.0000000]"
_STORY = 'Rang at six.\r\nSaid: "Det er kaldt her – ærlig talt."'
_PLACES = "udlist30001"
"""The list that the field Place draws from: SuperOffice calls those of the house udlist and a number."""
PLACES = {1: words("Cellar"), 2: words("Roof"), 3: words("Garden")}
_SHORT: Tree = {"TextLength": 254, "FormatMask": "", "IsHtml": False}
FIELDS = (
    Field(
        "x_serial",
        "ShortText",
        "Serial number",
        "FJL-2024-00173",
        mandatory=True,
        description=words("Stands on the plate, beside the door"),
        details=_SHORT | {"DefaultValue": "FJL-2024-00173", "TextLength": 40},
    ),
    Field("x_visits", "Integer", "Visits so far", "[I:3]", details={"DefaultValue": 3}),
    Field(
        "x_load",
        "Decimal",
        "Load factor",
        "[F:4.43]",
        "[F:4.43]",
        details={"DefaultValue": Decimal("4.43"), "Precision": 2},
    ),
    Field(
        "x_installed",
        "Date",
        "Installed",
        "[D:06/01/2020]",
        "[D:06/01/2020]",
        details={"IsDefaultNow": False},
    ),
    Field("x_next_visit", "DateTime", "Next visit", _VISIT, _VISIT, details={"IsDefaultNow": False}),
    Field("x_never", "Date", "Last failure", _NEVER, _NEVER, details={"IsDefaultNow": False}),
    Field("x_call_from", "Time", "Call from", "[T:14:52]", "[T:14:52]", details={"IsDefaultNow": False}),
    Field(
        "x_shift_start",
        "TimeSpan",
        "Shift starts",
        "[DT:01/01/1760 09:34:44.0000000]",
        details={"UseDays": False, "UseHours": True, "UseMinutes": True, "MaxNum": 24},
    ),
    Field(
        "x_cost_cap",
        "Decimal",
        "Cost cap",
        "[M:12500.45]",
        "[M:12500.45]",
        description=words("The most that may be spent without asking"),
        details={"DefaultValue": Decimal("12500.45"), "Precision": 2},
    ),
    Field("x_on_site", "Checkbox", "On site", "[I:1]", details={"DefaultValue": True}),
    Field(
        "x_asset",
        "RelationTo",
        "Asset",
        "[I:42]",
        "Heat pump FJ-9, harbour wing",
        "Bryggen Hotell AS",
        details={"DefaultValue": 42, "TargetTable": "y_asset", "TargetLabel": "", "UseDropDown": False},
    ),
    Field("x_photo", "Blob", "Photo", "[B:iVBORw0KGgo=]", read_only=True),
    Field(
        "x_story",
        "LongText",
        "Story",
        _STORY,
        details={"DefaultValue": _STORY, "IsHtml": False, "UseTextArea": True, "NumRows": 5},
    ),
    Field(
        "SuperOffice:1",
        "MdoList",
        "Place",
        "[I:2]",
        words("Roof"),
        words("Ladder needed"),
        description=words("Where the unit stands"),
        details={"DefaultValue": 2, "MdoListName": _PLACES},
    ),
    Field("SuperOffice:2", "Checkbox", "Under warranty", "True", details={"DefaultValue": True}),
    Field("SuperOffice:3", "Checkbox", "Invoiced", "False", hidden=True, details={"DefaultValue": False}),
    Field(
        "SuperOffice:4",
        "ShortText",
        "Driving directions",
        "",
        mandatory=True,
        description=words("How to find the house, from the nearest main road"),
        details=_SHORT | {"DefaultValue": ""},
    ),
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


def description(name: str) -> Tree:
    """GET Ticket/CustomField/{fieldName}. Raises KeyError where no field is called so, in any case."""
    return {str(one["FieldName"]).lower(): one for one in descriptions()}[name.lower()]


def _described(rank: int, field: Field) -> Tree:
    return {
        "FieldType": field.kind,
        "FieldName": field.key,
        "DisplayName": words(field.english),
        "Description": field.description,
        "ShortLabel": words(field.english),
        "HideLabel": False,
        "HideField": field.hidden,
        "IsIndexed": field.kind in ("ShortText", "Integer"),
        "IsMandatory": field.mandatory,
        "IsReadOnly": field.read_only,
        "IsExternal": False,
        "IsDisplayField": rank == 1,
        "Rank": rank,
        "TemplateVariableName": field.key.replace("SuperOffice:", "udef_"),
        **field.details,
    }
