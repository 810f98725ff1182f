"""Ways to alter what a build could use again: the live site, and what the state keeps of it."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from typing import TYPE_CHECKING

from gongkai.publish.manifest import MANIFEST

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from random import Random

    from scripts.benchmark.identity.building import Places

PAGE = "tongzhi/mutou-jianxiu/index.html"
OTHER = "tongzhi/yingye-shijian/index.html"
TABLE = "tongzhi/mutou-jianxiu/dianhua.csv"


def _replace(path: Path, data: bytes) -> None:
    """Another file in its place, with the time and the length that the old one had."""
    status = path.stat()
    path.unlink()
    path.write_bytes(data)
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def _flip(data: bytes, draw: Random) -> bytes:
    place = draw.randrange(len(data))
    return data[:place] + bytes((data[place] ^ 1,)) + data[place + 1 :]


def flip_a_byte_in_place(live: Places, _older: Places, draw: Random) -> None:
    path = live.site / PAGE
    with path.open("r+b") as file:
        file.write(_flip(path.read_bytes(), draw))


def flip_a_byte_of_many_files(live: Places, _older: Places, draw: Random) -> None:
    files = sorted(path for path in live.site.rglob("*") if path.is_file() and path.stat().st_size)
    for path in draw.sample(files, 10):
        _replace(path, _flip(path.read_bytes(), draw))


def alter_an_attachment(live: Places, _older: Places, draw: Random) -> None:
    path = live.site / TABLE
    _replace(path, _flip(path.read_bytes(), draw))


def alter_the_index(live: Places, _older: Places, draw: Random) -> None:
    for path in sorted((live.site / "search").rglob("*")):
        if path.is_file() and path.stat().st_size:
            _replace(path, _flip(path.read_bytes(), draw))


def shorten(live: Places, _older: Places, _draw: Random) -> None:
    os.truncate(live.site / PAGE, 100)


def lengthen(live: Places, _older: Places, _draw: Random) -> None:
    with (live.site / PAGE).open("ab") as file:
        file.write(b"<script>alert(1)</script>")


def swap(live: Places, _older: Places, _draw: Random) -> None:
    one, other = live.site / PAGE, live.site / OTHER
    kept = one.read_bytes()
    _replace(one, other.read_bytes())
    _replace(other, kept)


def bring_an_older_version(live: Places, older: Places, _draw: Random) -> None:
    _replace(live.site / PAGE, (older.site / PAGE).read_bytes())


def bring_the_older_site(live: Places, older: Places, _draw: Random) -> None:
    """Whole, with the manifest and the signatures that it had."""
    shutil.rmtree(live.site)
    shutil.copytree(older.site, live.site)


def bring_the_older_record(live: Places, older: Places, _draw: Random) -> None:
    shutil.copy2(older.memory / "steps.txt", live.memory / "steps.txt")


def link_to_another_file(live: Places, _older: Places, _draw: Random) -> None:
    path, elsewhere = live.site / PAGE, live.folder / "elsewhere.html"
    elsewhere.write_bytes(path.read_bytes().replace("检修".encode(), "开放".encode()))
    path.unlink()
    path.symlink_to(elsewhere)


def link_to_the_same_bytes(live: Places, _older: Places, _draw: Random) -> None:
    """Bytes that can be changed later, from outside the site."""
    path, elsewhere = live.site / PAGE, live.folder / "elsewhere.html"
    shutil.move(path, elsewhere)
    path.symlink_to(elsewhere)


def give_a_second_name(live: Places, _older: Places, _draw: Random) -> None:
    """A hard link, by which the same bytes can be changed later."""
    os.link(live.site / PAGE, live.folder / "elsewhere.html")


def link_a_folder(live: Places, _older: Places, _draw: Random) -> None:
    folder = (live.site / PAGE).parent
    shutil.move(folder, live.folder / "elsewhere")
    folder.symlink_to(live.folder / "elsewhere")


def put_a_pipe(live: Places, _older: Places, _draw: Random) -> None:
    (live.site / PAGE).unlink()
    os.mkfifo(live.site / PAGE)


def put_a_folder(live: Places, _older: Places, _draw: Random) -> None:
    (live.site / PAGE).unlink()
    (live.site / PAGE).mkdir()


def remove_a_file(live: Places, _older: Places, _draw: Random) -> None:
    (live.site / PAGE).unlink()


def add_a_file(live: Places, _older: Places, _draw: Random) -> None:
    (live.site / "tongzhi" / "neibu.html").write_text("内部材料", "utf-8")


def forbid_reading(live: Places, _older: Places, _draw: Random) -> None:
    (live.site / PAGE).chmod(0)


def let_it_run(live: Places, _older: Places, _draw: Random) -> None:
    (live.site / PAGE).chmod(0o6777)


def alter_page_and_manifest(live: Places, _older: Places, draw: Random) -> None:
    """Both agree; the log does not."""
    path, manifest = live.site / PAGE, live.site / MANIFEST
    old = hashlib.sha256(path.read_bytes()).hexdigest().encode()
    _replace(path, _flip(path.read_bytes(), draw))
    new = hashlib.sha256(path.read_bytes()).hexdigest().encode()
    manifest.write_bytes(manifest.read_bytes().replace(old, new))


def alter_page_manifest_and_record(live: Places, older: Places, draw: Random) -> None:
    """Page, manifest and the record of steps agree; the log does not."""
    alter_page_and_manifest(live, older, draw)
    _write_record(live, _read_record(live))


def empty_the_record(live: Places, _older: Places, _draw: Random) -> None:
    (live.memory / "steps.txt").write_bytes(b"")


def flip_a_byte_of_the_record(live: Places, _older: Places, draw: Random) -> None:
    path = live.memory / "steps.txt"
    path.write_bytes(_flip(path.read_bytes(), draw))


def exchange_keys_in_the_record(live: Places, _older: Places, _draw: Random) -> None:
    """Each step under the key of the next, with a right digest over the lines."""
    rows = [line.split("\t") for line in _read_record(live)]
    moved = [row[0] for row in (*rows[1:], *rows[:1])]
    _write_record(live, ["\t".join((k, *r[1:])) for k, r in zip(moved, rows, strict=True)])


def exchange_paths_in_the_record(live: Places, _older: Places, _draw: Random) -> None:
    """Each document's step with the files of the next."""
    rows = [line.split("\t") for line in _read_record(live)]
    own = [row for row in rows if row[1].startswith("document/")]
    paths = [row[2:] for row in own]
    for row, other in zip(own, paths[1:] + paths[:1], strict=True):
        row[2:] = other
    _write_record(live, ["\t".join(row) for row in rows])


def spoil_what_was_judged(live: Places, _older: Places, draw: Random) -> None:
    for path in sorted((live.memory / "judged").glob("*.pickle")):
        path.write_bytes(_flip(path.read_bytes(), draw))


def list_judged_twice(live: Places, _older: Places, _draw: Random) -> None:
    """Twice as many buckets: documents are looked for in others. Nothing signs the index."""
    index = live.memory / "judged" / "index.txt"
    first, *names = index.read_text("ascii").splitlines()
    index.write_text("\n".join((first, *names, *names, "")), "ascii")


def bring_older_judgements(live: Places, older: Places, _draw: Random) -> None:
    shutil.rmtree(live.memory / "judged")
    shutil.copytree(older.memory / "judged", live.memory / "judged")


def _read_record(live: Places) -> list[str]:
    return (live.memory / "steps.txt").read_text("utf-8").splitlines()[1:]


def _write_record(live: Places, lines: list[str]) -> None:
    """The lines under a first one that is right for them and for the live manifest."""
    path = live.memory / "steps.txt"
    data = "".join(f"{line}\n" for line in lines).encode()
    manifest = hashlib.sha256((live.site / MANIFEST).read_bytes()).hexdigest()
    kind = re.match(rb"\S+", path.read_bytes())
    assert kind is not None
    head = f"{kind[0].decode()} {manifest} {hashlib.sha256(data).hexdigest()}\n"
    path.write_bytes(head.encode() + data)


POISONS: tuple[Callable[[Places, Places, Random], None], ...] = (
    flip_a_byte_in_place,
    flip_a_byte_of_many_files,
    alter_an_attachment,
    alter_the_index,
    shorten,
    lengthen,
    swap,
    bring_an_older_version,
    bring_the_older_site,
    bring_the_older_record,
    link_to_another_file,
    link_to_the_same_bytes,
    give_a_second_name,
    link_a_folder,
    put_a_pipe,
    put_a_folder,
    remove_a_file,
    add_a_file,
    forbid_reading,
    let_it_run,
    alter_page_and_manifest,
    alter_page_manifest_and_record,
    empty_the_record,
    flip_a_byte_of_the_record,
    exchange_keys_in_the_record,
    exchange_paths_in_the_record,
    spoil_what_was_judged,
    list_judged_twice,
    bring_older_judgements,
)
