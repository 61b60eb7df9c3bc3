"""Start the program, or its tests, on a fresh machine: `python3 packaging/bootstrap.py run` or `… test`.

`… freeze`, `… archive` and `… deb` make what people install: see package.py.

Needs Python 3.11 or later with venv or pip, nothing else. It makes `.venv` at the project root, installs exactly
what requirements.lock names, then this project, and starts; into the system's own Python nothing is installed, so
that it may be "externally managed". What is there already is not installed again: a second run calls neither pip nor
apt, and after a failure it carries on. What follows `run` or `test` is handed on to the program or to pytest.
Without a display, `run` does its job headless and leaves a picture and a draft in `build/`.

Exit codes of its own: 2 wrong arguments or wrong Python, 3 system packages are missing and can't be installed
from here (the command to type is printed), 4 the packages could not be installed, and it was said why.
"""

import shutil
import sys

KNOWN = [(3, minor) for minor in range(11, 16)]
"""The Pythons that this was tried with. A newer one is told of, and tried."""

# An older one runs this far, so only what Python 3.6 has stands here, and only its grammar further on.
if sys.version_info < KNOWN[0]:
    names = ["python%d.%d" % version for version in reversed(KNOWN)]  # noqa: UP031
    here = next((name for name in names if shutil.which(name)), None)
    advice = (
        "Type:" if here else "Install one, from python.org or your system's packages, and type, for example:"
    )
    command_line = " ".join([here or names[1], *sys.argv])
    found = sys.version.split()[0]
    told = (
        f"Ticket Draft Inspector needs Python 3.11 or later; this is Python {found}. {advice} {command_line}"
    )
    print(told, file=sys.stderr)
    sys.exit(2)

# Debian has half of Python's own library in a package apart, which python3-venv brings along.
try:
    import ctypes
    import errno
    import hashlib
    import importlib.util
    import io
    import os
    import re
    import subprocess
    import tempfile
    import venv
    from collections.abc import Mapping, Sequence
    from pathlib import Path
    from typing import NoReturn
except ImportError as lack:
    told = f"bootstrap: this Python is not whole ({lack}). Type: sudo apt-get install python3-venv"
    print(told, file=sys.stderr)
    sys.exit(3)

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "packaging" / "requirements.lock"
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
VERSION = f"{sys.version_info.major}.{sys.version_info.minor}"
DIVIDER = "# ==== What tests and checks add ====\n"
"""The line of the lock between what `run` installs and what only `test` adds."""

FOR_RUN = {
    # The roots of what Qt's core, Wayland and X11 parts are linked to (`readelf -d`, PySide6 6.11 and 6.12).
    # Loading one loads what it needs itself, as libxcb-cursor does with -image, -render, -shm and -util.
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libgthread-2.0.so.0": "libglib2.0-0t64 libglib2.0-0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "/usr/share/fonts/**/*.[ot]tf": "fonts-dejavu-core",
}
FOR_TEST = {
    **FOR_RUN,
    "Xvfb": "xvfb",
    "dbus-daemon": "dbus",
    "gnome-keyring-daemon": "gnome-keyring",
    "/usr/libexec/at-spi-bus-launcher": "at-spi2-core",
    "makensis": "nsis",
    "osslsigncode": "osslsigncode",
}
"""What must be there (a library, a program, or files) and the Debian package that brings it. Where releases
name a package differently, the newest name stands first."""


DEBIAN_S_PYTHON = {f"libpython{VERSION}.so.1.0": f"libpython{VERSION}"} if sys.base_prefix == "/usr" else {}
"""Debian's has its library in a package apart; a frozen program takes it along."""
FOR_PACKAGING = {
    **DEBIAN_S_PYTHON,
    "dpkg-shlibdeps": "dpkg-dev",
    "objdump": "binutils",
    "appstreamcli": "appstream",
    "desktop-file-validate": "desktop-file-utils",
    "update-mime-database": "shared-mime-info",
    "xauth": "xauth",  # xvfb-run wants it
}
PACKAGING = ("freeze", "archive", "deb", "dmg", "installer", "winget", "windows-check")
"""What packaging/package.py does."""


def say(text: str) -> None:
    """Tell at once what is being done, also where output goes to a file."""
    print(f"bootstrap: {text}", flush=True)


def give_up(code: int, text: str) -> NoReturn:
    """Say why this can't go on, and leave with `code`."""
    print(f"bootstrap: {text}", file=sys.stderr)
    sys.exit(code)


def works(*command: str, quiet: bool = False) -> bool:
    """Run a command that asks nothing; whether it ended well."""
    out = subprocess.DEVNULL if quiet else None
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=out, stderr=out, check=False)
    except OSError:
        return False
    return done.returncode == 0


def listen(*command: str) -> tuple[bool, str]:
    """Run a command that asks nothing; whether it ended well, and what it told, which is shown as it comes."""
    told = []
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    ) as process:
        for line in process.stdout or ():
            print(line, end="", flush=True)
            told.append(line)
    return process.returncode == 0, "".join(told)


def present(thing: str) -> bool:
    """Whether a library can be loaded, a program found, or a path (with wildcards) matched."""
    if thing.startswith("/"):
        return any(True for _ in Path("/").glob(thing[1:]))
    if ".so" not in thing:
        return shutil.which(thing) is not None
    try:
        ctypes.CDLL(thing)
    except OSError:
        return False
    return True


def missing_packages(needs: Mapping[str, str]) -> list[str]:
    """The packages of all in `needs` that is not there."""
    return [package for thing, package in needs.items() if not present(thing)]


def known_name(names: str) -> str:
    """The newest of a package's names that this release knows, or else the oldest."""
    *newer, oldest = names.split()
    return next((name for name in newer if works("apt-cache", "show", name, quiet=True)), oldest)


def ensure_packages(packages: Sequence[str]) -> None:
    """Install Debian packages if this user may, else leave with the command to type."""
    if not packages:
        return
    if not shutil.which("apt-get"):
        say(f"going on, though this system seems to lack what Debian calls {', '.join(packages)}.")
        return
    names = " ".join(map(known_name, packages))
    by_hand = f"  sudo apt-get update && sudo apt-get install --no-install-recommends {names}"
    sudo = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if sudo and not (shutil.which("sudo") and works(*sudo, "true", quiet=True)):
        give_up(3, f"system packages are missing. Type this, then start again:\n{by_hand}")
    say(f"installing {len(packages)} system packages with apt-get.")
    apt = [*sudo, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-o", "DPkg::Lock::Timeout=120"]
    works(*apt, "update")  # A new machine knows no package yet. Where one source fails, the others serve.
    if not works(*apt, "install", "-y", "--no-install-recommends", *map(known_name, packages)):
        give_up(3, f"apt-get failed, see above. Repair that and start again, or type:\n{by_hand}")


def locked(command: str) -> str:
    """The part of the lock that `run` or `test` installs."""
    text = LOCK.read_text("utf-8")
    return text if command == "test" else text.partition(DIVIDER)[0]


def stamp(command: str) -> str:
    """A hash of all that decides what belongs into `.venv`; where it changes, something must be installed."""
    project = (ROOT / "pyproject.toml").read_text("utf-8")
    return hashlib.sha256("\0".join([locked(command), project, VERSION, str(ROOT)]).encode()).hexdigest()


def environment_fits() -> bool:
    """Whether `.venv` is there, its Python still exists, it is of this minor version, and no package in it is half."""
    config = VENV / "pyvenv.cfg"
    is_there = PYTHON.exists() and config.is_file() and not half_installed().exists()
    return is_there and f"= {VERSION}." in config.read_text("utf-8")


def half_installed() -> Path:
    """A file that is there while pip copies packages: where it was stopped, it takes half a package for a whole one."""
    return VENV / "half-installed"


def has_ensurepip() -> bool:
    """Whether this Python can put pip into an environment."""
    importlib.invalidate_caches()
    return importlib.util.find_spec("ensurepip") is not None


OUTER_PIP = [sys.executable, "-m", "pip", "--python", str(PYTHON)]
"""This Python's own pip, told to install into `.venv`; releases before 22.3 can't."""


def missing_installer() -> list[str]:
    """What Debian calls the part of Python that installs others, where this one lacks it."""
    pip = [sys.executable, "-m", "pip", "--python", sys.executable, "--version"]
    if environment_fits() or has_ensurepip() or works(*pip, quiet=True):
        return []
    return [f"python{VERSION}-venv python3-venv"]


def make_environment() -> list[str]:
    """Make `.venv` unless one is there that fits; the pip command that installs into it."""
    inner = [str(PYTHON), "-m", "pip"]
    if not environment_fits() or not works(str(PYTHON), "-c", "", quiet=True):
        say(f"making the environment {VENV}.")
        venv.create(VENV, clear=True, symlinks=os.name != "nt")
    if works(*inner, "--version", quiet=True):
        return inner
    if has_ensurepip():
        made, told = listen(str(PYTHON), "-m", "ensurepip", "--upgrade", "--default-pip")
        return inner if made else give_up(4, cause(told))
    if works(*OUTER_PIP, "--version", quiet=True):
        return OUTER_PIP
    return give_up(
        3,
        "this Python has neither `ensurepip` nor `pip`, with which packages are installed. Install your system's "
        "package of pip (on Fedora: sudo dnf install python3-pip), then start again.",
    )


FULL = (
    f"the disk is full. Make room for 1 GB in {ROOT} and in {tempfile.gettempdir()}, then start again, "
    "and it carries on."
)
CAUSES = (
    (r"\[Errno (28|122|27)\]|\[WinError 112\]|No space left on device", FULL),
    (
        "DO NOT MATCH THE HASHES",
        "what came from the package index is not what requirements.lock names, so it was not installed. "
        "Set PIP_NO_CACHE_DIR=1 and start again; if that ends here as well, something on the way changes packages, "
        "so use another index (PIP_INDEX_URL).",
    ),
    (
        "CERTIFICATE_VERIFY_FAILED|SSLCertVerificationError",
        "the package index shows a certificate that is not trusted here. If a proxy of your company is on the way, "
        "name the file with its certificate in PIP_CERT, then start again.",
    ),
    (
        "ProxyError|Tunnel connection failed",
        "the proxy on the way to the package index can't be reached, or refuses. Correct HTTPS_PROXY "
        "(http://NAME:PASSWORD@HOST:PORT where it wants to know who you are), then start again.",
    ),
    (
        "connection broken by|Max retries exceeded|timed out|Connection aborted|IncompleteRead",
        "the package index can't be reached. Connect this computer to the network, or name a proxy (HTTPS_PROXY) "
        "or an index (PIP_INDEX_URL) that can be reached, then start again.",
    ),
    (
        "No matching distribution found",
        f"the package index lacks what requirements.lock names, for Python {VERSION} on this system (see above). "
        "Start this with another Python (3.11 to 3.15), or use another index (PIP_INDEX_URL).",
    ),
)
"""What pip tells where it fails, and what a person can do then."""


def cause(told: str) -> str:
    """Why pip failed, in a sentence or two."""
    known = (sentence for mark, sentence in CAUSES if re.search(mark, told))
    return next(known, "pip failed, as it says above. Once that is repaired, start again.")


def trouble(error: OSError) -> str:
    """What is wrong with the disk, in a sentence or two."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return FULL
    return f"{error.filename or ROOT} can't be used ({error.strerror}). Once that is repaired, start again."


def ensure_environment(command: str) -> None:
    """Bring `.venv` to what the lock says, unless its stamp says that it is there already."""
    note = VENV / f"installed-for-{command}"
    if environment_fits() and note.is_file() and note.read_text("utf-8") == stamp(command):
        return
    quietly = ["--disable-pip-version-check", "--no-input", "--progress-bar", "off"]
    pip = [*make_environment(), "install", *quietly]
    say("installing what requirements.lock names; the first time this downloads about 100 MB.")
    requirements = VENV / "requirements.txt"
    requirements.write_text(locked(command), "utf-8")
    half_installed().touch()
    done, told = listen(*pip, "--require-hashes", "--only-binary", ":all:", "-r", str(requirements))
    if done or "Installing collected packages" not in told:
        half_installed().unlink()
    if done:
        done, told = listen(*pip, "--no-deps", "--no-build-isolation", "--editable", str(ROOT))
    if not done:
        give_up(4, cause(told))
    for one in {"run", command}:
        (VENV / f"installed-for-{one}").write_text(stamp(one), "utf-8")


def start(*arguments: str) -> NoReturn:
    """Go on as `python …` of the environment, at the project root."""
    os.chdir(ROOT)
    command = [str(PYTHON), *arguments]
    if os.name == "nt":
        sys.exit(subprocess.run(command, check=False).returncode)
    os.execv(PYTHON, command)  # noqa: S606 (so that Ctrl+C and signals reach the program itself)


def run_headless(arguments: list[str]) -> NoReturn:
    """The demo without a display: the window is drawn into memory, picture and draft go to `build/`."""
    say("there is no display here, so the window is drawn into a picture instead.")
    picture, draft = files = [ROOT / "build" / name for name in ("ticket-draft.png", "ticket-draft.json")]
    picture.parent.mkdir(exist_ok=True)
    for file in files:
        file.unlink(missing_ok=True)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    job = ["--demo", "--screenshot", str(picture), "--save-draft", str(draft), *arguments]
    code = subprocess.run([PYTHON, "-m", "inspector", *job], cwd=ROOT, check=False).returncode
    for file in filter(Path.is_file, files):
        print(file)
    sys.exit(code)


def main(arguments: list[str]) -> NoReturn:
    """Prepare the machine, then start the program or its tests."""
    for out in (sys.stdout, sys.stderr):
        if isinstance(out, io.TextIOWrapper):  # a pipe on Windows may lack a letter of a folder's name
            out.reconfigure(errors="backslashreplace")
    command, *rest = arguments or [""]
    if command in ("-h", "--help"):
        print(__doc__)
        sys.exit(0)
    if command not in ("run", "test", *PACKAGING):
        give_up(2, "say `run` or `test`; --help tells what they do.")
    if sys.version_info[:2] > KNOWN[-1]:
        say(f"Python {VERSION} is newer than those that this was tried with, 3.11 to 3.15; going on.")
    linux = sys.platform == "linux"
    if linux:
        needs = FOR_RUN if command == "run" else FOR_TEST
        ensure_packages([*missing_packages(needs), *missing_installer()])
    ensure_environment("run" if command == "run" else "test")
    if command == "test":
        start("-m", "pytest", *rest)
    if command in PACKAGING:
        if linux:
            ensure_packages(missing_packages(FOR_PACKAGING))
        start(str(ROOT / "packaging" / "package.py"), command, *rest)
    if linux and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        run_headless(rest)
    start("-m", "inspector", "--demo", *rest)


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except OSError as failure:
        give_up(4, trouble(failure))
    except KeyboardInterrupt:
        give_up(130, "stopped. Start again, and it carries on.")
