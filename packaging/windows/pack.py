"""The Windows installer, its winget manifest and the portable ZIP, made from the frozen program."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
sys.path.insert(0, str(HERE))

import icons  # noqa: E402
import version_info  # noqa: E402

NAME = "TicketDraftInspector"
PUBLISHER = "TicketDraftInspector"
HOME = "https://github.com/ticket-draft-inspector/ticket-draft-inspector"
USUAL = Path(os.environ.get("PROGRAMFILES(X86)", ""), "NSIS", "makensis.exe")
RETURNED = {
    1: "cancelledByUser",
    3: "downgrade",
    4: "packageInUse",
    6: "systemNotSupported",
    7: "diskFull",
}
"""What the installer's exit codes (installer.nsi) are in winget's words."""
PORTABLE = "data/portable.txt"
"""As in inspector/app.py."""
KEPT_HERE = """\
The program in the folder above keeps its settings, and drafts that have not been saved yet, in this folder.
Passwords are not kept here but on the computer that you use it on, if you say so.
"""
ROOM = 10
"""Megabytes besides the program's own: for its uninstaller, and what else a disk needs."""
PICTURES: dict[str, Callable[[], bytes]] = {
    "app.ico": icons.ico,
    "wizard.bmp": partial(icons.wizard, 1),
    "wizard-large.bmp": partial(icons.wizard, 2),
}
"""What the installer shows."""
SUMMARY = "See what SuperOffice CRM puts into a new ticket, and why"


def setup_name(version: str) -> str:
    """The installer's file."""
    return f"ticket-draft-inspector-{version}-windows-x64-setup.exe"


def portable_name(version: str) -> str:
    """The portable program's file."""
    return f"ticket-draft-inspector-{version}-windows-x64-portable.zip"


def portable(frozen: Path, version: str, out: Path) -> Path:
    """A ZIP to be unpacked anywhere; a file in its folder `data` makes the program remember everything there."""
    file = out / portable_name(version)
    top = Path("Ticket Draft Inspector")
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr((top / PORTABLE).as_posix(), KEPT_HERE.replace("\n", "\r\n"))
        for path in sorted(path for path in frozen.rglob("*") if path.is_file()):
            packed.write(path, top / path.relative_to(frozen))
    return file


def draw(folder: Path) -> None:
    """Make those of the installer's pictures that are not in a folder yet, which takes Qt."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, drawn in PICTURES.items():
        if not (folder / name).is_file():
            (folder / name).write_bytes(drawn())


def installer(frozen: Path, version: str, out: Path, work: Path, *, trial: bool = False) -> Path:
    """Run NSIS on a frozen program; `work` is for what it needs on the way, and may hold the pictures already.

    A trial is made by any NSIS, a release by none that is known to be unsafe. Raises CalledProcessError.
    """
    draw(work)
    icon, picture, large_picture = (work / name for name in PICTURES)
    names = work / "installed-files.txt"
    names.write_bytes("".join(f"{line}\r\n" for line in listed(frozen)).encode("utf-16-le"))
    setup = out / setup_name(version)
    size = sum(file.stat().st_size for file in frozen.rglob("*") if file.is_file())
    defines = {
        "VERSION": version,
        "RANKED": version_info.ranked(version),
        "HOME": HOME,
        "VERSION4": ".".join(map(str, version_info.numbers(version))),
        "OUTPUT": str(setup.resolve()),
        "ICON": str(icon.resolve()),
        "PICTURE": str(picture.resolve()),
        "LARGE_PICTURE": str(large_picture.resolve()),
        "FILES": str(names.resolve()),
        "SOURCE": str(frozen.resolve()),
        "SLASH": os.sep,
        "KILOBYTES": str(size // 1024),
        "MEGABYTES": str(2 * size // 1024**2 + ROOM),  # NSIS unpacks into a temporary file first
    }
    if os.environ.get("INSPECTOR_CERTIFICATE"):  # the uninstaller exists only within the installer
        defines["SIGN"] = f'"{sys.executable}" "{HERE / "sign.py"}"'
    if trial:
        defines["TRIAL"] = ""
    makensis = shutil.which("makensis") or str(USUAL)
    flags = [f"-D{name}={value}" for name, value in defines.items()]
    subprocess.run([makensis, "-V2", "-WX", *flags, str(HERE / "installer.nsi")], check=True)
    return setup


def listed(folder: Path) -> list[str]:
    """What the installer puts down and later takes away: files, then folders (ending with \\), the deepest first."""
    found = [path.relative_to(folder) for path in folder.rglob("*")]
    files = [str(path) for path in found if (folder / path).is_file()]
    folders = sorted((path for path in found if (folder / path).is_dir()), key=lambda path: -len(path.parts))
    return [name.replace("/", "\\") for name in [*sorted(files), *(f"{path}\\" for path in folders)]]


def winget(version: str, setup: Path, address: str) -> dict[str, str]:
    """The three files of a winget manifest (schema 1.9), by name; `address` is where setup can be downloaded."""
    identity = f"{PUBLISHER}.{NAME}"
    head = f'PackageIdentifier: {identity}\nPackageVersion: "{version}"\n'  # else 2.0 would be a number
    tail = "ManifestVersion: 1.9.0\n"
    return {
        f"{identity}.yaml": f"{head}DefaultLocale: en-US\nManifestType: version\n{tail}",
        f"{identity}.installer.yaml": f"{head}{_installers(setup, address)}ManifestType: installer\n{tail}",
        f"{identity}.locale.en-US.yaml": (
            f"{head}PackageLocale: en-US\nPublisher: The Ticket Draft Inspector developers\n"
            f"PublisherUrl: {HOME}\nPackageName: Ticket Draft Inspector\nPackageUrl: {HOME}\nLicense: MIT\n"
            f"ShortDescription: {SUMMARY}\nTags:\n- crm\n- superoffice\n- ticket\nManifestType: defaultLocale\n{tail}"
        ),
    }


def _installers(setup: Path, address: str) -> str:
    """One file, two ways to run it: for one person, or for all, which asks for rights."""
    digest = hashlib.sha256(setup.read_bytes()).hexdigest().upper()
    file = f"  InstallerUrl: {address}\n  InstallerSha256: {digest}\n"
    codes = "".join(
        f"- InstallerReturnCode: {code}\n  ReturnResponse: {word}\n" for code, word in RETURNED.items()
    )
    return (
        "InstallerType: nullsoft\nMinimumOSVersion: 10.0.17763.0\nUpgradeBehavior: install\n"
        f"ProductCode: {NAME}\nFileExtensions:\n- ticketdraft\n- json\nExpectedReturnCodes:\n{codes}"
        f"Installers:\n- Architecture: x64\n  Scope: user\n{file}  InstallerSwitches:\n    Custom: /CURRENTUSER\n"
        f"- Architecture: x64\n  Scope: machine\n{file}  ElevationRequirement: elevationRequired\n"
    )
