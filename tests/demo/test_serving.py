"""The tenant on a real port: with and without TLS, and as a program of its own."""

from __future__ import annotations

import os
import signal
import socket
import ssl
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
import trustme
from starlette.applications import Starlette

from inspector.demo import __main__ as program
from tests.present import present
from tests.servers import serve, tls_context
from tests.waiting import PATIENCE

ROOT = Path(__file__).parents[2]
ADDRESS = "api/v1/Agents/Ticket/CreateDefaultTicketEntity"


def post(base: str, verify: ssl.SSLContext | bool = True) -> httpx.Response:
    with httpx.Client(auth=("admin", "demo"), trust_env=False, verify=verify) as client:
        return client.post(f"{base}{ADDRESS}")


def test_plain_http_on_loopback(app: Starlette) -> None:
    with serve(app) as base:
        assert post(f"{base}/SuperOffice/").json()["CreatedBy"]["FullName"] == "Tim Høyland"
        port = int(base.rpartition(":")[2])
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port), 1)


def test_tls_for_those_who_trust_its_authority(app: Starlette) -> None:
    authority = trustme.CA()
    with serve(app, tls_context(authority)) as base:
        assert base.startswith("https://")
        with pytest.raises(httpx.ConnectError, match="CERTIFICATE_VERIFY_FAILED"):
            post(f"{base}/SuperOffice/")
        trusting = httpx.create_ssl_context()
        authority.configure_trust(trusting)
        answer = post(f"{base}/SuperOffice/", verify=trusting)
        assert answer.status_code == 200


def start(*arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-W", "error", "-m", "inspector.demo", *arguments]
    return subprocess.Popen(  # noqa: S603
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    )


def test_the_program_prints_its_base_address_once_it_listens() -> None:
    with start("--port", "0") as running:
        try:
            base = present(running.stdout).readline().strip()
            assert base.startswith("http://127.0.0.1:")
            assert base.endswith("/SuperOffice/")
            assert post(base).status_code == 200
        finally:
            running.send_signal(signal.SIGINT if os.name != "nt" else signal.SIGTERM)
            rest, errors = running.communicate(timeout=PATIENCE)
    assert rest == ""
    if os.name != "nt":
        assert (running.returncode, errors) == (0, "")


def test_it_fails_on_purpose() -> None:
    with start("--fail", "503", "--delay", "0.01") as running:
        try:
            assert post(present(running.stdout).readline().strip()).status_code == 503
        finally:
            running.terminate()
            running.communicate(timeout=PATIENCE)


def test_a_port_in_use_is_said_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert program.main(["--port", str(port)]) == 1
    assert capsys.readouterr().err.startswith(f"127.0.0.1:{port}: ")


def test_without_uvicorn_it_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    assert program.main([]) == 1
    assert capsys.readouterr().err == "Serving needs uvicorn: pip install 'ticket-draft-inspector[serve]'\n"


def test_a_forecast_that_means_nothing_is_a_usage_error(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        program.main(["--fail", "hail"])
    assert "hail" in capsys.readouterr().err


def test_the_demo_brings_neither_qt_nor_a_client_along() -> None:
    source = (
        "import sys, inspector.demo; assert 'starlette' not in sys.modules;"
        "import inspector.demo.tenant, inspector.demo.__main__;"
        "print(sorted({'PySide6', 'qasync', 'httpx', 'keyring'} & sys.modules.keys()))"
    )
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", source], cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE, check=True
    )
    assert done.stdout == "[]\n"
