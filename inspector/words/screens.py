"""Where in SuperOffice an administrator changes something, by the names of its own screens.

Sources: SuperOffice's help on request types, statuses, priorities, categories, extra fields, and preferences.
"""

from __future__ import annotations

from inspector.words.language import tr


def in_settings(steps: tuple[str, ...]) -> str:
    """The way there in Settings and maintenance; empty without steps."""
    return " › ".join((tr("Settings and maintenance"), *steps)) if steps else ""


def of_carrier(carrier: str) -> tuple[str, ...]:
    """The steps to the list that such a carrier is an entry of; none where that is not known."""
    lists = {
        "TicketStatusEntity": tr("Request status"),
        "TicketPriorityEntity": tr("Priorities"),
        "TicketType": tr("Request types"),
        "TicketCategoryEntity": tr("Categories"),
    }
    return (tr("Requests"), lists[carrier]) if carrier in lists else ()


def of_field(name: str) -> tuple[str, ...]:
    """The steps to an extra field; none for a user-defined one: the screen `Fields` has no tab for requests."""
    return (tr("System design"), tr("Tables"), f"ticket.{name}") if name.startswith("x_") else ()


def of_preferences() -> tuple[str, ...]:
    """The steps to the preferences of everybody."""
    return tr("Preferences"), tr("Global preferences")
