"""The smoke test as people run it, and that it fails where something does not work."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.desktop import secret_service
from tests.waiting import PATIENCE

ROOT = Path(__file__).parents[2]


def smoke(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-m", "inspector", *map(str, arguments)],
        env=os.environ | {"PYTHONPATH": str(ROOT)} | environment,
        capture_output=True,
        encoding="utf-8",
        timeout=2 * PATIENCE,
        check=False,
    )


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TICKET_INSPECTOR_CONFIG", str(tmp_path / "mine"))
    return tmp_path / "mine"


def test_every_step_passes_and_nothing_is_left(home: Path, tmp_path: Path) -> None:
    with secret_service():
        ended = smoke("--smoke-test", tmp_path / "report.txt")
    assert ended.returncode == 0, ended.stdout + ended.stderr
    lines = (tmp_path / "report.txt").read_text("utf-8").splitlines()
    assert lines == ended.stdout.splitlines()
    assert lines[-1] == "Smoke test passed"
    steps = [line.partition("(")[0].removeprefix("ok ").strip() for line in lines if line.startswith("ok ")]
    assert steps == [
        "window",
        "speak every language",
        "sign in to the demo tenant, fetch the defaults",
        "edit",
        "save a draft",
        "open it again",
        "write, read and delete in the keyring",
    ]
    assert not home.exists(), "what the person's program remembers is left alone"


def test_a_step_that_fails_is_named(home: Path) -> None:
    ended = smoke("--smoke-test", PYTHON_KEYRING_BACKEND="keyring.backends.fail.Keyring")
    assert ended.returncode == 1
    lines = ended.stdout.splitlines()
    assert "FAILED write, read and delete in the keyring: " in lines[-2]
    assert lines[-1] == "SMOKE TEST FAILED"


def test_a_language_that_was_not_packed_is_named(home: Path, tmp_path: Path) -> None:
    packed = tmp_path / "resources"
    shutil.copytree(ROOT / "resources", packed)
    (packed / "translations" / "de.json").unlink()
    (tmp_path / "sitecustomize.py").write_text(
        f"from pathlib import Path\nfrom inspector import resources\nresources.folder = lambda: Path({str(packed)!r})\n"
    )
    ended = smoke("--smoke-test", PYTHONPATH=f"{tmp_path}{os.pathsep}{ROOT}")
    assert ended.returncode == 1
    assert "FAILED speak every language: FileNotFoundError translations/de.json" in ended.stdout


def test_what_fails_before_the_window_is_named(home: Path, tmp_path: Path) -> None:
    packed = tmp_path / "resources"
    shutil.copytree(ROOT / "resources", packed)
    for theme in ("light", "dark"):
        (packed / "themes" / f"{theme}.toml").unlink()
    (tmp_path / "sitecustomize.py").write_text(
        f"from pathlib import Path\nfrom inspector import resources\nresources.folder = lambda: Path({str(packed)!r})\n"
    )
    report = tmp_path / "report.txt"
    ended = smoke("--smoke-test", report, PYTHONPATH=f"{tmp_path}{os.pathsep}{ROOT}")
    assert (ended.returncode, "Traceback" in ended.stderr) == (1, False), ended.stderr
    lines = report.read_text("utf-8").splitlines()
    assert lines[-2].startswith("FAILED start: FileNotFoundError themes/")
    assert lines[-1] == "SMOKE TEST FAILED"


def test_a_report_that_can_t_be_written_is_said(home: Path, tmp_path: Path) -> None:
    ended = smoke("--smoke-test", tmp_path / "no folder" / "report.txt")
    assert ended.returncode == 1
    assert "report.txt can't be written" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_tenant_that_fails_is_named(home: Path, tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import inspector.demo.tenant\n"
        "class Störung(Exception): pass\n"
        "def app(): raise Störung('out of order')\n"
        "inspector.demo.tenant.app = app\n",
        "utf-8",
    )
    ended = smoke("--smoke-test", PYTHONPATH=f"{tmp_path}{os.pathsep}{ROOT}", PYTHONIOENCODING="ascii:strict")
    assert ended.returncode == 1
    assert "FAILED sign in to the demo tenant, fetch the defaults: " in ended.stdout
    assert r"St\xf6rung" in ended.stdout, "what the output can't hold is spelt out"
    assert "ok edit" not in ended.stdout
