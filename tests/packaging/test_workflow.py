"""What the release workflow promises, as far as its text shows it: nothing here runs it."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGING = ROOT / "packaging"
WORKFLOW = ROOT / ".github" / "workflows" / "release.yml"


def jobs() -> dict[str, str]:
    """The text of each job of the workflow, by name, comments left out."""
    text = re.sub(r"(?m)(^| )#.*$", "", WORKFLOW.read_text("utf-8").partition("\njobs:\n")[2])
    name, *parts = re.split(r"(?m)^  ([\w-]+):\n", text)
    assert name == ""
    return dict(zip(parts[::2], parts[1::2], strict=True))


def test_actions_and_images_are_pinned_and_rights_are_few() -> None:
    text = WORKFLOW.read_text("utf-8")
    used = re.findall(r"uses: (\S+)", text)
    assert used
    assert all(re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", one) for one in used), used
    images = re.findall(r"(?:container|image): *(\S+)", text)
    assert len(images) == 1
    assert all(re.fullmatch(r"[\w./-]+@sha256:[0-9a-f]{64}", one) for one in images), images
    assert re.search(r"^permissions: \{\}$", text, re.MULTILINE)
    assert text.count("persist-credentials: false") == text.count("actions/checkout@")
    may_write = {name: set(re.findall(r"([\w-]+): write", job)) for name, job in jobs().items()}
    assert {name: rights for name, rights in may_write.items() if rights} == {
        "provenance": {"id-token", "attestations"},
        "draft": {"contents"},
    }


def test_secrets_are_of_the_guarded_environment_and_nothing_foreign_runs_beside_them() -> None:
    signing = {name: job for name, job in jobs().items() if "secrets." in job or "environment:" in job}
    assert set(signing) == {"windows-packages", "macos-packages"}
    for name, job in signing.items():
        assert re.findall(r"^    environment: (.*)$", job, re.MULTILINE) == [
            "${{ startsWith(github.ref, 'refs/tags/v') && 'release' || '' }}"
        ], name
        for foreign in ("bootstrap.py", "--smoke-test", "pytest", "PyInstaller", "choco", "winget install"):
            assert foreign not in job, (name, foreign)
        for command in re.findall(r"pip install(?:.*\\\n)*.*", job):
            assert {"--no-deps", "--require-hashes", ":all:"} <= set(command.split()), command
    assert "environments/release" in jobs()["version"], "else nobody sees that nothing guards it"


def test_a_release_is_what_was_tried_and_attested() -> None:
    needed = {
        name: set(re.findall(r"[\w-]+", re.findall(r"needs: (.*)", job)[0]))
        for name, job in jobs().items()
        if "needs:" in job
    }
    assert needed["draft"] == {"provenance"}
    assert needed["provenance"] == {"linux", "windows-tried", "macos-tried"}
    assert "subject-checksums: out/SHA256SUMS.txt" in jobs()["provenance"]


@pytest.mark.skipif(
    sys.platform == "win32", reason="what Windows calls bash may be WSL without a Linux in it"
)
def test_what_makes_disk_images_is_taken_from_the_lock_with_its_hashes() -> None:
    (command,) = re.findall(r"(sed -nE .*) > ", jobs()["macos-packages"])
    shell = ["bash", "-c", command]
    told = subprocess.run(shell, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert re.findall(r"^([\w-]+)==", told, re.MULTILINE) == ["dmgbuild", "ds-store", "mac-alias"]
    assert told.count("--hash=sha256:") >= 3
    assert all(re.match(r"\w|    --hash", line) for line in told.splitlines())


def test_the_workflow_s_nsis_is_one_that_the_installer_admits() -> None:
    script = (PACKAGING / "windows" / "nsis.sh").read_text("utf-8")
    (version,) = re.findall(r"^version=(\d+\.\d+)", script, re.MULTILINE)
    (least,) = re.findall(
        r"NSIS (\d+\.\d+) or later", (PACKAGING / "windows" / "installer.nsi").read_text("utf-8")
    )
    assert [*map(int, version.split("."))] >= [*map(int, least.split("."))]
    assert re.search(r"^sha256=[0-9a-f]{64}$", script, re.MULTILINE)


def test_what_builds_wheels_is_the_locked_one() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    lock = (PACKAGING / "requirements.lock").read_text("utf-8")
    assert project["build-system"]["requires"] == re.findall(r"^hatchling==[\w.]+", lock, re.MULTILINE)


def test_every_script_that_the_workflow_runs_is_there() -> None:
    text = WORKFLOW.read_text("utf-8")
    for name in set(re.findall(r"(packaging/[\w/.]+\.(?:py|sh))", text)):
        assert (ROOT / name).is_file(), name
