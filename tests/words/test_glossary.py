"""The glossary against the schema: everything is described, nothing else is, briefly and in order."""

import re
import subprocess
import sys
import tomllib

import pytest

from inspector import resources
from inspector.domain import entity, schema
from inspector.words import glossary

LEFT_OUT = {"AssociateType_db", "EFieldRight", "ETableRight"}
"""Enums that no property has as its type: the bits of a database, and masks, which are told as rights."""

SHEET = tomllib.loads(resources.path("help/fields.toml").read_text("utf-8"))


def held_carriers() -> list[str]:
    """TicketEntity and every carrier that it reaches, by following the types of the schema."""
    found, ahead = [], [entity.ROOT]
    while ahead:
        carrier = ahead.pop(0)
        if carrier not in found and entity.properties(carrier):
            found.append(carrier)
            kinds = map(entity.spelled, entity.properties(carrier).values())
            ahead += [name for kind in kinds for name in (kind.name, kind.of)]
    return found


def used_enums() -> list[str]:
    kinds = [entity.spelled(text) for name in held_carriers() for text in entity.properties(name).values()]
    return sorted({kind.of for kind in kinds if kind.name == "enum"})


CARRIERS, ENUMS = held_carriers(), used_enums()


def test_every_carrier_of_the_ticket_has_a_table_and_no_other_does() -> None:
    assert sorted(CARRIERS) == sorted(SHEET.keys() - {"labels", "enums"})


def test_every_enum_of_the_ticket_has_a_table_and_no_other_does() -> None:
    assert sorted(SHEET["enums"]) == ENUMS
    assert not LEFT_OUT & set(ENUMS)


def test_the_schema_has_no_enum_that_is_neither_told_nor_left_out_on_purpose() -> None:
    assert set(schema._schema()["enums"]) == set(ENUMS) | LEFT_OUT


@pytest.mark.parametrize("carrier", CARRIERS)
def test_every_property_is_described_in_schema_order(carrier: str) -> None:
    assert list(SHEET[carrier]) == list(entity.properties(carrier))
    for name in entity.properties(carrier):
        assert glossary.meaning(carrier, name) == SHEET[carrier][name]


@pytest.mark.parametrize("carrier", CARRIERS)
def test_descriptions_are_short_whole_sentences_and_all_different(carrier: str) -> None:
    told = SHEET[carrier].values()
    assert len(set(told)) == len(told)
    for text in told:
        assert 15 <= len(text) <= 160, text
        assert re.fullmatch(r"\S.*\.", text), text
        assert text[0].isupper() or text[0].isdigit(), text
        assert "  " not in text


@pytest.mark.parametrize("enum", ENUMS)
def test_every_enum_name_is_told_in_a_few_different_words(enum: str) -> None:
    told = SHEET["enums"][enum]
    assert list(told) == list(entity.enum(enum))
    assert len(set(told.values())) == len(told)
    for name, text in told.items():
        assert glossary.enum_meaning(enum, name) == text
        assert 3 <= len(text) <= 64, text
        assert not text.endswith("."), text


def test_every_property_of_the_ticket_has_a_short_label_of_its_own() -> None:
    labels = SHEET["labels"]
    assert list(labels) == list(entity.properties(entity.ROOT))
    assert len(set(labels.values())) == len(labels)
    assert all(3 <= len(text) <= 32 for text in labels.values())
    assert (glossary.label("OwnedBy"), glossary.label("Slevel")) == ("Owner", "Visibility")


@pytest.mark.parametrize(
    ("carrier", "name", "word"),
    [
        ("TicketEntity", "OwnedBy", "2147483647"),
        ("TicketEntity", "OwnedBy", "0 leaves it unassigned"),
        ("TicketEntity", "ConnectId", "-1"),
        ("TicketEntity", "TimeToReply", "Minutes"),
        ("TicketEntity", "TimeSpent", "Minutes"),
        ("TicketEntity", "RealTimeSpentQueue", "Seconds"),
        ("TicketEntity", "Sentiment", "-100"),
        ("TicketEntity", "SentimentConfidence", "100"),
        ("TicketEntity", "ActiveStatusMonitorId", "Ignored when the ticket is saved"),
        ("TicketCategoryEntity", "ParentId", "-1"),
    ],
)
def test_units_and_special_values_are_said(carrier: str, name: str, word: str) -> None:
    assert word in glossary.meaning(carrier, name)


def test_every_moment_of_the_ticket_says_what_year_1_means() -> None:
    moments = [name for name, kind in entity.properties(entity.ROOT).items() if kind == "date-time"]
    assert [
        name for name in moments if "Year 1 means not set" not in glossary.meaning(entity.ROOT, name)
    ] == []


def test_what_is_unknown_has_no_words() -> None:
    assert glossary.meaning("TicketEntity", "Nonsense") == ""
    assert glossary.meaning("Nonsense", "Title") == ""
    assert glossary.meaning("enums", "TicketOrigin") == ""
    assert glossary.label("Nonsense") == ""
    assert glossary.enum_meaning("TicketOrigin", "Nonsense") == ""
    assert glossary.enum_meaning("Nonsense", "Email") == ""


def test_the_sheet_is_read_only_when_asked() -> None:
    program = (
        "from inspector.words import glossary as g; print(g._entries.cache_info().currsize, g.label('Title'))"
    )
    told = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)  # noqa: S603
    assert told.stdout.split() == ["0", "Title"]
