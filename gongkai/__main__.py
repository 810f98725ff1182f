"""`python -m gongkai`."""

import sys

from gongkai.cli.main import run

sys.exit(run())
