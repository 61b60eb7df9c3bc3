"""Which dates are times of day, and which numbers are lengths of time.

The facts: SuperOffice's Swagger files and its reference of the carriers say that of a priority's office hours only the
time of day is used, and in which unit each length is counted. Where only a name hints at it (a priority's `Deadline`),
nothing is said here.
"""

from __future__ import annotations

from datetime import date

from inspector.domain import entity
from inspector.domain.document import Node

OFFICE_DAY = date(1970, 1, 1)
"""The day of an office hour that was not set before; NetServer does not look at it."""
_WEEK = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
CLOCKS = {("TicketPriorityEntity", day + edge) for day in _WEEK for edge in ("Start", "Stop")}
LENGTHS = {
    ("TicketEntity", "TimeToReply"): "minutes",
    ("TicketEntity", "RealTimeToReply"): "minutes",
    ("TicketEntity", "TimeToClose"): "minutes",
    ("TicketEntity", "RealTimeToClose"): "minutes",
    ("TicketEntity", "TimeSpentInternally"): "seconds",
    ("TicketEntity", "TimeSpentExternally"): "seconds",
    ("TicketEntity", "TimeSpentQueue"): "seconds",
    ("TicketEntity", "RealTimeSpentInternally"): "seconds",
    ("TicketEntity", "RealTimeSpentExternally"): "seconds",
    ("TicketEntity", "RealTimeSpentQueue"): "seconds",
    ("TicketEntity", "TimeSpent"): "minutes",
    ("TicketCategoryEntity", "AssignmentLag"): "minutes",
    ("TicketPriorityEscalationLevelEntity", "AlertTimeout"): "minutes",
}
"""The unit of each; -1 stands for none."""


def is_clock(node: Node) -> bool:
    """Whether only the time of day of this date counts."""
    return _place(node) in CLOCKS


def unit_of(node: Node) -> str:
    """What this length of time is counted in, `minutes` or `seconds`; empty for anything else."""
    return LENGTHS.get(_place(node), "")


def _place(node: Node) -> tuple[str, str]:
    return (entity.type_of(node.parent).name, str(node.key)) if node.parent is not None else ("", "")
