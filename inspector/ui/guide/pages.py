"""The guide's pages: Markdown in the language that is spoken, from `resources/help/guide`; the last lists the keys."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from inspector import resources
from inspector.reports.markdown import inline
from inspector.ui.kit.keyboard import Binding
from inspector.words.language import spoken, tr

KEYS = "keys"
"""The name of the page that nobody writes."""


@dataclass(frozen=True, slots=True)
class Page:
    """What it is called in links, and its text."""

    name: str
    text: str

    @property
    def title(self) -> str:
        """Its first line, which is a heading."""
        return self.text.partition("\n")[0].removeprefix("# ")


def folder() -> Path:
    """Where the pages lie, with their pictures."""
    return resources.folder() / "help" / "guide" / spoken()


def pages(bindings: Iterable[Binding]) -> list[Page]:
    """All of them in their order, which their files' names begin with."""
    written = [
        Page(file.stem.partition("-")[2], file.read_text("utf-8")) for file in sorted(folder().glob("*.md"))
    ]
    return [*written, Page(KEYS, _keys(bindings))]


def _keys(bindings: Iterable[Binding]) -> str:
    """A table for each menu and pane."""
    told = tr(
        "Every key of this program, by menu and pane. Help > Keys has the same as a list to be filtered."
    )
    parts = [f"# {tr('Keys')}", told]
    for where, group in groupby(bindings, lambda one: one.where):
        rows = [f"| {inline(one.what)} | {inline(one.spelled())} |" for one in group]
        parts += [
            f"## {inline(where)}",
            "\n".join([f"| {tr('What')} | {tr('Key')} |", "| --- | --- |", *rows]),
        ]
    return "\n\n".join(parts)
