"""What a frozen program is made of beside itself: its licences, and a bill of materials (CycloneDX)."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path

QT = """\
Qt and PySide6 are used under the GNU Lesser General Public License, version 3 (LGPL-3.0-only). They are separate
libraries in this program's folder: you may replace them by versions that you built or changed. Their source code is at
https://download.qt.io/official_releases/QtForPython/ and https://download.qt.io/official_releases/qt/ ; the licence is
below, and at https://www.gnu.org/licenses/lgpl-3.0.html with the GNU General Public License that it refers to.
"""
PYTHON = (
    "Python, of which this program brings a copy, is under the Python Software Foundation License, version 2."
)


def distributions(modules: Iterable[str], own: str) -> list[metadata.Distribution]:
    """The installed distributions that these top-level modules come from, without `own`, by name."""
    owners = metadata.packages_distributions()
    names = {name for module in modules for name in owners.get(module.partition(".")[0], ())}
    found = {metadata.distribution(name).metadata["Name"]: metadata.distribution(name) for name in names}
    return [found[name] for name in sorted(found, key=str.lower) if name.lower() != own]


def licence(one: metadata.Distribution) -> str:
    """Its licence in a word or two."""

    def all_of(name: str) -> list[str]:
        return one.metadata.get_all(name) or []

    classes = [line.rpartition(" :: ")[2] for line in all_of("Classifier") if line.startswith("License")]
    told = [*all_of("License-Expression"), ", ".join(classes), *all_of("License"), "see its page"]
    return next(text for text in told if text).splitlines()[0]


def notices(found: Iterable[metadata.Distribution]) -> str:
    """Who made what is in here, and under which licence, in full where it says."""
    parts = ["Third-party software in Ticket Draft Inspector\n", QT, PYTHON]
    for one in found:
        parts.append("=" * 78 + f"\n{one.metadata['Name']} {one.version}: {licence(one)}\n")
        parts += [text.strip() + "\n" for text in _texts(one)]
    parts.append("=" * 78 + "\nPython\n\n" + _python())
    return "\n".join(parts)


def _texts(one: metadata.Distribution) -> Iterable[str]:
    for file in one.files or ():
        name = file.name.upper()
        if ".dist-info" in str(file) and name.startswith(("LICENSE", "LICENCE", "COPYING", "NOTICE")):
            path = Path(str(one.locate_file(file)))
            if path.is_file():
                yield path.read_text("utf-8", errors="replace")


def _python() -> str:
    for place in (Path(sys.base_prefix, "LICENSE.txt"), Path(metadata.__file__).parents[1] / "LICENSE.txt"):
        if place.is_file():
            return place.read_text("utf-8", errors="replace")
    return "https://docs.python.org/3/license.html\n"


def bill(name: str, version: str, found: Iterable[metadata.Distribution]) -> str:
    """A software bill of materials: CycloneDX 1.6 as JSON."""
    from cyclonedx.model.bom import Bom  # noqa: PLC0415 - the frozen program's spec does without
    from cyclonedx.model.component import Component, ComponentType  # noqa: PLC0415
    from cyclonedx.output.json import JsonV1Dot6  # noqa: PLC0415
    from packageurl import PackageURL  # noqa: PLC0415

    bom = Bom()
    bom.metadata.component = Component(name=name, version=version, type=ComponentType.APPLICATION)
    python = ".".join(map(str, sys.version_info[:3]))
    bom.components.add(Component(name="CPython", version=python, type=ComponentType.PLATFORM))
    for one in found:
        purl = PackageURL("pypi", name=one.metadata["Name"].lower(), version=one.version)
        bom.components.add(
            Component(
                name=one.metadata["Name"],
                version=one.version,
                type=ComponentType.LIBRARY,
                purl=purl,
                bom_ref=purl.to_string(),
                description=licence(one),
            )
        )
    bom.register_dependency(bom.metadata.component, list(bom.components))
    return json.dumps(json.loads(JsonV1Dot6(bom).output_as_string()), indent=2) + "\n"
