"""Whatever the scheme, and however the program dies, its secret is found nowhere."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from inspector.demo.call import SESSION_COOKIE, check
from inspector.demo.tenant import app
from tests.faults import Weather
from tests.identity import Identity
from tests.present import present
from tests.servers import serve
from tests.services.faulty import Place, serving
from tests.waiting import PATIENCE

SECRET, SECOND = "hemmelig/æ+Password-4711", "zweites-Geheimnis-0815"
TICKET = "7T:aGVtbWVsaWctdGlja2V0LTQ3MTE="
TOKEN = "8A:Cust12345.hemmelig-token-4711"


def spellings(user: str, *secrets: str) -> list[bytes]:
    found = []
    for secret in secrets:
        told = secret.encode()
        basic = base64.b64encode(f"{user}:{secret}".encode())
        found += [
            told,
            base64.b64encode(told).rstrip(b"="),
            quote(told, safe="").encode(),
            basic.rstrip(b"="),
        ]
        found.append(secret.encode("utf-16-le"))
    return found


def places_of(secrets: list[bytes], streams: dict[str, bytes], *folders: Path) -> list[str]:
    files = {
        str(file): file.read_bytes() for folder in folders for file in folder.rglob("*") if file.is_file()
    }
    assert files, "there must be something to look into"
    return [
        place for place, data in {**files, **streams}.items() if any(secret in data for secret in secrets)
    ]


@dataclass
class Signing:
    """An address, credentials that open it, and the secrets in them."""

    url: str
    credentials: dict[str, str]
    secrets: list[str]
    discovery: str = ""


def _basic(stack: ExitStack, monkeypatch: pytest.MonkeyPatch) -> Signing:
    monkeypatch.setattr("inspector.demo.company.PASSWORD", SECRET)
    root = stack.enter_context(serve(app()))
    return Signing(f"{root}/SuperOffice", {"scheme": "basic", "user": "admin", "secret": SECRET}, [SECRET])


def _ticket(stack: ExitStack, monkeypatch: pytest.MonkeyPatch) -> Signing:
    """Any server: what counts is that both went there, and nowhere else."""
    place = stack.enter_context(serving(Weather().reply))
    stack.callback(lambda: _must_have_come(place))
    return Signing(place.root, {"scheme": "ticket", "secret": TICKET, "second": SECOND}, [TICKET, SECOND])


def _must_have_come(place: Place) -> None:
    came = place.asked[-1].headers
    assert (came["authorization"], came["so-apptoken"]) == (f"SOTicket {TICKET}", SECOND)


def _bearer(stack: ExitStack, monkeypatch: pytest.MonkeyPatch) -> Signing:
    identity = Identity(good={TOKEN})
    root = stack.enter_context(serve(identity.app()))
    return Signing(f"{root}{identity.api_path}", {"scheme": "bearer", "secret": TOKEN}, [TOKEN])


def _browser(stack: ExitStack, monkeypatch: pytest.MonkeyPatch) -> Signing:
    """The tokens are the provider's; the program tells the test which they are."""
    root = stack.enter_context(serve(Identity().app()))
    discovery = f"{root}/login/.well-known/openid-configuration"
    return Signing("", {"scheme": "browser", "second": SECOND}, [SECOND], discovery)


def _session(stack: ExitStack, monkeypatch: pytest.MonkeyPatch) -> Signing:
    monkeypatch.setattr("inspector.demo.company.PASSWORD", SECRET)
    tenant = app()
    root = stack.enter_context(serve(tenant))
    cookie, token = tenant.state.store.open_session(check("admin", SECRET))
    pasted = f"{SESSION_COOKIE}={cookie}"
    credentials = {"scheme": "session", "secret": pasted, "second": token}
    return Signing(f"{root}/SuperOffice", credentials, [cookie, token])


WAYS = {"basic": _basic, "ticket": _ticket, "bearer": _bearer, "browser": _browser, "session": _session}


@pytest.fixture(params=WAYS)
def signing(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Signing]:
    with ExitStack() as stack:
        yield WAYS[request.param](stack, monkeypatch)


@pytest.mark.parametrize("leak", [False, True], ids=["as it is", "planted"])
def test_after_a_crash_the_secret_is_nowhere(signing: Signing, tmp_path: Path, leak: bool) -> None:
    home, scratch = tmp_path / "home", tmp_path / "scratch"
    home.mkdir()
    scratch.mkdir()
    told: dict[str, Any] = {"url": signing.url, "credentials": signing.credentials}
    told |= {"discovery": signing.discovery, "draft": str(home / "draft.json"), "leak": leak}
    environment = {**os.environ, "HOME": str(home), "TMPDIR": str(scratch), "PYTHONPATH": str(Path.cwd())}
    environment["TICKET_INSPECTOR_CONFIG"] = str(home / "config")
    pipe = subprocess.PIPE
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.journeys.leaky"], stdin=pipe, stdout=pipe, stderr=pipe, env=environment
    )
    entrance, says, complains = present(child.stdin), present(child.stdout), present(child.stderr)
    entrance.write(json.dumps(told).encode() + b"\n")
    entrance.flush()
    out = b""
    while (line := says.readline()) and not line.startswith(b"ready "):
        out += line
    assert line, complains.read().decode()
    secrets = [*signing.secrets, *json.loads(line.removeprefix(b"ready "))]
    running = Path(f"/proc/{child.pid}")
    streams = {"argv": (running / "cmdline").read_bytes(), "environ": (running / "environ").read_bytes()}
    more, errors = child.communicate(b"\n", timeout=PATIENCE)
    streams |= {"stdout": out + more, "stderr": errors}
    assert child.returncode < 0, errors.decode()
    assert b"Fatal Python error" in errors
    assert b"what a library might say about" in errors
    found = places_of(spellings("admin", *secrets), streams, home, scratch)
    assert found == ([str(home / "leak.txt")] if leak else [])
