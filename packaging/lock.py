"""Write requirements.lock anew from pyproject.toml: `python packaging/lock.py [--upgrade]`.

Needs `uv` on the PATH (`pip install uv`), which nothing else here does. Versions that the lock names stay
as they are where pyproject still admits them, unless `--upgrade` is given. One lock serves Python 3.11 and
later on Linux, Windows and macOS: markers tell them apart (one package may have a pin for each range of
Pythons, as PySide6 has), hashes hold every file, no index stands in it.

The whole (dependencies and group `dev`) is resolved first, then what the program and its installation need
(dependencies and group `build`) under the versions of the whole, so the two sections can't disagree. Where
only the marker is wider in the whole, both name the pin: `cryptography` serves the program on Linux, the
tests everywhere. At last the index is asked whether each system has a wheel of everything, on each Python.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from bootstrap import DIVIDER, KNOWN, LOCK, ROOT

HEADER = """\
# Made by packaging/lock.py from pyproject.toml; for Python 3.11 and later on Linux, Windows, macOS.
# ==== What the program and its installation need ====
"""
SYSTEMS = (
    *("x86_64-manylinux_2_35", "aarch64-manylinux_2_39", "x86_64-pc-windows-msvc"),
    *("aarch64-apple-darwin", "x86_64-apple-darwin"),
)
"""Where the program is to run, in uv's words. Windows on ARM is none: cryptography has no wheel for it since 47."""
MINIMUM_SYSTEM = "14.4"
"""Of macOS, as macos/bundle.py says and why."""
NAME = re.compile(r"[A-Za-z0-9._-]+")


def compiled(group: str, output: Path, *options: str) -> dict[str, str]:
    """Resolve the dependencies and one group; each package's lines (pins, markers, hashes) by its name.

    `output` holds versions to keep when it exists, and the answer afterwards. Raises CalledProcessError.
    """
    command = ["uv", "pip", "compile", "pyproject.toml", "--group", group, "--output-file", str(output)]
    shape = ["--universal", "--generate-hashes", "--no-annotate", "--no-header", "--no-config", "--quiet"]
    # Only the lowest Python counts: `--universal` looks from there upwards.
    subprocess.run([*command, *shape, "--python-version", "3.11", *options], cwd=ROOT, check=True)
    blocks = re.split(r"^(?=\S)", output.read_text("utf-8"), flags=re.MULTILINE)
    packages: dict[str, str] = {}
    for block in blocks:
        if found := NAME.match(block):
            packages[found.group()] = packages.get(found.group(), "") + block
    return packages


def lacking(python: str, system: str) -> str:
    """What keeps pip from installing the lock there, in uv's words; nothing where it can."""
    nowhere = str(Path(tempfile.gettempdir(), "nothing-goes-here"))
    command = ["uv", "pip", "install", "--dry-run", "--no-config", "--quiet", "--target", nowhere]
    only = ["--no-deps", "--require-hashes", "--only-binary", ":all:", "--requirements", str(LOCK)]
    there = ["--python-version", python, "--python-platform", system]
    macos = {"MACOSX_DEPLOYMENT_TARGET": MINIMUM_SYSTEM}
    asked = subprocess.run(
        [*command, *only, *there], env=os.environ | macos, capture_output=True, text=True, check=False
    )
    return asked.stderr if asked.returncode else ""


def main() -> None:
    """Resolve twice and write both sections into the one lock; then see whether it can be installed."""
    with tempfile.TemporaryDirectory() as folder:
        whole_file, base_file = Path(folder, "whole.txt"), Path(folder, "base.txt")
        if LOCK.exists():
            whole_file.write_text(LOCK.read_text("utf-8"), "utf-8")
        whole = compiled("dev", whole_file, *sys.argv[1:])
        base = compiled("build", base_file, "--constraints", str(whole_file))
    added = "".join(lines for name, lines in whole.items() if base.get(name) != lines)
    LOCK.write_text(HEADER + "".join(base.values()) + DIVIDER + added, "utf-8", newline="\n")
    print(f"{LOCK}: {len(base)} packages to run, {len(whole)} to test.")
    faults = [
        f"Python {python}, {system}: {fault}"
        for python in ("{}.{}".format(*version) for version in KNOWN)
        for system in SYSTEMS
        if (fault := lacking(python, system))
    ]
    if faults:
        sys.exit("\n".join(["The lock can't be installed everywhere:", *faults]))


if __name__ == "__main__":
    main()
