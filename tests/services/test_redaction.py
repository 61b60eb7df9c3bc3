import base64
import logging
import os
import subprocess
import sys
from collections.abc import Iterator

import pytest

from inspector.services import redaction
from tests.waiting import PATIENCE

SECRET = "hem/melig æ+1"


@pytest.fixture(autouse=True)
def clean() -> Iterator[None]:
    yield
    redaction.forget()


@pytest.mark.parametrize(
    "spelled",
    [
        SECRET,
        "hem%2Fmelig%20%C3%A6%2B1",
        "hem%2Fmelig+%C3%A6%2B1",
        base64.b64encode(SECRET.encode()).decode(),
        "Basic " + base64.b64encode(f"tom:{SECRET}".encode()).decode(),
    ],
)
def test_every_spelling_loses_the_secret(spelled: str) -> None:
    assert redaction.redact(f"before {spelled} after").startswith("before ")
    redaction.guard(SECRET, "tom")
    told = redaction.redact(f"before {spelled} after")
    assert redaction.MASK in told
    assert spelled.removeprefix("Basic ").rstrip("=") not in told
    redaction.forget()
    assert redaction.redact(spelled) == spelled


def test_a_word_too_short_is_left_alone() -> None:
    redaction.guard("demo")
    assert redaction.redact("demo tenant") == "demo tenant"


def test_arguments_and_tracebacks_are_redacted() -> None:
    redaction.guard(SECRET)
    try:
        raise ValueError(SECRET)
    except ValueError:
        record = logging.LogRecord("x", 40, "f", 1, "asked %s", (SECRET,), sys.exc_info())
    text = redaction.Formatter("%(message)s").format(record)
    assert SECRET not in text
    assert "asked •••" in text
    assert "ValueError: •••" in text


def test_what_nobody_caught_is_redacted_in_every_thread() -> None:
    program = """
import threading
from inspector.services import redaction
redaction.install("debug")
redaction.guard("hemmelig1")
class Loud:
    def __del__(self): raise ValueError("hemmelig1 unraisable")
def fail(): raise ValueError("hemmelig1 thread")
thread = threading.Thread(target=fail); thread.start(); thread.join()
Loud()
raise ValueError("hemmelig1 main")
"""
    ended = subprocess.run(  # noqa: S603
        [sys.executable, "-c", program],
        check=False,
        capture_output=True,
        encoding="utf-8",
        env=os.environ | {"PYTHONIOENCODING": "utf-8"},
        timeout=PATIENCE,
    )
    assert ended.returncode == 1
    assert "hemmelig1" not in ended.stderr
    assert [word for word in ("unraisable", "thread", "main") if f"••• {word}" in ended.stderr] == [
        "unraisable",
        "thread",
        "main",
    ]
