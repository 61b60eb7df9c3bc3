"""What the pages for people say is so, as far as that can be looked up: links, paths, arguments, keys, faults."""

from __future__ import annotations

import re
from itertools import chain
from pathlib import Path

import pytest
from PySide6.QtGui import QKeySequence

from inspector import app
from inspector.domain import tags
from inspector.ui.window import menus, verbs
from tests import faults

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
PAGES = [
    README,
    ROOT / "CHANGELOG.md",
    *sorted((ROOT / ".github").glob("*.md")),
    *sorted((ROOT / "packaging").glob("*.md")),
    *sorted(page for page in (ROOT / "tests").rglob("*.md") if "node_modules" not in page.parts),
]
PARTS = ("inspector", "resources", "tests", "packaging", ".github", ".ci")
FILE = r"[a-z][a-z_./-]*\.(?:py|sh|toml|spec|lock)"
KEYS = {
    "sign in": ["sign_in"],
    "fetch the defaults": ["fetch"],
    "go to the Filter, to a path": ["find", "go_to_path"],
    "edit a long text in a window of its own": ["edit_large"],
    "add an element, remove it": ["add", "remove"],
    "see the draft's text, the history": ["raw_json", "history"],
    "save the draft": ["save"],
}
"""The verbs that a row of the README's table of keys is about; F2 and Delete are no verbs' but the tree's."""
QT_S_OWN = {"fetch"}
"""Verbs with a standard key of Qt that is another one on a Mac, as only Qt on a Mac can say."""
SECTIONS = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}
"""Of keep a changelog 1.1.0."""


def read(page: Path) -> str:
    return page.read_text("utf-8")


def prose(page: Path) -> str:
    """A page without its blocks of code."""
    return re.sub(r"^```.*?^```$", "", read(page), flags=re.DOTALL | re.MULTILINE)


def called(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("page", PAGES, ids=called)
def test_every_link_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!https?://)([^)#]+)", prose(page))
    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=called)
def test_every_file_that_is_named_is_there(page: Path) -> None:
    named = re.findall(rf"`((?:{'|'.join(map(re.escape, PARTS))})/[\w./*-]*|{FILE})`", prose(page))
    assert [name for name in named if not is_there(name)] == []


def is_there(name: str) -> bool:
    """Whether the project has such a file or folder, in one of its parts or below."""
    whole, inner = name.rstrip("/"), (ROOT / part for part in PARTS)
    return any(ROOT.glob(whole)) or any(next(part.rglob(whole), None) for part in inner)


def test_the_modules_that_are_named_beside_a_path_are_in_its_folder() -> None:
    rows = re.findall(
        r"^\|[^|\n]+\| (`inspector/.*) \|$", read(ROOT / ".github" / "CONTRIBUTING.md"), re.MULTILINE
    )
    assert rows
    for row in rows:
        folder = ROOT
        for name in re.findall(r"`([\w/.]+)`", row):
            if "/" in name:
                path = ROOT / name
                folder = path if path.is_dir() else path.parent
            else:
                assert (folder / f"{name}.py").exists(), f"{name} in {called(folder)}"


def test_the_readme_is_a_front_door() -> None:
    assert len(read(README).splitlines()) <= 120


def test_the_readme_knows_every_argument() -> None:
    told = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", prose(README))) - {"--port"}
    taken = set(chain.from_iterable(action.option_strings for action in app._parser()._actions)) - {"-h"}
    assert told == taken


def test_the_readme_knows_every_tag() -> None:
    told = {re.sub(r":.*", ":", tag) for tag in re.findall(r"`(@[a-z:]+)", read(README))}
    assert told == set(tags.ALL)


def test_menu_entries_are_called_by_their_names() -> None:
    texts = "".join(read(file) for file in (ROOT / "inspector" / "ui").rglob("*.py"))
    for page in PAGES:
        for path in re.findall(r"\*((?:File|Edit|View|Connection|Help) > [^*]+)\*", read(page)):
            entry = path.partition(" > ")[2]
            assert re.search(rf'tr\("{re.escape(entry)}"\)', texts), f"{path} in {called(page)}"


def test_keys_are_those_of_the_verbs(qapp: object, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = {
        row: (here, mac)
        for row, here, mac in re.findall(r"^\| (.+) \| (.+) \| (.+) \|$", read(README), re.MULTILINE)
    }
    monkeypatch.setattr("sys.platform", "linux")
    named = {verb.name: verb for verb in verbs.verbs()}
    for row, names in KEYS.items():
        for on_a_mac, told in enumerate(rows[row]):
            for name, key in zip(names, told.split(", "), strict=True):
                verb = named[name]
                keys = verb.on_macos if on_a_mac and verb.on_macos else verb.keys
                known = [one.toString() for one in menus.sequences(keys)]
                assert (on_a_mac and name in QT_S_OWN) or spelled(key) in known, f"{key} for {name}"


def spelled(key: str) -> str:
    """A key as Qt writes it, also one in a Mac's signs."""
    for sign, word in {"⇧": "Shift+", "⌥": "Alt+", "⌘": "Ctrl+", "⌫": "Backspace"}.items():
        key = key.replace(sign, word)
    return QKeySequence(key).toString()


def test_the_faults_are_those_that_are_tried() -> None:
    assert faults.markdown() in read(ROOT / "tests" / "README.md"), (
        "`python -m tests.faults` prints the table"
    )


def test_the_changelog_keeps_to_its_sections() -> None:
    assert set(re.findall(r"^### (.*)$", read(ROOT / "CHANGELOG.md"), re.MULTILINE)) <= SECTIONS
