"""The way to the server breaks during work: told rightly, nothing lost, and once it is mended all goes on."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import httpx
import pytest
import trustme

from inspector.services.superoffice import retrying, wire
from tests.cable import BREAKS, Cable, contexts, proxying
from tests.faults import LOADS, Weather
from tests.journeys.program import Program
from tests.journeys.test_weather import told
from tests.services.faulty import serving
from tests.waiting import PATIENCE

HOST = "crm.fjord.test"


class Net:
    """A tenant with TLS at the far end of a cable, and its name in the directory."""

    def __init__(self, authority: trustme.CA, monkeypatch: pytest.MonkeyPatch, stack: ExitStack) -> None:
        weather = Weather()
        self.ports = {
            name: stack.enter_context(serving(weather.reply, tls)).port
            for name, tls in contexts(authority, HOST).items()
        }
        self.cable = Cable(self.ports["good"])
        stack.callback(self.cable.pull)
        self.is_named = True
        self.looked_up_by_the_window = False
        look_up = socket.getaddrinfo

        def directory(host: str | bytes | None, *more: Any, **named: Any) -> Any:
            self.looked_up_by_the_window |= threading.current_thread() is threading.main_thread()
            is_here = host in (HOST, HOST.encode())
            if is_here and not self.is_named:
                raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
            return look_up("127.0.0.1" if is_here else host, *more, **named)

        monkeypatch.setattr(socket, "getaddrinfo", directory)
        self.proxy = stack.enter_context(proxying(self.cable))
        self.root = f"https://{HOST}:{self.cable.port}"

    def break_down(self, name: str) -> None:
        match BREAKS[name].code:
            case "refused":
                self.cable.pull()
            case "unknown_host":
                self.is_named = False
            case "proxy":
                self.proxy.wants_password = True
            case _ if server := BREAKS[name].server:
                self.cable.plug_into(self.ports[server])
        self.cable.cut()
        self.proxy.cut()

    def mend(self, name: str) -> None:
        if BREAKS[name].code == "refused":
            self.cable.plug_in()
        self.is_named, self.proxy.wants_password = True, False
        self.cable.plug_into(self.ports["good"])


@pytest.fixture
def net(authority: trustme.CA, monkeypatch: pytest.MonkeyPatch) -> Iterator[Net]:
    monkeypatch.setattr(retrying, "PAUSES", (0.01, 0.02))
    monkeypatch.setattr(wire, "TIMEOUT", httpx.Timeout(PATIENCE))
    with ExitStack() as stack:
        yield Net(authority, monkeypatch, stack)


@pytest.mark.parametrize("name", BREAKS)
async def test_the_way_breaks_and_is_mended(
    net: Net, program: Program, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    code = BREAKS[name].code
    if code == "proxy":
        monkeypatch.setenv("https_proxy", net.proxy.root)
    await program.sign_in(net.root, "tom", "hemmelig")
    await program.filled()
    await program.edit("Title", "Mine")
    net.break_down(name)
    await program.press("F5")
    await program.answer("Discard and Fetch")
    if code == LOADS:
        await program.until(lambda: program.value("Title") != "Mine", "the new defaults")
    else:
        await program.reads(f"could not be fetched.*{told(code, host=HOST)}")
        await program.until(lambda: not program.says("^Fetching"), "rest")
        assert program.value("Title") == "Mine"
        await program.reads("Not fetched; what you see was fetched earlier: .* just now")
    net.mend(name)
    await program.press("F5")
    if code != LOADS:
        await program.answer("Discard and Fetch")
    await program.reads("^Fetched ")
    await program.until(lambda: program.value("OwnedBy") == "Tim Høyland", "good weather")
    assert not net.looked_up_by_the_window, "a name server may let one wait"


@pytest.mark.parametrize("name", [name for name in BREAKS if BREAKS[name].code != LOADS])
async def test_it_is_broken_before_anyone_signed_in(
    net: Net, program: Program, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    if BREAKS[name].code == "proxy":
        monkeypatch.setenv("https_proxy", net.proxy.root)
    net.break_down(name)
    await program.sign_in(net.root, "tom", "hemmelig")
    await program.reads(f"^{told(BREAKS[name].code, host=HOST)}")
    net.mend(name)
    await program.click("Sign in")
    await program.filled()
    assert program.value("OwnedBy") == "Tim Høyland"
