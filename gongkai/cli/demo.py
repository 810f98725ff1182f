"""`gongkai demo`: practising with keys that everybody has; refused outside `.example` sites."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gongkai.cli.context import HERE, ROOT, STATE, UsageProblemError, out
from gongkai.cli.seal import propose_seal, write_seal
from gongkai.cli.stock import make_stock, write_stock
from gongkai.core.authority import usable_keys
from gongkai.core.chain import find_grant_problem
from gongkai.core.demo_keys import (
    DEMO_PERSONS,
    demo_private_key,
    demo_public_key,
    is_demo_key,
    openssh_private_pem,
)
from gongkai.core.drafts import Draft
from gongkai.core.seal import repository_roots, seal_namespace
from gongkai.core.signing import find_next_role, make_signing_case, propose
from gongkai.core.source import split_source
from gongkai.core.sshsig import encode_ed25519
from gongkai.core.statement import SUITE
from gongkai.core.stock import stock_namespace
from gongkai.core.tail import Decision, ReviewEntry
from gongkai.publish.desk.reviewing import DEFAULT_BASIS
from gongkai.publish.workspace import open_part, open_workspace, write_file

if TYPE_CHECKING:
    from gongkai.core.catalog import Catalog
    from gongkai.publish.workspace import Workspace

app = typer.Typer(help="演练：用人人都有的演练密钥签名、封印（仅限编号以 .example 结尾的站点）。")


@app.command("keys")
def keys(
    folder: Annotated[Path, typer.Argument(help="写入演练密钥的文件夹")] = Path("demo-keys"),
) -> None:
    """把演练密钥写成 OpenSSH 私钥文件，用来练习 review sign 和 seal。"""
    write_demo_keys(folder)
    out.print(f"演练密钥已写入 {folder}/，任何人都有这些密钥，不得用于正式站点")


def write_demo_keys(folder: Path) -> None:
    """Writes every demo key as a private key file with its public half."""
    folder.mkdir(parents=True, exist_ok=True)
    for person in DEMO_PERSONS:
        path = folder / person
        path.touch(mode=0o600)
        path.write_bytes(openssh_private_pem(person))
        path.with_name(f"{person}.pub").write_bytes(f"{demo_public_key(person).line}\n".encode())


@app.command("word")
def word(
    file: Annotated[Path, typer.Argument(help="写入的 Word 文件", dir_okay=False)] = Path(
        "助餐通知.docx"
    ),
) -> None:
    """写出一份虚构的 Word 文件，用来练习导入：gongkai import。"""
    from gongkai.core.papers.practice import make_practice_paper
    from gongkai.publish.papers.docx_paper import render_docx

    if file.exists():
        message = f"已有这个文件，没有改动它：{file}"
        raise UsageProblemError(message)
    file.write_bytes(render_docx(make_practice_paper()))
    out.print(f"已写出 {file}（内容虚构，文号的括号有意写错）")
    out.print(f"下一步：gongkai import {file} --column yanglao --drafter r08")


@app.command("old-site")
def old_site(
    folder: Annotated[Path, typer.Argument(help="写入的文件夹", file_okay=False)] = Path("旧网站"),
) -> None:
    """写出一个虚构的旧网站，用来练习迁入：gongkai adopt。"""
    from gongkai.publish.importing.practice_site import make_old_site, write_old_site

    if folder.exists():
        message = f"已有这个文件夹，没有改动它：{folder}"
        raise UsageProblemError(message)
    write_old_site(folder)
    out.print(f"已写出 {folder}/：{len(make_old_site())} 个文件（内容虚构）")
    out.print(f"下一步：gongkai adopt {folder}")


@app.command("sign")
def sign(
    path: Annotated[str, typer.Argument(help="要签署的文件")],
    root: ROOT = HERE,
    state: STATE = None,
) -> None:
    """用演练密钥签完一个文件余下的各级审查。"""
    space = open_part(root, [path], state)
    _refuse_real(space.catalog)
    draft = space.find_draft(path)
    levels = len(space.catalog.policy.levels)
    moments = [space.now] * (levels - len(draft.source.tail.entries))
    text = sign_all(space.catalog, draft, moments)
    write_file(space.root, draft.source.path, text)
    out.print(f"已用演练密钥签署 {draft.source.path}")


@app.command("seal")
def seal(
    root: ROOT = HERE,
    state: STATE = None,
    stock: Annotated[
        Path | None, typer.Option("--stock", help="先按表格生成存量清单并签名", dir_okay=False)
    ] = None,
) -> None:
    """用演练根密钥封印。"""
    space = open_workspace(root, state)
    if stock is not None:
        _refuse_real(space.catalog)
        demo_stock(space, stock)
        space = open_workspace(root, state)
    demo_seal(space)
    out.print("已用演练根密钥封印")


def demo_stock(space: Workspace, table: Path) -> None:
    """Makes the list of existing stock and signs it with every demo root key that is needed."""
    stock = make_stock(space, table)
    namespace = stock_namespace(space.catalog.site.id)
    for name in _list_roots(space.catalog):
        signature = encode_ed25519(demo_private_key(name), stock.message.encode(), namespace)
        stock = write_stock(space.root, stock, name, signature)


def demo_seal(space: Workspace) -> None:
    """Seals a practice site with as many of its demo root keys as it asks for."""
    catalog = space.catalog
    _refuse_real(catalog)
    proposal = propose_seal(space)
    namespace = seal_namespace(catalog.site.id)
    for name in _list_roots(catalog):
        signature = encode_ed25519(demo_private_key(name), proposal.message.encode(), namespace)
        proposal = write_seal(space.root, proposal, name, signature)


def _list_roots(catalog: Catalog) -> tuple[str, ...]:
    """As many demo root keys as the site asks for.

    Raises:
        UsageProblemError: when there are fewer.
    """
    roots = repository_roots(catalog)
    names = [name for name, key in roots.items() if is_demo_key(key)]
    if len(names) < catalog.reviewers.threshold:
        message = "catalog/reviewers.yml 中没有足够的演练根密钥"
        raise UsageProblemError(message)
    return tuple(names[: catalog.reviewers.threshold])


def _refuse_real(catalog: Catalog) -> None:
    if not catalog.is_demo:
        message = f"站点 {catalog.site.id} 是正式站点，不能使用演练密钥"
        raise UsageProblemError(message)


def sign_all(
    catalog: Catalog, draft: Draft, moments: list[datetime], release: datetime | None = None
) -> str:
    """The document's text with all its missing levels signed, one at each of the moments."""
    current = draft
    text = draft.source.with_tail(draft.source.tail)
    for moment in moments:
        role = find_next_role(catalog, current, moment)
        if role is None:
            break
        person = _find_signer(catalog, current, role, moment)
        proposal = propose(
            catalog,
            current,
            person,
            decision=Decision.AGREED,
            basis=DEFAULT_BASIS.get(role, "同意公开"),
            now=moment,
            release=release,
        )
        private = demo_private_key(person)
        text = proposal.complete(encode_ed25519(private, proposal.statement, proposal.namespace))
        source = split_source(current.source.path, text)
        current = Draft(source, current.record, current.attachments)
    return text


def _find_signer(catalog: Catalog, draft: Draft, role: str, moment: datetime) -> str:
    """Somebody who may sign this level on that day and has a demo key."""
    signed = {entry.reviewer for entry in draft.source.tail.entries}
    case = make_signing_case(catalog, draft, moment)
    for person in catalog.reviewers.reviewers:
        entry = ReviewEntry(role, person.id, Decision.AGREED, "-", moment.date(), SUITE, "")
        drafter = person.id == draft.record.drafter
        if person.id in signed or (drafter and role not in catalog.policy.drafter_may_sign):
            continue
        keys = usable_keys(catalog, person.id, (moment.date(),), case.inclusion)
        if any(is_demo_key(key) for key in keys) and find_grant_problem(case, entry) is None:
            return person.id
    message = f"没有可以签署 {role} 的演练人员"
    raise UsageProblemError(message)
