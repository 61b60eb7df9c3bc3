"""What each persona may do with the entity and its carriers, spelled as servers of several ages spell it.

Masks, reasons, keys that name no property, odd cases, dots and lying types: all seen in captures of real
servers. Rights are hints, so a client has to survive every one of them.
"""

from __future__ import annotations

from inspector.demo import custom, wire
from inspector.demo.wire import Tree

Marks = dict[str, tuple[str | int | None, str]]

_TITLE, _CATEGORY, _SERIAL = (f"[SR_MANDATORY_FIELD_{number}]" for number in (1281, 1282, 1283))
_SAVED = "[SR_ACCESS_SET_WHEN_SAVED]"
_READ_ONLY = "[SR_ACCESS_ROLE_READONLY]"
_HIDDEN = "[SR_ACCESS_HIDDEN_BY_ROLE]"
_CALCULATED = "[SR_ACCESS_CALCULATED]"


def _each(names: str, mask: str, reason: str) -> Marks:
    return dict.fromkeys(names.split(), (mask, reason))


_TABLE: dict[str, dict[str, Tree | None]] = {
    "admin": {
        "TicketEntity": {"Mask": "FULL", "Reason": ""},
        "TicketCategoryEntity": {"Mask": "URI", "Reason": ""},
        "TicketPriorityEntity": {"Mask": "FULL", "Reason": ""},
        "Person": {"Mask": "Select, Update, Insert, Delete", "Reason": ""},
        "Sale": {"Mask": "Select, Update, Delete", "Reason": ""},
        "Project": None,
    },
    "agent": {
        "TicketEntity": {"Mask": "Select, Update, Insert", "Reason": ""},
        "TicketCategoryEntity": {"Mask": "Select", "Reason": _READ_ONLY},
        "TicketPriorityEntity": {"Mask": "R", "Reason": _READ_ONLY},
        "Person": {"Mask": "URI", "Reason": ""},
        "Sale": {"Mask": "RF", "Reason": "Only sales of your own group"},
        "Project": None,
    },
    "trainee": {
        "TicketEntity": {"Mask": "Select, Update", "Reason": "[SR_ACCESS_NO_NEW_REQUEST]"},
        "TicketCategoryEntity": {"Mask": "RI, RestrictedUpdate", "Reason": "Some fields are locked"},
        "TicketPriorityEntity": {"Mask": "Select", "Reason": _READ_ONLY},
        "Person": {"Mask": "RI, RestrictedUpdate", "Reason": "Own customers only"},
        "Sale": {"Mask": "None", "Reason": _HIDDEN},
        "Project": {"Mask": "Filtering", "Reason": ""},
    },
}
_COMMON: Marks = {
    "Title": ("Update, UIHintMandatory", _TITLE),
    "CreatedAt": ("Update, UIHintReadOnly", _SAVED),
    "LastChanged": ("Update, UIHintReadOnly", _SAVED),
    "FirstReadByUser": ("Update, Unused4", ""),
    "Author": ("Update, Unused4", ""),
    "Category": ("Update, UIHintMandatory", _CATEGORY),
    "TimeSpentQueue": ("3", ""),
    "Language": (None, ""),
    "SuggestedCategoryName": ("Read, UIHintSuggested", ""),
    "IconHint": ("Unused4, UIHintReadOnly", "[SR_ACCESS_BY_TYPE]"),
    "CustomFields.x_serial": ("Update, UIHintMandatory", _SERIAL),
    "CustomFields.x_photo": ("Read", "[SR_ACCESS_FIELD_APP]"),
}
_AGENT: Marks = {
    "RealTimeToReply": ("Read", _CALCULATED),
    "RealTimeToClose": ("Read", _CALCULATED),
    "OrigHumanCategoryId": ("None", _HIDDEN),
    "Sentiment": ("None", _HIDDEN),
    "SentimentConfidence": ("None", _HIDDEN),
    "ConnectId": ("Read", "[SR_ACCESS_MERGE_IN_LIST]"),
    "Slevel": ("Update, UIHintReadOnly", "[SR_ACCESS_REPLY_PANEL]"),
    "CustomFields.x_cost_cap": ("Read", _READ_ONLY),
}
_TRAINEE: Marks = {
    **_AGENT,
    **_each("OwnedBy Category Priority Slevel Origin TicketType", "Read", _READ_ONLY),
    **_each("AlertLevel ConnectId TimeToReply TimeToClose Tags AlertTimeout", "Read", ""),
    **_each("Sale SuggestedCategoryId FromAddress TimeSpent", "None", _HIDDEN),
    "Project": ("None", ""),
    "Deadline": ("Update, UIHintReadOnly", "[SR_ACCESS_BY_PRIORITY]"),
    "BaseStatus": ("Update, UIHints", ""),
    "CustomFields.x_cost_cap": ("None", _HIDDEN),
    "CustomFields.x_serial": ("Read", _READ_ONLY),
    "CustomFields.SuperOffice:3": ("Read", "[SR_ACCESS_ACCOUNTS_ONLY]"),
}
_ENTITY_MARKS: dict[str, Marks] = {"admin": _COMMON, "agent": _COMMON | _AGENT, "trainee": _COMMON | _TRAINEE}
_SPELLED = {
    "Slevel": "SLevel",
    "FromAddress": "Fromaddress",
}  # keys that differ from the property only in case
_LENGTHS = {"Title": 254, "Author": 254, "FromAddress": 219, "Language": 8, "IconHint": 99}
_TYPES = {
    "int32": ("System.Int32", 4),
    "date-time": ("System.DateTime", 16),
    "bool": ("System.Boolean", 0),
    "double": ("System.Double", 8),
    "string": ("System.String", 239),
}


def table_right(carrier: str, rights: str) -> Tree | None:
    """TableRight of a carrier for a persona's set of rights (`admin`, `agent`, `trainee`)."""
    return _TABLE.get(rights, _TABLE["admin"]).get(carrier)


def of_table(name: str, rights: str) -> Tree | None:
    """What may be done with a new row of a table; None where nobody wrote that down."""
    carrier = {"ticket": "TicketEntity", "person": "Person", "sale": "Sale", "project": "Project"}.get(
        name.lower(), ""
    )
    return table_right(carrier, rights)


def may_look(rights: str) -> bool:
    """Whether this persona may see how others are set up: preferences, users, triggers."""
    return rights != "trainee"


def may(rights: str, right: str) -> bool:
    """Whether this persona may `Insert`, `Update` or `Delete` tickets."""
    mask = str((table_right("TicketEntity", rights) or {}).get("Mask"))
    return mask == "FULL" or right in mask


def of_entity(rights: str) -> Tree:
    """FieldProperties of TicketEntity: one per property, dotted ones for custom fields, a few misfits."""
    marks = _ENTITY_MARKS.get(rights, _ENTITY_MARKS["admin"])
    properties: Tree = {}
    for entry in wire.schema()["TicketEntity"]:
        name, kind = entry["name"], entry["type"]
        if kind.startswith("dict<") or name in ("TableRight", "FieldProperties"):
            continue  # containers have no entry
        properties[_SPELLED.get(name, name)] = _field(marks.get(name, ("Update", "")), *_declared(name, kind))
    properties["ActiveStatusMonitorId"] = _field(("Update", ""), "System.String", 0)  # a lie
    properties["SuggestedCategoryId"] = _field(marks.get("SuggestedCategoryId", ("Update", "")), None, 4)
    for field in custom.FIELDS:
        key = f"CustomFields.{field.key}"
        properties[key] = _field(marks.get(key, ("Update", "")), *field.declared)
    return properties | _fits_nothing()


def _fits_nothing() -> Tree:
    return {
        "UserDefinedFields.SuperOffice:1": _field(("Update", ""), "System.Int32", 4),
        "CategoryId": _field(("Update", ""), "System.Int32", 4),
        "TypeId": _field(("Update", ""), "System.Int16", 2),
        "Done": _field(("Read", ""), "System.Boolean", 2),
    }


def of_carrier(carrier: str, rights: str) -> Tree | None:
    """FieldProperties of a nested carrier: a few entries, empty, or null, as in real carriers."""
    locked: tuple[str | int | None, str] = ("Update", "") if rights == "admin" else ("Read", _READ_ONLY)
    match carrier:
        case "Person":
            return {
                "FirstName": _field(("Update", ""), "System.String", 99),
                "Lastname": _field(("Update, UIHintMandatory", "[SR_ACCESS_MANDATORY]"), "System.String", 99),
                "MrMrs": _field(("Update", ""), "System.String", 99),
                "Email": _field(("Update", ""), "SuperOffice.CRM.Services.EntityElement[]", 0),
                "Phone": _field(("Update", ""), "System.String", 219),
                "PersonNumber": _field(locked, "System.String", 39),
                "Usepersonaddress": _field(("Update", ""), "System.Boolean", 2),
                "Address.City": _field(("Update", ""), "System.String", 239),
            }
        case "Sale":
            return {
                "Amount": _field(locked, "System.Double", 8),
                "Earning": _field(("Read", _CALCULATED), "System.Double", 8),
                "EarningPercent": _field(locked, "System.Double", 8),
                "Title": _field(("Update, UIHintMandatory", "[SR_ACCESS_MANDATORY]"), "System.String", 219),
            }
        case "TicketCategoryEntity":
            return {
                "Name": _field(locked, "System.String", 254),
                "Fullname": _field(("Read", ""), "System.String", -1),
            }
        case "TicketPriorityEntity":
            return {
                "Deadline": _field(locked, "System.Int32", 4),
                "Status": _field(locked, "System.Int16", 2),
            }
        case _:
            return None


def _declared(name: str, kind: str) -> tuple[str, int]:
    if kind in _TYPES:
        declared, length = _TYPES[kind]
        return declared, _LENGTHS.get(name, length)
    if kind.startswith("enum:"):
        return f"SuperOffice.Data.{kind[5:]}", 2
    carrier = kind.removeprefix("array<").removesuffix(">")
    return f"SuperOffice.CRM.Services.{carrier}{'[]' if carrier != kind else ''}", 0


def _field(mark: tuple[str | int | None, str], declared: str | None, length: int) -> Tree:
    mask, reason = mark
    right = None if mask is None else {"Mask": mask, "Reason": reason}
    return {"FieldRight": right, "FieldType": declared, "FieldLength": length}
