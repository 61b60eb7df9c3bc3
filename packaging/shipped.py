"""What a frozen program is made of besides itself: the licences, and a bill of materials (CycloneDX).

That is the Python distributions whose modules it holds, the libraries that none of them brings (from the system that it
was built on), Qt and Python.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cyclonedx.model.component import Component
    from packageurl import PackageURL

LICENCES = Path(__file__).resolve().parent / "licences"
"""The texts that the LGPL requires to be handed on, and that Qt's wheels leave out."""
QT = """\
Qt and PySide6 are used under the GNU Lesser General Public License, version 3 (LGPL-3.0-only). They are separate
libraries in this program's folder: you may replace them with versions you built or changed. Their source code is at
https://download.qt.io/official_releases/QtForPython/ and https://download.qt.io/official_releases/qt/ ; the licence is
at the end, with the GNU General Public License that it refers to. Qt itself contains works of others, ICU among them:
https://doc.qt.io/qt-6/licenses-used-in-qt.html names them with their licences.
"""
PYTHON = (
    "Python, of which this program brings a copy, is under the Python Software Foundation License, version 2."
)
LINE = "=" * 78 + "\n"


@dataclass(frozen=True)
class Native:
    """A library that no Python distribution brings."""

    file: str
    """Its name in the program's folder."""
    package: str = ""
    """The Debian package that it was taken from; empty where it is Python's own, or nobody knows."""
    version: str = ""
    """That package's, or on Windows the file's own; empty where nobody knows."""


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


def natives(binaries: Iterable[tuple[str, str]]) -> list[Native]:
    """Which of these files (name in the program's folder, and where it comes from) are Python's or the system's."""
    own = [Path(sysconfig.get_path("stdlib"), "lib-dynload").resolve(), *_site_packages()]
    found = {
        Path(name).name: Path(source).resolve()
        for name, source in binaries
        if not any(Path(source).resolve().is_relative_to(folder) for folder in own)
    }
    return [_native(name, found[name]) for name in sorted(found)]


def _site_packages() -> Iterator[Path]:
    """Where distributions are installed: what lies there belongs to one of them."""
    for one in metadata.distributions():
        yield Path(str(one.locate_file(""))).resolve()


def _native(name: str, source: Path) -> Native:
    if sys.platform == "win32":
        return Native(name, version=_file_version(source))
    if shutil.which("dpkg-query"):
        # The same file may be known below /lib or /usr/lib.
        told = _answer("dpkg-query", "--search", f"*/{source.name}").splitlines()
        owners = [line.partition(": ") for line in told]
        package = next((one for one, _, path in owners if Path(path).resolve() == source), "")
        if package:
            return Native(
                name, package.partition(":")[0], _answer("dpkg-query", "-W", "-f${Version}", package)
            )
    return Native(name)


def _answer(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()


def _file_version(source: Path) -> str:
    import pefile  # type: ignore[import-not-found,unused-ignore]  # noqa: PLC0415 - PyInstaller's, on Windows

    with pefile.PE(str(source), fast_load=True) as program:
        program.parse_data_directories([pefile.DIRECTORY_ENTRY["IMAGE_DIRECTORY_ENTRY_RESOURCE"]])
        fixed = getattr(program, "VS_FIXEDFILEINFO", None)
    if not fixed:
        return ""
    high, low = fixed[0].FileVersionMS, fixed[0].FileVersionLS
    return f"{high >> 16}.{high & 0xFFFF}.{low >> 16}.{low & 0xFFFF}"


def notices(found: Iterable[metadata.Distribution], others: Iterable[Native] = ()) -> str:
    """Who made what is in here, and under which licence, in full where it says."""
    parts = ["Third-party software in Ticket Draft Inspector\n", QT, PYTHON]
    for one in found:
        parts.append(f"{LINE}{one.metadata['Name']} {one.version}: {licence(one)}\n")
        parts += [text.strip() + "\n" for text in _texts(one)]
    for text, packages in _system_texts(others).items():
        parts.append(f"{LINE}{', '.join(packages)}, from the system that this was built on\n\n{text}")
    parts.append(f"{LINE}Python\n\n" + _python())
    for file in ("LGPL-3.0.txt", "GPL-3.0.txt"):
        parts.append(LINE + (LICENCES / file).read_text("utf-8"))
    return "\n".join(parts)


def _system_texts(others: Iterable[Native]) -> dict[str, list[str]]:
    """What Debian's packages say about their licences, and the packages (with versions) that say it."""
    texts: dict[str, list[str]] = {}
    for package, version in sorted({(one.package, one.version) for one in others if one.package}):
        file = Path("/usr/share/doc", package, "copyright")
        if file.is_file():
            texts.setdefault(file.read_text("utf-8", errors="replace"), []).append(f"{package} {version}")
    return texts


def _texts(one: metadata.Distribution) -> Iterable[str]:
    for file in one.files or ():
        name = file.name.upper()
        if ".dist-info" in str(file) and name.startswith(("LICENSE", "LICENCE", "COPYING", "NOTICE")):
            path = Path(str(one.locate_file(file)))
            if path.is_file():
                yield path.read_text("utf-8", errors="replace")


def _python() -> str:
    """Python's own licence: beside its library, on Windows beside the interpreter, on Debian among the documents."""
    debian = f"/usr/share/doc/python{sys.version_info[0]}.{sys.version_info[1]}/copyright"
    places = (
        Path(sysconfig.get_path("stdlib"), "LICENSE.txt"),
        Path(sys.base_prefix, "LICENSE.txt"),
        Path(debian),
    )
    found = next((place for place in places if place.is_file()), None)
    return found.read_text("utf-8", errors="replace") if found else "https://docs.python.org/3/license.html\n"


def bill(
    name: str, version: str, found: Iterable[metadata.Distribution], others: Iterable[Native] = ()
) -> str:
    """A software bill of materials: CycloneDX 1.6 as JSON."""
    from cyclonedx.model.bom import Bom  # noqa: PLC0415 - other uses of this module do without
    from cyclonedx.model.component import ComponentType  # noqa: PLC0415
    from cyclonedx.output.json import JsonV1Dot6  # noqa: PLC0415
    from packageurl import PackageURL  # noqa: PLC0415

    bom = Bom()
    bom.metadata.component = _component(name, version, "MIT")
    bom.metadata.component.type = ComponentType.APPLICATION
    python = ".".join(map(str, sys.version_info[:3]))
    bom.components.add(_component("CPython", python, "PSF-2.0"))
    for one in found:
        title = one.metadata["Name"]
        purl = PackageURL("pypi", name=title.lower(), version=one.version)
        bom.components.add(_component(title, one.version, licence(one), purl))
        if title.lower() == "pyside6_essentials":
            bom.components.add(_component("Qt", one.version, "LGPL-3.0-only"))
    for native in others:
        source = PackageURL("deb", "debian", native.package, native.version) if native.package else None
        bom.components.add(_component(native.file, native.version, purl=source))
    bom.register_dependency(bom.metadata.component, list(bom.components))
    return json.dumps(json.loads(JsonV1Dot6(bom).output_as_string()), indent=2) + "\n"


def _component(name: str, version: str, terms: str = "", purl: PackageURL | None = None) -> Component:
    from cyclonedx.contrib.license.factories import LicenseFactory  # noqa: PLC0415
    from cyclonedx.model.component import Component, ComponentType  # noqa: PLC0415

    return Component(
        name=name,
        version=version or None,
        type=ComponentType.LIBRARY,
        purl=purl,
        bom_ref=f"{name}@{version}",
        licenses=[LicenseFactory().make_from_string(terms)] if terms else [],
    )
