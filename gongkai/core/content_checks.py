"""What a typed document must keep: attributes, body, attachments, dates, numbers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gongkai.core.anchors import list_anchors
from gongkai.core.body import BodyRefusedError, check_body, is_safe_link, render_body
from gongkai.core.catalog_checks import RESERVED_IDS
from gongkai.core.document_number import BrokenNumber, parse_document_number
from gongkai.core.index_number import check_index_number, parse_index_number
from gongkai.core.models import AnnualReport, Consultation, Document, RegisterEntry
from gongkai.core.models.fields import Disclosure
from gongkai.core.participation_checks import check_participation
from gongkai.core.rules import RULES
from gongkai.core.service_checks import check_services

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from gongkai.core.body import Rendered
    from gongkai.core.catalog import Catalog
    from gongkai.core.drafts import Draft
    from gongkai.core.findings import Finding
    from gongkai.core.gate import ClearedDocument

_SHORTEST_CONSULTATION = 30
_OWN_PAGE = re.compile(
    r"/(?P<column>[a-z0-9-]+)/(?:(?P<slug>[a-z0-9-]+)/(?P<file>[a-z0-9-]+\.[a-z]+)?)?"
)


def check_content(draft: Draft, catalog: Catalog) -> tuple[Rendered | None, list[Finding]]:
    """The rendering of a document's body, if it has one, and all that is wrong with it."""
    findings = [
        *_check_attribute(draft),
        *_check_attachments(draft),
        *_check_numbers(draft, catalog),
    ]
    record = draft.record
    if not isinstance(record, Document):
        return None, findings
    findings += [*_check_dates(draft, record), *_check_revision(draft, record)]
    findings += [*_check_consents(draft, record), *_check_kind(draft, record)]
    findings += [*check_participation(draft, record), *check_services(draft, record)]
    rendered, faults = _render(draft)
    return rendered, findings + faults


def _at(draft: Draft, rule: str, field: str, message: str) -> Finding:
    line = draft.source.lines.find((field,)) if field else 0
    return RULES[rule].at(draft.source.path, line, message)


def _check_attribute(draft: Draft) -> Iterator[Finding]:
    proactive = draft.record.disclosure is Disclosure.PROACTIVE
    if isinstance(draft.record, RegisterEntry):
        if proactive:
            yield _at(draft, "type-unknown", "disclosure", "登记类型不能用于主动公开的文件")
        if draft.source.body.strip() or draft.attachments:
            line = draft.source.body_line
            message = "登记项带有正文或附件"
            yield RULES["entry-with-content"].at(draft.source.path, line, message)
    elif not proactive:
        message = f"“{draft.record.disclosure}”的文件只能用 dengji 类型登记，不得带正文"
        yield _at(draft, "entry-with-content", "disclosure", message)


def _check_attachments(draft: Draft) -> Iterator[Finding]:
    listed = [a.file for a in getattr(draft.record, "attachments", ())]
    present = {file.path.rsplit("/", 1)[1]: file for file in draft.attachments}
    for name in listed:
        if name not in present:
            yield _at(draft, "attachment-missing", "attachments", f"附件不存在：{name}")
    if len(set(listed)) < len(listed):
        yield _at(draft, "attachment-missing", "attachments", "附件重复列出")
    for name, file in present.items():
        if name not in listed:
            yield RULES["attachment-undeclared"].at(file.path, 0, "附件没有列入所属文件")


def _check_numbers(draft: Draft, catalog: Catalog) -> Iterator[Finding]:
    record = draft.record
    site, unit = catalog.site, catalog.unit_by_id[record.unit]
    for problem in check_index_number(record.index_number, site.body_code):
        rule = "index-number-malformed" if problem.code == "malformed" else "index-number-doubtful"
        yield _at(draft, rule, "index_number", problem.message)
        if problem.code == "malformed":
            return
    serial = parse_index_number(record.index_number).serial
    if not unit.index_first <= serial <= unit.index_last:
        message = f"序号不在{unit.name}的号段 {unit.index_first}—{unit.index_last} 内"
        yield _at(draft, "index-number-doubtful", "index_number", message)
    yield from _check_document_number(draft, site.document_prefixes)


def _check_document_number(draft: Draft, prefixes: tuple[str, ...]) -> Iterator[Finding]:
    text = draft.record.document_number
    if text is None:
        return
    number = parse_document_number(text)
    if isinstance(number, BrokenNumber):
        yield _at(draft, "document-number-doubtful", "document_number", number.reason)
    elif number.canonical != text:
        message = f"写法不规范：{'、'.join(number.fixes) or '应为机关代字〔年份〕序号'}"
        yield _at(draft, "document-number-doubtful", "document_number", message)
    elif getattr(draft.record, "reprints", None) is None and number.agency not in prefixes:
        message = "机关代字不是本机关的"
        yield _at(draft, "document-number-doubtful", "document_number", message)


def _check_dates(draft: Draft, record: Document) -> Iterator[Finding]:
    published = draft.source.published
    if published and published.date() < record.made:
        yield _at(draft, "dates-disordered", "made", "发布时间早于成文日期")
    if record.effective and record.expiry and record.expiry <= record.effective:
        yield _at(draft, "dates-disordered", "expiry", "失效日期不晚于施行日期")
    if record.changed and record.changed < record.made:
        yield _at(draft, "dates-disordered", "changed", "变更日期早于成文日期")


def _check_revision(draft: Draft, record: Document) -> Iterator[Finding]:
    if record.revision < 1 or (record.revision > 1) != (record.previous is not None):
        yield _at(draft, "revision-note-missing", "revision", "修订次数与上一版凭据不符")
    if record.revision > 1 and not (record.change_note and record.changed):
        yield _at(draft, "revision-note-missing", "revision", "没有写明变更日期和变更说明")
    if record.revision == 1 and record.changes:
        yield _at(draft, "revision-note-missing", "changes", "第一版没有修改前的文字，不填修改对照")


def _check_consents(draft: Draft, record: Document) -> Iterator[Finding]:
    given = {consent.body for consent in record.consents}
    for body in record.consulted_bodies:
        if body not in given:
            yield _at(draft, "consent-missing", "consulted_bodies", f"缺少{body}同意公开的意见")


def _check_kind(draft: Draft, record: Document) -> Iterator[Finding]:
    if isinstance(record, AnnualReport):
        # Its patterns take long to compile, and few documents are annual reports.
        from gongkai.core.annual.draft_checks import check_annual_report  # noqa: PLC0415

        yield from check_annual_report(draft, record)
    if isinstance(record, Consultation):
        if record.end < record.start:
            yield _at(draft, "dates-disordered", "end", "截止日期早于开始日期")
        days = (record.end - record.start).days
        if days < _SHORTEST_CONSULTATION and not record.short_reason:
            yield _at(draft, "consultation-short", "end", f"征求意见只有 {days} 日")


def _render(draft: Draft) -> tuple[Rendered | None, list[Finding]]:
    source = draft.source
    faults = [
        RULES[rule].at(source.path, source.body_line + line - 1, message)
        for rule, line, message in check_body(source.body)
    ]
    if faults:
        return None, faults
    try:
        rendered = render_body(source.body)
    except BodyRefusedError as error:
        return None, [RULES[error.rule].at(source.path, source.body_line, error.reason)]
    faults += [*_check_links(draft, rendered)]
    if not any(rendered.blocks) and not draft.attachments and not rendered.images:
        structured = set(type(draft.record).model_fields) - set(Document.model_fields)
        if not structured:
            message = "没有正文，也没有附件"
            faults.append(RULES["body-missing"].at(source.path, source.body_line, message))
    return rendered, faults


def _check_links(draft: Draft, rendered: Rendered) -> Iterator[Finding]:
    own = {file.path.rsplit("/", 1)[1] for file in draft.attachments}
    path = draft.source.path
    for target in rendered.links:
        local = "/" not in target and ":" not in target and not target.startswith("#")
        if not is_safe_link(target) or (local and target not in own):
            line = _find_line(draft, target)
            yield RULES["link-forbidden"].at(path, line, "链接写法不对，或者指向不允许的位置")
        elif target.startswith("#") and target[1:] not in list_anchors(rendered.html):
            message = f"正文中没有这个位置：{target}"
            yield RULES["link-broken"].at(path, _find_line(draft, target), message)
    for source, alternative in rendered.images:
        if source not in own or not source.endswith((".png", ".jpg")):
            message = "图片只能用本文件的 png 或 jpg 附件"
            yield RULES["link-forbidden"].at(path, _find_line(draft, source), message)
        elif not alternative.strip():
            message = "图片缺少替代文字"
            yield RULES["link-forbidden"].at(
                path, _find_line(draft, source), message, "在方括号中写出图片内容"
            )


def check_own_links(
    cleared: tuple[ClearedDocument, ...], public: set[str], columns: Collection[str]
) -> Iterator[Finding]:
    """Links of cleared documents that lead to no page or attachment of this site."""
    files = {f"{d.id}/{f.path.rsplit('/', 1)[1]}" for d in cleared for f in d.attachments}
    for document in cleared:
        for target in document.rendered.links if document.rendered else ():
            match = _OWN_PAGE.fullmatch(target)
            if match is None or match["column"] in RESERVED_IDS:
                continue
            known = public if match["file"] is None else files
            listed = match["slug"] is None or re.fullmatch(r"\d{4}", match["slug"]) is not None
            if match["column"] not in columns if listed else target.strip("/") not in known:
                line = _find_line(document.draft, target)
                message = f"没有这个网页：{target}"
                yield RULES["link-broken"].at(document.draft.source.path, line, message)


def _find_line(draft: Draft, target: str) -> int:
    before = draft.source.body.split(target, 1)[0] if target in draft.source.body else ""
    return draft.source.body_line + before.count("\n")
