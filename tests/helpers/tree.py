"""Small repositories made piece by piece: structure, documents, signatures, seal, verdict."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from gongkai.core.demo_keys import demo_private_key, demo_public_key
from gongkai.core.gate import Verdict, check
from gongkai.core.seal import SEAL_PATH, Seal, list_sealed, seal_namespace
from gongkai.core.sshsig import encode_ed25519
from gongkai.core.state import State
from gongkai.core.statement import Subject, derive_statement, review_namespace
from gongkai.core.tail import Decision, ReviewEntry, Tail
from tests.helpers import tiny_site
from tests.helpers.tiny_site import SITE, at, find_draft, load, make_tree

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from gongkai.core.findings import Finding

NOW = at("2026-11-20", "18:00")
PATH = "content/tonggao/ceshi.md"
CODE = "11990000MB9900013U"
COLUMNS = """groups:
- id: zhengce
  name: 政策文件
  block: fdzdgk
columns:
- id: tonggao
  name: 通告
  block: fdzdgk
  group: zhengce
  basis: [《政府信息公开条例》第二十条]
  art20: 1
  unit: bangongshi
  required: 是
  types: [gongwen, tonggao, dengji]
  intro: 公布本机关的通告。
  keywords: [通告]
- id: jiedu
  name: 政策解读
  block: fdzdgk
  basis: [《政府信息公开条例》第二十条]
  unit: yewu
  required: 是
  types: [jiedu]
  intro: 解读本机关的文件。
  keywords: [解读]
- id: dongtai
  name: 工作动态
  block: outside
  basis: [《政府网站发展指引》]
  unit: yewu
  required: 否
  types: [dongtai]
  fields: [event_date]
  intro: 发布工作动态。
  keywords: [动态]
"""
UNITS = """units:
- {id: bangongshi, name: 办公室, phone: 0999-5550990, index_first: 1, index_last: 999}
- {id: yewu, name: 业务科, phone: 0999-5550991, index_first: 1000, index_last: 1999}
"""


def _person(name: str, unit: str, *grants: str) -> str:
    lines = [f"- id: {name}", f"  unit: {unit}"]
    if grants:
        lines += ["  keys:", f"  - key: {demo_public_key(name).line}", "    start: 2024-01-01"]
        lines += ["  grants:", *(f"  - {{{grant}}}" for grant in grants)]
    return "".join(f"{line}\n" for line in lines)


REVIEWERS = (
    f"""version: 1
threshold: 1
roots:
- id: root1
  holder: 示例市国家保密局
  key: {demo_public_key("root1").line}
builders:
- {demo_public_key("builder").line}
reviewers:
"""
    + _person("r01", "bangongshi", "role: l1, start: 2024-01-01")
    + _person("r02", "bangongshi", "role: l2, start: 2024-01-01")
    + _person("r03", "bangongshi", "role: l3, start: 2024-01-01")
    + _person("r04", "yewu", "role: l2, units: [yewu], start: 2024-01-01")
    + _person("r05", "yewu", "role: l2, columns: [jiedu], start: 2024-01-01")
    + _person("r06", "yewu", "role: l3, start: 2024-01-01, end: 2026-06-30")
    + _person("r07", "yewu")
)
"""r01 to r03 may sign everything of their level; r04 and r05 are limited, r06 left office, r07
only drafts."""
HEAD: dict[str, object] = {
    "title": "示例市测试局关于冬季办公时间的通告",
    "category": "tonggao",
    "disclosure": "主动公开",
    "made": "2026-11-02",
    "issuer": "示例市测试局",
    "document_number": "示测通〔2026〕1号",
    "index_number": f"{CODE}/2026-00001",
    "subject": "综合政务/其他",
    "genre": "通告",
    "summary": "公布冬季办公时间。",
    "unit": "bangongshi",
    "drafter": "r01",
    "revision": "1",
}
ENTRY: dict[str, object] = {
    "type": "dengji",
    "disclosure": "不予公开",
    "document_number": None,
    "subject": None,
    "genre": None,
    "summary": None,
    "reason": "\n  code: A16-1\n  text: 内部管理事项\n  next_review: 2027-11-02",
}
"""What makes a register entry of a document, with an empty body."""


@dataclass(frozen=True, slots=True)
class Step:
    """One level to be signed; `key` is whose private key signs, if not the reviewer's."""

    role: str
    reviewer: str
    day: str = "2026-11-05"
    decision: Decision = Decision.AGREED
    basis: str = "同意公开"
    key: str | None = None


STEPS = (
    Step("l1", "r01", "2026-11-03"),
    Step("l2", "r02", "2026-11-04"),
    Step("l3", "r03", "2026-11-05"),
)
RELEASE = at("2026-11-06", "09:30")


def write_document(body: str = "\n冬季办公时间为9时至17时。\n", /, **changes: Any) -> str:  # noqa: ANN401
    """A document's text; a tuple becomes a list, None leaves a field out."""
    lines = []
    for name, value in {**HEAD, **changes}.items():
        if isinstance(value, tuple):
            lines.append(f"{name}:")
            lines += [f"- {item}" for item in value]
        elif value is not None:
            gap = "" if str(value).startswith("\n") else " "
            lines.append(f"{name}:{gap}{value}")
    return "".join(f"{line}\n" for line in ("---", *lines, "---")) + body


def make_structure(**texts: str) -> dict[str, bytes]:
    """Catalogue, configuration and hook, not sealed; keyword arguments replace catalogue files."""
    own = {"columns": COLUMNS, "units": UNITS, "reviewers": REVIEWERS}
    merged = {**tiny_site.CATALOG, **own, **{k.replace("_", "-"): v for k, v in texts.items()}}
    files = {f"catalog/{name}.yml": text.encode() for name, text in merged.items()}
    return files | {
        "mkdocs.yml": tiny_site.CONFIG.encode(),
        "hooks/gongkai_gate.py": tiny_site.HOOK.encode(),
    }


def make_files(*documents: tuple[str, str], **texts: str) -> dict[str, bytes]:
    """A sealed repository with these documents, none of them signed."""
    files = make_structure(**texts)
    seal(files)
    return files | {path: text.encode() for path, text in documents}


def seal(
    files: dict[str, bytes],
    version: int = 1,
    days: tuple[str, str] = ("2026-11-01", "2027-11-01"),
    roots: tuple[str, ...] = ("root1",),
    site: str = SITE,
) -> Seal:
    """Seals the structure with the demo keys of these roots."""
    start, end = map(date.fromisoformat, days)
    bare = Seal(site, version, start, end, list_sealed(make_tree(files)))
    message, namespace = bare.message.encode(), seal_namespace(site)
    signatures = ((r, encode_ed25519(demo_private_key(r), message, namespace)) for r in roots)
    made = replace(bare, signatures=tuple(signatures))
    files[SEAL_PATH] = str(made).encode()
    return made


def sign(
    files: dict[str, bytes],
    path: str = PATH,
    steps: Iterable[Step] = STEPS,
    published: datetime | None = RELEASE,
) -> None:
    """Replaces a document's tail by these entries, whether the policy allows them or not."""
    draft = find_draft(files, path)
    source = replace(draft.source, tail=Tail(published))
    subject = Subject(load(files).site.id, source, draft.record, draft.attachments)
    entries: tuple[ReviewEntry, ...] = ()
    wanted = tuple(steps)
    for position, step in enumerate(wanted, 1):
        entry = ReviewEntry(
            step.role,
            step.reviewer,
            step.decision,
            step.basis,
            date.fromisoformat(step.day),
            "sshsig",
            "",
        )
        over = entries[-1] if entries else None
        time = published if position == len(wanted) else None
        statement = derive_statement(subject, entry, over, time)
        private = demo_private_key(step.key or step.reviewer)
        signature = encode_ed25519(private, statement, review_namespace(step.role, SITE))
        entries = (*entries, replace(entry, signature=signature))
    files[path] = source.with_tail(Tail(published, entries)).encode()


def make_public() -> dict[str, bytes]:
    """A sealed repository with one document that is rightly published."""
    files = make_files((PATH, write_document()))
    sign(files)
    return files


def judge(files: dict[str, bytes], state: State | None = None, now: datetime = NOW) -> Verdict:
    """The real gate's verdict."""
    return check(make_tree(files), state or State(), now)


def list_rules(findings: Iterable[Finding]) -> list[str]:
    """The rules of findings, those of a first publication aside."""
    return [f.rule for f in findings if f.rule not in {"state-new", "root-unpinned"}]
