"""What numbers in a report's text are about, and the cells of the tables that they must equal."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongkai.core.annual.cells import count_cell
from gongkai.core.annual.figures import Part, list_rows
from gongkai.core.annual.shapes import TOTAL

if TYPE_CHECKING:
    from decimal import Decimal

    from gongkai.core.annual.figures import Figures
    from gongkai.core.annual.shapes import Form


@dataclass(frozen=True, slots=True)
class Subject:
    """One thing that is counted."""

    key: str
    name: str
    pattern: re.Pattern[str]
    """The number is its group `number`, after or before the words."""
    cells: tuple[tuple[Part, str, str], ...] = ()
    """Table, row and column of what it is the sum of; empty for what no table counts."""
    needs: re.Pattern[str] | None = None
    """What its paragraph must tell of, so that the words mean this subject."""
    unless: re.Pattern[str] | None = None
    """What must not stand in its clause before the number."""
    sentence: re.Pattern[str] | None = None
    """What its sentence must be like."""


_FILLER = (
    r"(?:的|为|是|有|了|共计?|合计|总计|累计|分别|案件|案|申请|事项|情形|数量|总数|总量|[：:]){0,6}"
)
_APPROXIMATE = r"(?P<about>近|约|大约|超过?|逾|不少于)?"
_NUMBER = r"(?P<number>[0-9]+(?:\.[0-9]+)?|[零一二两三四五六七八九十百]+)(?P<myriad>万)?"
_MEASURE = r"(?P<more>余|多)?(?:件|份|条|起|宗|例|项)(?:次)?(?![事套])"
_QUANTITY = f"{_APPROXIMATE}{_NUMBER}{_MEASURE}"
COUNTED = f"{_FILLER}{_QUANTITY}"
_UNCUT = "(?<![第0-9零一二两三四五六七八九十百])"
"""Before a number that is whole and names no article."""
_LINK = "(?:申请|答复|案件)?(?:依法|被|由|决定|的){0,3}"
# 项 counts kinds of decisions, 案件 may end without one.
_DECIDED = COUNTED.replace("|项", "").replace("|案件|案|", "|")

_REQUESTS = re.compile(r"申请")
_FOREIGN = re.compile(
    r"建议|提案|留言|来信|信访件|信件|咨询|议案|办件|其中|书面|当面|口头|电话|按期|按时|提前"
)
_CHANNELS = re.compile(
    r"其中|自然人|法人|企业|机构|组织|网上|网络|互联网|线上|平台|信函|邮寄|邮件|信件|现场|当面|窗口|线下|传真|电子|复议|诉讼"
)
_PUBLISHING = re.compile(r"公开|公示|公布|发布|录入|报送|归集|上传|其中")
_INCLUDED = re.compile(r"其中")
_ENDED_AT_ONCE = re.compile("^(?!.*废止.*[0-9]件.*失效.*[0-9]件)")
"""A sentence that does not part what was repealed from what lost force."""


def _after(words: str) -> re.Pattern[str]:
    """The words, then the number."""
    return re.compile(f"(?:{words}){COUNTED}")


def _around(words: str, end: str = "") -> re.Pattern[str]:
    """The words, then the number; or the number with its measure, then the words."""
    return re.compile(
        f"(?:{words}){COUNTED}{end}|{_UNCUT}{_QUANTITY.replace('?P<', '?P<b_')}{_LINK}(?:{words})"
    )


_RECEIVED = (
    r"新收(?:到)?(?:[^，。；、：0-9]{0,20}申请(?:公开)?(?:政府信息)?)?"
    r"|(?:收到|接到|接收|受理)[^，。；、：0-9]{0,20}申请(?:公开)?(?:政府信息)?"
)
_CARRIED = r"上(?:一)?年(?:度)?结转(?:[^，。；、：0-9]{0,12}申请)?"
_FORWARD = r"结转(?:(?:至|到)?(?:下一?年度?|次年|明年)|(?:至|到)20[0-9]{2}年度?)(?:继续)?(?:办理)?"
_HANDLED = r"办结|(?:依法)?答复(?:申请人)?|办理完毕|办理完成|处理完毕"
_STANDING = r"(?!(?:被|已|尚未|予以|未)*(?:纠正|维持|撤销|驳回|审结|确认))"
_BOTH = r"复议(?:申请|案件)?(?:、|和|及|与|或者?)+(?:被)?(?:提起)?(?:的)?(?:行政)?诉讼(?:案件)?"
_GROUPS = (
    ("r1", "予以公开"),
    ("r2", "部分公开"),
    ("r3", "不予公开"),
    ("r4", "无法提供"),
    ("r5", "不予处理"),
    ("r6", "其他处理"),
)


def list_subjects(form: Form) -> tuple[Subject, ...]:
    """The subjects whose numbers a form's tables hold, and the number of published items."""
    return (
        *_list_request_subjects(form),
        *_list_dispute_subjects(),
        *_list_proactive_subjects(form),
        Subject(
            "published",
            "主动公开政府信息",
            _after(r"主动公开[^，。；、：0-9]{0,12}信息[^，。；、：0-9]{0,4}?"),
            unless=_INCLUDED,
        ),
    )


def _requests(*rows: str) -> tuple[tuple[Part, str, str], ...]:
    return tuple((Part.REQUESTS, row, TOTAL) for row in rows)


def _list_request_subjects(form: Form) -> tuple[Subject, ...]:
    table = form.requests
    groups = {key: [row.key for row in table.children(key)] or [key] for key, _ in _GROUPS}
    return (
        Subject("new", "新收申请", _after(_RECEIVED), _requests("new"), _REQUESTS, _CHANNELS),
        Subject("carried", "上年结转", _after(_CARRIED), _requests("carried"), _REQUESTS),
        Subject("forward", "结转下年度", _around(_FORWARD), _requests("forward"), _REQUESTS),
        Subject("handled", "办结", _after(_HANDLED), _requests("r7"), _REQUESTS, _FOREIGN),
        *(
            Subject(key, name, _around(name), _requests(*groups[key]), _REQUESTS)
            for key, name in _GROUPS
        ),
        *(
            Subject(
                row.key, row.name, _after(f"[“”]?{re.escape(row.name)}[“”]?"), _requests(row.key)
            )
            for row in table.figures
            if row.level == 3 and row.name != "其他"  # noqa: PLR2004 - the form's lowest level
        ),
    )


def _list_dispute_subjects() -> tuple[Subject, ...]:
    reviews, suits = ("fuyi",), ("zhijie", "fuyihou")
    sue = r"(?:被)?(?:提起|引发|发生)?(?:的)?(?:行政)?诉讼|起诉"
    return (
        Subject("zhijie", "未经复议直接起诉", _after(f"直接(?:{sue})"), _disputes(("zhijie",))),
        Subject(
            "fuyihou", "复议后起诉", _after(f"复议后(?:再)?(?:{sue})"), _disputes(("fuyihou",))
        ),
        Subject("disputes", "行政复议和行政诉讼", _after(_BOTH), _disputes(reviews + suits)),
        Subject(
            "fuyi",
            "行政复议",
            _around(r"(?:行政)?复议(?!后)", _STANDING),
            _disputes(reviews),
            unless=_INCLUDED,
        ),
        Subject(
            "susong",
            "行政诉讼",
            _around(r"(?:行政)?诉讼|被起诉", _STANDING),
            _disputes(suits),
            unless=_INCLUDED,
        ),
        *_list_outcomes("fuyi", "行政复议", re.compile("^(?!.*诉讼).*复议"), reviews),
        *_list_outcomes("susong", "行政诉讼", re.compile("^(?!.*复议).*诉讼"), suits),
    )


def _list_outcomes(
    kind: str, name: str, sentence: re.Pattern[str], rows: tuple[str, ...]
) -> tuple[Subject, ...]:
    """What became of reviews or suits, in a sentence that tells of nothing else."""
    words = (
        ("upheld", "结果维持", "(?:结果)?维持"),
        ("corrected", "结果纠正", "(?:结果)?纠正"),
        ("pending", "尚未审结", "(?:尚)?未审结"),
    )
    return tuple(
        Subject(
            f"{kind}-{key}",
            f"{name}{label}",
            _around(pattern),
            _disputes(rows, key),
            sentence=sentence,
        )
        for key, label, pattern in words
    )


def _disputes(rows: tuple[str, ...], column: str = TOTAL) -> tuple[tuple[Part, str, str], ...]:
    return tuple((Part.DISPUTES, row, column) for row in rows)


def _list_proactive_subjects(form: Form) -> tuple[Subject, ...]:
    rows = {row.key: [column.key for column in columns] for row, columns in form.proactive.rows}
    documents = (
        (
            "made",
            "制发规范性文件",
            r"(?:制发|制定|印发|出台|制作)(?:出台|印发)?(?:行政)?规范性文件",
        ),
        (
            "repealed",
            "废止规范性文件",
            r"废止(?:(?:和|、|及|或者?)?(?:宣布)?失效)?(?:行政)?(?:规范性文件)?",
        ),
        ("in_force", "现行有效规范性文件", r"现行有效(?:的)?(?:行政)?(?:规范性文件)?"),
    )
    decisions = (("xuke", "行政许可"), ("chufa", "行政处罚"), ("qiangzhi", "行政强制"))
    paper = re.compile("规范性文件")
    return (
        *(
            Subject(
                f"guifanxing-{key}",
                name,
                _after(words),
                ((Part.PROACTIVE, "guifanxing", key),),
                paper,
                re.compile("规章|其中|转发"),
                _ENDED_AT_ONCE if key == "repealed" else None,
            )
            for key, name, words in documents
            if key in rows["guifanxing"]
        ),
        *(
            Subject(
                key,
                f"{name}决定",
                re.compile(f"{name}(?:措施)?(?:决定)?{_DECIDED}"),
                ((Part.PROACTIVE, key, "decided"),),
                None,
                _PUBLISHING,
            )
            for key, name in decisions
        ),
    )


def sum_subject(subject: Subject, figures: Figures) -> int | Decimal:
    """What the tables say of a subject, placeholders as 0."""
    rows = {
        (part, row.key): columns for part, rows in list_rows(figures.form) for row, columns in rows
    }
    total: int | Decimal = 0
    for part, row, key in subject.cells:
        cells = figures.cells(part, row)
        keys = [column.key for column in rows[part, row]]
        total += count_cell(cells[keys.index(key)])
    return total
