"""`python -m inspector`, the same as the `ticket-inspector` command."""

import sys

from inspector.app import main

if __name__ == "__main__":
    sys.exit(main())
