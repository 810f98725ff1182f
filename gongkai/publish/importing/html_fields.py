"""What a page says of its document beside the text: meta tags, and labels above the text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gongkai.publish.importing.html_main import list_texts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

_NAMES = (
    "索引号|信息索引号|主题分类|信息分类|分类|体裁分类|公文种类|文种|"
    "发文机关|发文机构|发布机构|发文单位|制发机关|公开主体|发布单位|"
    "成文日期|生成日期|发文日期|签发日期|印发日期|发布日期|发布时间|"
    "公开日期|公开时间|公布日期|实施日期|施行日期|生效日期|废止日期|"
    "失效日期|有效性|时效性|效力状态|发文字号|文号|文件编号|公开方式|"
    "公开属性|公开范围|公开形式|公开时限|信息名称|文件名称|标题|名称|"
    "主题词|关键词|来源|信息来源|稿源|作者|责任编辑|编辑|浏览次数|浏览量|点击数|阅读次数|字体|字号|打印"
)
_SPACED = re.sub(r"(?<=\w)(?=\w)", r"\\s*", _NAMES)
_LABEL = re.compile(rf"[【\[（(]?\s*({_SPACED})\s*[】\]）)]?\s*[:：]?\s*")
_PAIR = re.compile(_LABEL.pattern.replace("[:：]?", "[:：]"))
_LONGEST = 120
_SKIPPED = frozenset({"编辑", "浏览次数", "浏览量", "点击数", "阅读次数", "字体", "字号", "打印"})


def read_properties(root: HtmlElement, main: HtmlElement) -> dict[str, str]:
    """Meta tags by their names, the title, and values that stand behind known labels.

    Labels are looked for outside of the text: within it they are text.
    """
    found: dict[str, str] = {}
    for meta in root.iter("meta"):
        name, value = meta.get("name") or meta.get("property"), meta.get("content")
        if name and value and value.strip():
            found.setdefault(str(name).strip(), " ".join(str(value).split()))
    title = next((e for e in root.iter("title") if e.text and e.text.strip()), None)
    if title is not None:
        found.setdefault("title", " ".join(str(title.text).split()))
    for label, value in _list_labelled(root, main):
        if label not in _SKIPPED:
            found.setdefault(label, value)
    return found


def _list_labelled(root: HtmlElement, main: HtmlElement) -> Iterator[tuple[str, str]]:
    """Label and value of cells side by side, and of stretches such as `发布时间：2019-07-15`."""
    for element in root.iter("td", "th", "li", "p", "span", "div", "dt", "label", "b", "strong"):
        if element is main or main in element.iterancestors():
            continue
        text = _read(element)
        if not 1 < len(text) <= _LONGEST:
            continue
        if element.tag in {"td", "th", "dt", "label"} and _LABEL.fullmatch(text):
            value = _read_next(element)
            if value:
                yield _name(text), value
        elif not _holds_blocks(element):
            yield from _list_pairs(text)


def _list_pairs(text: str) -> Iterator[tuple[str, str]]:
    starts = [*_PAIR.finditer(text)]
    ends = [*(match.start() for match in starts[1:]), len(text)]
    for match, end in zip(starts, ends, strict=bool(starts)):
        value = text[match.end() : end].strip(" |｜　【[（(")
        if value:
            yield _name(match[0]), value


def _holds_blocks(element: HtmlElement) -> bool:
    return next(element.iter("table", "ul", "p", "td", "li"), element) is not element


def _read_next(element: HtmlElement) -> str:
    following = element.getnext()
    value = "" if following is None else _read(following)
    return value if len(value) <= _LONGEST and not _LABEL.fullmatch(value) else ""


def _read(element: HtmlElement) -> str:
    return " ".join("".join(list_texts(element)).split())


def _name(text: str) -> str:
    match = _LABEL.match(text)
    return re.sub(r"[\s\u3000]+", "", match[1]) if match else text
