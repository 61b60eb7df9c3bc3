"""Sign files for Windows where a certificate is configured, and say so where none is: `python sign.py FILE-OR-FOLDER…`.

Of a folder, every program and library in it that nobody has signed yet, whatever its name ends with: what Qt, Python
and Microsoft have signed keeps their signature.

    INSPECTOR_CERTIFICATE            path of a .pfx with the certificate and its key
    INSPECTOR_CERTIFICATE_PASSWORD   the password of that file

On Windows with signtool of the Windows SDK; elsewhere with osslsigncode (Debian has it), which was tried with a
certificate of our own making:

    openssl req -x509 -newkey rsa:3072 -nodes -days 30 -subj "/CN=A trial" -addext extendedKeyUsage=codeSigning \\
        -keyout key.pem -out certificate.pem
    openssl pkcs12 -export -inkey key.pem -in certificate.pem -out trial.pfx -passout pass:trial
    INSPECTOR_CERTIFICATE=trial.pfx INSPECTOR_CERTIFICATE_PASSWORD=trial python packaging/windows/sign.py setup.exe

The time stamp keeps a signature valid after the certificate has expired; INSPECTOR_TIMESTAMP names another server, or
none where it is empty. With osslsigncode the password is handed over in a file that only this user can read.
"""

from __future__ import annotations

import os
import shutil
import struct
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

TIMESTAMP = "http://timestamp.digicert.com"
NAME = "Ticket Draft Inspector"
KITS = Path(os.environ.get("PROGRAMFILES(X86)", ""), "Windows Kits", "10", "bin")
DIRECTORIES = {0x10B: 96, 0x20B: 112}
"""Where the table of directories begins in the optional header, for 32 and 64 bits (Microsoft's PE format)."""
SIGNATURE = 4
"""The place of the signature, the “certificate table”, among the directories."""


def is_signed(file: Path) -> bool | None:
    """Whether a program or library carries a signature, good or bad; None where a file is neither."""
    with file.open("rb") as stream:
        head = stream.read(64)
        if len(head) < 64 or head[:2] != b"MZ":
            return None
        stream.seek(int.from_bytes(head[60:], "little"))
        head = stream.read(4 + 20 + 240)
    kind = int.from_bytes(head[24:26], "little")
    if head[:4] != b"PE\0\0" or kind not in DIRECTORIES:
        return None
    table = head[24 + DIRECTORIES[kind] :].ljust(8 * (SIGNATURE + 1), b"\0")
    return struct.unpack_from("<II", table, 8 * SIGNATURE) != (0, 0)


def unsigned(path: Path) -> Iterator[Path]:
    """A file by itself; of a folder, what in it wants a signature."""
    if path.is_file():
        yield path
    yield from (file for file in sorted(path.rglob("*")) if file.is_file() and is_signed(file) is False)


def sign(file: Path, certificate: str, password: str, stamp: str) -> None:
    """Sign one file in place. Raises CalledProcessError; where there is no tool, FileNotFoundError or ValueError."""
    if os.name == "nt":
        tool = shutil.which("signtool") or str(max(KITS.glob("10.*/x64/signtool.exe")))
        stamping = ["/tr", stamp, "/td", "sha256"] if stamp else []
        # signtool takes the password as an argument only; the machine of a workflow is nobody else's.
        command = [tool, "sign", "/f", certificate, "/p", password, "/fd", "sha256", "/d", NAME, *stamping]
        subprocess.run([*command, str(file)], check=True)
        return
    with tempfile.TemporaryDirectory() as folder:
        secret, signed = Path(folder, "password"), Path(folder, "signed.exe")
        secret.touch(mode=0o600)
        secret.write_text(password, "utf-8")
        stamping = ["-ts", stamp] if stamp else []
        how = ["-pkcs12", certificate, "-readpass", str(secret), "-h", "sha256", "-n", NAME, *stamping]
        subprocess.run(["osslsigncode", "sign", *how, "-in", str(file), "-out", str(signed)], check=True)
        shutil.copyfile(signed, file)


def main(paths: list[str]) -> None:
    """Sign each, or say that none is signed."""
    certificate = os.environ.get("INSPECTOR_CERTIFICATE", "")
    if not certificate:
        print(
            "NOT SIGNED: INSPECTOR_CERTIFICATE is not set. Windows will warn people about an unknown publisher."
        )
        return
    password = os.environ.get("INSPECTOR_CERTIFICATE_PASSWORD", "")
    stamp = os.environ.get("INSPECTOR_TIMESTAMP", TIMESTAMP)
    for path in paths:
        for file in unsigned(Path(path)):
            sign(file, certificate, password, stamp)
            print(f"signed: {file}")


if __name__ == "__main__":
    main(sys.argv[1:])
