"""The portrait as a table for a spreadsheet."""

from __future__ import annotations

import csv
import io
from unicodedata import normalize

from inspector.reports import portrait, table
from inspector.reports.portrait import Portrait
from tests.demo_tickets import demo_ticket
from tests.reports.conftest import OCCASION, values


def rows(found: Portrait) -> list[dict[str, str]]:
    text = table.csv(found)
    assert text.startswith("\ufeff")
    read = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True))
    return [dict(zip(read[0], row, strict=True)) for row in read[1:]]


def test_a_spreadsheet_reads_the_values(nasty: Portrait) -> None:
    read = [row["Default"] for row in rows(nasty) if row["Property"].startswith("CustomFields.")]
    assert read[:2] == ["-7", "-1.5"], "they stay numbers"
    assert [one.replace("'", "") for one in read] == values(nasty)
    for cell in (cell for one in read for cell in one.split(";")):
        assert normalize("NFKC", cell.strip())[:1] not in ("=", "+", "@") or not cell
        assert not cell.startswith("-") or float(cell) < 0


def test_every_field_has_a_row_with_all_that_is_known() -> None:
    served = demo_ticket("trainee", "en")
    found = rows(portrait.take(served, OCCASION, offered={"ticketpriority": ["Low", "High"]}))
    by_name = {row["Property"]: row for row in found}
    assert {str(node.key) for node in served.root} - by_name.keys() == {"TableRight", "FieldProperties"}
    assert "CustomFields.x_asset:DisplayText" in by_name
    assert by_name["Title"] | {"Rights": "", "What it means": ""} == {
        "Property": "Title",
        "Label": "Title",
        "Default": "empty",
        "Type": "text up to 254 characters",
        "Rights": "",
        "Reason": "Trainees answer requests; they do not create them",
        "Allowed values": "",
        "What it means": "",
        "Group": "Identity",
    }
    assert by_name["Priority"]["Allowed values"] == "Low, High"
    assert by_name["OwnedBy"]["Allowed values"] == "List: associate"
    assert by_name["CreatedAt"]["Reason"] == "Trainees answer requests; they do not create them"


def test_edits_have_a_column_of_their_own() -> None:
    served, other = demo_ticket("admin", "en"), demo_ticket("agent", "en")
    found = {row["Property"]: row for row in rows(portrait.take(served, OCCASION, edited=other))}
    assert (found["OwnedBy"]["Default"], found["OwnedBy"]["As edited"]) == ("Tim Høyland", "Ingrid Solbakken")
    assert found["Title"]["As edited"] == ""
