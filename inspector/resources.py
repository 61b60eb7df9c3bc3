"""The one way to find a resource: in a source tree, an installed wheel and a frozen program."""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def folder() -> Path:
    """The folder that holds icons, themes, translations and help.

    A wheel and a frozen program carry it inside the package as `_resources`; a source tree has it at the top.
    """
    package = Path(__file__).parent
    packed = package / "_resources"
    return packed if packed.is_dir() else package.parent / "resources"


def path(name: str) -> Path:
    """The file of a resource, for example `icons/lock.svg`.

    Raises FileNotFoundError where there is none.
    """
    found = folder() / name
    if not found.is_file():
        raise FileNotFoundError(name)
    return found
