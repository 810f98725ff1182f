"""The command behind `scripts/handbook`."""

from __future__ import annotations

import argparse
import sys

from scripts.manual.pictures import take_pictures
from scripts.manual.sessions import SessionError, practice_home, run_page
from scripts.manual.site import HANDBOOK, ROOT, build_handbook, list_pages


def main() -> int:
    """Runs what was asked for; gives the exit code."""
    parser = argparse.ArgumentParser(prog="scripts/handbook", description=__doc__)
    parser.add_argument("what", choices=("site", "outputs", "pictures"), nargs="?", default="site")
    parser.add_argument("pages", nargs="*", help="for `outputs`; all if none is named")
    wish = parser.parse_args()
    if wish.what == "site":
        return build_handbook(ROOT / "build" / "handbook")
    if wish.what == "pictures":
        take_pictures(HANDBOOK / "pictures")
        return 0
    return write_outputs(wish.pages or [file.stem for _, file in list_pages()])


def write_outputs(pages: list[str]) -> int:
    """Runs the commands of the pages and writes what they print now."""
    with practice_home() as home:
        for name in pages:
            page = HANDBOOK / f"{name}.md"
            try:
                text = run_page(page.read_text("utf-8"), home)
            except SessionError as error:
                print(f"{page.name}: {error}", file=sys.stderr)
                return 1
            if text.encode() != page.read_bytes():
                page.write_bytes(text.encode())
                print(f"{page.name}: outputs written")
    return 0


if __name__ == "__main__":
    sys.exit(main())
