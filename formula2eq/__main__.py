"""``python -m formula2eq``."""

import sys

from formula2eq.cli import main

if __name__ == "__main__":
    sys.exit(main())
