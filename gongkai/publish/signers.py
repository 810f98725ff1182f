"""The `allowed_signers` file with which `ssh-keygen -Y verify` checks reviews."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.core.authority import find_key_end
from gongkai.core.delegation import delegation_namespace
from gongkai.core.keys import parse_public_key
from gongkai.core.models.catalog import RevocationKind
from gongkai.core.seal import seal_namespace
from gongkai.core.statement import review_namespace, waiver_namespace, withdrawal_namespace
from gongkai.core.stock import stock_namespace
from gongkai.publish.manifest import builder_namespace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.catalog import Catalog
    from gongkai.core.models.catalog import Key, Reviewer


def format_allowed_signers(catalog: Catalog) -> str:
    """Every key with the namespaces that it may sign in, one a line, in the order of the file.

    Periods of office are left to `gongkai verify`: ssh-keygen judges by the time of checking.
    A compromised key carries `valid-before`, so that ssh-keygen refuses all that it signed.
    """
    return "".join(f"{line}\n" for line in _list_lines(catalog))


def _list_lines(catalog: Catalog) -> Iterator[str]:
    site = catalog.site.id
    for person in catalog.reviewers.reviewers:
        names = _list_namespaces(catalog, person)
        for key, parsed in zip(person.keys, catalog.keys_by_person[person.id], strict=True):
            if names:
                options = f'namespaces="{",".join(names)}"{_limit(key)}'
                yield f"{person.id} {options} {parsed.line}"
    own = f"{seal_namespace(site)},{stock_namespace(site)}"
    for root in catalog.reviewers.roots:
        key_line = parse_public_key(root.key).line
        yield f'{root.id} namespaces="{own}" {key_line}'
    for builder in catalog.reviewers.builders:
        key_line = parse_public_key(builder).line
        yield f'builder namespaces="{builder_namespace(site)}" {key_line}'


def _limit(key: Key) -> str:
    """What makes ssh-keygen refuse a key that somebody else may hold."""
    if key.revoked is None or key.revoked.kind is not RevocationKind.COMPROMISED:
        return ""
    return f',valid-before="{find_key_end(key):%Y%m%d}"'


def _list_namespaces(catalog: Catalog, person: Reviewer) -> list[str]:
    """Own levels and lent ones; what goes with own levels alone; delegations that were given."""
    site = catalog.site.id
    own = {grant.role for grant in person.grants}
    lent = {d.role for d in catalog.delegations if d.taker == person.id}
    names = [review_namespace(role, site) for role in sorted(own | lent)]
    if own & set(catalog.policy.withdrawal_roles):
        names.append(withdrawal_namespace(site))
    if own & set(catalog.policy.waiver_roles):
        names.append(waiver_namespace(site))
    if any(d.giver == person.id for d in catalog.delegations):
        names.append(delegation_namespace(site))
    return names
