"""``python -m baclofen_titration`` is the command line."""

import sys

from baclofen_titration.cli import main

if __name__ == "__main__":
    sys.exit(main())
