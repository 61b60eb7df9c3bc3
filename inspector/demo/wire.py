"""Trees to bytes and back. Numbers travel as int and Decimal, so that `1.10` arrives as `1.10`."""

from __future__ import annotations

import json
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Any
from xml.etree import ElementTree as Xml  # writes only, so nothing hostile is parsed

_XSI = "http://www.w3.org/2001/XMLSchema-instance"
Tree = dict[str, object]


@cache
def _ticket_schema() -> dict[str, Any]:
    source = resources.files("inspector.domain").joinpath("ticket_schema.json")
    loaded: dict[str, Any] = json.loads(source.read_text("utf-8"))
    return loaded


def schema() -> dict[str, list[dict[str, str]]]:
    """The carriers of a ticket: properties in server order, each with `name` and `type`."""
    carriers: dict[str, list[dict[str, str]]] = _ticket_schema()["carriers"]
    return carriers


def enum(name: str) -> dict[str, int]:
    """The names of an enum with their numbers."""
    names: dict[str, int] = _ticket_schema()["enums"][name]
    return names


def from_json(body: bytes) -> object:
    """Parse JSON, numbers to their exact value. Raises ValueError for anything else, and for extreme nesting."""
    try:
        return json.loads(body, parse_float=Decimal, parse_constant=_refuse)
    except RecursionError as error:
        raise ValueError("too deep") from error


def _refuse(constant: str) -> object:
    raise ValueError(constant)  # NaN and Infinity are not JSON


def to_json(tree: object) -> bytes:
    """JSON as NetServer writes it: compact, UTF-8, every Decimal in its own spelling."""
    try:
        text = json.dumps(tree, ensure_ascii=False, separators=(",", ":"))
    except TypeError:  # there is a Decimal in it
        text = _json(tree)
    return text.encode("utf-8", "backslashreplace")  # a lone surrogate leaves as its JSON escape


def _json(value: object) -> str:
    match value:
        case dict():
            return (
                "{"
                + ",".join(f"{json.dumps(key, ensure_ascii=False)}:{_json(v)}" for key, v in value.items())
                + "}"
            )
        case list() | tuple():
            return "[" + ",".join(map(_json, value)) + "]"
        case Decimal():
            return str(value)
        case _:
            return json.dumps(value, ensure_ascii=False)


def to_xml(tree: object, carrier: str) -> bytes:
    """XML: the root is named after the carrier, the elements after the properties; null is `xsi:nil`."""
    is_list = carrier.startswith("array<")
    root = Xml.Element(f"ArrayOf{carrier[6:-1]}" if is_list else carrier)
    root.set("xmlns:xsi", _XSI)
    _fill(root, tree, carrier)
    return bytes(Xml.tostring(root, encoding="utf-8", xml_declaration=True))


def _fill(element: Xml.Element, value: object, type_name: str) -> None:
    match value:
        case None:
            element.set("xsi:nil", "true")
        case bool():
            element.text = "true" if value else "false"
        case dict() if type_name.startswith("dict<"):
            _fill_dictionary(element, value, type_name[5:-1].split(",")[1])
        case dict():
            types = {entry["name"]: entry["type"] for entry in schema().get(type_name, ())}
            for name, item in value.items():
                _fill(Xml.SubElement(element, name.replace("odata.", "")), item, types.get(name, ""))
        case list():
            item_type = type_name[6:-1] if type_name.startswith("array<") else "Item"
            for item in value:
                _fill(Xml.SubElement(element, item_type), item, item_type)
        case _:
            element.text = str(value)


def _fill_dictionary(element: Xml.Element, value: Tree, item_type: str) -> None:
    """Keys may hold colons and dots, which element names may not: pairs, as .NET writes dictionaries."""
    for key, item in value.items():
        pair = Xml.SubElement(element, f"KeyValueOfstring{item_type}")
        Xml.SubElement(pair, "Key").text = key
        _fill(Xml.SubElement(pair, "Value"), item, item_type)
