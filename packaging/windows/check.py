"""Install, try, upgrade, refuse a downgrade and uninstall, silently, and look at files and registry each time.

Runs in a Windows Python: `python packaging/windows/check.py SETUP OLDER_SETUP`. What installers return is not believed;
under wine it means nothing. It installs for this person only, into a folder of its own, and leaves nothing behind.
"""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
import tempfile
import time
import winreg
from collections.abc import Callable
from pathlib import Path

FOLDER = Path(os.environ["LOCALAPPDATA"], "Programs", "Ticket Draft Inspéctor ø")
SETTINGS = Path(os.environ["APPDATA"], "TicketDraftInspector")
MENU = Path(
    os.environ["APPDATA"], "Microsoft", "Windows", "Start Menu", "Programs", "Ticket Draft Inspector.lnk"
)
DESKTOP = Path(os.environ["USERPROFILE"], "Desktop", "Ticket Draft Inspector.lnk")
EXE = FOLDER / "ticket-inspector.exe"
UNINSTALL = r"Software\Microsoft\Windows\CurrentVersion\Uninstall\TicketDraftInspector"
CLASSES = r"Software\Classes"
KIND = "TicketDraftInspector.Draft"
OLD_ONLY = FOLDER / "_internal" / "only in the older version.txt"
DRAFT = Path(os.environ["USERPROFILE"], "Documents", "entwurf ö.ticketdraft")
SECRET = "check@Ticket Draft Inspector"


def registered(key: str, name: str = "") -> str | None:
    """A value of this person's registry."""
    for view in (winreg.KEY_WOW64_64KEY, winreg.KEY_WOW64_32KEY):
        try:
            with winreg.OpenKey(winreg.HKEY_CURRENT_USER, key, 0, winreg.KEY_READ | view) as found:
                return str(winreg.QueryValueEx(found, name)[0])
        except OSError:
            continue
    return None


def until(what: str, holds: Callable[[], bool], patience: float = 90) -> None:
    """Wait until it holds; leave where it never does."""
    end = time.monotonic() + patience
    while not holds():
        if time.monotonic() > end:
            print(f"FAILED: {what}", flush=True)
            sys.exit(1)
        time.sleep(0.2)
    print(f"ok: {what}", flush=True)


def install(setup: str, *options: str) -> None:
    """Run an installer to its end, for this person whatever their rights.

    A folder (/D=) comes last, and NSIS wants it without quotes even where there are spaces in it.
    """
    line = f'"{Path(setup).resolve()}" /S /CURRENTUSER {" ".join(options)}'
    subprocess.run(line, check=False, timeout=300)


def uninstall(*options: str) -> None:
    """Run the uninstaller; it goes on in a copy of itself."""
    subprocess.run([str(FOLDER / "uninstall.exe"), "/S", *options], check=False, timeout=300)


def smoke_test() -> str:
    """What the installed program's own test reports."""
    report = Path(tempfile.mkdtemp(), "réport.txt")
    subprocess.run([str(EXE), f"--smoke-test={report}"], check=False, timeout=300)
    return report.read_text("utf-8") if report.is_file() else "no report"


def version() -> str | None:
    """The installed version, as Windows lists it."""
    return registered(UNINSTALL, "DisplayVersion")


def write_secret(target: str) -> None:
    """A credential as keyring's back-end writes it."""
    from win32ctypes.pywin32 import win32cred  # noqa: PLC0415

    credential = {
        "Type": win32cred.CRED_TYPE_GENERIC,
        "TargetName": target,
        "UserName": "check",
        "CredentialBlob": "secret",
        "Comment": "",
        "Persist": win32cred.CRED_PERSIST_ENTERPRISE,
    }
    win32cred.CredWrite(credential, 0)


def has_secret(target: str) -> bool:
    """Whether the Credential Manager has it."""
    held = ctypes.c_void_p()
    return bool(ctypes.windll.advapi32.CredReadW(target, 1, 0, ctypes.byref(held)))


def check_installed(expected: str) -> None:
    """Files and registry after an installation."""
    until(f"version {expected} is registered", lambda: version() == expected)
    until("the program is there", EXE.is_file)
    until("the entry in the start menu is there", MENU.is_file)
    assert registered(UNINSTALL, "InstallLocation") == str(FOLDER)
    assert registered(rf"{CLASSES}\.ticketdraft") == KIND
    command = registered(rf"{CLASSES}\{KIND}\shell\open\command")
    assert command == f'"{EXE}" "%1"', command
    assert registered(rf"{CLASSES}\.json") != KIND, "JSON stays whose it was"
    assert registered(rf"{CLASSES}\.json\OpenWithProgids", KIND) is not None
    print("ok: what opens .ticketdraft, and is offered for .json", flush=True)


def check_gone() -> None:
    """Files and registry after an uninstallation."""
    until("the program is gone", lambda: not EXE.exists())
    until(
        "its folder holds nothing of it",
        lambda: not FOLDER.exists() or {one.name for one in FOLDER.iterdir()} == {"mine.txt"},
    )
    until("it is not registered", lambda: version() is None)
    until("the start menu has it no more", lambda: not MENU.exists())
    assert registered(rf"{CLASSES}\{KIND}\shell\open\command") is None
    assert registered(rf"{CLASSES}\.ticketdraft") is None
    assert registered(rf"{CLASSES}\.json\OpenWithProgids", KIND) is None
    print("ok: the registry holds nothing of it", flush=True)


def install_older(older: str, old: str) -> None:
    """A first installation, into a folder with a space and letters beyond ASCII."""
    print("-- installing the older version", flush=True)
    install(older, f"/D={FOLDER}")
    check_installed(old)
    assert OLD_ONLY.is_file()
    assert not DESKTOP.exists(), "nobody asked for a desktop icon"
    told = smoke_test()
    print(told, flush=True)
    assert told.splitlines()[-1] == "Smoke test passed"


def upgrade(setup: str, new: str) -> None:
    """Over the older version, which runs."""
    print("-- upgrading, with the program running", flush=True)
    SETTINGS.mkdir(parents=True, exist_ok=True)
    DRAFT.parent.mkdir(parents=True, exist_ok=True)
    for file in (DRAFT, SETTINGS / "settings.json", FOLDER / "mine.txt"):
        file.write_text("{}", "utf-8")
    running = subprocess.Popen([str(EXE), "--demo", "--new-instance"])
    time.sleep(8)
    install(setup, "/DESKTOP")
    check_installed(new)
    until("the older version's own file is gone", lambda: not OLD_ONLY.exists())
    until("the desktop icon was asked for", DESKTOP.is_file)
    print(f"the running program {'was closed' if running.poll() is not None else 'STILL RUNS'}", flush=True)
    running.kill()
    assert (SETTINGS / "settings.json").is_file()
    assert (FOLDER / "mine.txt").is_file()
    told = smoke_test()
    assert told.splitlines()[-1] == "Smoke test passed", told
    print("ok: it works, and what the person had is there", flush=True)


def downgrade(setup: str, older: str, new: str, old: str) -> None:
    """Refused unless asked for."""
    print("-- downgrading", flush=True)
    install(older)
    time.sleep(2)
    until("a downgrade is refused", lambda: version() == new, 1)
    install(older, "/DOWNGRADE")
    until("a downgrade that was asked for is done", lambda: version() == old)
    install(setup)
    until("and undone", lambda: version() == new)


def remove() -> None:
    """What the person had stays."""
    print("-- uninstalling", flush=True)
    write_secret(SECRET)
    uninstall()
    check_gone()
    assert not DESKTOP.exists()
    assert (FOLDER / "mine.txt").is_file(), "what the person put there"
    assert (SETTINGS / "settings.json").is_file()
    assert has_secret(SECRET)
    print("ok: settings, secrets and drafts are kept", flush=True)


def purge(setup: str, new: str) -> None:
    """All that was remembered goes; drafts do not."""
    print("-- uninstalling with all that was remembered", flush=True)
    (FOLDER / "mine.txt").unlink()
    install(setup, f"/D={FOLDER}")
    check_installed(new)
    uninstall("/PURGE")
    check_gone()
    until("the settings are gone", lambda: not (SETTINGS / "settings.json").exists())
    until("the secrets are gone", lambda: not has_secret(SECRET))
    until("the folder is gone", lambda: not FOLDER.exists())
    assert DRAFT.is_file(), "drafts are never removed"
    DRAFT.unlink()


def main(setup: str, older: str) -> None:
    """The whole way."""
    new, old = (Path(name).name.split("-")[3] for name in (setup, older))
    until("nothing is installed", lambda: version() is None, 1)
    install_older(older, old)
    upgrade(setup, new)
    downgrade(setup, older, new, old)
    remove()
    purge(setup, new)
    print("PASSED", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
