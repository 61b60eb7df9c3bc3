"""What belongs together among the ticket's properties, for a view in groups; the draft keeps its own order."""

from __future__ import annotations

from functools import cache

GROUPS = {
    "identity": (
        *("TicketId", "Title", "TicketType", "Category", "Tags", "Origin", "Language", "FromAddress"),
        *("IconHint", "TelemetryId"),
    ),
    "people": ("CreatedBy", "Author", "OwnedBy", "Person", "SecondaryPersons"),
    "status": (
        *("BaseStatus", "Status", "Priority", "Slevel", "ReadStatus", "AlertLevel", "ActiveStatusMonitorId"),
        *("HasAttachment", "NumReplies", "NumMessages", "Messages"),
    ),
    "times": (
        *("CreatedAt", "LastChanged", "ReadByOwner", "ReadByCustomer", "FirstReadByOwner", "FirstReadByUser"),
        *("Activate", "ClosedAt", "RepliedAt", "AlertTimeout", "Deadline"),
        *("TimeToReply", "RealTimeToReply", "TimeToClose", "RealTimeToClose", "TimeSpent"),
        *("TimeSpentInternally", "TimeSpentExternally", "TimeSpentQueue"),
        *("RealTimeSpentInternally", "RealTimeSpentExternally", "RealTimeSpentQueue"),
    ),
    "analysis": (
        *("Sentiment", "SentimentConfidence", "SuggestedCategoryId", "SuggestedCategoryName"),
        "OrigHumanCategoryId",
    ),
    "links": ("ConnectId", "Sale", "Project", "FormSubmission"),
    "custom": ("ExtraFields", "CustomFields"),
    "other": (),
    "rights": ("TableRight", "FieldProperties"),
}
"""In the order in which they are shown; what the schema does not know is `other`."""


@cache
def _by_name() -> dict[str, str]:
    return {name: group for group, names in GROUPS.items() for name in names}


def group_of(name: str) -> str:
    """The group of a property of the ticket."""
    return _by_name().get(name, "other")
