"""Start the program, or its tests, on a fresh machine: `python3 packaging/bootstrap.py run` or `… test`.

Needs Python 3.11 to 3.13 and nothing else; pip serves where Python lacks ensurepip. It makes `.venv` at the project
root, installs exactly what requirements.lock names, then this project, then starts. Whatever is there already is not
installed again: a second run calls neither pip nor apt. What follows `run` or `test` is handed on to the program or to
pytest. Without a display `run` does its job headless and leaves a picture and a draft in `build/`.

Exit codes of its own: 2 wrong arguments or wrong Python, 3 system packages are missing and may not be installed from
here (the command to type is printed), 4 pip or venv failed.
"""

import sys

if not (3, 11) <= sys.version_info[:2] <= (3, 13):
    print(
        f"Ticket Draft Inspector needs Python 3.11, 3.12 or 3.13; this is Python {sys.version.split()[0]}.",
        file=sys.stderr,
    )
    sys.exit(2)

import ctypes
import glob
import hashlib
import importlib.util
import os
import shutil
import subprocess
import venv
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "packaging" / "requirements.lock"
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
DIVIDER = "# ==== What tests and checks add ====\n"
"""The line of the lock between what `run` installs and what only `test` adds."""

LIBRARIES = {
    # What Qt is linked to, seen with `readelf -d` in PySide6-Essentials 6.11: Core, Gui, DBus, Widgets,
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libglib-2.0.so.0": "libglib2.0-0t64 libglib2.0-0",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libX11.so.6": "libx11-6",
    "libxkbcommon.so.0": "libxkbcommon0",
    # its Wayland platform,
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    # and its X11 platform.
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
}
FOR_RUN = {**LIBRARIES, "/usr/share/fonts/**/*.[ot]tf": "fonts-dejavu-core"}
FOR_TEST = {
    **FOR_RUN,
    "Xvfb": "xvfb",
    "dbus-daemon": "dbus",
    "gnome-keyring-daemon": "gnome-keyring",
    "/usr/libexec/at-spi-bus-launcher": "at-spi2-core",
}
"""What must be present (a library, a program, or a path to match) and the Debian package that brings it.

Where releases name a package differently, all its names stand there, the newest first.
"""


def give_up(code: int, text: str) -> NoReturn:
    """Say why this can't go on, and leave with `code`."""
    print(f"bootstrap: {text}", file=sys.stderr)
    sys.exit(code)


def say(text: str) -> None:
    """Tell at once what is being done, also where output goes to a file."""
    print(f"bootstrap: {text}", flush=True)


def present(thing: str) -> bool:
    """Whether a library can be loaded, a program found, or a path matched."""
    if thing.startswith("/"):
        return next(glob.iglob(thing, recursive=True), None) is not None
    if ".so" not in thing:
        return shutil.which(thing, path=f"{os.environ.get('PATH', '')}:/usr/bin:/usr/sbin") is not None
    try:
        ctypes.CDLL(thing)
    except OSError:
        return False
    return True


def missing_packages(needs: Mapping[str, str]) -> list[str]:
    """The package names (alternatives in one string) of everything in `needs` that is not there."""
    return list(dict.fromkeys(package for thing, package in needs.items() if not present(thing)))


def known_name(names: str) -> str:
    """The one of several names of a package that this release knows; the last and oldest where it knows none."""
    first, *others = names.split()
    for name in (first, *others) if others else ():
        if subprocess.run(["apt-cache", "show", name], capture_output=True, check=False).returncode == 0:
            return name
    return others[-1] if others else first


def ensure_packages(packages: Iterable[str]) -> None:
    """Install Debian packages if this user may, else leave with the command to type."""
    wanted = list(packages)
    if not wanted:
        return
    if not shutil.which("apt-get"):
        say(f"going on, though this system seems to lack what Debian calls {', '.join(wanted)}.")
        return
    prefix = ["env", "DEBIAN_FRONTEND=noninteractive"]
    if os.geteuid() != 0:
        prefix = ["sudo", "-n", *prefix]
        may = shutil.which("sudo") and subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False)
        if not may or may.returncode != 0:
            give_up(3, f"system packages are missing. Type this, then start again:\n{typed(wanted)}")
    say(f"installing {len(wanted)} system packages with apt-get.")
    quiet = ["-q", "-o", "DPkg::Lock::Timeout=120"]
    subprocess.run([*prefix, "apt-get", "update", *quiet], stdin=subprocess.DEVNULL, check=False)
    install = ["apt-get", "install", "-y", "--no-install-recommends", *quiet, *map(known_name, wanted)]
    if subprocess.run([*prefix, *install], stdin=subprocess.DEVNULL, check=False).returncode != 0:
        give_up(3, f"apt-get failed. Repair what it says, or type this:\n{typed(wanted)}")


def typed(packages: Iterable[str]) -> str:
    """The command that a person types to install `packages`."""
    names = " ".join(map(known_name, packages))
    return f"  sudo apt-get update && sudo apt-get install --no-install-recommends {names}"


def locked(command: str) -> str:
    """The part of the lock that `run` or `test` installs."""
    text = LOCK.read_text("utf-8")
    return text if command == "test" else text.partition(DIVIDER)[0]


def stamp(command: str) -> str:
    """A hash of all that decides what belongs into `.venv`; it changes when something must be installed."""
    project = (ROOT / "pyproject.toml").read_text("utf-8")
    return hashlib.sha256("\0".join([locked(command), project, sys.version, str(ROOT)]).encode()).hexdigest()


def make_environment() -> list[str]:
    """Make `.venv` unless one of this Python version is there; returns the pip command that installs into it."""
    has_ensurepip = importlib.util.find_spec("ensurepip") is not None
    if not has_ensurepip and importlib.util.find_spec("pip") is None:
        # Debian ships both apart from python3.
        ensure_packages(["python3-pip"])
    config = VENV / "pyvenv.cfg"
    version = f"version = {sys.version.split()[0].rstrip('+')}"
    if not (PYTHON.exists() and config.is_file() and version in config.read_text("utf-8").splitlines()):
        say(f"making the environment {VENV}.")
        venv.create(VENV, clear=True, with_pip=has_ensurepip, symlinks=os.name != "nt")
    own_pip = subprocess.run([PYTHON, "-m", "pip", "--version"], capture_output=True, check=False).returncode == 0
    return [str(PYTHON), "-m", "pip"] if own_pip else [sys.executable, "-m", "pip", "--python", str(PYTHON)]


def ensure_environment(command: str) -> None:
    """Bring `.venv` to what the lock says, unless its stamp says that it is there already."""
    note = VENV / f"installed-for-{command}"
    if note.is_file() and note.read_text("utf-8") == stamp(command) and PYTHON.exists():
        return
    pip = make_environment()
    requirements = VENV / "requirements.txt"
    requirements.write_text(locked(command), "utf-8")
    options = ["--disable-pip-version-check", "--no-input", "--progress-bar", "off"]
    say("installing what requirements.lock names; the first time this downloads about 100 MB.")
    exact = ["--require-hashes", "--only-binary", ":all:", "-r", str(requirements)]
    project = ["--no-deps", "--no-build-isolation", "--editable", str(ROOT)]
    for what in (exact, project):
        if subprocess.run([*pip, "install", *options, *what], stdin=subprocess.DEVNULL, check=False).returncode:
            give_up(4, "pip failed; its message is above. Start again once that is repaired.")
    for done in ("run", "test") if command == "test" else ("run",):
        (VENV / f"installed-for-{done}").write_text(stamp(done), "utf-8")


def start(arguments: list[str]) -> NoReturn:
    """Go on as `python …` of the environment, at the project root."""
    os.chdir(ROOT)
    sys.stdout.flush()
    if os.name == "nt":
        sys.exit(subprocess.run([PYTHON, *arguments], check=False).returncode)
    os.execv(PYTHON, [str(PYTHON), *arguments])


def run_headless(arguments: list[str]) -> NoReturn:
    """The demo without a display: fetch, draw the window into memory, leave its picture and its draft in `build/`."""
    say("there is no display here, so the window is drawn into a picture instead.")
    picture, draft = files = [ROOT / "build" / name for name in ("ticket-draft.png", "ticket-draft.json")]
    picture.parent.mkdir(exist_ok=True)
    for file in files:
        file.unlink(missing_ok=True)
    job = ["--demo", "--screenshot", str(picture), "--save-draft", str(draft), *arguments]
    environment = {"QT_QPA_PLATFORM": "offscreen", **os.environ}
    code = subprocess.run([PYTHON, "-m", "inspector", *job], cwd=ROOT, env=environment, check=False).returncode
    for file in files:
        if file.is_file():
            print(file)
    sys.exit(code)


def main(arguments: list[str]) -> NoReturn:
    """Prepare the machine, then start the program or its tests."""
    command, rest = (arguments[0], arguments[1:]) if arguments else ("", [])
    if command in ("-h", "--help"):
        print(__doc__)
        sys.exit(0)
    if command not in ("run", "test"):
        give_up(2, "say `run` or `test`; --help tells what they do.")
    linux = sys.platform == "linux"
    if linux:
        ensure_packages(missing_packages(FOR_TEST if command == "test" else FOR_RUN))
    ensure_environment(command)
    if command == "test":
        start(["-m", "pytest", *rest])
    if linux and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        run_headless(rest)
    start(["-m", "inspector", "--demo", *rest])


if __name__ == "__main__":
    main(sys.argv[1:])
