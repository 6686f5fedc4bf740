"""``python -m topodraw``: the command line."""

import sys

from topodraw.cli import main

if __name__ == "__main__":
    sys.exit(main())
