"""What the pickers offer until the tenant's own lists arrive, or if they can't.

Codes as SuperOffice documents them (MDO lists `language` and `culture`, zones of `SO-TimeZone`); names in English, in
which the tenant is asked for its own.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of a picker: what goes to the server, and what a person reads."""

    code: str
    name: str


LANGUAGES = [
    Choice("en", "English"),
    Choice("no", "Norwegian"),
    Choice("sv", "Swedish"),
    Choice("da", "Danish"),
    Choice("de", "German"),
    Choice("nl", "Dutch"),
    Choice("fr", "French"),
    Choice("fi", "Finnish"),
    Choice("es", "Spanish"),
    Choice("it", "Italian"),
    Choice("pl", "Polish"),
    Choice("cs", "Czech"),
    Choice("ru", "Russian"),
    Choice("uk", "Ukrainian"),
    Choice("zh", "Chinese"),
    Choice("ko", "Korean"),
    Choice("br", "Portuguese (Brazil)"),
    Choice("vi", "Vietnamese"),
    Choice("ch", "German (Switzerland)"),
]

CULTURES = [
    Choice("en", "English"),
    Choice("no", "Norwegian, Bokmål"),
    Choice("sv", "Swedish"),
    Choice("da", "Danish"),
    Choice("de", "German"),
    Choice("de-ch", "German (Switzerland)"),
    Choice("nl", "Dutch"),
    Choice("fr", "French"),
    Choice("fi", "Finnish"),
    Choice("es", "Spanish"),
    Choice("it", "Italian"),
    Choice("pl", "Polish"),
    Choice("cs", "Czech"),
    Choice("ru", "Russian"),
    Choice("uk", "Ukrainian"),
    Choice("pt-br", "Portuguese (Brazil)"),
    Choice("zh-cn", "Chinese"),
    Choice("ja", "Japanese"),
    Choice("ko", "Korean"),
    Choice("vi", "Vietnamese"),
]

TIME_ZONES = [
    Choice("UTC", "UTC/GMT"),
    Choice("NO", "Norway"),
    Choice("SE", "Sweden"),
    Choice("DK", "Denmark"),
    Choice("FI", "Finland"),
    Choice("DE", "Germany"),
    Choice("NL", "Netherlands"),
    Choice("BE", "Belgium"),
    Choice("FR", "France"),
    Choice("GB", "United Kingdom"),
    Choice("IE", "Ireland"),
    Choice("CH", "Switzerland"),
    Choice("AT", "Austria"),
    Choice("PL", "Poland"),
    Choice("CZ", "Czech Republic"),
    Choice("ES", "Spain"),
    Choice("IT", "Italy"),
    Choice("US-NY", "United States, New York"),
    Choice("US-CA", "United States, California"),
    Choice("US-HI", "United States, Hawaii"),
    Choice("CA-QC", "Canada, Quebec"),
    Choice("CA-BC", "Canada, British Columbia"),
    Choice("BR-RJ", "Brazil, Rio de Janeiro"),
    Choice("AU-NSW", "Australia, New South Wales"),
    Choice("AU-ACT", "Australia, Capital Territory"),
    Choice("BD", "Bangladesh"),
]
