"""Which of the nine elements an interpretation has, as declared and as its text shows.

An element is recognised in headings and in the first words of paragraphs and cells, in the
wordings that interpretations use. What was declared by the author counts as there; that it cannot
be seen in the text is said apart, for a reader to judge.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gongkai.core.attachments import inspection_key
from gongkai.core.models.policy import Interpretation, InterpretationForm
from gongkai.core.models.policy import InterpretationElement as Element
from gongkai.core.report.checks import Check, Duty, Topic, judge
from gongkai.core.report.item_gaps import is_living, is_own, list_blocks, list_items, make_gap

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gongkai.core.items import Item
    from gongkai.core.report.holdings import Holdings

_LEAD = 40
"""Characters of a block that are looked at: a heading, or the first words of a paragraph."""
_LEAST_TEXT = 100
_TELLING = 300
"""Characters from which a text tells the main content, whatever its headings are called."""
_WORDINGS = {
    Element.BACKGROUND: r"背景|依据|为什么|为何|必要性|缘由|起因|由来|起草过程|制定过程|根据《",
    Element.AIM: r"目标|任务|目的|总体要求|工作思路|旨在|为了|为进一步|预期",
    Element.CONTENT: r"内容|(?:哪些|主要|重点|具体)(?:规定|措施|举措|任务|变化|修改)"
    r"|怎么规定|如何规定|共(?:分)?.{1,4}[章条部]",
    Element.SCOPE: r"范围|适用|对象|涉及|谁可以"
    r"|哪些(?:人|单位|企业|车辆|情形|情况|地区|地方|行为|事项)",
    Element.STANDARD: r"标准|时限|期限|条件|金额|额度|比例|多少|费用|收费|多长时间|几天"
    r"|什么时候|何时|起(?:施行|实施|执行)|流程|程序|(?:怎么|如何|怎样)(?:办|申|认定|计算)",
    Element.ATTENTION: r"注意|提醒|提示|咨询|异议|例外|不(?:得|适用)|应当|怎么办|需要.{0,20}吗|必须"
    r"|需要.{0,8}(?:什么|哪些)",
    Element.KEYWORDS: r"关键词|名词解释|术语|诠释|是指|所称|什么是|是什么意思|含义|概念",
    Element.BENEFIT: r"惠民|利民|便民|惠企|好处|方便|便利|免费|不收|减免|减轻|优惠|补贴|就近|网上"
    r"|放宽|简化|受益|上门|免予|不予处罚|免罚|首违",
    Element.DIFFERENCE: r"新旧|差异|区别|变化|不同|修改|修订|原规定|现规定|相比|对比|对照|调整",
}
_PATTERNS = {element: re.compile(wording) for element, wording in _WORDINGS.items()}
_BASIS = (
    "《国务院办公厅印发〈关于全面推进政务公开工作的意见〉实施细则的通知》（国办发〔2016〕80号）"
)

COMPLETE = Duty(
    "relation-interpretation-elements",
    Topic.RELATIONS,
    "解读写全九项要素",
    _BASIS,
    note="列明的要素和小标题、段首用语能够识别的要素，都算写明；新旧政策差异只要求修改、废止、"
    "替代已有文件的政策；没有文字的图解、视频另列",
)
DECLARED = Duty(
    "relation-interpretation-declared",
    Topic.RELATIONS,
    "解读列明的要素在文字中都能见到",
    note="按小标题和段首的用语判断，未见到的请核对",
    basis="",
)
READABLE = Duty(
    "relation-interpretation-text",
    Topic.RELATIONS,
    "图解、视频解读附有文字说明",
    _BASIS,
)


def find_elements(blocks: Iterable[str]) -> frozenset[Element]:
    """The elements that headings and first words of paragraphs show."""
    kept = tuple(blocks)
    leads = "\n".join(block[:_LEAD] for block in kept)
    found = {element for element, wording in _PATTERNS.items() if wording.search(leads)}
    if sum(map(len, kept)) >= _TELLING:
        found.add(Element.CONTENT)
    return frozenset(found)


def check_elements(holdings: Holdings) -> Iterator[Check]:
    """Elements missing, elements declared and not seen, pictures without words."""
    kept = [i for i in list_items(holdings) if isinstance(i.record, Interpretation)]
    items = [item for item in kept if is_own(item) and is_living(item)]
    texts = {item.id: _list_text(holdings, item) for item in items}
    read = [item for item in items if sum(map(len, texts[item.id])) >= _LEAST_TEXT]
    found = {item.id: find_elements((item.record.title, *texts[item.id])) for item in read}
    missing = [
        (
            item,
            _list_missing(_list_asked(holdings, item) - found[item.id] - {*item.record.elements}),
        )
        for item in read
    ]
    unseen = [(item, _list_missing({*item.record.elements} - found[item.id])) for item in read]
    yield judge(
        COMPLETE,
        len(read),
        [make_gap(item, f"没有列明{names}，文字中也没有见到") for item, names in missing if names],
    )
    yield judge(
        DECLARED,
        len(read),
        [
            make_gap(item, f"列明已写{names}，文字中没有见到，请核对")
            for item, names in unseen
            if names
        ],
    )
    shown = {InterpretationForm.PICTURE, InterpretationForm.VIDEO}
    pictures = [item for item in items if item.record.form in shown]
    bare = [item for item in pictures if item.id not in found]
    yield judge(
        READABLE,
        len(pictures),
        [make_gap(item, f"{item.record.form}没有文字说明，无法检索和朗读") for item in bare],
    )


def _list_missing(elements: Iterable[Element]) -> str:
    return "、".join(element for element in Element if element in {*elements})


def _list_asked(holdings: Holdings, item: Item) -> set[Element]:
    """All nine; the difference from earlier rules only where there were any."""
    policies = [holdings.by_id[name] for name in item.record.interprets if name in holdings.by_id]
    follows = any(
        p.record.amends or p.record.replaces or p.record.repeals or p.record.revision > 1
        for p in policies
    )
    return set(Element) if follows else set(Element) - {Element.DIFFERENCE}


def _list_text(holdings: Holdings, item: Item) -> list[str]:
    """The blocks of the body, and the texts of attachments that are read rather than seen."""
    found = list(list_blocks(item))
    for file in item.cleared.attachments:
        inspection = holdings.verdict.inspections.get(inspection_key(file))
        if inspection is not None:
            found += inspection.texts
    return found
