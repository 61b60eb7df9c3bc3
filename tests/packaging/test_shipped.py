"""What is shipped along with the program is told: licences, and a bill of materials."""

from __future__ import annotations

import json
import re
import shutil
import sys
from importlib.metadata import Distribution
from pathlib import Path
from types import ModuleType

import pytest

from tests.packaging.loading import load


@pytest.fixture(scope="module")
def shipped() -> ModuleType:
    return load("shipped.py")


@pytest.fixture(scope="module")
def found(shipped: ModuleType) -> list[Distribution]:
    modules = ["httpx._api", "PySide6.QtCore", "keyring", "json", "inspector.app"]
    made: list[Distribution] = shipped.distributions(modules, "ticket-draft-inspector")
    return made


def test_distributions_are_found_by_their_modules(found: list[Distribution]) -> None:
    assert [one.metadata["Name"] for one in found] == ["httpx", "keyring", "PySide6_Essentials"]


def test_every_licence_is_in_the_notices(shipped: ModuleType, found: list[Distribution]) -> None:
    text = shipped.notices(found)
    assert "LGPL-3.0-only" in text
    assert "you may replace them" in text
    for one in found:
        assert f"{one.metadata['Name']} {one.version}: " in text
    assert "Encode OSS Ltd" in text, "httpx's licence in full"


def test_the_licences_that_qt_is_under_are_handed_on(shipped: ModuleType, found: list[Distribution]) -> None:
    text = shipped.notices(found)
    for title in ("GNU LESSER GENERAL PUBLIC LICENSE", "GNU GENERAL PUBLIC LICENSE"):
        assert re.search(rf"^ +{title}\n +Version 3, 29 June 2007$", text, re.MULTILINE), title
    assert "PYTHON SOFTWARE FOUNDATION LICENSE VERSION 2" in text


@pytest.mark.skipif(sys.platform != "linux", reason="a library of a Linux system")
def test_what_no_distribution_brings_is_found(shipped: ModuleType) -> None:
    """Of three files that PyInstaller might take: a library of the system, one of Qt's wheel, one of Python itself."""
    import _ctypes

    import PySide6.QtCore

    system = next(Path("/usr/lib").glob("*/libxcb-cursor.so.0"))
    files = [("libxcb-cursor.so.0", str(system)), ("PySide6/QtCore.abi3.so", PySide6.QtCore.__file__)]
    found = shipped.natives([*files, ("python3.11/lib-dynload/_ctypes.so", _ctypes.__file__)])
    assert [one.file for one in found] == ["libxcb-cursor.so.0"]
    if shutil.which("dpkg-query"):
        assert found[0].package == "libxcb-cursor0"
        assert found[0].version
        assert f"libxcb-cursor0 {found[0].version}, from the system" in shipped.notices([], found)


def test_the_bill_names_versions_and_licences(shipped: ModuleType, found: list[Distribution]) -> None:
    others = [shipped.Native("libz.so.1", "zlib1g", "1:1.2"), shipped.Native("libfoo.dll", version="1.2.3.4")]
    bill = json.loads(shipped.bill("ticket-draft-inspector", "1.2.3", found, others))
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    assert bill["metadata"]["component"]["version"] == "1.2.3"
    parts = {part["name"]: part for part in bill["components"]}
    assert set(parts) == {
        "CPython",
        "Qt",
        "httpx",
        "keyring",
        "PySide6_Essentials",
        "libz.so.1",
        "libfoo.dll",
    }
    assert parts["httpx"]["purl"] == f"pkg:pypi/httpx@{found[0].version}"
    assert parts["libz.so.1"]["purl"] == "pkg:deb/debian/zlib1g@1:1.2"
    assert parts["libfoo.dll"]["version"] == "1.2.3.4"
    assert parts["Qt"]["licenses"] == [{"license": {"id": "LGPL-3.0-only"}}]
    references = [one["ref"] for one in bill["dependencies"]]
    assert len(references) == len(set(references)) == len(parts) + 1
