"""Tickets to make portraits of."""

from __future__ import annotations

import json

import pytest

from inspector.domain.document import Document
from inspector.reports import portrait
from inspector.reports.portrait import Occasion, Portrait

NASTY = [
    *(
        "-7",
        "-1.5",
        "=1+1",
        ' ＝HYPERLINK("http://x")',
        "-2+3",
        "a;=1+1",
        "{{token}}",
        "| a || b |",
        "``` x ` y",
        "**a** _b_ ~~c~~",
    ),
    *(
        "<b>&lt;script&gt;</b>",
        "[a](javascript:b) ![x](y)",
        "one\ntwo\r\nthree",
        "# no heading",
        "\u202eabc",
        "\u2067x \u202b y",
    ),
    *("a\\|b", "\\", "$x$ @someone :smile:", "https://example.com/a_b", "1. x", '日本, "x"', "&copy; &amp;"),
]
OCCASION = Occasion([("Tenant", "Demo"), ("User", "Tim")])


def document(served: object) -> Document:
    return Document(json.dumps(served).encode())


@pytest.fixture
def nasty() -> Portrait:
    """A portrait whose values are hard to write down, in the order of NASTY; so are its tenant's name and a reason."""
    fields = {f"x_{number}": text for number, text in enumerate(NASTY)}
    served = {
        "TicketId": 0,
        "Title": "",
        "CustomFields": fields,
        "FieldProperties": {
            "Title": {"FieldRight": {"Mask": "Update, UIHintMandatory", "Reason": "<b>*x*</b> | `"}}
        },
    }
    return portrait.take(document(served), Occasion([("Tenant", "# PROD | `x` \u202e <b>\n- y")]))


def values(found: Portrait) -> list[str]:
    return [one.value for one in found.fields if one.name.startswith("CustomFields.")]
