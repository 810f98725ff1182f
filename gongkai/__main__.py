"""`python -m gongkai`."""

from gongkai.cli.program import main

main()
