"""The ground a fresh machine stands on: bootstrap.py, and what it must find and install."""

import ast
import importlib.util
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path
from types import ModuleType
from typing import Protocol

import PySide6
import pytest

from tests.present import present

SCRIPT = Path(__file__).parents[2] / "packaging" / "bootstrap.py"
ON_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="system packages are a matter of Linux")


@pytest.fixture
def bootstrap() -> ModuleType:
    spec = present(importlib.util.spec_from_file_location("bootstrap_under_test", SCRIPT))
    module = importlib.util.module_from_spec(spec)
    present(spec.loader).exec_module(module)
    return module


def run(*command: Path | str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, capture_output=True, text=True, check=False, env={**os.environ, **environment}, timeout=300
    )


def test_help_names_both_commands() -> None:
    told = run(sys.executable, SCRIPT, "--help")
    assert told.returncode == 0
    assert "bootstrap.py run" in told.stdout
    assert "test" in told.stdout


def test_output_that_lacks_a_letter_is_no_reason_to_fail() -> None:
    told = run(sys.executable, SCRIPT, "--help", PYTHONIOENCODING="ascii:strict")
    assert told.returncode == 0, told.stderr


@pytest.mark.parametrize("arguments", [(), ("start",)])
def test_anything_else_is_refused(arguments: tuple[str, ...]) -> None:
    told = run(sys.executable, SCRIPT, *arguments)
    assert told.returncode == 2
    assert "`run` or `test`" in told.stderr


def pretending(version: str, rest: str = "runpy.run_path(sys.argv[0], run_name='__main__')") -> str:
    """A program that calls itself a Python of that version, and does the rest with the script after it."""
    numbers = ", ".join(version.split("."))
    return (
        "import collections, runpy, sys; "
        f"sys.version_info = collections.namedtuple('Version', 'major minor micro')({numbers}); "
        f"sys.version = '{version} (x)'; sys.argv = sys.argv[1:]; {rest}"
    )


@pytest.mark.parametrize("version", ["3.6.15", "3.10.13"])
def test_an_older_python_says_what_to_install(version: str, tmp_path: Path) -> None:
    told = run(sys.executable, "-c", pretending(version), SCRIPT, "run", "-x", PATH=str(tmp_path))
    assert told.returncode == 2
    assert told.stderr.splitlines() == [
        f"Ticket Draft Inspector needs Python 3.11 or later; this is Python {version}. Install one, from python.org "
        f"or your system's packages, and type, for example: python3.14 {SCRIPT} run -x"
    ]


@ON_LINUX
def test_an_older_python_names_the_newest_that_is_here(tmp_path: Path) -> None:
    for name in ("python3.11", "python3.13", "python3.9"):
        (tmp_path / name).symlink_to(sys.executable)
    told = run(sys.executable, "-c", pretending("3.9.18"), SCRIPT, "test", PATH=str(tmp_path))
    assert told.returncode == 2
    assert told.stderr.endswith(f"this is Python 3.9.18. Type: python3.13 {SCRIPT} test\n")


def test_an_old_python_can_read_it_as_far_as_that_sentence() -> None:
    ast.parse(SCRIPT.read_text("utf-8"), feature_version=(3, 7))
    with pytest.raises(SyntaxError):
        ast.parse("if (x := 1): pass", feature_version=(3, 7))


@ON_LINUX
def test_missing_things_are_found_by_looking(bootstrap: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "deep" / "er").mkdir(parents=True)
    (tmp_path / "deep" / "er" / "font.ttf").touch()
    needs = {
        "libc.so.6": "libc6",
        "libnot-there.so.7": "libnot-there7",
        "sh": "dash",
        "not-a-program": "not-a-package",
        f"{tmp_path}/**/*.[ot]tf": "fonts",
        f"{tmp_path}/**/*.svg": "icons",
    }
    assert bootstrap.missing_packages(needs) == ["libnot-there7", "not-a-package", "icons"]


def linked(file: Path | str) -> dict[str, str]:
    """The libraries that a file needs, directly or not, by name, with the path where each lies."""
    lines = run("ldd", file).stdout.splitlines()
    pairs = (line.split(" (")[0].partition(" => ") for line in lines if " => " in line)
    return {name.strip(): path.strip() for name, _, path in pairs}


@ON_LINUX
def test_the_list_holds_the_roots_of_all_that_qt_loads(bootstrap: ModuleType) -> None:
    qt = Path(PySide6.__file__).parent / "Qt"
    plugins = ["platforms/libqxcb.so", "platforms/libqwayland.so", "platforms/libqoffscreen.so"]
    plugins += ["xcbglintegrations/libqxcb-egl-integration.so", "imageformats/libqsvg.so"]
    plugins += ["wayland-graphics-integration-client/libqt-plugin-wayland-egl.so"]
    files = [qt / "plugins" / plugin for plugin in plugins] + [qt / "lib" / "libQt6Widgets.so.6"]
    needed = {name: path for file in files for name, path in linked(file).items() if str(qt) not in path}
    assert [name for name, path in needed.items() if path == "not found"] == []
    roots = {thing for thing in bootstrap.FOR_RUN if ".so" in thing}
    assert roots - set(needed) == set(), "the list names what Qt doesn't need"
    covered = roots.union(*(linked(needed[root]) for root in roots))
    everywhere = {"libstdc++.so.6", "libgcc_s.so.1", "libz.so.1", "libzstd.so.1"}  # apt and dpkg need them
    everywhere |= {
        f"lib{part}.so.{n}" for part, n in {"c": 6, "m": 6, "dl": 2, "rt": 1, "pthread": 0}.items()
    }
    assert set(needed) - covered - everywhere == set()


class Commands(Protocol):
    def __call__(self, *, sudo: str, apt_get: str = "exit 0") -> Path: ...


@pytest.fixture
def commands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Commands:
    """Stand-ins for apt and sudo as the only programs on the PATH; `commands(sudo=…)` returns their log."""
    log = tmp_path / "log"
    log.touch()

    def make(*, sudo: str, apt_get: str = "exit 0") -> Path:
        known = '[ "$2" = libnew9t64 ]'
        run_rest = f'shift; {sudo} || exit 1; exec "$@"'
        for name, body in {"apt-get": apt_get, "apt-cache": known, "sudo": run_rest}.items():
            program = tmp_path / "bin" / name
            program.parent.mkdir(exist_ok=True)
            program.write_text(f'#!/bin/sh\necho {name} "$@" >> {log}\n{body}\n')
            program.chmod(0o755)
        for name in ("sh", "env", "true"):
            (tmp_path / "bin" / name).symlink_to(f"/usr/bin/{name}")
        return log

    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    return make


PACKAGES = ["libplain1", "libnew9t64 libnew9", "libgone2t64 libgone2"]


@ON_LINUX
def test_without_rights_the_command_is_printed(
    bootstrap: ModuleType, commands: Commands, capsys: pytest.CaptureFixture[str]
) -> None:
    log = commands(sudo="false")
    with pytest.raises(SystemExit) as left:
        bootstrap.ensure_packages(PACKAGES)
    assert left.value.code == 3
    line = "sudo apt-get update && sudo apt-get install --no-install-recommends libplain1 libnew9t64 libgone2"
    assert line in capsys.readouterr().err
    assert "apt-get" not in log.read_text()


@ON_LINUX
def test_with_sudo_packages_are_installed_by_the_names_of_this_release(
    bootstrap: ModuleType, commands: Commands
) -> None:
    log = commands(sudo="true")
    bootstrap.ensure_packages(PACKAGES)
    update, install = (line for line in log.read_text().splitlines() if line.startswith("apt-get"))
    assert update.endswith(" update")
    assert install.endswith(" install -y --no-install-recommends libplain1 libnew9t64 libgone2")


@ON_LINUX
def test_a_failing_apt_is_told(
    bootstrap: ModuleType, commands: Commands, capsys: pytest.CaptureFixture[str]
) -> None:
    commands(sudo="true", apt_get="exit 100")
    with pytest.raises(SystemExit) as left:
        bootstrap.ensure_packages(PACKAGES)
    assert left.value.code == 3
    assert "apt-get failed" in capsys.readouterr().err


@ON_LINUX
def test_where_nothing_is_missing_apt_is_not_called(bootstrap: ModuleType, commands: Commands) -> None:
    log = commands(sudo="true")
    bootstrap.ensure_packages([])
    assert log.read_text() == ""


@pytest.fixture
def project(bootstrap: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small checkout whose program tells its arguments and writes the files it is asked for."""
    (tmp_path / "packaging").mkdir()
    (tmp_path / "packaging" / "bootstrap.py").write_text(SCRIPT.read_text("utf-8"), "utf-8")
    (tmp_path / "packaging" / "requirements.lock").write_text(f"a==1\n{bootstrap.DIVIDER}b==2\n", "utf-8")
    (tmp_path / "pyproject.toml").write_text("[project]\n", "utf-8")
    (tmp_path / "inspector.py").write_text(
        "import sys\nfor flag, name in zip(sys.argv, sys.argv[1:]):\n"
        "    if flag in ('--screenshot', '--save-draft'):\n        open(name, 'w').close()\n"
        "print('arguments', *sys.argv[1:])\nsys.exit(7)\n",
        "utf-8",
    )
    for name, place in {
        "ROOT": ".",
        "LOCK": "packaging/requirements.lock",
        "VENV": ".venv",
        "PYTHON": bootstrap.PYTHON.relative_to(bootstrap.ROOT),
    }.items():
        monkeypatch.setattr(bootstrap, name, tmp_path / place)
    return tmp_path


def test_the_stamp_follows_what_decides_the_installation(bootstrap: ModuleType, project: Path) -> None:
    before = {command: bootstrap.stamp(command) for command in ("run", "test")}
    with bootstrap.LOCK.open("a") as lock:
        lock.write("c==3\n")
    assert bootstrap.stamp("run") == before["run"], "what only tests need is no matter for `run`"
    assert bootstrap.stamp("test") != before["test"]
    (project / "pyproject.toml").write_text("[project]\nname = 'x'\n")
    assert bootstrap.stamp("run") != before["run"]


@pytest.fixture
def installed(bootstrap: ModuleType, project: Path) -> Path:
    """The small checkout after its first run."""
    venv.create(project / ".venv", symlinks=os.name != "nt")
    (project / ".venv" / "installed-for-run").write_text(bootstrap.stamp("run"))
    return project


NO_SCREEN = {"DISPLAY": "", "WAYLAND_DISPLAY": "", "PIP_NO_INDEX": "1"}


@ON_LINUX
def test_a_second_run_starts_at_once_and_headless_leaves_both_files(installed: Path) -> None:
    told = run(
        sys.executable, installed / "packaging" / "bootstrap.py", "run", "--log-level", "DEBUG", **NO_SCREEN
    )
    picture, draft = (installed / "build" / name for name in ("ticket-draft.png", "ticket-draft.json"))
    assert told.stdout.splitlines() == [
        "bootstrap: there is no display here, so the window is drawn into a picture instead.",
        f"arguments --demo --screenshot {picture} --save-draft {draft} --log-level DEBUG",
        str(picture),
        str(draft),
    ], told.stderr
    assert told.returncode == 7, "the program's own exit code"


@ON_LINUX
def test_with_a_display_the_program_takes_over(installed: Path) -> None:
    told = run(
        sys.executable, installed / "packaging" / "bootstrap.py", "run", **NO_SCREEN | {"DISPLAY": ":0"}
    )
    assert (told.stdout, told.returncode) == ("arguments --demo\n", 7), told.stderr


@ON_LINUX
def test_a_changed_lock_is_installed_and_a_package_that_is_nowhere_is_told(
    installed: Path, template: Path
) -> None:
    shutil.copytree(template / "lib", installed / ".venv" / "lib", dirs_exist_ok=True)  # with pip
    lock = installed / "packaging" / "requirements.lock"
    lock.write_text("not-on-this-machine==1 --hash=sha256:" + "0" * 64 + "\n")
    told = run(sys.executable, installed / "packaging" / "bootstrap.py", "run", **NO_SCREEN)
    assert "installing what requirements.lock names" in told.stdout
    assert told.returncode == 4
    assert "the package index lacks what requirements.lock names" in told.stderr


def test_a_python_newer_than_those_known_is_told_of_and_tried(installed: Path) -> None:
    config = installed / ".venv" / "pyvenv.cfg"
    config.write_text(
        config.read_text().replace(f"= {sys.version_info[0]}.{sys.version_info[1]}.", "= 3.99.")
    )
    script = installed / "packaging" / "bootstrap.py"
    stamp = "print(runpy.run_path(sys.argv[0])['stamp']('run'), end='')"
    note = run(sys.executable, "-c", pretending("3.99.0", stamp), script).stdout
    (installed / ".venv" / "installed-for-run").write_text(note)
    told = run(sys.executable, "-c", pretending("3.99.0"), script, "run", **NO_SCREEN | {"DISPLAY": ":0"})
    first, rest = told.stdout.split("\n", 1)
    assert (
        first
        == "bootstrap: Python 3.99 is newer than those that this was tried with, 3.11 to 3.15; going on."
    )
    assert (rest, told.returncode) == ("arguments --demo\n", 7), told.stderr


def test_an_environment_of_another_python_does_not_fit(bootstrap: ModuleType, installed: Path) -> None:
    assert bootstrap.environment_fits()
    config = installed / ".venv" / "pyvenv.cfg"
    config.write_text(config.read_text().replace(f"= {bootstrap.VERSION}.", "= 3.9."))
    assert not bootstrap.environment_fits()
