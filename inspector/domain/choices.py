"""What the pickers offer until the tenant's own lists arrive, or if they can't.

Codes as SuperOffice documents them (MDO lists `language` and `culture`, zones of `SO-TimeZone`); names in English, the
language in which the tenant is asked for its own, and beside them those used by the people who live there.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of a picker: what goes to the server, and what a person reads."""

    code: str
    name: str
    also: tuple[str, ...] = field(default=(), compare=False)
    """Further names that find it when typed."""
    hint: str = field(default="", compare=False)
    """What shows at a glance what it stands for: its own name, a sample."""
    iana: str = field(default="", compare=False)
    """Of a time zone: whose rules it follows, where the tenant says."""
    why_not: str = field(default="", compare=False)
    """Why it is there to be seen and can't be chosen; empty where it can."""


LANGUAGES = [
    Choice("en", "English"),
    Choice("no", "Norwegian", ("Norsk",)),
    Choice("sv", "Swedish", ("Svenska",)),
    Choice("da", "Danish", ("Dansk",)),
    Choice("de", "German", ("Deutsch",)),
    Choice("nl", "Dutch", ("Nederlands",)),
    Choice("fr", "French", ("Français",)),
    Choice("fi", "Finnish", ("Suomi",)),
    Choice("es", "Spanish", ("Español",)),
    Choice("it", "Italian", ("Italiano",)),
    Choice("pl", "Polish", ("Polski",)),
    Choice("cs", "Czech", ("Čeština",)),
    Choice("ru", "Russian", ("Русский",)),
    Choice("uk", "Ukrainian", ("Українська",)),
    Choice("zh", "Chinese", ("中文",)),
    Choice("ko", "Korean", ("한국어",)),
    Choice("br", "Portuguese (Brazil)", ("Português (Brasil)",)),
    Choice("vi", "Vietnamese", ("Tiếng Việt",)),
    Choice("ch", "German (Switzerland)", ("Deutsch (Schweiz)",)),
]

CULTURES = [
    Choice("en", "English"),
    Choice("no", "Norwegian, Bokmål", ("Norsk", "Norwegian")),
    Choice("sv", "Swedish", ("Svenska",)),
    Choice("da", "Danish", ("Dansk",)),
    Choice("de", "German", ("Deutsch",)),
    Choice("de-ch", "German (Switzerland)", ("Deutsch (Schweiz)",)),
    Choice("nl", "Dutch", ("Nederlands",)),
    Choice("fr", "French", ("Français",)),
    Choice("fi", "Finnish", ("Suomi",)),
    Choice("es", "Spanish", ("Español",)),
    Choice("it", "Italian", ("Italiano",)),
    Choice("pl", "Polish", ("Polski",)),
    Choice("cs", "Czech", ("Čeština",)),
    Choice("ru", "Russian", ("Русский",)),
    Choice("uk", "Ukrainian", ("Українська",)),
    Choice("pt-br", "Portuguese (Brazil)", ("Português (Brasil)",)),
    Choice("zh-cn", "Chinese", ("中文",)),
    Choice("ja", "Japanese", ("日本語",)),
    Choice("ko", "Korean", ("한국어",)),
    Choice("vi", "Vietnamese", ("Tiếng Việt",)),
]

TIME_ZONES = [
    Choice("UTC", "UTC/GMT"),
    Choice("NO", "Norway", ("Norge",)),
    Choice("SE", "Sweden", ("Sverige",)),
    Choice("DK", "Denmark", ("Danmark",)),
    Choice("FI", "Finland", ("Suomi",)),
    Choice("DE", "Germany", ("Deutschland",)),
    Choice("NL", "Netherlands", ("Nederland",)),
    Choice("BE", "Belgium", ("België", "Belgique")),
    Choice("FR", "France"),
    Choice("GB", "United Kingdom"),
    Choice("IE", "Ireland"),
    Choice("CH", "Switzerland", ("Schweiz", "Suisse", "Svizzera")),
    Choice("AT", "Austria", ("Österreich",)),
    Choice("PL", "Poland", ("Polska",)),
    Choice("CZ", "Czech Republic", ("Česko",)),
    Choice("ES", "Spain", ("España",)),
    Choice("IT", "Italy", ("Italia",)),
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
