"""The secrecy review form (政府信息公开保密审查表) for the paper file, filled from the document.

People stand in it by their opaque numbers; names and signatures are written with a pen.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongkai.core.chain import required_levels
from gongkai.core.models import Document, RegisterEntry
from gongkai.core.models.entries import REASON_TEXT
from gongkai.core.models.fields import Disclosure
from gongkai.core.papers.forms import Cell, Form, Row
from gongkai.core.papers.wording import format_day
from gongkai.core.sshsig import SignatureRefusedError, decode
from gongkai.core.statement import address_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date, datetime

    from gongkai.core.catalog import Catalog
    from gongkai.core.drafts import Draft
    from gongkai.core.findings import Finding
    from gongkai.core.tail import ReviewEntry

TITLE = "政府信息公开保密审查表"
_GRID = (27, 52, 13, 13, 65)
_WIDE = len(_GRID) - 1
QUESTIONS = (
    ("是否涉及国家秘密", "《条例》第十四条"),
    ("是否涉及工作秘密", "《保守国家秘密法》第六十四条"),
    ("公开后是否可能危及国家安全、公共安全、经济安全、社会稳定", "《条例》第十四条"),
    ("是否涉及商业秘密", "《条例》第十五条"),
    ("是否涉及个人隐私", "《条例》第十五条"),
    ("是否属于内部事务信息、过程性信息或者行政执法案卷信息", "《条例》第十六条"),
    ("是否涉及其他机关，须征求其意见", "《条例》第十一条，意见附后"),
    ("附件有无修订痕迹、批注、隐藏内容和不宜公开的属性", "逐个打开核对"),
)
"""What every level answers for, and where it is said (《条例》 is 《政府信息公开条例》)."""
_LAWS = "《保守国家秘密法实施条例》第四十二条、《政府信息公开条例》第十七条"
_NOTES = (
    f"说明：1. 本表依据{_LAWS}，一件一表，先审查、后公开。",
    "2. 已填各项取自电子审查记录；人员只印编号，姓名、签名由本人手写，审查事项由审查人逐项勾选。",
    "3. 摘要用于核对纸质文件与网上文件是否一致：文件改动一个字，摘要即不同。",
)
_BLANK = "＿＿＿＿＿＿"


@dataclass(frozen=True, slots=True)
class _Filling:
    """What a form is filled from."""

    catalog: Catalog
    draft: Draft
    now: datetime
    findings: Sequence[Finding]


def build_review_form(
    catalog: Catalog, draft: Draft, now: datetime, findings: Sequence[Finding]
) -> Form:
    """The form of a document as it stands, signed or not; `findings` are its own."""
    filling = _Filling(catalog, draft, now, findings)
    rows = (
        *_list_facts(filling),
        *_list_questions(),
        *_list_levels(filling),
        *_list_proofs(filling),
    )
    above = f"编号：{_BLANK}　　　　　　填表日期：{format_day(now.date())}"
    return Form(TITLE, above, now.date(), _GRID, rows, _NOTES)


def _pair(first: str, value: str, second: str, other: str) -> Row:
    return Row(
        (Cell(first, label=True), Cell(value), Cell(second, span=2, label=True), Cell(other))
    )


def _whole(label: str, value: str, height: int = 8) -> Row:
    return Row((Cell(label, label=True), Cell(value, span=_WIDE)), height)


def _list_facts(filling: _Filling) -> Iterator[Row]:
    catalog, record = filling.catalog, filling.draft.record
    yield _whole("信息名称", record.title, 10)
    yield _pair("发文字号", record.document_number or "无", "索引号", record.index_number)
    unit = catalog.unit_by_id[record.unit].name
    yield _pair("发布机构", record.issuer, "责任部门", unit)
    drafter = f"编号 {record.drafter}　姓名：＿＿＿＿"
    yield _pair("拟 稿 人", drafter, "成文日期", format_day(record.made))
    chosen = "　　".join(f"{'■' if d is record.disclosure else '□'}{d.value}" for d in Disclosure)
    yield _whole("公开方式", chosen)
    if isinstance(record, RegisterEntry):
        yield _whole("不公开理由", f"{REASON_TEXT[record.reason.code]}：{record.reason.text}")
    column = catalog.column_by_id[record.category].name
    yield _pair("拟公开栏目", column, "版　　次", f"第 {record.revision} 版")
    yield _whole("拟公开网址", _tell_address(filling))
    yield _whole("附件清单", _tell_attachments(filling))
    yield _whole("自动检查", _tell_findings(filling))


def _tell_address(filling: _Filling) -> str:
    if not isinstance(filling.draft.record, Document):
        return "只登记，正文不上网"
    return filling.catalog.site.url.rstrip("/") + address_of(filling.draft.source.path)


def _tell_attachments(filling: _Filling) -> str:
    titles = {a.file: a.title for a in getattr(filling.draft.record, "attachments", ())}
    lines = []
    for number, file in enumerate(filling.draft.attachments, 1):
        name = file.path.rsplit("/", 1)[1]
        lines.append(f"{number}. {titles.get(name, name)}（{name}，{len(file.data):,} 字节）")
        lines.append(_group(file.sha256))
    return "\n".join(lines) or "无"


def _tell_findings(filling: _Filling) -> str:
    waivers = filling.draft.source.tail.waivers
    kept = "".join(f"\n保留说明：{w.reason}（{w.reviewer}，至 {w.until}）" for w in waivers)
    lines = [f"{n}. {f.message}" for n, f in enumerate(filling.findings, 1)]
    found = "\n".join(lines) if lines else "未发现密级标志、个人信息、附件隐藏内容等问题"
    return found + kept


def _list_questions() -> Iterator[Row]:
    heads = (Cell("审查事项", 2, label=True), Cell("是", label=True), Cell("否", label=True))
    yield Row((*heads, Cell("依据、处理意见", label=True)))
    for number, (question, basis) in enumerate(QUESTIONS, 1):
        box = Cell("□", centred=True)
        yield Row((Cell(f"{number}. {question}", 2), box, box, Cell(f"{basis}：")))


def _list_levels(filling: _Filling) -> Iterator[Row]:
    catalog, entries = filling.catalog, filling.draft.source.tail.entries
    names = {level.role: level.name for level in catalog.policy.levels}
    levels = required_levels(catalog, filling.draft.record, filling.now.date())
    signed = {entry.role: entry for entry in entries}
    for role in dict.fromkeys((*levels, *signed)):
        entry = signed.get(role)
        text = _tell_entry(entry) if entry else _leave_blank()
        yield _whole(f"{names.get(role, role)}意见", text, 24)


def _tell_entry(entry: ReviewEntry) -> str:
    lines = (
        f"{entry.decision}：{entry.basis}",
        f"审查人：编号 {entry.reviewer}　姓名：{_BLANK}　签名：{_BLANK}",
        f"日期：{format_day(entry.date)}",
        *_tell_key(entry),
    )
    return "\n".join(lines)


def _tell_key(entry: ReviewEntry) -> tuple[str, ...]:
    """The key that made the electronic signature, as `ssh-keygen -l` names it."""
    try:
        return (f"电子签名密钥 {decode(entry.signature).key.fingerprint}",)
    except SignatureRefusedError:
        return ()


def _leave_blank() -> str:
    date_line = "日期：　　　　年　　月　　日"
    return f"意见：\n\n审查人：编号{_BLANK}　姓名：{_BLANK}　签名：{_BLANK}\n{date_line}"


def _group(digest: str) -> str:
    """A SHA-256 digest in groups that two people can read out to each other."""
    groups = [digest[start : start + 8] for start in range(0, len(digest), 8)]
    return f"SHA-256　{' '.join(groups[:4])}\n　　　　 {' '.join(groups[4:])}"


def _list_proofs(filling: _Filling) -> Iterator[Row]:
    tail, source = filling.draft.source.tail, filling.draft.source
    published: date | None = tail.published.date() if tail.published else None
    moment = f"{format_day(published)} {tail.published:%H:%M}" if published else ""
    yield _whole("发布时间", moment)
    yield _whole("文件摘要", _group(source.digest))
    if tail.entries and tail.published:
        yield _whole("审查凭据", _group(source.credential))
    yield _whole("备　　注", "", 14)
