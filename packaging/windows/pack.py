"""The Windows installer and its winget manifest, made from the frozen program."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
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
SUMMARY = "See what SuperOffice CRM puts into a new ticket, and why"


def installer(frozen: Path, version: str, out: Path, work: Path) -> Path:
    """Run NSIS on a frozen program; `work` is for what it needs on the way. Raises CalledProcessError."""
    work.mkdir(parents=True, exist_ok=True)
    icon, names = work / "app.ico", work / "installed-files.txt"
    icon.write_bytes(icons.ico())
    names.write_bytes("".join(f"{line}\r\n" for line in listed(frozen)).encode("utf-16-le"))
    setup = out / f"ticket-draft-inspector-{version}-windows-x64-setup.exe"
    size = sum(file.stat().st_size for file in frozen.rglob("*") if file.is_file())
    defines = {
        "VERSION": version,
        "VERSION4": ".".join(map(str, version_info.numbers(version))),
        "OUTPUT": str(setup.resolve()),
        "ICON": str(icon.resolve()),
        "FILES": str(names.resolve()),
        "SOURCE": str(frozen.resolve()),
        "SLASH": os.sep,
        "KILOBYTES": str(size // 1024),
    }
    if sign := os.environ.get("INSPECTOR_SIGN"):  # see sign.py
        defines["SIGN"] = sign
    makensis = shutil.which("makensis") or str(USUAL)
    flags = [f"-D{name}={value}" for name, value in defines.items()]
    subprocess.run([makensis, "-V2", "-WX", *flags, str(HERE / "installer.nsi")], check=True)
    return setup


def listed(folder: Path) -> list[str]:
    """What the installer puts down and later takes away: files, then folders (with a \\ behind), the deepest first."""
    found = [path.relative_to(folder) for path in folder.rglob("*")]
    files = [str(path) for path in found if (folder / path).is_file()]
    folders = sorted((path for path in found if (folder / path).is_dir()), key=lambda path: -len(path.parts))
    return [name.replace("/", "\\") for name in [*sorted(files), *(f"{path}\\" for path in folders)]]


def winget(version: str, setup: Path, address: str) -> dict[str, str]:
    """The three files of a winget manifest (schema 1.9), by name; `address` is where setup can be had."""
    digest = hashlib.sha256(setup.read_bytes()).hexdigest().upper()
    identity = f"{PUBLISHER}.{NAME}"
    head = f"PackageIdentifier: {identity}\nPackageVersion: {version}\n"
    tail = "ManifestVersion: 1.9.0\n"
    return {
        f"{identity}.yaml": f"{head}DefaultLocale: en-US\nManifestType: version\n{tail}",
        f"{identity}.installer.yaml": (
            f"{head}InstallerType: nullsoft\nScope: user\nMinimumOSVersion: 10.0.17763.0\n"
            "UpgradeBehavior: install\nFileExtensions:\n- ticketdraft\n- json\n"
            f"Installers:\n- Architecture: x64\n  InstallerUrl: {address}\n  InstallerSha256: {digest}\n"
            f"ManifestType: installer\n{tail}"
        ),
        f"{identity}.locale.en-US.yaml": (
            f"{head}PackageLocale: en-US\nPublisher: The Ticket Draft Inspector developers\n"
            f"PublisherUrl: {HOME}\nPackageName: Ticket Draft Inspector\nPackageUrl: {HOME}\nLicense: MIT\n"
            f"ShortDescription: {SUMMARY}\nTags:\n- crm\n- superoffice\n- ticket\nManifestType: defaultLocale\n{tail}"
        ),
    }
