"""What is shipped beside the program is told: licences, and a bill of materials."""

from __future__ import annotations

import json

import pytest

from tests.packaging.loading import load


@pytest.fixture(scope="module")
def shipped():
    return load("shipped.py")


@pytest.fixture(scope="module")
def found(shipped):
    return shipped.distributions(
        ["httpx._api", "PySide6.QtCore", "keyring", "json", "inspector.app"], "ticket-draft-inspector"
    )


def test_distributions_are_found_by_their_modules(found):
    assert [one.metadata["Name"] for one in found] == ["httpx", "keyring", "PySide6_Essentials"]


def test_every_licence_is_in_the_notices(shipped, found):
    text = shipped.notices(found)
    assert "LGPL-3.0-only" in text
    assert "you may replace them" in text
    for one in found:
        assert f"{one.metadata['Name']} {one.version}: " in text
    assert "Encode OSS Ltd" in text, "httpx's licence in full"


def test_the_bill_names_versions_and_licences(shipped, found):
    bill = json.loads(shipped.bill("ticket-draft-inspector", "1.2.3", found))
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    assert bill["metadata"]["component"]["version"] == "1.2.3"
    purls = {part.get("purl") for part in bill["components"]}
    assert f"pkg:pypi/httpx@{found[0].version}" in purls
    assert {"CPython", "httpx", "keyring", "PySide6_Essentials"} == {
        part["name"] for part in bill["components"]
    }
