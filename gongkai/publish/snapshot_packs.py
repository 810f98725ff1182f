"""Packs: files of the state folder that hold many contents one after the other.

A pack is written once, under a number that none beside it has. What no snapshot needs any more is
wiped in it, and goes when the rest of the pack is written anew into another.
"""

from __future__ import annotations

import hashlib
import os
from collections import defaultdict
from typing import TYPE_CHECKING

from gongkai.publish.snapshot_index import Place, name_pack, read_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from gongkai.core.tree import SourceFile

_LARGE = 1 << 20
"""Bytes from which a content gets a pack of its own, and is never copied into another."""
_CHUNK = 1 << 20


def pack_files(
    folder: Path, files: Mapping[str, SourceFile], kept: Mapping[str, Place]
) -> dict[str, Place]:
    """Writes the contents that `kept` has not; gives the places of all, by digest.

    Small packs, and those of which most is not needed any more, are written anew with them, so
    that there are never many: each is larger than all that are smaller than it.

    Raises:
        OSError: when one cannot be written; no pack that was there is touched.
    """
    places = {sha256: kept[sha256] for sha256 in files if sha256 in kept}
    new = [file for sha256, file in files.items() if sha256 not in kept]
    small = [file for file in new if len(file.data) < _LARGE]
    small += [files[sha256] for sha256 in _list_merged(folder, places, sum(map(_measure, small)))]
    last = max((read_number(path.name) or 0 for path in folder.iterdir()), default=0)
    batches = [small, *([file] for file in new if len(file.data) >= _LARGE)]
    for number, batch in enumerate(filter(None, batches), last + 1):
        places |= _write_pack(folder, name_pack(number), batch)
    return places


def _measure(file: SourceFile) -> int:
    return len(file.data)


def _list_merged(folder: Path, places: Mapping[str, Place], size: int) -> Iterator[str]:
    """The digests to be written anew with so many bytes of new contents."""
    packs = _group(places.values())
    sizes = {name: sum(place.size or 0 for place in held) for name, held in packs.items()}
    for name in sorted(sizes, key=lambda name: (sizes[name], name)):
        if len(packs[name]) == 1 and sizes[name] >= _LARGE:
            continue
        outgrown = size > 0 and sizes[name] <= size
        if outgrown or 2 * sizes[name] < (folder / name).stat().st_size:
            size += sizes[name]
            yield from (place.sha256 for place in packs[name])


def _write_pack(folder: Path, name: str, files: Iterable[SourceFile]) -> dict[str, Place]:
    places: dict[str, Place] = {}
    start = 0
    with (folder / name).open("xb") as pack:
        for file in files:
            places[file.sha256] = Place(file.sha256, name, start, len(file.data))
            start += pack.write(file.data)
        pack.flush()
        os.fsync(pack.fileno())
    return places


def find_whole(folder: Path, places: Iterable[Place]) -> dict[str, Place]:
    """The places, by digest, of packs that are there and long enough."""
    whole: dict[str, Place] = {}
    for name, held in _group(places).items():
        try:
            size = (folder / name).stat().st_size
        except OSError:
            continue
        if all(place.size is not None and place.start + place.size <= size for place in held):
            whole.update((place.sha256, place) for place in held)
    return whole


def read_packs(folder: Path, places: Mapping[str, Place]) -> Iterator[tuple[str, bytes | None]]:
    """Path and content of each file, verified; None for one that is altered.

    Raises:
        LookupError: when a pack is missing; with the path of one of its files.
    """
    paths = defaultdict(list)
    for path, place in places.items():
        paths[place.file].append((place.start, path))
    for name, held in paths.items():
        try:
            with (folder / name).open("rb") as pack:
                for start, path in sorted(held):
                    pack.seek(start)
                    size = places[path].size
                    data = pack.read(-1 if size is None else size)
                    sound = hashlib.sha256(data).hexdigest() == places[path].sha256
                    yield path, data if sound else None
        except OSError as error:
            raise LookupError(held[0][1]) from error


def wipe(folder: Path, dead: Iterable[Place], live: Iterable[Place]) -> None:
    """Overwrites what dead places hold in packs that live ones are in, and never a live one.

    Raises:
        OSError: when a pack cannot be written.
    """
    packs = _group(live)
    spoilt = {place.file for place in dead} & packs.keys()
    for name in spoilt:
        with (folder / name).open("r+b") as pack:
            for start, end in _list_gaps(packs[name], os.fstat(pack.fileno()).st_size):
                pack.seek(start)
                for at in range(start, end, _CHUNK):
                    pack.write(bytes(min(_CHUNK, end - at)))


def _list_gaps(live: Iterable[Place], size: int) -> Iterator[tuple[int, int]]:
    """First byte and end of each part of a pack that no live place needs."""
    end = 0
    for start, length in sorted((place.start, place.size) for place in live if place.size):
        if start > end:
            yield end, start
        end = max(end, start + length)
    if end < size:
        yield end, size


def _group(places: Iterable[Place]) -> dict[str, list[Place]]:
    """By the name of the pack; each content once."""
    groups: dict[str, dict[str, Place]] = defaultdict(dict)
    for place in places:
        groups[place.file][place.sha256] = place
    return {name: [*held.values()] for name, held in groups.items()}
