"""The one lock: pinned, hashed, bound to no index, and at one with pyproject."""

import importlib.util
import re
import tomllib
from pathlib import Path

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.present import present

ROOT = Path(__file__).parents[2]
PYTHONS = ("3.11", "3.12", "3.13", "3.14", "3.15")
SYSTEMS = (
    ("linux", "x86_64"),
    ("linux", "aarch64"),
    ("win32", "AMD64"),
    ("darwin", "arm64"),
    ("darwin", "x86_64"),
)
PIN = re.compile(r"([a-z0-9-]+)==([0-9][0-9a-z.]*)(?: ; (.+?))?((?: \\\n    --hash=sha256:[0-9a-f]{64})+)\n")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
GROUPS = PROJECT["dependency-groups"]
BASE = PROJECT["project"]["dependencies"] + PROJECT["build-system"]["requires"] + GROUPS["build"]
WHOLE = (
    BASE
    + GROUPS["test"]
    + GROUPS["check"]
    + GROUPS["package"]
    + PROJECT["project"]["optional-dependencies"]["serve"]
)


@pytest.fixture(scope="module")
def sections() -> tuple[str, str]:
    """What `run` installs and what only `test` adds, as bootstrap.py divides them."""
    spec = present(
        importlib.util.spec_from_file_location("bootstrap_under_test", ROOT / "packaging" / "bootstrap.py")
    )
    bootstrap = importlib.util.module_from_spec(spec)
    present(spec.loader).exec_module(bootstrap)
    run, test = bootstrap.locked("run"), bootstrap.locked("test")
    assert test.startswith(run)
    assert test.count(bootstrap.DIVIDER) == 1
    return run, test.removeprefix(run)


def place(python: str, system: tuple[str, str] = SYSTEMS[0]) -> dict[str, str]:
    """What markers ask for, where that Python runs there."""
    versions = {"python_version": python, "python_full_version": f"{python}.0"}
    return versions | {"sys_platform": system[0], "platform_machine": system[1]}


def pins(section: str, python: str, system: tuple[str, str] = SYSTEMS[0]) -> dict[str, str]:
    """What pip would install there, by name."""
    valid = [
        (name, version)
        for name, version, marker, _ in PIN.findall(section)
        if not marker or Marker(marker).evaluate(place(python, system))
    ]
    assert len(dict(valid)) == len(valid), "no name may have two pins on one machine"
    return dict(valid)


def test_every_requirement_is_pinned_and_hashed(sections: tuple[str, str]) -> None:
    for section in sections:
        rest = re.sub(r"^#.*\n", "", PIN.sub("", section), flags=re.MULTILINE)
        assert rest == "", "the lock holds nothing but pins with hashes and comments"
        assert PIN.search(section)
        for _, _, marker, _ in PIN.findall(section):
            assert not marker or Marker(marker)


def test_the_lock_names_no_index_and_no_place(sections: tuple[str, str]) -> None:
    assert not re.search(r"://|--(extra-)?index|--find-links|file:|(^|\s)/", "".join(sections))


@pytest.mark.parametrize("system", SYSTEMS, ids=" on ".join)
@pytest.mark.parametrize("python", PYTHONS)
def test_the_sections_agree(python: str, system: tuple[str, str], sections: tuple[str, str]) -> None:
    run, added = (pins(section, python, system) for section in sections)
    both = run.keys() & added.keys()
    assert {name: run[name] for name in both} == {name: added[name] for name in both}


def locked_within(text: str, parts: tuple[str, ...], python: str) -> None:
    """Whether what is asked for stands in these parts of the lock, in its range; on Linux."""
    requirement = Requirement(text)
    if requirement.marker and not requirement.marker.evaluate(place(python)):
        return
    name = canonicalize_name(requirement.name)
    locked = {name: version for part in parts for name, version in pins(part, python).items()}
    assert name in locked, f"{name} is not locked: run packaging/lock.py"
    assert requirement.specifier.contains(locked[name])


@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("text", BASE)
def test_what_the_program_needs_is_locked_within_its_range(
    text: str, python: str, sections: tuple[str, str]
) -> None:
    locked_within(text, sections[:1], python)


@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("text", WHOLE)
def test_what_tests_and_checks_need_is_locked_within_its_range(
    text: str, python: str, sections: tuple[str, str]
) -> None:
    locked_within(text, sections, python)


def test_packaging_stays_a_folder() -> None:
    """With an `__init__.py` it would hide the library of that name, which pytest and the build import."""
    assert not (ROOT / "packaging" / "__init__.py").exists()
