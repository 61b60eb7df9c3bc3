"""SuperOffice's own client, pointed at the tenant that others can run, gets what it would from a real one."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.present import present
from tests.waiting import PATIENCE

ROOT = Path(__file__).parents[2]
CLIENT = Path(__file__).parent / "client"
PACKAGE = CLIENT / "node_modules" / "@superoffice" / "webapi"
pytestmark = [
    pytest.mark.skipif(
        not shutil.which("node"), reason="node, which SuperOffice's client runs on, is not installed"
    ),
    pytest.mark.skipif(
        not PACKAGE.is_dir(),
        reason=f"SuperOffice's client is not there: npm ci --prefix {CLIENT.relative_to(ROOT)}",
    ),
]


@pytest.fixture
def served() -> Iterator[str]:
    """The address of `python -m inspector.demo`."""
    command = [sys.executable, "-m", "inspector.demo"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, encoding="utf-8") as running:  # noqa: S603
        try:
            yield present(running.stdout).readline().strip()
        finally:
            running.terminate()
            running.communicate(timeout=PATIENCE)


def journey(address: str, user: str) -> subprocess.CompletedProcess[str]:
    command = [present(shutil.which("node")), str(CLIENT / "journey.cjs"), address, user, "demo"]
    return subprocess.run(command, capture_output=True, encoding="utf-8", timeout=PATIENCE, check=False)  # noqa: S603


def test_it_creates_saves_reads_saves_again_and_deletes(served: str) -> None:
    done = journey(served, "admin")
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    assert found.pop("unchanged") > 50
    assert found == {
        "right": 15,
        "saved": {"title": "No heat", "owner": "Astrid Bjørnstad", "fields": "[I:3]"},
        "read": {"same": True, "owner": "Astrid Bjørnstad", "category": "Support/Hardware/Heat pumps"},
        "again": {"same": True, "title": "Heat again", "priority": "Medium"},
        "changed": ["lastChanged"],
        "older": {"owner": "Astrid Bjørnstad", "type": "Request"},
        "deleted": None,
        "outage": {"type": "Outage", "priority": "No power", "level": "Internal"},
        "types": ["Request", "Outage", "Complaint", "Installation", "Meter reading", "Praise"],
        "type": [3, 4],
        "categories": [
            "Support",
            "Support/Hardware",
            "Support/Hardware/Heat pumps",
            "Support/Hardware/Chargers",
            "Support/Hardware/Printers",
            "Support/Software",
            "Support/Software/My page",
            "Support/Software/Mobile app",
            "Billing",
            "Billing/Meter reading",
            "Billing/Refund",
            "Power cuts",
        ],
        "statuses": ["Active", "Closed", "Postponed", "Deleted", "Active", "Active"],
        "offered": ["Open", "Closed", "Waiting for parts"],
        "preference": {"level": "Group", "value": "7"},
        "insert": 15,
        "mailboxes": ["desk@fjordlys.example", "outage@fjordlys.example", "invoice@fjordlys.example"],
        "zone": 261,
        "person": ["Odd-Arne Tveit"],
        "message": "Tim Høyland",
    }


def test_it_is_told_that_a_trainee_may_not(served: str) -> None:
    done = journey(served, "trainee")
    assert (done.returncode, done.stdout) == (1, "")
    assert "SoSentryException" in done.stderr
