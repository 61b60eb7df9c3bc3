"""A fresh machine, and what may be wrong with it: bootstrap.py installs a tiny program from an index on this computer.

Each trouble is the real one. A second run carries on where the first had to stop; where nothing was installed yet, that
is tried without a network, and of the others only that they leave the same behind.
"""

import base64
import hashlib
import http.server
import os
import shutil
import socket
import ssl
import subprocess
import sys
import threading
import venv
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

import pytest
import trustme

resource = pytest.importorskip("resource")
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="how a disk is filled, Linux knows best")

Told = subprocess.CompletedProcess[str]
Handling = type[http.server.BaseHTTPRequestHandler]
SCRIPT = Path(__file__).parents[2] / "packaging" / "bootstrap.py"
BASE = Path(getattr(sys, "_base_executable"))  # noqa: B009 - its stub lacks it
"""The Python that `.venv` was made of: a fresh machine has no other."""
BACKEND = """
import zipfile


def build_editable(folder, config_settings=None, metadata_directory=None):
    with zipfile.ZipFile(f"{folder}/project-1-py3-none-any.whl", "w") as wheel:
        wheel.writestr("project.pth", "")
        wheel.writestr("project-1.dist-info/METADATA", "Metadata-Version: 2.1\\nName: project\\nVersion: 1\\n")
        wheel.writestr("project-1.dist-info/WHEEL", "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
        wheel.writestr("project-1.dist-info/RECORD", "")
    return "project-1-py3-none-any.whl"


def get_requires_for_build_editable(config_settings=None):
    return []
"""


def make_wheel(folder: Path) -> Path:
    """A package of one module and 4 MB that pack well."""
    parts = {
        "tiny.py": b"WORD = 'whole'\n",
        "tiny-1.dist-info/METADATA": b"Metadata-Version: 2.1\nName: tiny\nVersion: 1\n",
        "tiny-1.dist-info/WHEEL": b"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        "tiny.bin": bytes(4 << 20),
    }
    record = "".join(
        f"{name},sha256={base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b'=').decode()},{len(data)}\n"
        for name, data in parts.items()
    )
    with zipfile.ZipFile(folder / "tiny-1-py3-none-any.whl", "w", zipfile.ZIP_DEFLATED) as wheel:
        for name, data in parts.items():
            wheel.writestr(name, data)
        wheel.writestr("tiny-1.dist-info/RECORD", record)
    return folder / "tiny-1-py3-none-any.whl"


class Answering(Protocol):
    """Starts a server with that handler; its port."""

    def __call__(self, handler: Handling, tls: ssl.SSLContext | None = None) -> int: ...


@pytest.fixture
def answering() -> Iterator[Answering]:
    """Servers on this computer, each with a handler of its own; the port of one."""
    with pytest.MonkeyPatch.context() as patch:
        servers: list[http.server.ThreadingHTTPServer] = []

        def start(handler: Handling, tls: ssl.SSLContext | None = None) -> int:
            patch.setattr(handler, "log_message", lambda *_: None)
            server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
            if tls:
                server.socket = tls.wrap_socket(server.socket, server_side=True)
            threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
            servers.append(server)
            return server.server_port

        yield start
        for server in servers:
            server.shutdown()
            server.server_close()


class Fresh:
    """A checkout whose program says a word out of the one package that it needs."""

    def __init__(self, folder: Path, port: int, wheel: Path) -> None:
        self.folder, self.index = folder, f"http://127.0.0.1:{port}/simple"
        self.script = folder / "packaging" / "bootstrap.py"
        self.script.parent.mkdir(parents=True)
        shutil.copy(SCRIPT, self.script)
        self.name_hash(hashlib.sha256(wheel.read_bytes()).hexdigest())
        (folder / "pyproject.toml").write_text(
            '[build-system]\nrequires = []\nbuild-backend = "backend"\nbackend-path = ["."]\n'
        )
        (folder / "backend.py").write_text(BACKEND)
        (folder / "inspector.py").write_text("import tiny\nprint('The program is', tiny.WORD)\n")
        (folder / "tmp").mkdir()

    def name_hash(self, digest: str) -> None:
        (self.folder / "packaging" / "requirements.lock").write_text(f"tiny==1 --hash=sha256:{digest}\n")

    def run(self, *before: str, python: Path = BASE, largest: int = 0, **more: str) -> Told:
        """What the README's first command tells, on a machine that knows this index alone."""
        environment = {
            "PATH": str(self.folder),  # no apt, no sudo
            "HOME": str(self.folder),
            "TMPDIR": str(self.folder / "tmp"),
            "DISPLAY": ":0",
            "PIP_CONFIG_FILE": os.devnull,
            "PIP_INDEX_URL": self.index,
            "PIP_NO_CACHE_DIR": "1",
            "PIP_RETRIES": "1",
            **more,
        }

        def shrink() -> None:
            if largest:
                resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))

        return subprocess.run(
            [*before, python, self.script, "run"],
            capture_output=True,
            text=True,
            check=False,
            env=environment,
            preexec_fn=shrink,
            timeout=300,
        )

    def prepare(self, template: Path) -> None:
        """Have an environment with pip in it, as an earlier run left it."""
        shutil.copytree(template, self.folder / ".venv", symlinks=True)


COPYING = """
import shutil, sysconfig
shutil.copytree({packages!r}, sysconfig.get_path("purelib"), dirs_exist_ok=True)
"""


@pytest.fixture(scope="module")
def copied_pip(template: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Where pip is to be put into an environment, it is copied: to compile it takes Python's own ensurepip 4 s.

    That one is tried by whoever begins with nothing, and on a full disk.
    """
    folder = tmp_path_factory.mktemp("copying")
    (folder / "ensurepip").mkdir()
    (folder / "ensurepip" / "__init__.py").touch()
    (packages,) = template.glob("lib/python*/site-packages")
    (folder / "ensurepip" / "__main__.py").write_text(COPYING.format(packages=str(packages)))
    return str(folder)


@pytest.fixture
def index(tmp_path: Path) -> Handling:
    """What answers as a package index that has the one package."""

    class Index(http.server.SimpleHTTPRequestHandler):
        def __init__(self, *given: Any) -> None:
            super().__init__(*given, directory=tmp_path / "index")

    return Index


@pytest.fixture
def fresh(tmp_path: Path, answering: Answering, index: Handling) -> Fresh:
    wheels = tmp_path / "index" / "simple" / "tiny"
    wheels.mkdir(parents=True)
    return Fresh(tmp_path / "a project", answering(index), make_wheel(wheels))


def carries_on(told: Told) -> None:
    assert told.stdout.splitlines()[-1:] == ["The program is whole"], told.stdout + told.stderr
    assert told.returncode == 0


def has_not_begun(fresh: Fresh) -> None:
    """What is left is whole: a second run begins as from an environment with pip in it."""
    assert not (fresh.folder / ".venv" / "half-installed").exists()
    assert not list(fresh.folder.glob(".venv/installed-for-*"))


def last_word(told: Told) -> str:
    assert told.returncode == 4, told.stdout + told.stderr
    assert told.stderr.count("\n") == 1, "one line, and no traceback"
    return told.stderr


def test_from_nothing_to_the_running_program_and_at_once_the_second_time(fresh: Fresh) -> None:
    """With the system's own Python where there is one: it says that it is managed externally, and is left alone."""
    marks = Path("/usr/lib").glob(f"python3.{sys.version_info.minor}/EXTERNALLY-MANAGED")
    system = Path(f"/usr/bin/python3.{sys.version_info.minor}")
    python = system if any(marks) and system.exists() else BASE
    carries_on(fresh.run(python=python))
    again = fresh.run(python=python, PIP_NO_INDEX="1")
    assert again.stdout == "The program is whole\n", again.stderr


def test_without_a_network(fresh: Fresh, template: Path) -> None:
    fresh.prepare(template)
    with socket.create_server(("127.0.0.1", 0)) as door:
        nobody = f"http://127.0.0.1:{door.getsockname()[1]}/simple"
    told = last_word(fresh.run(PIP_INDEX_URL=nobody))
    assert "the package index can't be reached. Connect this computer to the network, or name a proxy" in told
    has_not_begun(fresh)
    carries_on(fresh.run())


@pytest.mark.parametrize("code", [403, 407])
def test_a_proxy_that_refuses(code: int, fresh: Fresh, template: Path, answering: Answering) -> None:
    class Proxy(http.server.BaseHTTPRequestHandler):
        def do_CONNECT(self) -> None:
            self.send_error(code)

    fresh.prepare(template)
    proxy = f"http://127.0.0.1:{answering(Proxy)}"
    told = last_word(fresh.run(PIP_INDEX_URL="https://packages.invalid/simple", PIP_PROXY=proxy))
    assert (
        "the proxy on the way to the package index can't be reached, or refuses. Correct HTTPS_PROXY" in told
    )
    has_not_begun(fresh)


def test_an_index_whose_certificate_nobody_vouches_for(
    fresh: Fresh,
    template: Path,
    answering: Answering,
    index: Handling,
    tmp_path: Path,
) -> None:
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)

    fresh.prepare(template)
    address = f"https://localhost:{answering(index, tls=context)}/simple"
    told = last_word(fresh.run(PIP_INDEX_URL=address))
    assert "the package index shows a certificate that is not trusted here" in told
    assert "PIP_CERT" in told
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    carries_on(fresh.run(PIP_INDEX_URL=address, PIP_CERT=str(tmp_path / "ca.pem")))


def test_a_package_that_was_changed_on_the_way(fresh: Fresh, template: Path) -> None:
    fresh.prepare(template)
    fresh.name_hash("0" * 64)
    told = last_word(fresh.run())
    assert (
        "what came from the package index is not what requirements.lock names, so it was not installed"
        in told
    )
    has_not_begun(fresh)


def test_an_index_that_lacks_a_package(fresh: Fresh, template: Path) -> None:
    fresh.prepare(template)
    lock = fresh.folder / "packaging" / "requirements.lock"
    right = lock.read_text()
    lock.write_text(right + right.replace("tiny", "not-there"))
    assert "the package index lacks what requirements.lock names" in last_word(fresh.run())
    has_not_begun(fresh)


def test_a_full_disk(fresh: Fresh, copied_pip: str) -> None:
    """A file system of its own that is as large as pip is not."""
    environment = fresh.folder / ".venv"
    environment.mkdir()
    mount = f'mount -t tmpfs -o size=1m tmpfs "{environment}" && exec "$@"'
    as_root = [] if os.geteuid() == 0 else ["--map-root-user"]
    private = ["/usr/bin/unshare", "--mount", *as_root, "/bin/sh", "-c", f"PATH=/bin:/sbin {mount}", "sh"]
    if subprocess.run([*private, "/bin/true"], check=False, capture_output=True).returncode:
        pytest.skip("nobody may mount anything here")
    told = last_word(fresh.run(*private))
    assert f"the disk is full. Make room for 1 GB in {fresh.folder} and in {fresh.folder / 'tmp'}" in told
    carries_on(fresh.run(PYTHONPATH=copied_pip))


def test_a_disk_that_fills_up_while_packages_are_copied(
    fresh: Fresh, template: Path, copied_pip: str
) -> None:
    fresh.prepare(template)
    told = last_word(fresh.run(largest=2 << 20))
    assert "the disk is full" in told
    (fresh.folder / ".venv" / "left").touch()
    carries_on(fresh.run(PYTHONPATH=copied_pip))
    assert not (fresh.folder / ".venv" / "left").exists(), "half a package may be there, so all is made anew"


@pytest.mark.parametrize("left", ["no pip", "a Python that is none"])
def test_an_environment_that_was_made_half(left: str, fresh: Fresh, template: Path, copied_pip: str) -> None:
    environment = fresh.folder / ".venv"
    if left == "no pip":
        venv.create(environment, symlinks=True)
    else:
        fresh.prepare(template)
        (environment / "bin" / "python").unlink()
        (environment / "bin" / "python").touch(0o755)
    carries_on(fresh.run(PYTHONPATH=copied_pip))


@pytest.fixture
def bare_home(tmp_path: Path) -> Path:
    """Python's own library without ensurepip, and no package installed: as Debian ships it."""
    library = Path(os.__file__).parent
    home = tmp_path / "home" / "lib" / library.name
    home.mkdir(parents=True)
    for part in library.iterdir():
        if part.name not in ("ensurepip", "site-packages", "dist-packages"):
            (home / part.name).symlink_to(part)
    return tmp_path / "home"


def test_a_python_that_can_install_nothing_names_what_to_install(fresh: Fresh, bare_home: Path) -> None:
    told = fresh.run(PYTHONHOME=str(bare_home))
    assert told.returncode == 3, told.stdout + told.stderr
    assert "this Python has neither `ensurepip` nor `pip`" in told.stderr
    assert told.stderr.count("\n") == 1


def test_a_pip_outside_is_enough(fresh: Fresh, bare_home: Path, template: Path) -> None:
    outside = next(bare_home.glob("lib/python*")) / "site-packages"
    shutil.copytree(next(template.glob("lib/python*")) / "site-packages", outside)
    outside.with_name("dist-packages").symlink_to(outside)  # as Debian's Python calls it
    carries_on(fresh.run(PYTHONHOME=str(bare_home)))


def test_a_python_without_half_of_its_library_says_so(fresh: Fresh, bare_home: Path) -> None:
    (next(bare_home.glob("lib/python*")) / "venv").unlink()
    told = fresh.run(PYTHONHOME=str(bare_home))
    assert told.returncode == 3
    assert told.stderr == (
        "bootstrap: this Python is not whole (No module named 'venv'). Type: sudo apt-get install python3-venv\n"
    )
