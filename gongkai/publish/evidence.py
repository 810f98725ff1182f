"""Statements and signatures as single files, for `ssh-keygen -Y verify`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.core.sshsig import to_armor
from gongkai.core.statement import derive_withdrawal, withdrawal_namespace
from gongkai.publish.proofs import list_signed
from gongkai.publish.signers import format_allowed_signers

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from gongkai.core.catalog import Catalog
    from gongkai.core.gate import Verdict
    from gongkai.core.tail import ReviewEntry

_README = """核验一条审查记录（需要 OpenSSH 8.0 以上）：

  ssh-keygen -Y verify -f allowed_signers -I <人员编号> -n <命名空间> \\
    -s <文件>.sig < <文件>

各条记录的人员编号和命名空间见 list.tsv（文件、人员编号、命名空间，以制表符分隔）。
文件是审查人签署的陈述，其中 digest 是原文（不含 published 和 review 部分）的 SHA-256。
"""


def write_evidence(catalog: Catalog, verdict: Verdict, folder: Path) -> int:
    """Writes every signed statement of what is public; gives their number."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "allowed_signers").write_text(format_allowed_signers(catalog), "utf-8", newline="\n")
    (folder / "README.txt").write_text(_README, "utf-8", newline="\n")
    rows = []
    for name, entry, statement, namespace in list_statements(catalog, verdict):
        target = folder / f"{name}.{entry.role}.json"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(statement)
        signature = target.with_name(target.name + ".sig")
        signature.write_text(to_armor(entry.signature), "utf-8", newline="\n")
        rows.append(f"{target.relative_to(folder).as_posix()}\t{entry.reviewer}\t{namespace}\n")
    (folder / "list.tsv").write_text("".join(rows), "utf-8", newline="\n")
    return len(rows)


def list_statements(
    catalog: Catalog, verdict: Verdict
) -> Iterator[tuple[str, ReviewEntry, bytes, str]]:
    """Document id, entry, statement and namespace of every signature on what is public."""
    site = catalog.site.id
    for document in (*verdict.cleared, *verdict.register):
        for signed in list_signed(catalog, document.draft):
            yield document.id, signed.entry, signed.statement.encode(), signed.namespace
    for grave in verdict.withdrawn:
        entry = grave.source.tail.entries[0]
        statement = derive_withdrawal(site, grave.source, grave.tombstone, entry)
        yield grave.id, entry, statement, withdrawal_namespace(site)
