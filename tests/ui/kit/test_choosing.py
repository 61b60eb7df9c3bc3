from pathlib import Path

import pytest

from inspector.ui.kit.choosing import with_ending


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("draft.v2", "draft.v2.json"),
        ("tenant.example.com", "tenant.example.com.json"),
        ("plain", "plain.json"),
        ("plain.", "plain.json"),
        ("there.JSON", "there.JSON"),
        ("there.ticketdraft", "there.ticketdraft"),
        (".json", ".json.json"),
    ],
)
def test_a_name_gets_the_ending_that_it_lacks(typed: str, name: str) -> None:
    assert with_ending(Path("/x.y") / typed, [".json", ".ticketdraft"]) == Path("/x.y") / name
