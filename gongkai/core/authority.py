"""Who could sign what on a day: keys in use, keys lost, grants in force."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from gongkai.core.models.catalog import RevocationKind
from gongkai.core.sshsig import SignatureRefusedError, verify

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from gongkai.core.catalog import Catalog
    from gongkai.core.keys import PublicKey
    from gongkai.core.log import Inclusion
    from gongkai.core.models.base import Record
    from gongkai.core.models.catalog import Grant, Key


_DAY = timedelta(days=1)


def is_signed(
    signature: str, statement: bytes, keys: tuple[PublicKey, ...], namespace: str
) -> bool:
    """Whether one of the keys made the signature over the statement in the namespace."""
    for key in keys:
        try:
            verify(signature, statement, key, namespace)
        except SignatureRefusedError:
            continue
        return True
    return False


def usable_keys(
    catalog: Catalog, person_id: str, days: Iterable[date], inclusion: Inclusion
) -> tuple[PublicKey, ...]:
    """The keys of a person that were in use on all the days.

    Whoever holds a compromised key can write any day into a signature. So it counts only if the
    log recorded the chain before the key was lost.
    """
    wanted = tuple(days)
    usable = []
    for key, parsed in _pair_keys(catalog, person_id):
        end = find_key_end(key)
        in_use = all(key.start <= day and (end is None or day < end) for day in wanted)
        proved = not is_compromised(key) or (
            inclusion.logged and end is not None and inclusion.day < end
        )
        if in_use and proved:
            usable.append(parsed)
    return tuple(usable)


def list_lost_keys(catalog: Catalog, person_id: str, day: date) -> tuple[PublicKey, ...]:
    """The compromised keys of a person that were in use by a day."""
    return tuple(
        parsed
        for key, parsed in _pair_keys(catalog, person_id)
        if is_compromised(key) and key.start <= day
    )


def _pair_keys(catalog: Catalog, person_id: str) -> Iterator[tuple[Key, PublicKey]]:
    person = catalog.reviewer_by_id[person_id]
    return zip(person.keys, catalog.keys_by_person[person_id], strict=True)


def is_compromised(key: Key) -> bool:
    """Whether somebody else may hold the key."""
    return key.revoked is not None and key.revoked.kind is RevocationKind.COMPROMISED


def find_key_end(key: Key) -> date | None:
    """The first day on which signatures with the key no longer count, or None.

    A key still counts on its last day, as a grant does; a lost one not on the day of its loss.
    """
    ends = [key.end + _DAY] if key.end else []
    if key.revoked is not None and is_compromised(key):
        ends.append(key.revoked.void_from or key.start)
    elif key.revoked is not None:
        ends.append(key.revoked.date + _DAY)
    return min(ends, default=None)


def fitting_grants(
    catalog: Catalog, person_id: str, record: Record, roles: set[str]
) -> tuple[Grant, ...]:
    """A person's own grants of the levels for a document's unit and column, whatever the day."""
    return tuple(
        grant
        for grant in catalog.reviewer_by_id[person_id].grants
        if grant.role in roles
        and (not grant.units or record.unit in grant.units)
        and (not grant.columns or record.category in grant.columns)
    )


def in_force(grant: Grant, day: date) -> bool:
    """Whether a person held a grant on a day."""
    return grant.start <= day and (grant.end is None or day <= grant.end)
