"""Figures beside their targets, as a Markdown table."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One measure, and whether its figure keeps to the target."""

    measure: str
    figure: str
    target: str = ""
    held: bool = True
    others: str = ""
    """Which share of the machine other programs took meanwhile."""

    @property
    def verdict(self) -> str:
        """Whether the target is held, if there is one."""
        return "" if not self.target else "held" if self.held else "**missed**"


def at_most(measure: str, value: float, target: float, unit: str, note: str = "") -> Row:
    """A row whose figure must not be larger than the target."""
    return Row(measure, f"{spelled(value, unit)}{note}", f"≤ {spelled(target, unit)}", value <= target)


def at_least(measure: str, value: float, target: float, unit: str, note: str = "") -> Row:
    """A row whose figure must not be smaller than the target."""
    return Row(measure, f"{spelled(value, unit)}{note}", f"≥ {spelled(target, unit)}", value >= target)


def spelled(value: float, unit: str) -> str:
    """`1.24 ×` or `38 ms`: factors with two places below ten, times in whole milliseconds."""
    if unit == "ms":
        return f"{1000 * value:.0f} ms"
    return f"{value:.2f} {unit}" if value % 1 and value < 10 else f"{value:.0f} {unit}"


def markdown(rows: list[Row]) -> str:
    """The table."""
    lines = ["| Measure | Figure | Target | | Others |", "| --- | --- | --- | --- | --- |"]
    lines += [
        f"| {row.measure} | {row.figure} | {row.target} | {row.verdict} | {row.others} |" for row in rows
    ]
    return "\n".join(lines)
