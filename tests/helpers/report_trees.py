"""Small made-up repositories, signed with demo keys and sealed, for the tests of the report."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from gongkai.core.catalog import load_catalog
from gongkai.core.demo_keys import demo_private_key, demo_public_key
from gongkai.core.drafts import read_drafts
from gongkai.core.gate import check
from gongkai.core.inventory import scan_content
from gongkai.core.models.fields import BEIJING
from gongkai.core.seal import SEAL_PATH, Seal, list_sealed, seal_namespace
from gongkai.core.sshsig import encode_ed25519
from gongkai.core.state import State
from gongkai.core.statement import Subject, derive_statement, review_namespace
from gongkai.core.tail import Decision, ReviewEntry, Tail
from gongkai.core.tree import SourceFile, Tree

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from gongkai.core.catalog import Catalog
    from gongkai.core.drafts import Draft
    from gongkai.core.gate import Verdict

NOW = datetime(2026, 11, 20, 18, 0, tzinfo=BEIJING)
SITE = "ceshi.example"
CODE = "11990000MB9900013U"
SIGNERS = ("r01", "r02", "r03")

_SITE = f"""\
id: {SITE}
name: 示例市档案局
domain: {SITE}
url: https://{SITE}/
body: 示例市档案局
undertaker: 示例市档案局办公室
body_type: department
body_code: {CODE}
document_prefixes: [示档规, 示档发]
id_code: "9900000018"
icp: 示ICP备09900002号
police_filing: 示公网安备 99000002000018号
ipv6: 是
security_level: 第二级
contact:
  address: 示例市望湖区人民路2号
  postcode: "099000"
  hours: 工作日 8:30—17:30
  phone: 0999-5550201
  fax: 0999-5550202
  email: xx@{SITE}
supervision: 监督电话 0999-5550203
fault_report: https://www.shili.example/zhaocuo/
superior_name: 示例市人民政府
superior_url: https://www.shili.example/
"""
_UNITS = """\
units:
- {id: ban, name: 办公室, phone: 0999-5550201, index_first: 1, index_last: 999}
- {id: ye, name: 业务科, phone: 0999-5550204, index_first: 1000, index_last: 1999}
"""
_POLICY = """\
version: 3
levels:
- {role: l1, name: 初审}
- {role: l2, name: 复审}
- {role: l3, name: 终审}
rules:
- levels: [l1, l2, l3]
drafter_may_sign: [l1]
withdrawal_roles: [l2, l3]
show_on_request: 是
publish_report: 否
"""


@dataclass(frozen=True, slots=True)
class Page:
    """A document to be made: `fields` are further lines of its head."""

    id: str
    kind: str
    made: str
    published: str | None
    """Day of publication, at 9 o'clock; None for a held document."""
    fields: str = ""
    levels: int = 3
    """How many levels sign."""
    unit: str = "ban"
    title: str | None = None
    body: str = "正文。"


def make_column(name: str, kind: str, fields: str = "") -> str:
    """The entry of a column in `columns.yml`; `fields` are further lines."""
    lines = [
        f"- id: {name}",
        f"name: 栏目{name}",
        "basis: [《政府信息公开条例》第二十条]",
        "unit: ban",
        "required: 是",
        f"types: [{kind}]",
        "intro: 栏目说明。",
        "keywords: [关键词]",
        *fields.splitlines(),
    ]
    if "block:" not in fields:
        lines.append("block: fdzdgk")
    return "\n  ".join(lines)


def make_tree(
    columns: Iterable[str],
    pages: Iterable[Page] = (),
    key_areas: str = "key_areas: []\n",
    extra: Mapping[str, str | bytes] | None = None,
) -> Tree:
    """A sealed repository with these columns and documents; `extra` are further files."""
    texts: dict[str, str | bytes] = {
        "mkdocs.yml": "docs_dir: hooks/empty\nsite_dir: build/unverified\n"
        "theme: {name: material}\nhooks: [hooks/gongkai_gate.py]\nplugins: []\n",
        "catalog/site.yml": _SITE,
        "catalog/units.yml": _UNITS,
        "catalog/columns.yml": "columns:\n" + "\n".join(columns) + "\n",
        "catalog/key-areas.yml": key_areas,
        "catalog/policy.yml": _POLICY,
        "catalog/reviewers.yml": _format_reviewers(),
        "catalog/holidays.yml": "years: []\n",
        **(extra or {}),
    }
    drafts = {
        f"content/{page.id}.md": _format_page(page, 1000 * (page.unit == "ye") + serial)
        for serial, page in enumerate(pages, 1)
    }
    tree = _plant({**texts, **drafts})
    catalog, findings = load_catalog(tree)
    assert catalog is not None, findings
    reading = read_drafts(scan_content(tree), catalog)
    assert not reading.findings, reading.findings
    plans = {f"content/{page.id}.md": page for page in pages}
    signed = {d.source.path: _sign(catalog, d, plans[d.source.path]) for d in reading.drafts}
    return _plant({**texts, **signed, SEAL_PATH: _make_seal(tree)})


def replace_file(tree: Tree, path: str, old: str, new: str) -> Tree:
    """The same repository with one piece of one file exchanged."""
    text = tree.files[path].data.decode()
    assert old in text
    file = SourceFile(path, text.replace(old, new).encode())
    return replace(tree, files={**tree.files, path: file})


def judge(tree: Tree, now: datetime = NOW) -> Verdict:
    """The real gate's verdict on a first publication."""
    return check(tree, State(), now)


def _plant(texts: Mapping[str, str | bytes]) -> Tree:
    return Tree({path: SourceFile(path, _encode(text)) for path, text in texts.items()})


def _encode(text: str | bytes) -> bytes:
    return text.encode() if isinstance(text, str) else text


def _format_reviewers() -> str:
    lines = ["version: 2", "threshold: 1", "roots:"]
    lines.append(f"- {{id: root1, holder: 上级机关, key: {demo_public_key('root1').line}}}")
    lines.append("reviewers:")
    for role, person in zip(("l1", "l2", "l3"), SIGNERS, strict=True):
        key = demo_public_key(person).line
        lines.append(
            f"- {{id: {person}, unit: ban, keys: [{{key: {key}, start: 2000-01-01}}], "
            f"grants: [{{role: {role}, start: 2000-01-01}}]}}"
        )
    return "\n".join(lines) + "\n"


def _format_page(page: Page, serial: int) -> str:
    lines = [
        f"title: {page.title or page.id}",
        f"category: {page.id.split('/')[0]}",
        f"type: {page.kind}",
        "disclosure: 主动公开" if page.kind != "dengji" else "",
        f"made: {page.made}",
        "" if "issuer:" in page.fields else "issuer: 示例市档案局",
        f"index_number: {CODE}/{page.made[:4]}-{serial:05}",
        "subject: 综合政务" if page.kind != "dengji" else "",
        "summary: 内容概述。" if page.kind != "dengji" else "",
        f"unit: {page.unit}",
        "drafter: r01",
        "" if "revision:" in page.fields else "revision: 1",
        page.fields.strip(),
    ]
    head = "".join(f"{line}\n" for line in lines if line)
    body = "" if page.kind == "dengji" else f"\n{page.body}\n"
    return f"---\n{head}---\n{body}"


def _sign(catalog: Catalog, draft: Draft, page: Page) -> str:
    """The document's text with its levels signed on the days before publication."""
    source = draft.source
    end = date.fromisoformat(page.published or page.made)
    published = None
    if page.published:
        published = datetime.combine(end, datetime.min.time(), BEIJING) + timedelta(hours=9)
    subject = Subject(catalog.site.id, source, draft.record, draft.attachments)
    entries: tuple[ReviewEntry, ...] = ()
    for role, person in list(zip(("l1", "l2", "l3"), SIGNERS, strict=True))[: page.levels]:
        entry = ReviewEntry(role, person, Decision.AGREED, "同意", end, "sshsig", "")
        over = entries[-1] if entries else None
        statement = derive_statement(subject, entry, over, published if role == "l3" else None)
        namespace = review_namespace(role, catalog.site.id)
        signature = encode_ed25519(demo_private_key(person), statement, namespace)
        entries = (*entries, replace(entry, signature=signature))
    return source.with_tail(Tail(published, entries))


def _make_seal(tree: Tree) -> str:
    seal = Seal(SITE, 4, date(2026, 3, 2), date(2027, 3, 2), list_sealed(tree))
    private = demo_private_key("root1")
    signature = encode_ed25519(private, seal.message.encode(), seal_namespace(SITE))
    return str(replace(seal, signatures=(("root1", signature),)))
