"""Make what people install. Runs in the project's environment; start it as `python3 packaging/bootstrap.py STEP`.

    freeze    dist/ticket-inspector: the program with its own Python, to be started as it is; and its bill of materials
    archive   the same as dist/ticket-draft-inspector-VERSION-linux-ARCH.tar.xz; on Windows as a portable .zip
    deb       dist/ticket-draft-inspector_VERSION_ARCH.deb (Linux; needs dpkg-dev)
    installer dist/ticket-draft-inspector-VERSION-windows-x64-setup.exe (Windows; needs NSIS)
    dmg       dist/ticket-draft-inspector-VERSION-macos-ARCH.dmg, signed and notarised where sign.sh can (macOS)
    winget    dist/winget/: the manifest for Windows' package manager, of the installer
    windows-check
              install, try, upgrade, uninstall, and unpack what was made for Windows; tells each step. On another system
              it freezes and packs first, below build/windows:
              INSPECTOR_WINDOWS_PYTHON says how to start a Windows Python that has this project and what
              requirements.lock names (a command, such as one that starts it under wine), and NSIS is needed.

Each step freezes first if that has not been done yet; `freeze` always begins afresh.
"""

from __future__ import annotations

import gzip
import importlib
import os
import platform
import shlex
import shutil
import subprocess
import sys
import tarfile
import tomllib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

import icons

ROOT = Path(__file__).resolve().parent.parent
DIST, BUILD = ROOT / "dist", ROOT / "build" / "freeze"
NAME = "ticket-draft-inspector"
COMMAND = "ticket-inspector"
FROZEN = DIST / COMMAND
APP = DIST / "Ticket Draft Inspector.app"
PICTURES = DIST / "pictures"
VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]


def freeze() -> None:
    """Run PyInstaller."""
    shutil.rmtree(FROZEN, ignore_errors=True)
    _run(
        *(sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"),
        *("--distpath", str(DIST), "--workpath", str(BUILD), str(ROOT / "packaging" / "inspector.spec")),
    )
    if os.name == "nt":
        _windows().draw(PICTURES)  # so that nothing after this takes more than Python and NSIS
    size = sum(file.stat().st_size for file in FROZEN.rglob("*") if file.is_file() and not file.is_symlink())
    print(f"{FROZEN}: {size / 1e6:.0f} MB")


def archive() -> Path:
    """Pack the frozen program."""
    if sys.platform == "darwin":
        sys.exit("archive: macOS has `dmg`.")
    _frozen()
    if os.name == "nt":
        return Path(_windows().portable(FROZEN, VERSION, DIST))
    file = DIST / f"{NAME}-{VERSION}-linux-{platform.machine().lower()}.tar.xz"
    with tarfile.open(file, "w:xz", preset=9) as packed:
        packed.add(FROZEN, f"{NAME}-{VERSION}", filter=_of_nobody)
    print(f"{file}: {file.stat().st_size / 1e6:.1f} MB")
    return file


def _of_nobody(member: tarfile.TarInfo) -> tarfile.TarInfo:
    member.uid = member.gid = 0
    member.uname = member.gname = "root"
    return member


def deb() -> Path:
    """Make a Debian package, without being root."""
    _frozen()
    tree = BUILD / "deb"
    shutil.rmtree(tree, ignore_errors=True)
    home = tree / "usr" / "lib" / NAME
    shutil.copytree(FROZEN, home, symlinks=True)
    link = tree / "usr" / "bin" / COMMAND
    link.parent.mkdir(parents=True)
    link.symlink_to(f"../lib/{NAME}/{COMMAND}")
    _desktop_files(tree / "usr" / "share")
    _documents(tree / "usr" / "share" / "doc" / NAME)
    _plain_modes(tree)
    size = (
        sum(file.stat().st_size for file in tree.rglob("*") if file.is_file() and not file.is_symlink())
        // 1024
    )
    control = (ROOT / "packaging" / "linux" / "control").read_text("utf-8")
    machine = _answer("dpkg", "--print-architecture")
    folder = tree / "DEBIAN"
    folder.mkdir()
    filled = {"@VERSION@": VERSION, "@ARCH@": machine, "@SIZE@": str(size), "@DEPENDS@": _libraries(home)}
    for mark, text in filled.items():
        control = control.replace(mark, text)
    (folder / "control").write_text(control, "utf-8")
    file = DIST / f"{NAME}_{VERSION}_{machine}.deb"
    _run("dpkg-deb", "--root-owner-group", "-Zxz", "--build", str(tree), str(file))
    print(f"{file}: {file.stat().st_size / 1e6:.1f} MB")
    return file


def _desktop_files(share: Path) -> None:
    """Menu entry, file type, description for software centres, icons."""
    linux = ROOT / "packaging" / "linux"
    metainfo = (linux / "metainfo.xml").read_text("utf-8")
    metainfo = metainfo.replace("@VERSION@", VERSION).replace("@DATE@", f"{datetime.now(UTC):%Y-%m-%d}")
    wanted = {
        f"applications/{COMMAND}.desktop": (linux / f"{COMMAND}.desktop").read_bytes(),
        f"mime/packages/{COMMAND}.xml": (linux / f"{COMMAND}.xml").read_bytes(),
        "metainfo/io.github.ticket_draft_inspector.TicketDraftInspector.metainfo.xml": metainfo.encode(),
        f"icons/hicolor/scalable/apps/{COMMAND}.svg": icons.SVG.read_bytes(),
        **{f"icons/hicolor/{side}x{side}/apps/{COMMAND}.png": icons.png(side) for side in icons.HICOLOR},
    }
    for name, data in wanted.items():
        file = share / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)


def _documents(folder: Path) -> None:
    folder.mkdir(parents=True)
    notices = (FROZEN / "_internal" / "inspector" / "third-party.txt").read_text("utf-8")
    (folder / "copyright").write_text((ROOT / "LICENSE").read_text("utf-8") + "\n\n" + notices, "utf-8")
    with gzip.GzipFile(folder / "changelog.gz", "wb", mtime=0) as packed:
        packed.write((ROOT / "CHANGELOG.md").read_bytes())


def _plain_modes(tree: Path) -> None:
    """As Debian wants them, whatever the umask here."""
    for file in tree.rglob("*"):
        if not file.is_symlink():
            file.chmod(0o755 if file.is_dir() or os.access(file, os.X_OK) else 0o644)


def _libraries(home: Path) -> str:
    """The packages, with their minimum versions, of the libraries that this one does not bring itself."""
    binaries = [str(file) for file in home.rglob("*") if ".so" in file.name and not file.is_symlink()]
    folders = sorted({str(Path(file).parent) for file in binaries})
    work = BUILD / "shlibdeps"
    (work / "debian").mkdir(parents=True, exist_ok=True)
    (work / "debian" / "control").write_text(
        f"Source: {NAME}\n\nPackage: {NAME}\nArchitecture: any\n", "utf-8"
    )
    answer = subprocess.run(
        ["dpkg-shlibdeps", "-O", "--ignore-missing-info", "--warnings=0"]
        + [f"-l{folder}" for folder in folders]
        + [f"-e{file}" for file in [str(home / COMMAND), *binaries]],
        cwd=work,
        check=True,
        capture_output=True,
        text=True,
    )
    return answer.stdout.strip().removeprefix("shlibs:Depends=")


def installer() -> Path:
    """Make the Windows installer."""
    if os.name != "nt":
        sys.exit("installer: it is made from the program frozen on Windows; elsewhere see windows-check.")
    _frozen()
    setup = _windows().installer(FROZEN, VERSION, DIST, PICTURES)
    print(f"{setup}: {setup.stat().st_size / 1e6:.1f} MB")
    return Path(setup)


def dmg() -> Path:
    """Make the disk image for macOS."""
    _frozen()
    file = DIST / f"{NAME}-{VERSION}-macos-{platform.machine()}.dmg"
    script = ROOT / "packaging" / "macos" / "sign.sh"
    subprocess.run(["bash", str(script), str(file)], check=True, env=os.environ | {"PYTHON": sys.executable})
    print(f"{file}: {file.stat().st_size / 1e6:.1f} MB")
    return file


def winget() -> None:
    """Write the manifest of the installer; the address is that of the release on the project's page."""
    pack = _windows()
    setup, folder = DIST / pack.setup_name(VERSION), DIST / "winget"
    if not setup.is_file():
        sys.exit(f"winget: there is no {setup.name} to write about; `installer` makes it.")
    folder.mkdir(exist_ok=True)
    for name, text in pack.winget(
        VERSION, setup, f"{pack.HOME}/releases/download/v{VERSION}/{setup.name}"
    ).items():
        (folder / name).write_text(text, "utf-8", newline="\n")


def windows_check() -> None:
    """All that can be tried of the Windows packages without a person; its outcome is printed step by step."""
    foreign = os.environ.get("INSPECTOR_WINDOWS_PYTHON")
    if os.name != "nt" and not foreign:
        sys.exit(
            "windows-check: this is not Windows; INSPECTOR_WINDOWS_PYTHON must say how to start a Windows Python."
        )
    python = shlex.split(foreign) if foreign else [sys.executable]
    work = ROOT / "build" / "windows"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    # On Windows itself, what is tried is what people get.
    frozen, out = (_frozen_for_windows(python, work), work) if foreign else (_frozen(), DIST)
    pack = _windows()
    setup = _made(
        out / pack.setup_name(VERSION),
        lambda: pack.installer(frozen, VERSION, out, work / "nsis", trial=bool(foreign)),
    )
    portable = _made(out / pack.portable_name(VERSION), lambda: pack.portable(frozen, VERSION, out))
    older = pack.installer(_older(frozen, work), "0.0.9", work, work / "nsis", trial=True)
    print(f"{setup}: {setup.stat().st_size / 1e6:.1f} MB", flush=True)
    tried = [str(file.relative_to(ROOT)) for file in (setup, older, portable)]
    _run(*python, "packaging/windows/check.py", *tried)
    if os.name != "nt":
        print("This was not Windows: tested under wine, or whatever INSPECTOR_WINDOWS_PYTHON starts.")


def _frozen_for_windows(python: list[str], work: Path) -> Path:
    os.environ["INSPECTOR_COMMIT"] = _answer("git", "rev-parse", "HEAD")
    print("freezing for Windows", flush=True)
    _run(
        *(*python, "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR", "--distpath", "build/windows"),
        *("--workpath", "build/windows/work", "packaging/inspector.spec"),
    )
    return work / COMMAND


def _older(frozen: Path, work: Path) -> Path:
    """The same with one more file, as if an earlier version had it and this one does not."""
    copy = work / "older" / COMMAND
    shutil.copytree(frozen, copy)
    (copy / "_internal" / "only in the older version.txt").write_text("taken away by the upgrade", "utf-8")
    return copy


def _made(file: Path, make: Callable[[], Path]) -> Path:
    """The file, made unless it is there."""
    return file if file.is_file() else make()


def _windows() -> ModuleType:
    sys.path.insert(0, str(ROOT / "packaging" / "windows"))
    return importlib.import_module("pack")


def _frozen() -> Path:
    if not (APP if sys.platform == "darwin" else FROZEN).is_dir():
        freeze()
    return FROZEN


def _answer(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def _run(*command: str) -> None:
    subprocess.run(command, check=True, cwd=ROOT)


STEPS: dict[str, Callable[[], object]] = {
    **{"freeze": freeze, "archive": archive, "deb": deb},
    **{"dmg": dmg, "installer": installer, "winget": winget, "windows-check": windows_check},
}

if __name__ == "__main__":
    if unknown := set(sys.argv[1:]) - set(STEPS):
        sys.exit(f"no such step: {', '.join(sorted(unknown))}; the steps are {', '.join(STEPS)}.")
    for step in sys.argv[1:]:
        try:
            STEPS[step]()
        except subprocess.CalledProcessError as error:
            said = error.stderr or "see above for what it said"
            sys.exit(f"{step}: {Path(error.cmd[0]).name} failed with {error.returncode}; {said}")
