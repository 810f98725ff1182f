"""A tiny made-up site, signed and sealed with demo keys: small enough to read whole."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from gongkai.core.catalog import Catalog, load_catalog
from gongkai.core.demo_keys import demo_private_key, demo_public_key
from gongkai.core.drafts import Draft, read_drafts
from gongkai.core.inventory import scan_content
from gongkai.core.models.entries import WithdrawalReason
from gongkai.core.models.fields import BEIJING
from gongkai.core.seal import SEAL_PATH, Seal, list_sealed, seal_namespace
from gongkai.core.signing import WithdrawalProposal, propose
from gongkai.core.sshsig import encode_ed25519
from gongkai.core.tail import Decision
from gongkai.core.tombstones import propose_withdrawal
from gongkai.core.tree import SourceFile, Tree

if TYPE_CHECKING:
    from pathlib import Path

SITE = "cs.shili.example"
GUIDE = "content/tonggao/zixun-dianhua.md"
TABLE = "content/tonggao/zixun-dianhua.files/dianhua-biao.txt"
RULE = "content/tonggao/chuangkou-shijian.md"
GONE = "content/tonggao/linshi-guanzhi.md"
PEOPLE = (("r01", "l1"), ("r02", "l2"), ("r03", "l3"))
BASIS = {
    "l1": "内容属实，格式符合要求",
    "l2": "经保密审查，不涉及国家秘密、工作秘密和个人隐私",
    "l3": "同意公开",
}


def _reviewer(person: str, role: str) -> str:
    return f"""- id: {person}
  unit: bangongshi
  keys:
  - key: {demo_public_key(person).line}
    start: 2024-01-01
  grants:
  - role: {role}
    start: 2024-01-01
"""


CATALOG = {
    "site": f"""id: {SITE}
name: 示例市测试局
domain: {SITE}
url: https://{SITE}/
body: 示例市测试局
undertaker: 示例市测试局办公室
body_type: department
body_code: 11990000MB9900013U
document_prefixes: [示测通]
id_code: "9900000099"
icp: 示ICP备09900099号
police_filing: 示公网安备 99000002000099号
ipv6: 是
security_level: 第二级
contact:
  address: 示例市望湖区人民路9号
  postcode: "099000"
  hours: 工作日 9:00—17:00
  phone: 0999-5550990
  fax: 0999-5550991
  email: gongkai@{SITE}
supervision: 监督电话 0999-5550999
fault_report: https://www.shili.example/zhaocuo/
superior_name: 示例市人民政府
superior_url: https://www.shili.example/
today: 2026-11-20
""",
    "units": """units:
- id: bangongshi
  name: 办公室
  phone: 0999-5550990
  index_first: 1
  index_last: 999
""",
    "columns": """columns:
- id: tonggao
  name: 通告
  block: fdzdgk
  basis:
  - 《政府信息公开条例》第二十条
  art20: 1
  unit: bangongshi
  required: 是
  types: [gongwen]
  intro: 公布本机关的通告。
  keywords: [通告]
""",
    "key-areas": """key_areas:
- id: zd-tonggao
  name: 通告
  columns: [tonggao]
""",
    "policy": """version: 1
levels:
- role: l1
  name: 信息员初审
- role: l2
  name: 科室负责人复审（保密审查）
- role: l3
  name: 分管领导终审
rules:
- levels: [l1, l2, l3]
drafter_may_sign: [l1]
withdrawal_roles: [l2, l3]
show_on_request: 是
publish_report: 否
""",
    "reviewers": f"""version: 1
threshold: 1
roots:
- id: root1
  holder: 示例市国家保密局
  key: {demo_public_key("root1").line}
builders:
- {demo_public_key("builder").line}
reviewers:
{"".join(_reviewer(person, role) for person, role in PEOPLE)}""",
    "holidays": "years: []\n",
}


def _document(serial: int, title: str, body: str, more: str = "") -> str:
    return f"""---
title: {title}
category: tonggao
disclosure: 主动公开
made: 2026-11-02
issuer: 示例市测试局
document_number: 示测通〔2026〕{serial}号
index_number: 11990000MB9900013U/2026-{serial:05}
subject: 综合政务/其他
genre: 通告
summary: {body}
unit: bangongshi
drafter: r01
revision: 1
{more}---

{body}
"""


DOCUMENTS = {
    GUIDE: _document(
        1,
        "示例市测试局关于公布咨询电话的通告",
        "本局咨询电话为0999-5550990，工作日9时至17时有人接听。",
        "attachments:\n- file: dianhua-biao.txt\n  title: 咨询电话一览表.txt\n",
    ),
    RULE: _document(
        2,
        "示例市测试局关于调整窗口办公时间的通告",
        "自2026年12月1日起，办事窗口周六上午照常办公。",
    ),
    GONE: _document(
        3,
        "示例市测试局关于临时占用停车场的通告",
        "因设备检修，2026年11月9日停用东侧停车场一天。",
    ),
}
ATTACHMENTS = {TABLE: "窗口一 0999-5550992\n窗口二 0999-5550993\n".encode()}
CONFIG = f"""site_name: 示例市测试局政府信息公开
site_url: https://{SITE}/
docs_dir: hooks/empty
site_dir: build/unverified
theme:
  name: material
  language: zh
  font: false
hooks:
- hooks/gongkai_gate.py
plugins: []
"""
HOOK = """from gongkai.publish.mkdocs_adapter import Adapter

_adapter = Adapter()
on_startup = _adapter.on_startup
on_config = _adapter.on_config
on_files = _adapter.on_files
on_page_content = _adapter.on_page_content
on_page_context = _adapter.on_page_context
on_env = _adapter.on_env
on_post_build = _adapter.on_post_build
on_build_error = _adapter.on_build_error
on_shutdown = _adapter.on_shutdown
"""


def at(day: str, clock: str = "10:00") -> datetime:
    """A Beijing time."""
    return datetime.fromisoformat(f"{day} {clock}").replace(tzinfo=BEIJING)


def make_tree(files: dict[str, bytes]) -> Tree:
    """The tree that the files make up."""
    return Tree({path: SourceFile(path, data) for path, data in files.items()})


def load(files: dict[str, bytes]) -> Catalog:
    """The catalogue among the files."""
    catalog, findings = load_catalog(make_tree(files))
    assert catalog is not None, findings
    return catalog


def find_draft(files: dict[str, bytes], path: str) -> Draft:
    """The document at a path."""
    reading = read_drafts(scan_content(make_tree(files)), load(files))
    found = [draft for draft in reading.drafts if draft.source.path == path]
    assert found, reading.findings
    return found[0]


def sign_levels(
    files: dict[str, bytes], path: str, days: tuple[str, str, str], release: str
) -> None:
    """Adds all three levels to a document."""
    catalog = load(files)
    for (person, role), day in zip(PEOPLE, days, strict=True):
        draft = find_draft(files, path)
        proposal = propose(
            catalog,
            draft,
            person,
            decision=Decision.AGREED,
            basis=BASIS[role],
            now=at(day),
            release=at(*release.split(" ")),
        )
        private = demo_private_key(person)
        signature = encode_ed25519(private, proposal.statement, proposal.namespace)
        files[path] = proposal.complete(signature).encode()


def propose_grave(files: dict[str, bytes], path: str) -> WithdrawalProposal:
    """The tombstone of a published document, not yet signed."""
    return propose_withdrawal(
        load(files),
        find_draft(files, path),
        "r02",
        reason=WithdrawalReason.EXPIRED,
        notice="公示期满，按规定撤下。",
        basis="公示期满",
        now=at("2026-11-18"),
    )


def withdraw(files: dict[str, bytes], path: str) -> None:
    """Puts a tombstone in the place of a published document."""
    proposal = propose_grave(files, path)
    signature = encode_ed25519(demo_private_key("r02"), proposal.statement, proposal.namespace)
    files[path] = proposal.complete(signature).encode()


def seal(files: dict[str, bytes], version: int = 1) -> None:
    """Seals the structure among the files."""
    bare = Seal(SITE, version, date(2026, 1, 5), date(2027, 1, 5), list_sealed(make_tree(files)))
    message = bare.message.encode()
    signature = encode_ed25519(demo_private_key("root1"), message, seal_namespace(SITE))
    sealed = Seal(
        SITE, version, bare.date, bare.expires, bare.files, signatures=(("root1", signature),)
    )
    files[SEAL_PATH] = str(sealed).encode()


def make_files() -> dict[str, bytes]:
    """Every file of the repository: three documents published, structure sealed."""
    files = {f"catalog/{name}.yml": text.encode() for name, text in CATALOG.items()}
    files |= {path: text.encode() for path, text in DOCUMENTS.items()} | ATTACHMENTS
    files |= {"mkdocs.yml": CONFIG.encode(), "hooks/gongkai_gate.py": HOOK.encode()}
    for path in DOCUMENTS:
        days = ("2026-11-03", "2026-11-04", "2026-11-05")
        sign_levels(files, path, days, "2026-11-06 09:30")
    seal(files)
    return files


def write_files(root: Path, files: dict[str, bytes]) -> None:
    """Writes the repository to disk."""
    for path, data in files.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
