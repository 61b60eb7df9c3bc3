"""What stands behind a notice: the facts of a failure line by line, for those who have to find the cause."""

from __future__ import annotations

import traceback
from datetime import datetime
from pathlib import PurePath

from PySide6.QtCore import QLocale

from inspector.domain.errors import Fact, InspectorError
from inspector.words.language import again, tr, worded

_FRAMES_TOLD = 12
_UNTOLD = {"pem"}
"""Facts for the program only."""


def write(error: BaseException, doing: str = "", when: datetime | None = None) -> str:
    """The facts of a failure as lines `Label: value`, to be read or copied; never a secret.

    `doing` says what was tried. Facts that have no label are told by their own name.
    """
    moment = (when or datetime.now()).astimezone()
    lines = [(tr("What"), doing), (tr("When"), moment.isoformat(" ", "milliseconds"))]
    lines += _known(error) if isinstance(error, InspectorError) else _unforeseen(error)
    return worded(  # of the lines: the error itself would hold on to all that it came through
        lambda: "\n".join(f"{again(label)}: {again(value)}" for label, value in lines if value)
    )


def _known(error: InspectorError) -> list[tuple[str, str]]:
    facts = {name: value for name, value in error.facts.items() if name not in _UNTOLD}
    lines = [(tr("Kind"), f"{type(error).__name__} {error.code}"), *_asked(facts)]
    for name, label in _labels().items():
        lines.append((label, _worded(name, facts.pop(name, None))))
    return lines + [(name, _worded(name, value)) for name, value in facts.items()]


def _asked(facts: dict[str, Fact]) -> list[tuple[str, str]]:
    """Method and address make one line."""
    method, address = facts.pop("method", None), facts.pop("address", None)
    return [(tr("Request"), " ".join(str(part) for part in (method, address) if part))]


def _labels() -> dict[str, str]:
    """The facts in the order in which they help."""
    return {
        "status": tr("Status"),
        "message": tr("The server's words"),
        "reason": tr("Reason"),
        "request_id": tr("Request ID"),
        "host": tr("Server"),
        "attempts": tr("Attempts"),
        "seconds": tr("Seconds"),
        "until": tr("Until"),
        "subject": tr("Certificate of"),
        "issuer": tr("Issued by"),
        "fingerprint": tr("Fingerprint (SHA-256)"),
    }


def _worded(name: str, value: Fact) -> str:
    if value is None:
        return ""
    if name == "status" and isinstance(value, int):
        return f"{value} {_phrase(value)}".strip()
    if isinstance(value, float):
        return QLocale.c().toString(value, "f", 2)
    return " ".join(str(value).split())  # one line, whatever the server sent


def _phrase(status: int) -> str:
    try:
        from http import HTTPStatus  # noqa: PLC0415 - a start has no status to tell

        return HTTPStatus(status).phrase
    except ValueError:
        return ""


def _unforeseen(error: BaseException) -> list[tuple[str, str]]:
    """The kind and where in the program it was; not its text, which may hold anything."""
    frames = traceback.extract_tb(error.__traceback__)[-_FRAMES_TOLD:]
    places = [f"{PurePath(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
    return [(tr("Kind"), type(error).__name__), (tr("Where"), " > ".join(places))]
