"""Whatever the scheme, and however the program dies, its secret is found nowhere."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import pytest

from inspector.demo.call import SESSION_COOKIE
from inspector.demo.tenant import app
from tests.identity import Identity
from tests.servers import serve

SECRET, SECOND = "hemmelig/æ+Password-4711", "zweites-Geheimnis-0815"
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
    assert files, "there is something to look into"
    return [
        place for place, data in {**files, **streams}.items() if any(secret in data for secret in secrets)
    ]


@pytest.fixture(params=["basic", "bearer", "session"])
def signed(request, monkeypatch):
    """An address, credentials that open it, and the secrets in them."""
    if request.param == "bearer":
        identity = Identity(good={TOKEN})
        with serve(identity.app()) as root:
            yield f"{root}{identity.api_path}", {"scheme": "bearer", "secret": TOKEN}, [TOKEN]
        return
    monkeypatch.setattr("inspector.demo.company.PASSWORD", SECRET)
    tenant = app()
    with serve(tenant) as root:
        url = f"{root}/SuperOffice"
        if request.param == "basic":
            yield url, {"scheme": "basic", "user": "admin", "secret": SECRET}, [SECRET]
            return
        from inspector.demo.call import check

        cookie, token = tenant.state.store.open_session(check("admin", SECRET))
        pasted = f"{SESSION_COOKIE}={cookie}"
        yield url, {"scheme": "session", "secret": pasted, "second": token}, [cookie, token]


@pytest.mark.parametrize("leak", [False, True], ids=["as it is", "planted"])
def test_after_a_crash_the_secret_is_nowhere(signed, tmp_path, leak):
    url, credentials, secrets = signed
    home, scratch = tmp_path / "home", tmp_path / "scratch"
    home.mkdir()
    scratch.mkdir()
    told = {"url": url, "credentials": credentials, "draft": str(home / "draft.json"), "leak": leak}
    environment = {**os.environ, "HOME": str(home), "TMPDIR": str(scratch), "PYTHONPATH": str(Path.cwd())}
    environment["TICKET_INSPECTOR_CONFIG"] = str(home / "config")
    pipe = subprocess.PIPE
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.journeys.leaky"], stdin=pipe, stdout=pipe, stderr=pipe, env=environment
    )
    child.stdin.write(json.dumps(told).encode() + b"\n")
    child.stdin.flush()
    out = b""
    while (line := child.stdout.readline()) and line != b"ready\n":
        out += line
    running = Path(f"/proc/{child.pid}")
    streams = {"argv": (running / "cmdline").read_bytes(), "environ": (running / "environ").read_bytes()}
    more, errors = child.communicate(b"\n", timeout=30)
    streams |= {"stdout": out + more, "stderr": errors}
    assert child.returncode < 0, errors.decode()
    assert b"Fatal Python error" in errors
    assert b"what a library might say of" in errors
    found = places_of(spellings("admin", *secrets), streams, home, scratch)
    assert found == ([str(home / "leak.txt")] if leak else [])
