"""`gongkai review delegate`: lending one's level to a colleague before an absence."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from gongkai.cli.asking import confirm
from gongkai.cli.context import HERE, ROOT, STATE, out
from gongkai.cli.git import commit_paths
from gongkai.cli.signer import AS, COMMIT, OPTIONAL_KEY, PUSH, YES, sign_aloud, take_key
from gongkai.core.delegating import propose_delegation
from gongkai.core.delegation import Delegation
from gongkai.publish.desk.committing import require_committable
from gongkai.publish.desk.ssh_keys import find_person
from gongkai.publish.workspace import open_part, write_file

if TYPE_CHECKING:
    from pathlib import Path

    from gongkai.core.delegating import DelegationProposal

NAMES = "多个用逗号隔开"
DAY = ["%Y-%m-%d"]


def delegate(
    taker: Annotated[str, typer.Option("--to", help="受托人编号，须有同级或下一级的授权")],
    role: Annotated[str, typer.Option("--role", help="委托的层级，如 l3")],
    start: Annotated[datetime, typer.Option("--start", formats=DAY, help="起始日")],
    end: Annotated[datetime, typer.Option("--end", formats=DAY, help="截止日，至多三十日")],
    reason: Annotated[str, typer.Option("--reason", "-r", help="事由，如：出差")],
    units: Annotated[
        str, typer.Option("--units", help=f"限于部门，{NAMES}", show_default="本人全部部门")
    ] = "",
    columns: Annotated[
        str, typer.Option("--columns", help=f"限于栏目，{NAMES}", show_default="本人全部栏目")
    ] = "",
    key: OPTIONAL_KEY = None,
    person: AS = None,
    yes: YES = False,
    git: COMMIT = True,
    push: PUSH = None,
    root: ROOT = HERE,
    state: STATE = None,
) -> None:
    """离岗前把自己的审查层级委托给同事：本人签名，至多三十日，不得转委托。

    委托书写入 catalog/delegations/。凭它签署过的须一直留存，否则所签文件失去依据。
    """
    space = open_part(root, (), state)
    private = take_key(root, space.catalog, key, person)
    delegation = Delegation(
        site=space.catalog.site.id,
        giver=find_person(space.catalog, private, person),
        taker=taker,
        role=role,
        units=_split(units),
        columns=_split(columns),
        start=start.date(),
        end=end.date(),
        date=space.now.date(),
        reason=reason,
    )
    proposal = propose_delegation(space.catalog, delegation)
    if git:
        require_committable(root, [proposal.path])
    out.print(str(delegation))
    if not yes:
        confirm("签署这份委托书？", abort=True)
    _write(root, proposal, private)
    if git:
        message = f"review: {delegation.giver} 委托 {taker} {role}"
        commit_paths(root, [proposal.path], message, push=push, ask=not yes)


def _write(root: Path, proposal: DelegationProposal, key: Path) -> None:
    """Signs the delegation and writes it into the catalogue."""
    signature = sign_aloud(key, proposal.statement, proposal.namespace)
    (root / proposal.path).parent.mkdir(exist_ok=True)
    write_file(root, proposal.path, proposal.complete(signature))
    lent = proposal.delegation
    out.print(f"已写入 {proposal.path}：{lent.giver} 委托 {lent.taker} 签署 {lent.role}")


def _split(names: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in names.replace("，", ",").split(",") if name.strip())
