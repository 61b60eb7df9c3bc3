"""Install, try, upgrade, refuse a downgrade and uninstall, silently, and look at files and registry each time.

`python packaging/windows/check.py SETUP OLDER PORTABLE`: OLDER is the installer of an older version, PORTABLE the ZIP.
Needs a Windows Python that has what requirements.lock names. What installers return is not believed; under wine it
means nothing. This installs for one person into a folder of its own, then for all if run by an administrator, and
leaves nothing behind.
"""

from __future__ import annotations

import _winapi
import ctypes
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import winreg
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

NAME = "Ticket Draft Inspector"
ID = "TicketDraftInspector"
UNINSTALL = rf"Software\Microsoft\Windows\CurrentVersion\Uninstall\{ID}"
CLASSES = r"Software\Classes"
KIND = f"{ID}.Draft"
ASIDE = f"{ID}-older"
TRACES = (ID.lower(), "ticket-inspector", ".ticketdraft")
HOME, ROAMING, LOCAL = (Path(os.environ[name]) for name in ("USERPROFILE", "APPDATA", "LOCALAPPDATA"))
MENU = Path("Microsoft", "Windows", "Start Menu", "Programs", f"{NAME}.lnk")
SETTINGS = ROAMING / ID / "settings.json"
REMEMBERED = (
    SETTINGS,
    *(LOCAL / ID / name for name in ("window.ini", "defaults/1.json", "Cache/lists/1.json", "running.lock")),
)
JOURNAL = LOCAL / ID / "recovery" / "1.journal.damaged"
"""One that the program leaves alone, too."""
DRAFT = HOME / "Documents" / "entwurf ö.ticketdraft"
SECRET = f"check@{NAME}"


@dataclass(frozen=True)
class Place:
    """Where an installation goes, and what says so."""

    hive: int
    folder: Path
    menu: Path
    desktop: Path
    options: tuple[str, ...]

    @property
    def exe(self) -> Path:
        """The program."""
        return self.folder / "ticket-inspector.exe"

    def registered(self, key: str, name: str = "") -> str | None:
        """A value in its part of the registry."""
        for view in (winreg.KEY_WOW64_64KEY, winreg.KEY_WOW64_32KEY):
            with suppress(OSError), winreg.OpenKey(self.hive, key, 0, winreg.KEY_READ | view) as found:
                return str(winreg.QueryValueEx(found, name)[0])
        return None

    def version(self) -> str | None:
        """The installed version, as Windows lists it."""
        return self.registered(UNINSTALL, "DisplayVersion")

    def install(self, setup: str, *options: str) -> None:
        """Run an installer to the end.

        A folder (/D=) comes last, and NSIS wants it without quotes even where there are spaces in it.
        """
        line = " ".join([f'"{Path(setup).resolve()}"', "/S", *self.options, *options])
        subprocess.run(line, check=False, timeout=300)

    def uninstall(self, *options: str) -> None:
        """Run the uninstaller; it goes on in a copy of itself."""
        subprocess.run([str(self.folder / "uninstall.exe"), "/S", *options], check=False, timeout=300)


ONE = Place(
    winreg.HKEY_CURRENT_USER,
    LOCAL / "Programs" / "Ticket Draft Inspéctor ø",
    ROAMING / MENU,
    HOME / "Desktop" / f"{NAME}.lnk",
    ("/CURRENTUSER",),
)
ALL = Place(
    winreg.HKEY_LOCAL_MACHINE,
    Path(os.environ["PROGRAMFILES"], NAME),
    Path(os.environ["PROGRAMDATA"]) / MENU,
    Path(os.environ["PUBLIC"], "Desktop", f"{NAME}.lnk"),
    (),
)
OLD_ONLY = ONE.folder / "_internal" / "only in the older version.txt"
MINE = ONE.folder / "mine.txt"


# -- looking --------------------------------------------------------------------------------------------


def until(what: str, holds: Callable[[], bool], patience: float = 90) -> None:
    """Wait until it holds; exit if it never does."""
    end = time.monotonic() + patience
    while not holds():
        if time.monotonic() > end:
            print(f"FAILED: {what}", flush=True)
            sys.exit(1)
        time.sleep(0.2)
    print(f"ok: {what}", flush=True)


def smoke_test(exe: Path) -> None:
    """What the program's own test reports; it must have passed."""
    report = Path(tempfile.mkdtemp(), "réport.txt")
    subprocess.run([str(exe), f"--smoke-test={report}"], check=False, timeout=300)
    told = report.read_text("utf-8") if report.is_file() else "no report"
    print(told, flush=True)
    assert told.splitlines()[-1] == "Smoke test passed"


def traces(hive: int, key: str, depth: int) -> Iterator[str]:
    """Keys and values of the registry that are about the program, down to some depth."""
    with suppress(OSError), winreg.OpenKey(hive, key, 0, winreg.KEY_READ | winreg.KEY_WOW64_64KEY) as found:
        keys, values, _ = winreg.QueryInfoKey(found)
        told = [winreg.EnumValue(found, number)[:2] for number in range(values)]
        yield from (f"{key}: {one}" for one in told if any(trace in str(one).lower() for trace in TRACES))
        for name in [winreg.EnumKey(found, number) for number in range(keys)]:
            if any(trace in name.lower() for trace in TRACES):
                yield rf"{key}\{name}"
            if depth and name != "Local Settings":  # what Windows itself remembers about programs
                yield from traces(hive, rf"{key}\{name}", depth - 1)


def check_installed(place: Place, expected: str) -> None:
    """Files and registry after an installation."""
    until(f"version {expected} is registered", lambda: place.version() == expected)
    until("the program is there", place.exe.is_file)
    until("the entry in the start menu is there", place.menu.is_file)
    assert place.registered(UNINSTALL, "InstallLocation") == str(place.folder)
    assert place.registered(rf"{CLASSES}\.ticketdraft") == KIND
    command = place.registered(rf"{CLASSES}\{KIND}\shell\open\command")
    assert command == f'"{place.exe}" "%1"', command
    assert place.registered(rf"{CLASSES}\.json") != KIND, "JSON belongs to whatever opened it before"
    assert place.registered(rf"{CLASSES}\.json\OpenWithProgids", KIND) is not None
    assert not (place.folder / ASIDE).exists(), "what was put aside is gone"
    print("ok: what opens .ticketdraft, and is offered for .json", flush=True)


def check_gone(place: Place) -> None:
    """Files and registry after an uninstallation."""
    until("the program is gone", lambda: not place.exe.exists())
    mine = {MINE.name}
    until(
        "its folder holds nothing of it",
        lambda: not place.folder.exists() or {one.name for one in place.folder.iterdir()} == mine,
    )
    until("it is not registered", lambda: place.version() is None)
    until("the start menu no longer has it", lambda: not place.menu.exists())
    assert not place.desktop.exists()
    left = [*traces(place.hive, CLASSES, 3), *traces(place.hive, UNINSTALL.rpartition("\\")[0], 1)]
    assert left == [], left
    print("ok: the registry holds nothing of it", flush=True)


def check_resources(exe: Path, expected: str) -> None:
    """What Windows reads in the program itself: version, icon, how it wants to be treated."""
    import pefile  # noqa: PLC0415 - comes with PyInstaller

    with pefile.PE(str(exe)) as program:
        kinds = {entry.id: entry for entry in program.DIRECTORY_ENTRY_RESOURCE.entries}
        (manifest,) = (
            leaf.data.struct for one in kinds[24].directory.entries for leaf in one.directory.entries
        )
        text = program.get_data(manifest.OffsetToData, manifest.Size).decode()
        tables = (table for info in program.FileInfo[0] for table in getattr(info, "StringTable", ()))
        told = {key.decode(): value.decode() for table in tables for key, value in table.entries.items()}
        assert len(kinds[3].directory.entries) == 8, "the icon in eight sizes"
    assert "PerMonitorV2" in text
    assert ">true</longPathAware>" in text
    assert told["ProductVersion"] == expected, told
    assert told["ProductName"] == NAME
    print("ok: version, icon and manifest are in the program", flush=True)


# -- what stands in the way -----------------------------------------------------------------------------


@contextmanager
def held(file: Path) -> Iterator[None]:
    """Nobody else can write, rename or remove the file meanwhile, as if it were running or being scanned."""
    reading, sharing = _winapi.GENERIC_READ, 1
    handle = _winapi.CreateFile(str(file), reading, sharing, 0, _winapi.OPEN_EXISTING, 0, 0)
    try:
        yield
    finally:
        _winapi.CloseHandle(handle)


@contextmanager
def running(*command: object) -> Iterator[subprocess.Popen[bytes]]:
    """A program that does not outlive what is tried on it."""
    with subprocess.Popen([str(part) for part in command]) as program:
        try:
            yield program
        finally:
            program.kill()


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


def nothing_is_kept() -> bool:
    """Whether this person keeps nothing of the program's: this check would overwrite and remove it all."""
    count, held = ctypes.c_uint32(), ctypes.c_void_p()
    has_secrets = ctypes.windll.advapi32.CredEnumerateW(
        f"*{NAME}", 0, ctypes.byref(count), ctypes.byref(held)
    )
    return not (has_secrets or SETTINGS.parent.exists() or (LOCAL / ID).exists())


def has_secret(target: str) -> bool:
    """Whether the Credential Manager has it."""
    found = ctypes.c_void_p()
    return bool(ctypes.windll.advapi32.CredReadW(target, 1, 0, ctypes.byref(found)))


# -- the steps ------------------------------------------------------------------------------------------


def beside_others(setup: str) -> None:
    """Into a folder that holds other things: it takes a folder of its own there, and leaves the rest alone."""
    print("-- installing where other things are", flush=True)
    theirs = ONE.folder.with_name("theirs") / "_internal" / "theirs.txt"
    theirs.parent.mkdir(parents=True)
    theirs.write_text("theirs", "utf-8")
    place = replace(ONE, folder=theirs.parents[1] / NAME)
    place.install(setup, f"/D={theirs.parents[1]}")
    check_installed(place, Path(setup).name.split("-")[3])
    place.uninstall()
    check_gone(place)
    until("what is theirs is left", lambda: list(theirs.parents[1].rglob("*.*")) == [theirs])
    shutil.rmtree(theirs.parents[1])


def install_older(older: str, old: str) -> None:
    """A first installation, into a folder with a space and letters beyond ASCII."""
    print("-- installing the older version", flush=True)
    ONE.install(older, f"/D={ONE.folder}")
    check_installed(ONE, old)
    assert OLD_ONLY.is_file()
    assert not ONE.desktop.exists(), "nobody asked for a desktop icon"
    smoke_test(ONE.exe)


def fail(setup: str, old: str) -> None:
    """An upgrade that can't be done leaves everything as it was."""
    print("-- upgrading, with a file in use", flush=True)
    for name in ("installed-files.txt", ONE.exe.name):
        with held(ONE.folder / name):
            ONE.install(setup)
        until(f"with {name} in use, the older version stays", lambda: ONE.version() == old, 5)
        assert OLD_ONLY.is_file()
        assert ONE.exe.is_file()
        assert not (ONE.folder / ASIDE).exists()
    smoke_test(ONE.exe)


def upgrade(setup: str, new: str) -> None:
    """Over the older version, while it runs."""
    print("-- upgrading, with the program running", flush=True)
    for file in (*REMEMBERED, JOURNAL, DRAFT, MINE):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("{}", "utf-8")
    with running(ONE.exe, "--demo", "--new-instance") as program:
        time.sleep(8)
        ONE.install(setup, "/DESKTOP")
        check_installed(ONE, new)
        until("the older version's own file is gone", lambda: not OLD_ONLY.exists())
        until("the desktop icon was asked for", ONE.desktop.is_file)
        until("the running program was closed", lambda: program.poll() is not None, 5)
    assert SETTINGS.is_file()
    assert MINE.is_file()
    check_resources(ONE.exe, new)
    smoke_test(ONE.exe)


def downgrade(setup: str, older: str, new: str, old: str) -> None:
    """Refused unless asked for."""
    print("-- downgrading", flush=True)
    ONE.install(older)
    time.sleep(2)
    until("a downgrade is refused", lambda: ONE.version() == new, 1)
    ONE.install(older, "/DOWNGRADE")
    until("a downgrade that was asked for is done", lambda: ONE.version() == old)
    ONE.install(setup)
    until("and undone", lambda: ONE.version() == new)


def remove() -> None:
    """What belongs to the person stays."""
    print("-- uninstalling", flush=True)
    write_secret(SECRET)
    ONE.uninstall()
    check_gone(ONE)
    assert MINE.is_file(), "what the person put there"
    assert all(file.is_file() for file in (*REMEMBERED, JOURNAL, DRAFT))
    assert has_secret(SECRET)
    print("ok: settings, secrets and drafts are kept", flush=True)


def purge(setup: str, new: str) -> None:
    """All that was remembered goes; drafts stay, and so does what was never saved."""
    print("-- uninstalling with all that was remembered", flush=True)
    MINE.unlink()
    ONE.install(setup, f"/D={ONE.folder}")
    check_installed(ONE, new)
    ONE.uninstall("/PURGE")
    check_gone(ONE)
    until("the secrets are gone", lambda: not has_secret(SECRET))
    until("the folder is gone", lambda: not ONE.folder.exists())
    until("the settings are gone", lambda: not SETTINGS.parent.exists())
    left = [path for path in (LOCAL / ID).rglob("*") if path.is_file()]
    assert left == [JOURNAL], left
    assert DRAFT.is_file(), "drafts are never removed"
    for file in (DRAFT, JOURNAL):
        file.unlink()
    JOURNAL.parent.rmdir()
    JOURNAL.parent.parent.rmdir()


def lead_out(setup: str, new: str) -> None:
    """Somebody wrote to the list, and put a link where a folder was: what lies elsewhere stays."""
    print("-- uninstalling with a list that leads out of the folder", flush=True)
    ONE.install(setup, f"/D={ONE.folder}")
    check_installed(ONE, new)
    theirs = ONE.folder.with_name("theirs") / "theirs.txt"
    theirs.parent.mkdir()
    theirs.write_text("theirs", "utf-8")
    lines = [f"..\\{theirs.parent.name}\\{theirs.name}", f"_internal\\..\\..\\theirs\\{theirs.name}"]
    lines += [str(theirs), str(theirs)[2:], f"../theirs/{theirs.name}", f"link\\{theirs.name}"]
    lines += [f"{ASIDE}\\{theirs.name}", "..\\theirs\\"]
    listed = ONE.folder / "installed-files.txt"
    with listed.open("a", encoding="utf-16-le", newline="\r\n") as added:
        added.writelines(f"{line}\n" for line in lines)
    linked(ONE.folder / "link", theirs.parent)
    linked(ONE.folder / ASIDE, theirs.parent)
    (theirs.parent / listed.name).write_text(f"{theirs.name}\r\n", "utf-16-le")
    ONE.uninstall()
    until("the program is gone", lambda: not ONE.exe.exists())
    until("it is not registered", lambda: ONE.version() is None)
    assert theirs.read_text("utf-8") == "theirs"
    print("ok: what the list led to is left", flush=True)
    for link in (ONE.folder / "link", ONE.folder / ASIDE):
        with suppress(OSError):
            link.rmdir()
    shutil.rmtree(theirs.parent)
    with suppress(OSError):
        ONE.folder.rmdir()


def linked(link: Path, target: Path) -> None:
    """Put a junction there, where there are any: wine 8 has none."""
    try:
        _winapi.CreateJunction(str(target), str(link))
    except OSError as error:
        print(f"LEFT OUT: {link.name} as a junction ({error})", flush=True)


def guarded(folder: Path) -> bool:
    """Whether a folder's rights are those that the installer makes it with: other people read and run, no more."""
    told, text, everything = ctypes.c_void_p(), ctypes.c_wchar_p(), 1 | 4  # its owner, and who may do what
    read = ctypes.windll.advapi32.GetNamedSecurityInfoW
    assert read(str(folder), 1, everything, None, None, None, None, ctypes.byref(told)) == 0
    convert = ctypes.windll.advapi32.ConvertSecurityDescriptorToStringSecurityDescriptorW
    assert convert(told, 1, everything, ctypes.byref(text), None)
    sddl = str(text.value)
    print(f"{folder}: {sddl}", flush=True)
    owner = sddl[2 : sddl.index("D:")]
    entries = re.findall(r"\(A;[^;]*;([^;]*);;;([^)]*)\)", sddl)
    others = {(may, who) for may, who in entries if who not in ("SY", "BA", owner)}
    return bool(entries) and others <= {("0x1200a9", "BU")}  # wine keeps nothing for users


def for_all(setup: str, new: str) -> None:
    """The same for everybody who uses the computer."""
    print("-- installing for all users", flush=True)
    if not ctypes.windll.shell32.IsUserAnAdmin():
        print("LEFT OUT: this is not an administrator", flush=True)
        return
    ALL.install(setup, "/DESKTOP")
    check_installed(ALL, new)
    until("the desktop of all has the icon", ALL.desktop.is_file)
    assert ONE.version() is None, "it is not this person's alone"
    assert guarded(ALL.folder)
    smoke_test(ALL.exe)
    ALL.install(setup)
    check_installed(ALL, new)
    ALL.uninstall()
    check_gone(ALL)
    until("the folder is gone", lambda: not ALL.folder.exists())
    for_all_where_others_write(setup, new)


def for_all_where_others_write(setup: str, new: str) -> None:
    """Somebody made the folder first, with a list and a library in it: a new one within is taken, which is guarded."""
    theirs = Path(os.environ["PUBLIC"], "Tools")
    theirs.mkdir()
    for name in ("installed-files.txt", "version.dll"):
        (theirs / name).write_text("theirs", "utf-8")
    place = replace(ALL, folder=theirs / NAME)
    place.install(setup, f"/D={theirs}")
    check_installed(place, new)
    assert guarded(place.folder)
    place.uninstall()
    check_gone(place)
    (theirs / NAME).mkdir(exist_ok=True)
    (theirs / NAME / "version.dll").write_text("theirs", "utf-8")
    place.install(setup, f"/D={theirs}")
    until("a folder that somebody filled before is not taken", lambda: place.version() is None, 1)
    assert {one.name for one in theirs.rglob("*")} == {"installed-files.txt", "version.dll", NAME}
    shutil.rmtree(theirs)


def unpack(portable: str) -> None:
    """The portable program works from any folder and remembers everything there."""
    print("-- unpacking the portable program", flush=True)
    with tempfile.TemporaryDirectory(prefix="Stick ø ", ignore_cleanup_errors=True) as stick:
        with zipfile.ZipFile(portable) as packed:
            packed.extractall(stick)
        exe = Path(stick, NAME, "ticket-inspector.exe")
        smoke_test(exe)
        with running(exe):
            until("it remembers beside itself", (exe.parent / "data" / "running.lock").is_file)
    assert not SETTINGS.parent.exists()
    assert not (LOCAL / ID).exists()
    print("ok: and nowhere else", flush=True)


def main(setup: str, older: str, portable: str) -> None:
    """All steps."""
    new, old = (Path(name).name.split("-")[3] for name in (setup, older))
    until("nothing is installed", lambda: ONE.version() is None and ALL.version() is None, 1)
    until("nothing is remembered that this would destroy", nothing_is_kept, 1)
    beside_others(setup)
    install_older(older, old)
    fail(setup, old)
    upgrade(setup, new)
    downgrade(setup, older, new, old)
    remove()
    purge(setup, new)
    lead_out(setup, new)
    for_all(setup, new)
    unpack(portable)
    print("PASSED", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
