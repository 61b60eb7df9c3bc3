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


def pins(section: str) -> dict[str, str]:
    return {name: version for name, version, _, _ in PIN.findall(section)}


def test_every_requirement_is_pinned_and_hashed(sections: tuple[str, str]) -> None:
    for section in sections:
        rest = re.sub(r"^#.*\n", "", PIN.sub("", section), flags=re.MULTILINE)
        assert rest == "", "the lock holds nothing but pins with hashes and comments"
        assert pins(section)
        for _, _, marker, _ in PIN.findall(section):
            assert not marker or Marker(marker)


def test_the_lock_names_no_index_and_no_place(sections: tuple[str, str]) -> None:
    assert not re.search(r"://|--(extra-)?index|--find-links|file:|(^|\s)/", "".join(sections))


def test_the_sections_agree(sections: tuple[str, str]) -> None:
    run, added = map(pins, sections)
    assert {name: run[name] for name in run.keys() & added} == {
        name: added[name] for name in run.keys() & added
    }


def locked_version(requirement: Requirement, locked: dict[str, str]) -> str:
    name = canonicalize_name(requirement.name)
    assert name in locked, f"{name} is not locked: run packaging/lock.py"
    return locked[name]


@pytest.mark.parametrize("text", BASE)
def test_what_the_program_needs_is_locked_within_its_range(text: str, sections: tuple[str, str]) -> None:
    requirement = Requirement(text)
    assert requirement.specifier.contains(locked_version(requirement, pins(sections[0])))


@pytest.mark.parametrize("text", WHOLE)
def test_what_tests_and_checks_need_is_locked_within_its_range(text: str, sections: tuple[str, str]) -> None:
    requirement = Requirement(text)
    assert requirement.specifier.contains(locked_version(requirement, pins("".join(sections))))


def test_packaging_stays_a_folder() -> None:
    """With an `__init__.py` it would hide the library of that name, which pytest and the build import."""
    assert not (ROOT / "packaging" / "__init__.py").exists()
