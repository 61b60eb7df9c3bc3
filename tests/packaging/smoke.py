"""Run a program's smoke test on a screen and with a keyring of their own: `python -m tests.packaging.smoke COMMAND…`.

The exit code is the program's.
"""

from __future__ import annotations

import os
import subprocess
import sys

from tests.desktop import secret_service


def main(command: list[str]) -> int:
    """Run `COMMAND --smoke-test`; on Linux, on a screen that nobody looks at."""
    with secret_service():
        os.environ.pop("QT_QPA_PLATFORM", None)
        screen = ["xvfb-run", "-a"] if sys.platform == "linux" else []
        return subprocess.run([*screen, *command, "--smoke-test"], timeout=300, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
