"""The `allowed_signers` file with which `ssh-keygen -Y verify` checks reviews."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.core.keys import parse_public_key
from gongkai.core.seal import seal_namespace
from gongkai.core.statement import review_namespace, withdrawal_namespace
from gongkai.publish.manifest import builder_namespace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.catalog import Catalog
    from gongkai.core.models.catalog import Reviewer


def format_allowed_signers(catalog: Catalog) -> str:
    """Every key with the namespaces that it may sign in, one a line, in the order of the file.

    Periods of office are left to `gongkai verify`: ssh-keygen judges by the time of checking.
    """
    return "".join(f"{line}\n" for line in _list_lines(catalog))


def _list_lines(catalog: Catalog) -> Iterator[str]:
    site = catalog.site.id
    for person in catalog.reviewers.reviewers:
        names = _list_namespaces(catalog, person)
        for key in catalog.keys_by_person[person.id] if names else ():
            yield f'{person.id} namespaces="{",".join(names)}" {key.line}'
    for root in catalog.reviewers.roots:
        key_line = parse_public_key(root.key).line
        yield f'{root.id} namespaces="{seal_namespace(site)}" {key_line}'
    for builder in catalog.reviewers.builders:
        key_line = parse_public_key(builder).line
        yield f'builder namespaces="{builder_namespace(site)}" {key_line}'


def _list_namespaces(catalog: Catalog, person: Reviewer) -> list[str]:
    site = catalog.site.id
    roles = sorted({grant.role for grant in person.grants})
    names = [review_namespace(role, site) for role in roles]
    if set(roles) & set(catalog.policy.withdrawal_roles):
        names.append(withdrawal_namespace(site))
    return names
