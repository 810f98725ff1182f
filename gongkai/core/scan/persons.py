"""Persons: in penalties, under the sealed-records rule, in need of protection, with illnesses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.core.patterns import compile_later
from gongkai.core.scan.people import CLOSED, ENDED, NAME, is_name, mask_name

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from gongkai.core.scan.hit import Hit
    from gongkai.core.scan.page import Page

_PUNISHED = (
    "(?:违法行为人|被处罚人|违法嫌疑人|嫌疑人|当事人|行为人|被拘留人|吸毒人员|被决定人"
    "|戒毒人员|姓名|party:)"
)
_ASIDE = r"(?:\([^)\n]{0,30}\))?"
_VERBS = (
    "(?:因|被|经传唤|涉嫌|于[0-9]|在[0-9]|殴打|吸毒|吸食|寻衅|盗窃|赌博|扰乱|阻碍|故意|嫖娼|卖淫"
    "|[一二两三四五六][人名]|酒后|酒驾|无证|已被|的行为|发布|散布|编造|传播|捏造|冒用|损毁|驾驶|谎报|虚构|偷|[男女][,(]|[,(][男女]"
    "|[:,][^\n]{0,20}(?:拘留|罚款|警告)|对[^,。\n]{1,12}供认)"
)
_MEASURES = "(?:处|作|予以|给予|行政拘留|治安|罚款|警告|依法|拘留|以|抓获|的|进行|实施)"
_LEAD = r"(?:^|[,。;、:|* \n-]|网民|人员|男子|女子|村民|居民|市民|司机|群众|嫌疑人|对)"
_IN_PENALTY = tuple(
    compile_later(pattern)
    for pattern in (
        rf"{_PUNISHED}(?:姓名)?[*]{{0,2}}[: |]{{0,3}}({NAME})(?:{ENDED}|(?={_VERBS}))",
        rf"(?:对|给予|将)({NAME}){_ASIDE}(?={_MEASURES})",
        rf"{_LEAD}({NAME}){_ASIDE}(?=[, ]{{0,2}}{_VERBS})",
        rf"{_LEAD}({NAME})、{NAME}(?=[二两三四五六等分])",
    )
)
_TOWARDS = compile_later(rf"(?:对(?!于)|给予)({NAME}){_ASIDE}(?={_MEASURES})")
_NATURAL = compile_later("(?<=party_kind: )自然人")
_BEFORE, _AFTER = 120, 60
_FIELD = compile_later(
    r"(?:姓名)?(?:或者?名称|名称)?(?:\((?:个人|自然人|负责人|经营者|签名|盖章)\))?"
    r"[*]{0,2}(?:[: |]{1,4}|(?!向))"
    rf"({NAME})(?:{ENDED}|(?=驾驶|未按|经营|拒不|陈述))"
)
_VICTIM = compile_later(rf"(?:姓名)?[: |]{{0,3}}({NAME}){ENDED}")
_CHILD = compile_later(rf"[: |]{{0,3}}({NAME})(?:{CLOSED}|(?=的))")
_AGED = compile_later(rf"({NAME})[|,( :]{{1,4}}(?:[男女][|,( ]{{1,3}})?([0-9]{{1,2}}) ?周?$")
_ADULT = 18
_ILL = compile_later(
    rf"(?:^|[,。;、|( :*>\n-]|者|人|户|象|员|中)({NAME})"
    "(?:[,|( :*]|患有?|因|曾|长期"
    "|身|罹|查出|被|残疾人|系|为|确诊|的|诊断证明|诊断|病种|家庭成员|男|女|残疾等级"
    "|慢性|精神|肢体|智力){1,8}"
    "[肺肝胃脑肠腺宫颈乳鼻咽喉骨血食管直结膜先天急慢性肾上胰]{0,4}$"
)
_ILL_AFTER = compile_later(rf"的({NAME}){CLOSED}")
_REACH = 30


def find_persons(page: Page) -> Iterator[Hit]:
    """Names of persons where the place makes them worth a look; each name once a rule."""
    hits = (*_find_sealed(page), *_find_punished(page), *_find_protected(page), *_find_ill(page))
    return iter(dict.fromkeys(hits))


def _name(page: Page, rule: str, start: int, end: int) -> Iterator[Hit]:
    if is_name(page.text[start:end]):
        yield page.hit(rule, start, end, mask_name(page.text[start:end]))


def _find_sealed(page: Page) -> Iterator[Hit]:
    """治安管理处罚法 (in force 2026-01-01) art. 136: records of violations are sealed."""
    done = 0
    for first, last in page.words.get("penalty", ()):
        start, end = max(done, first - _BEFORE), min(len(page.text), last + _AFTER)
        done = max(done, first - _REACH)
        for pattern in _IN_PENALTY:
            for match in pattern.finditer(page.text, start, end):
                yield from _name(page, "scan-sealed-record", *match.span(1))
        for match in _NATURAL.finditer(page.text, start, end):
            yield page.hit("scan-sealed-record", *match.span(), match.group())
    if page.words.get("penalty"):
        for start, end in page.column_cells("name-column"):
            yield from _name(page, "scan-sealed-record", start, end)


def _find_punished(page: Page) -> Iterator[Hit]:
    if not page.context.penalty:
        return
    for _, end in page.words.get("party", ()):
        match = _FIELD.match(page.text, end)
        if match:
            yield from _name(page, "scan-penalty-name", *match.span(1))
    for first, last in page.words.get("sanction", ()):
        for match in _TOWARDS.finditer(page.text, max(0, first - _REACH), last):
            yield from _name(page, "scan-penalty-name", *match.span(1))
    for start, end in page.column_cells("name-column"):
        yield from _name(page, "scan-penalty-name", start, end)


def _find_protected(page: Page) -> Iterator[Hit]:
    for topic, pattern in (("victim", _VICTIM), ("child", _CHILD)):
        yield from _find_after(page, "scan-protected", topic, pattern)
    for start, _ in page.words.get("age", ()):
        match = _AGED.search(page.text, max(0, start - _REACH), start)
        if match and int(match.group(2)) < _ADULT:
            yield from _name(page, "scan-protected", *match.span(1))


def _find_ill(page: Page) -> Iterator[Hit]:
    for start, end in page.words.get("disease", ()):
        match = _ILL.search(page.text, max(0, start - _REACH), start)
        match = match or _ILL_AFTER.match(page.text, end)
        if match:
            yield from _name(page, "scan-health", *match.span(1))
    yield from _find_after(page, "scan-health", "patient", _VICTIM)


def _find_after(page: Page, rule: str, topic: str, pattern: re.Pattern[str]) -> Iterator[Hit]:
    for _, end in page.words.get(topic, ()):
        match = pattern.match(page.text, end)
        if match:
            yield from _name(page, rule, *match.span(1))
