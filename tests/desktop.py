"""A desktop's services for tests, on a private D-Bus session bus: a real gnome-keyring, the bus of screen readers."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from unittest import mock

from tests.present import present
from tests.waiting import wait_for


@contextmanager
def secret_service(*, unlocked: bool = True) -> Iterator[Path]:
    """Run an empty keyring of its own, reached through the environment; yields its home folder.

    The user's own bus and keyring stay untouched. `unlocked=False` leaves it without a keyring to write into,
    and with nobody to ask for one.
    """
    with ExitStack() as ended, tempfile.TemporaryDirectory(prefix="desktop-") as home:
        private = _private_environment(Path(home))
        bus = ended.enter_context(
            _process(["dbus-daemon", "--session", "--nofork", "--print-address"], private)
        )
        private["DBUS_SESSION_BUS_ADDRESS"] = present(bus.stdout).readline().decode().strip()
        keyring = ["gnome-keyring-daemon", "--foreground", "--components=secrets"]
        daemon = ended.enter_context(_process(keyring + ["--unlock"] * unlocked, private))
        with present(daemon.stdin) as entrance:
            entrance.write(b"a password for the test")
        _await_service(private, daemon, "org.freedesktop.secrets")
        with mock.patch.dict(os.environ, private):
            os.environ.pop("PYTHON_KEYRING_BACKEND", None)
            yield Path(home)


AT_SPI = Path("/usr/libexec/at-spi-bus-launcher")
"""What starts the bus that programs and screen readers meet on, in Debian's at-spi2-core."""


@contextmanager
def accessibility_bus() -> Iterator[dict[str, str]]:
    """Run a session with the bus that screen readers use; yields the environment of a program that is to be read."""
    with ExitStack() as ended, tempfile.TemporaryDirectory(prefix="desktop-") as home:
        private = _private_environment(Path(home))
        bus = ended.enter_context(
            _process(["dbus-daemon", "--session", "--nofork", "--print-address"], private)
        )
        private["DBUS_SESSION_BUS_ADDRESS"] = present(bus.stdout).readline().decode().strip()
        launcher = ended.enter_context(_process([str(AT_SPI), "--launch-immediately"], private))
        _await_service(private, launcher, "org.a11y.Bus")
        yield private | {"QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"}


def _private_environment(home: Path) -> dict[str, str]:
    folders = {
        "XDG_DATA_HOME": "data",
        "XDG_CONFIG_HOME": "config",
        "XDG_CACHE_HOME": "cache",
        "XDG_RUNTIME_DIR": "run",
    }
    for name in folders.values():
        (home / name).mkdir(mode=0o700)
    return {name: str(home / folder) for name, folder in folders.items()} | {"HOME": str(home)}


@contextmanager
def _process(command: list[str], environment: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen(  # noqa: S603 - our own words
        command,
        env={"PATH": os.environ["PATH"], "LANG": "C.UTF-8"} | environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            yield process
        finally:
            process.terminate()


def _await_service(environment: dict[str, str], daemon: subprocess.Popen[bytes], name: str) -> None:
    """Wait until the service owns its name on the bus."""
    from jeepney import DBusAddress, new_method_call
    from jeepney.io.blocking import open_dbus_connection

    bus = DBusAddress("/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus")
    question = new_method_call(bus, "NameHasOwner", "s", (name,))
    with open_dbus_connection(environment["DBUS_SESSION_BUS_ADDRESS"]) as connection:

        def owned() -> bool:
            assert daemon.poll() is None, f"what gives {name} ended with {daemon.poll()}"
            return bool(connection.send_and_get_reply(question).body[0])

        wait_for(owned, name)
