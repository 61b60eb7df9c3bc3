"""The modules of the folder `packaging`, which is not a package: it would hide the distribution of that name."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

from tests.present import present

FOLDER = Path(__file__).parents[2] / "packaging"


def load(name: str) -> ModuleType:
    """A module, loaded afresh from its file below `packaging`."""
    spec = present(importlib.util.spec_from_file_location(f"{Path(name).stem}_under_test", FOLDER / name))
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look there
    present(spec.loader).exec_module(module)
    return module
