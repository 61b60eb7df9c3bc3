"""What all tests share: a home of their own, so that no test touches the user's settings or keyring."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

_PRIVATE = {
    "HOME": "",
    "APPDATA": "appdata",
    "LOCALAPPDATA": "localappdata",
    "XDG_CONFIG_HOME": "config",
    "XDG_DATA_HOME": "data",
    "XDG_CACHE_HOME": "cache",
    "XDG_STATE_HOME": "state",
    "TICKET_INSPECTOR_CONFIG": "settings",
}


# A busy machine is slow now and then; that is no finding. In CI the examples are the same each time, so that what is
# red there is red for what was changed; elsewhere new ones are tried.
settings.register_profile(
    "calm",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=os.environ.get("CI") == "true",
)
settings.load_profile("calm")


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """A worker for each processor, and one more: now and then a test waits for a server or another process.

    None where some tests are asked for: they begin at once, and can be debugged.
    """
    if config.option.keyword or any(".py" in argument for argument in config.args):
        return 0
    ours = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return ours + 1


def pytest_configure(config: pytest.Config) -> None:
    """Move before anything is imported: Qt and platformdirs ask the environment once."""
    home = tempfile.TemporaryDirectory(prefix="inspector-tests-", ignore_cleanup_errors=True)
    config.add_cleanup(home.cleanup)
    for variable, folder in _PRIVATE.items():
        place = os.path.join(home.name, folder) if folder else home.name  # noqa: PTH118
        os.makedirs(place, exist_ok=True)  # noqa: PTH103
        os.environ[variable] = place
    # What was compiled is kept, whatever the machine's habit: a test file takes 30 ms of each worker, and some sixty
    # processes that tests start would compile the whole program.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.dont_write_bytecode = False
    # Tests that need a keyring start one: tests/desktop.py.
    # The interface speaks the system's language. macOS may know no C.UTF-8, and Qt would warn.
    os.environ["LC_ALL"] = "en_US.UTF-8" if sys.platform == "darwin" else "C.UTF-8"
    os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"


WITH_WINDOWS = [Path(__file__).with_name(folder) for folder in ("ui", "journeys", "attacks")]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:
    """Collect the garbage of windows; here, since pytest asks the conftest of every folder about all tests."""
    if not any(item.path.is_relative_to(folder) for folder in WITH_WINDOWS):
        return (yield)
    from tests.collecting import afterwards

    leaves_file = nextitem is None or nextitem.path != item.path
    with afterwards(leaves_file=leaves_file, all_of_it=not item.path.is_relative_to(WITH_WINDOWS[0])):
        return (yield)
