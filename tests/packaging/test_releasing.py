"""What a release is made with, as far as it can be checked without making one."""

from __future__ import annotations

import os
import plistlib
import re
import shutil
import struct
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from inspector import app
from tests.packaging.loading import load

ROOT = Path(__file__).parents[2]
PACKAGING = ROOT / "packaging"
VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]


def packing(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """packaging/windows/pack.py, which finds its neighbours by itself."""
    monkeypatch.setattr(sys, "path", [*sys.path])
    return load("windows/pack.py")


# -- Windows ------------------------------------------------------------------------------------------


def test_every_word_of_the_wizard_is_there_in_seven_languages() -> None:
    text = (PACKAGING / "windows" / "languages.nsh").read_text("utf-8")
    said = {
        found[1]: re.findall(r'"((?:[^"])*)"', found[2])
        for found in re.finditer(r"!insertmacro Say (\w+) \\\n((?:.*\\\n)*.*)", text)
    }
    assert len(said) > 15
    assert {key: len(words) for key, words in said.items() if len(words) != 7} == {}
    for key, words in said.items():
        assert all(words), key
        marks = [sorted(re.findall(r"\$\{?\w+\}?", word)) for word in words]
        assert all(mark == marks[0] for mark in marks), key
    scripts = "".join(file.read_text("utf-8") for file in (PACKAGING / "windows").glob("*.ns[ih]"))
    assert set(re.findall(r"\$\((\w+)\)", scripts)) == set(said)


def test_the_version_resource_is_the_project_s() -> None:
    info = load("windows/version_info.py")
    assert info.numbers("1.2.3rc1") == (1, 2, 3, 0)
    assert info.numbers("2.0") == (2, 0, 0, 0)
    text = info.text(VERSION)
    assert f"StringStruct('ProductVersion', '{VERSION}')" in text
    assert f"filevers={info.numbers(VERSION)}" in text


def test_previews_rank_before_what_they_are_previews_of() -> None:
    info = load("windows/version_info.py")
    ordered = [
        "1.1.9",
        "1.2.0.dev1",
        "1.2.0a1",
        "1.2.0b1",
        "1.2.0rc1",
        "1.2.0rc2",
        "1.2.0",
        "1.2.0.post1",
        "1.2.1rc1",
    ]
    ranked = [tuple(map(int, info.ranked(version).split("."))) for version in ordered]
    assert ranked == sorted(set(ranked))
    assert info.ranked("2.0") == "2.0.0.40000"
    with pytest.raises(ValueError, match=r"1\.2-beta"):
        info.ranked("1.2-beta")


def test_the_manifest_asks_for_long_paths_and_sharp_screens() -> None:
    import xml.etree.ElementTree as ET

    root = ET.parse(PACKAGING / "windows" / "app.manifest").getroot()  # noqa: S314 - our own file
    told = {element.tag.partition("}")[2]: (element.text or "").strip() for element in root.iter()}
    assert told["longPathAware"] == "true"
    assert told["dpiAwareness"].startswith("PerMonitorV2")
    level = next(one for one in root.iter() if one.tag.endswith("requestedExecutionLevel"))
    assert level.get("level") == "asInvoker", "no administrator rights"


def test_files_are_listed_before_their_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pack = packing(monkeypatch)
    (tmp_path / "_internal" / "deep").mkdir(parents=True)
    for name in ("program.exe", "_internal/a.dll", "_internal/deep/ö.txt"):
        (tmp_path / name).write_text("x")
    assert pack.listed(tmp_path) == [
        "_internal\\a.dll",
        "_internal\\deep\\ö.txt",
        "program.exe",
        "_internal\\deep\\",
        "_internal\\",
    ]


REQUIRED = {
    "version": {"PackageIdentifier", "PackageVersion", "DefaultLocale", "ManifestType", "ManifestVersion"},
    "installer": {"PackageIdentifier", "PackageVersion", "Installers", "ManifestType", "ManifestVersion"},
    "defaultLocale": {
        *("PackageIdentifier", "PackageVersion", "PackageLocale", "Publisher", "PackageName", "License"),
        *("ShortDescription", "ManifestType", "ManifestVersion"),
    },
}
"""By type of manifest: what winget's JSON schemas 1.9 require."""


def test_the_winget_manifest_has_what_its_schema_requires(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack = packing(monkeypatch)
    setup = tmp_path / "setup.exe"
    setup.write_bytes(b"MZ")
    made = pack.winget("1.2.3", setup, "https://example.com/setup.exe")
    kinds = set()
    for name, text in made.items():
        told = dict(re.findall(r"^(\w+): ?(.*)$", text, re.MULTILINE))
        kinds.add(told["ManifestType"])
        assert REQUIRED[told["ManifestType"]] <= set(told), name
        assert told["PackageVersion"] == '"1.2.3"', "else 2.0 would be a number"
        assert re.fullmatch(r"[^.\s]{1,32}(\.[^.\s]{1,32}){1,7}", told["PackageIdentifier"])
    assert kinds == set(REQUIRED)
    installer = next(text for text in made.values() if "InstallerSha256" in text)
    assert re.findall(r"^  Scope: (\w+)$", installer, re.MULTILINE) == ["user", "machine"]
    assert len(set(re.findall(r"^  InstallerSha256: ([0-9A-F]{64})$", installer, re.MULTILINE))) == 1
    assert installer.count("- Architecture: x64") == 2


def test_winget_knows_the_installer_s_exit_codes_and_its_entry_in_the_registry(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    script = (PACKAGING / "windows" / "installer.nsi").read_text("utf-8")
    shared = (PACKAGING / "windows" / "removing.nsh").read_text("utf-8")
    used = {int(code) for code in re.findall(r"SetErrorLevel (\d)", script + shared)}
    told = script.partition("Exit codes:")[2].partition("\n;\n")[0]
    assert used <= {int(code) for code in re.findall(r"\b(\d) \w", told)}
    pack = packing(monkeypatch)
    assert set(pack.RETURNED) <= used | {1}
    assert f'!define ID "{pack.NAME}"' in script


def test_without_a_certificate_it_says_so(tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("INSPECTOR_")}
    told = subprocess.run(
        [sys.executable, PACKAGING / "windows" / "sign.py", tmp_path / "x.exe"],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "NOT SIGNED" in told.stdout


@pytest.fixture
def certificate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One of our own making, configured for sign.py."""

    def openssl(words: str) -> None:
        subprocess.run(["openssl", *words.split()], cwd=tmp_path, check=True, capture_output=True)  # noqa: S607

    openssl(
        "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=trial -addext extendedKeyUsage=codeSigning "
        "-keyout key.pem -out certificate.pem"
    )
    openssl("pkcs12 -export -inkey key.pem -in certificate.pem -out trial.pfx -passout pass:trial")
    monkeypatch.setenv("INSPECTOR_CERTIFICATE", str(tmp_path / "trial.pfx"))
    monkeypatch.setenv("INSPECTOR_CERTIFICATE_PASSWORD", "trial")
    monkeypatch.setenv("INSPECTOR_TIMESTAMP", "")


def signed(program: Path) -> bool:
    verify: list[str | Path] = ["osslsigncode", "verify", program]
    told = subprocess.run(verify, capture_output=True, text=True, check=False).stdout.replace(" ", "")
    return "/CN=trial" in told or "CN=trial" in told


NEEDS_SIGNER = pytest.mark.skipif(not shutil.which("osslsigncode"), reason="osslsigncode is not installed")
NEEDS_NSIS = pytest.mark.skipif(not shutil.which("makensis"), reason="NSIS is not installed")


@NEEDS_SIGNER
def test_a_certificate_of_one_s_own_signs(tmp_path: Path, certificate: None) -> None:
    program = tmp_path / "program.exe"
    program.write_bytes(_least_program())
    assert not signed(program)
    subprocess.run([sys.executable, PACKAGING / "windows" / "sign.py", program], check=True)
    assert signed(program)


@NEEDS_SIGNER
def test_in_a_folder_all_is_signed_that_nobody_has_signed(tmp_path: Path, certificate: None) -> None:
    inner = tmp_path / "frozen" / "_internal"
    inner.mkdir(parents=True)
    ours = [inner.parent / "program.exe", inner / "ours.dll", inner / "module.pyd"]
    for file in (*ours, inner / "theirs.dll"):
        file.write_bytes(_least_program())
    (inner / "text.exe").write_text("MZ is how this text begins, and it is not a program.")
    (inner / "empty.dll").touch()

    def sign(path: Path) -> str:
        command: list[str | Path] = [sys.executable, PACKAGING / "windows" / "sign.py", path]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout

    sign(inner / "theirs.dll")
    theirs = (inner / "theirs.dll").read_bytes()
    told = sign(inner.parent)
    assert all(map(signed, ours))
    assert told.count("signed: ") == len(ours)
    assert (inner / "theirs.dll").read_bytes() == theirs
    assert "signed: " not in sign(inner.parent), "once is enough"


@pytest.fixture
def frozen(qapp: QApplication, tmp_path: Path) -> Path:
    """What stands in for a frozen program."""
    (tmp_path / "frozen" / "_internal").mkdir(parents=True)
    for name in ("ticket-inspector.exe", "_internal/ö.dll"):
        (tmp_path / "frozen" / name).write_text("x")
    return tmp_path / "frozen"


@NEEDS_NSIS
def test_the_installer_is_made_without_a_warning(
    tmp_path: Path, frozen: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """NSIS warns of a text that a language lacks and of code that nobody calls; pack.py turns that into errors."""
    monkeypatch.delenv("INSPECTOR_CERTIFICATE", raising=False)
    made = packing(monkeypatch).installer(frozen, VERSION, tmp_path, tmp_path / "work", trial=True)
    assert made.read_bytes()[:2] == b"MZ"
    assert "signed" not in capfd.readouterr().out


@NEEDS_NSIS
def test_no_nsis_makes_a_release_that_is_known_to_be_unsafe(
    tmp_path: Path, frozen: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    told = subprocess.run(["makensis", "-VERSION"], capture_output=True, text=True, check=True).stdout  # noqa: S607
    version = [int(number) for number in re.findall(r"\d+", told)[:2]]
    pack = packing(monkeypatch)
    if version >= [3, 12]:
        assert pack.installer(frozen, VERSION, tmp_path, tmp_path / "work").is_file()
        return
    with pytest.raises(subprocess.CalledProcessError):
        pack.installer(frozen, VERSION, tmp_path, tmp_path / "work")
    said = capfd.readouterr()
    assert "NSIS 3.12 or later is needed" in said.out + said.err
    assert not (tmp_path / pack.setup_name(VERSION)).exists()


def test_what_sees_the_secrets_runs_no_package(tmp_path: Path, frozen: Path) -> None:
    """The job that signs has Python's own library, and the pictures that an earlier one drew."""
    (tmp_path / "work").mkdir()
    for name in ("app.ico", "wizard.bmp", "wizard-large.bmp"):
        (tmp_path / "work" / name).write_text("drawn")
    script = f"""
import sys
from pathlib import Path
sys.path.insert(0, {str(PACKAGING)!r})
import package
pack, here = package._windows(), Path({str(tmp_path)!r})
import sign
pack.draw(here / "work")
assert pack.portable(here / "frozen", "1.2.0rc1", here).is_file()
assert pack.winget("1.2.0rc1", here / pack.portable_name("1.2.0rc1"), "https://example.com")
assert pack.version_info.ranked("1.2.0rc1") == "1.2.0.30001"
print(sorted({{name.partition(".")[0] for name in sys.modules}} & {{"PySide6", "packaging", "site"}}))
"""
    command = [sys.executable, "-S", "-c", script]
    told = subprocess.run(command, capture_output=True, text=True, check=True, cwd=tmp_path).stdout
    assert told == "[]\n"
    assert (tmp_path / "work" / "app.ico").read_text() == "drawn"


@NEEDS_NSIS
@NEEDS_SIGNER
def test_the_uninstaller_is_signed_within_the_installer(
    tmp_path: Path,
    frozen: Path,
    certificate: None,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    made = packing(monkeypatch).installer(frozen, VERSION, tmp_path, tmp_path / "work", trial=True)
    assert re.search(r"^signed: \S+$", capfd.readouterr().out, re.MULTILINE)
    assert not signed(made), "the workflow signs the installer itself"


def test_the_portable_program_is_told_to_remember_beside_itself(
    tmp_path: Path, frozen: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack = packing(monkeypatch)
    with zipfile.ZipFile(pack.portable(frozen, VERSION, tmp_path)) as packed:
        assert sorted(packed.namelist()) == [
            "Ticket Draft Inspector/_internal/ö.dll",
            f"Ticket Draft Inspector/{app.PORTABLE.as_posix()}",
            "Ticket Draft Inspector/ticket-inspector.exe",
        ]


def _least_program() -> bytes:
    """A PE file with headers and nothing else (Microsoft's PE format)."""
    dos = b"MZ" + bytes(58) + struct.pack("<I", 64)
    optional = struct.pack(
        "<HBBIIIIIQIIHHHHHHIIIIHHQQQQII",
        0x20B,
        14,
        0,
        0,
        0,
        0,
        0,
        0,
        0x140000000,
        4096,
        512,
        6,
        0,
        0,
        0,
        6,
        0,
        0,
        4096,
        512,
        0,
        3,
        0,
        1 << 20,
        4096,
        1 << 20,
        4096,
        0,
        16,
    )
    coff = struct.pack("<HHIIIHH", 0x8664, 0, 0, 0, 0, len(optional) + 128, 0x22)
    return (dos + b"PE\0\0" + coff + optional + bytes(128)).ljust(512, b"\0")


# -- macOS --------------------------------------------------------------------------------------------


def test_the_app_says_what_it_is_and_opens() -> None:
    bundle = load("macos/bundle.py")
    info = plistlib.loads(plistlib.dumps(bundle.info(VERSION, ["en", "de"])))
    assert info["CFBundleShortVersionString"] == VERSION
    assert info["LSMinimumSystemVersion"] == "14.4"
    assert info["NSHighResolutionCapable"] is True
    assert info["LSApplicationCategoryType"] == "public.app-category.business"
    (exported,) = info["UTExportedTypeDeclarations"]
    assert exported["UTTypeTagSpecification"]["public.filename-extension"] == ["ticketdraft"]
    assert exported["UTTypeConformsTo"] == ["public.json"]
    (mime,) = exported["UTTypeTagSpecification"]["public.mime-type"]
    assert f'type="{mime}"' in (PACKAGING / "linux" / "ticket-inspector.xml").read_text("utf-8"), (
        "one everywhere"
    )
    for name in (exported["UTTypeIdentifier"], bundle.IDENTIFIER):
        assert re.fullmatch(r"[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+", name), "macOS accepts no other letters"
    assert info["CFBundleLocalizations"] == ["en", "de"], "else Qt takes the system for English"
    assert info["CFBundleDevelopmentRegion"] in info["CFBundleLocalizations"]
    assert info["NSRequiresAquaSystemAppearance"] is False, "dark where the system is"
    assert {one["CFBundleTypeRole"] for one in info["CFBundleDocumentTypes"]} == {"Editor"}
    opens = {
        kind: one["LSHandlerRank"]
        for one in info["CFBundleDocumentTypes"]
        for kind in one["LSItemContentTypes"]
    }
    assert opens == {exported["UTTypeIdentifier"]: "Owner", "public.json": "Alternate"}


def test_a_preview_is_a_version_that_macos_understands() -> None:
    info = load("macos/bundle.py").info("1.2.0rc1", ["en"])
    assert info["CFBundleVersion"] == info["CFBundleShortVersionString"] == "1.2.0"


def test_the_least_system_is_that_of_the_locked_qt() -> None:
    lock = (PACKAGING / "requirements.lock").read_text("utf-8")
    assert re.search(r"^pyside6-essentials==6\.1[01]\.", lock, re.MULTILINE), (
        "another Qt: see what packaging/macos/check.py says about its files"
    )


def test_the_entitlements_are_few() -> None:
    file = (PACKAGING / "macos" / "entitlements.plist").read_bytes()
    found = plistlib.loads(file)
    assert b"<!--" not in file, "codesign's reader is easily upset by comments"
    assert found == {"com.apple.security.cs.allow-unsigned-executable-memory": True}


def test_the_disk_image_has_the_way_to_applications() -> None:
    told: dict[str, Any] = {"defines": {"app": "dist/Ticket Draft Inspector.app"}}
    exec((PACKAGING / "macos" / "dmg_settings.py").read_text("utf-8"), told)  # noqa: S102 - as dmgbuild reads it
    assert told["symlinks"] == {"Applications": "/Applications"}
    assert set(told["icon_locations"]) == {"Ticket Draft Inspector.app", "Applications"}
    assert told["icon"] == "dist/Ticket Draft Inspector.app/Contents/Resources/app.icns", (
        "it is there since freezing"
    )


# -- the steps -----------------------------------------------------------------------------------------


def test_the_disk_image_is_named_like_the_other_packages(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "path", [str(PACKAGING), *sys.path])
    package = load("package.py")
    asked = []
    monkeypatch.setattr(package, "DIST", tmp_path)
    monkeypatch.setattr(package, "FROZEN", tmp_path)
    monkeypatch.setattr(package.platform, "machine", lambda: "arm64")

    def make(command: list[str], **_: object) -> None:
        asked.append(command)
        Path(command[-1]).touch()

    monkeypatch.setattr(package.subprocess, "run", make)
    assert package.dmg() == tmp_path / f"ticket-draft-inspector-{VERSION}-macos-arm64.dmg"
    assert Path(asked[0][1]).is_file()


def test_bootstrap_knows_every_step(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", [str(PACKAGING), *sys.path])
    assert set(load("bootstrap.py").PACKAGING) == set(load("package.py").STEPS)


@pytest.mark.skipif(
    sys.platform == "win32", reason="what Windows calls bash may be WSL without a Linux in it"
)
def test_the_shell_scripts_are_well_formed() -> None:
    for script in (*PACKAGING.rglob("*.sh"), ROOT / ".ci" / "run"):
        subprocess.run(["bash", "-n", script], check=True)  # noqa: S607


# -- the page -----------------------------------------------------------------------------------------


def test_a_tag_must_be_that_of_the_version() -> None:
    def changes(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, PACKAGING / "changes.py", *arguments],
            capture_output=True,
            text=True,
            check=False,
        )

    wrong = changes("--tag", "v99.0")
    assert (wrong.returncode, wrong.stdout) == (1, "")
    assert f"not that of version {VERSION}" in wrong.stderr
    right = changes("--tag", f"v{VERSION}")
    assert "not that of" not in right.stderr


def test_what_changed_is_found_by_version() -> None:
    changes = load("changes.py")
    this = "### Added\n\n- this\n\n### Fixed\n\n- and that\n"
    text = f"## Unreleased\n\n- soon\n\n## 1.2.0 - 2026-01-01\n\n{this}\n## 1.1.0\n\n- old\n"
    assert changes.about("1.2.0", text) == this
    assert changes.about("1.1.0", text) == "- old\n"
    with pytest.raises(LookupError):
        changes.about("1.2", text.replace("1.2.0", "1.20"))
