"""What a check-up found, to be pasted into a message or a page: as plain text, and as Markdown."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from inspector.reports import markdown
from inspector.words import checkups
from inspector.words.checkups import Row, Told
from inspector.words.language import tr

Facts = list[tuple[str, str]]
Writer = Callable[[Told, Facts], str]
"""One of the two."""


def as_text(told: Told, head: Facts) -> str:
    """All of it, a fact a line; `head` says whose setup it is, who asked, and when."""
    blocks = ["\n".join((tr("Check of the setup"), *_lines(head), checkups.summary(told)))]
    blocks += ["\n".join((row.line, *(f"  {line}" for line in _lines(_facts(row))))) for row in told.rows]
    if told.left_out:
        blocks.append(tr("and {n} more").format(n=told.left_out))
    if told.muted:
        blocks.append("\n".join((_muted_heading(told), *(f"  {_muted_line(row)}" for row in told.muted))))
    return "\n\n".join(blocks) + "\n"


def as_markdown(told: Told, head: Facts) -> str:
    """The same with headings and lists."""
    return "\n".join(_markdown(told, head)) + "\n"


def _markdown(told: Told, head: Facts) -> Iterator[str]:
    yield f"# {markdown.line(tr('Check of the setup'))}"
    yield ""
    yield from (f"- {markdown.inline(name)}: {markdown.inline(text)}" for name, text in head if text)
    yield f"- {markdown.inline(checkups.summary(told))}"
    for row in told.rows:
        yield ""
        yield f"## {markdown.line(row.line)}"
        yield ""
        yield from (
            f"- {markdown.inline(name)}: {markdown.inline(text)}" for name, text in _facts(row) if text
        )
    if told.left_out:
        yield ""
        yield markdown.line(tr("and {n} more").format(n=told.left_out))
    if told.muted:
        yield ""
        yield f"## {markdown.line(_muted_heading(told))}"
        yield ""
        yield from (f"- {markdown.inline(_muted_line(row))}" for row in told.muted)


def _facts(row: Row) -> Facts:
    return [
        (tr("Why it matters"), " ".join(row.why.split("\n"))),
        (tr("Changed in"), row.place),
        (tr("Source"), row.source),
    ]


def _lines(facts: Facts) -> list[str]:
    return [f"{name}: {text}" for name, text in facts if text]


def _muted_heading(told: Told) -> str:
    return tr("Muted ({n})").format(n=len(told.muted))


def _muted_line(row: Row) -> str:
    return f"{row.text} – {row.reason}"
