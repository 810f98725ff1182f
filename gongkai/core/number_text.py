"""The spelling of numbers as sites print them: labels, invisible characters, widths, numerals."""

from __future__ import annotations

import re
import unicodedata

_LABEL = re.compile(r"^\s*(?:发文字号|发文文号|公文文号|文件编号|文件号|发文号|文号)\s*[:：]")
_FULL_WIDTH = re.compile("[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]")
_EDGE_PUNCTUATION = "。，、；：,;:.．"
_ENCLOSURES = (("（", "）"), ("(", ")"), ("《", "》"), ("“", "”"), ("[", "]"), ("【", "】"))
_OPENING = {"Ps": "〔", "Pe": "〕"}
_ANGLES = {"<": "〔", "＜": "〔", "﹤": "〔", ">": "〕", "＞": "〕", "﹥": "〕"}
_FAULTS = (
    (r"[-—－/\\无暂]*", "没有文号"),
    (r".*号.*〔[^〕]*〕.*号", "含有两个以上文号"),
    (r".*\S\s+\S.*(?:〔[0-9]{4}〕|令|公告).*号", "机关代字或者名称中间有空格"),
    (r".*[0-9]\s*年\s*第?\s*[0-9]+\s*号", "没有“令”“公告”字样，年份也未用括号括起"),
    (r"[^〔]*〔[^〕]*|[^〔]*〕.*", "括号不成对"),
    (r".*〔\s*〕.*", "缺少年份"),
    (r".*〔\s*(?![0-9]{4}\s*年?\s*〕)[^〕]*〕.*", "括号内不是四位年份"),
    (r".*〕\s*第?\s*号?", "缺少序号"),
    (r".*〕\s*第?\s*[0-9]+\s*号.+", "“号”后有多余文字"),
    (r".*〕\s*第?\s*[0-9]+[^号]*", "序号后不是“号”"),
    (r".*〔[0-9]{4}〕.*号", "机关代字或者序号中有不应有的字符"),
    (r"[^0-9〔]+[0-9]+号", "缺少年份"),
    (r".*(?:19|20)[0-9]{2}.*[0-9]+\s*号", "年份未用括号括起"),
)
_FAULT_PATTERNS = tuple((re.compile(pattern, re.DOTALL), reason) for pattern, reason in _FAULTS)
_OTHER_FAULT = "不是发文字号、令号或者公告号的写法"
_UNITS = {"十": 10, "百": 100, "千": 1000}
# 一百五 is 105 to one reader and 150 to the next.
_ELLIPTIC = re.compile("[百千][一二三四五六七八九]$")
_NUMERALS = {"〇": 0, "零": 0, "○": 0} | {
    character: value for value, character in enumerate("一二三四五六七八九", start=1)
}


def tidy(text: str) -> tuple[str, tuple[str, ...]]:
    """The text without what surely does not belong to a number, and the Chinese names of the fixes.

    Blanks inside are left, for they tell parts from each other.
    """
    fixes = []
    for change, name in (
        (_drop_invisible, "删去不可见字符"),
        (_drop_label, "删去“发文字号”等字样"),
        (_narrow, "全角字母、数字改为半角"),
        (_simplify, "“號”改为“号”"),
        (str.strip, "删去空格"),
        (_drop_edges, "删去首尾的标点"),
    ):
        changed = change(text)
        if changed != text:
            fixes.append(name)
            text = changed
    return text, tuple(fixes)


def unify_brackets(text: str) -> str:
    """The text with every kind of bracket as 〔 or 〕, character for character."""
    return "".join(map(_unify_bracket, text))


def find_number_fault(text: str) -> str:
    """Why a tidied text with unified brackets is no number, in Chinese."""
    reasons = (reason for pattern, reason in _FAULT_PATTERNS if pattern.fullmatch(text))
    return next(reasons, _OTHER_FAULT)


def read_numeral(text: str) -> int:
    """The value of a whole number in Arabic digits or in Chinese numerals up to 千.

    Raises:
        ValueError: if the numerals do not make a number.
    """
    if text.isascii():
        return int(text)
    if not _UNITS.keys() & set(text):
        return int("".join(str(_NUMERALS[character]) for character in text))
    if _ELLIPTIC.search(text):
        raise ValueError(text)
    return _sum_units(text)


def _sum_units(text: str) -> int:
    total, digit, ceiling = 0, None, 10 * max(_UNITS.values())
    for character in text:
        if character not in _UNITS:
            if digit:
                raise ValueError(text)
            digit = _NUMERALS[character]
            continue
        unit = _UNITS[character]
        if unit >= ceiling or digit == 0 or (digit is None and character != "十"):
            raise ValueError(text)
        total, digit, ceiling = total + (digit or 1) * unit, None, unit
    return total + (digit or 0)


def _drop_invisible(text: str) -> str:
    kept = (c for c in text if unicodedata.category(c) not in {"Cf", "Cc"} or c in "\t\n\r")
    return "".join(kept)


def _drop_label(text: str) -> str:
    return _LABEL.sub("", text)


def _narrow(text: str) -> str:
    return _FULL_WIDTH.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)


def _simplify(text: str) -> str:
    return text.replace("號", "号")


def _drop_edges(text: str) -> str:
    text = text.strip(_EDGE_PUNCTUATION)
    for opening, closing in _ENCLOSURES:
        inner = text[1:-1]
        if text[:1] == opening and text[-1:] == closing and closing not in inner.split(opening)[0]:
            return inner.strip()
    return text


def _unify_bracket(character: str) -> str:
    return _ANGLES.get(character) or _OPENING.get(unicodedata.category(character)) or character
