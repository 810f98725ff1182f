"""Makes tests/data/scan/positives.tsv: places that the scanner must find, nobody's real data.

People of 18-digit numbers are born before 1900, cards, plates and mobile numbers use ranges that
are not known to be given out; check digits are right. `python -m tests.helpers.scan_positives`
prints the table, the same each time; it was fixed before the detectors were written.
"""

from __future__ import annotations

import random
import re
import string
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from stdnum import luhn
from stdnum.cn import ric, uscc

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

DATA = Path(__file__).parents[1] / "data" / "scan"
SEED = 20261122
PER_RULE = 54
UNSEEN_EACH = 3
_FULL_WIDTH = str.maketrans(
    string.digits + string.ascii_uppercase,
    "".join(chr(ord(c) + 0xFEE0) for c in string.digits + string.ascii_uppercase),
)
_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
_COMPOUND = ("欧阳", "司马", "诸葛", "上官")
_GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红梅建国志文海燕晓东雪峰宇浩"
_REGIONS = ("110105", "130203", "320583", "350721", "440524", "510922", "620102", "659001")
_SHAPES = ("plain", "wide", "blanks", "hyphens", "invisible", "plain", "narrow blanks")
_DRESSES = ("> {}", "　　{}", "**{}**", "{}　", "  {}", "\u200b{}")


class Drawer:
    """Draws the values that placeholders of a template stand for."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311 - examples, not secrets
        self.turn = 0

    def draw(self, name: str) -> str:
        """A value for the placeholder."""
        return _VALUES[name](self)

    def fill(self, template: str) -> str:
        """The template with a value for each placeholder."""
        return re.sub(r"\{(\w+)\}", lambda match: self.draw(match[1]), template)

    def pick(self, *values: str) -> str:
        return self.random.choice(values)

    def digits(self, count: int) -> str:
        return "".join(self.random.choices(string.digits, k=count))

    def letters(self, count: int, alphabet: str) -> str:
        return "".join(self.random.choices(alphabet, k=count))

    def shape(self, number: str, *sizes: int) -> str:
        """The number as people type it; the shapes take turns."""
        self.turn += 1
        shape = _SHAPES[self.turn % len(_SHAPES)]
        if shape == "wide":
            return number.translate(_FULL_WIDTH)
        if shape == "plain":
            return number
        joint = {"blanks": " ", "hyphens": "-", "invisible": "\u200b", "narrow blanks": "\u2009"}
        return joint[shape].join(_cut(number, sizes))


def _cut(number: str, sizes: tuple[int, ...]) -> Iterator[str]:
    for size in sizes:
        yield number[:size]
        number = number[size:]
    if number:
        yield number


def _day(drawer: Drawer) -> str:
    return f"{drawer.random.randint(1, 12):02}{drawer.random.randint(1, 28):02}"


def _identity(drawer: Drawer) -> str:
    region = drawer.pick(*_REGIONS)
    body = f"{region}{drawer.random.randint(1880, 1899)}{_day(drawer)}{drawer.digits(3)}"
    return drawer.shape(body + ric.calc_check_digit(body + "0"), 6, 8, 4)


def _old_identity(drawer: Drawer) -> str:
    region = drawer.pick(*_REGIONS)
    year = drawer.random.randint(10, 60)
    return drawer.shape(f"{region}{year:02}{_day(drawer)}{drawer.digits(3)}", 6, 6, 3)


def _card(drawer: Drawer, prefix: str, size: int) -> str:
    body = prefix + drawer.digits(size - 1 - len(prefix))
    return drawer.shape(body + luhn.calc_check_digit(body), 4, 4, 4, 4)


def _credit_code(drawer: Drawer) -> str:
    kind = drawer.pick("9111", "9132", "9244", "1151", "5235")
    organ = drawer.letters(8, "0123456789ABCDEFGHJKLMNPQRTUWXY")
    weights = (3, 7, 9, 10, 5, 8, 4, 2)
    values = string.digits + string.ascii_uppercase
    rest = 11 - sum(values.index(c) * w for c, w in zip(organ, weights, strict=True)) % 11
    body = f"{kind}0000{organ}{'0123456789X0'[rest]}"
    number = body + uscc.calc_check_digit(body)
    return drawer.pick(number, number, number.translate(_FULL_WIDTH))


def _name(drawer: Drawer) -> str:
    surname = drawer.pick(*_SURNAMES, *_COMPOUND)
    return surname + drawer.letters(drawer.random.randint(1, 2), _GIVEN)


def _weak(drawer: Drawer) -> str:
    word = drawer.pick("Admin", "Gaj", "Oa", "Passw0rd", "test", "Zwgk")
    return f"{word}{drawer.pick('@', '#', '!', '')}{drawer.digits(4)}"


def _plate(drawer: Drawer, size: int) -> str:
    body = drawer.letters(size, "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ"[:20])
    where = drawer.pick("宁", "青", "琼", "藏") + "Z"
    return drawer.pick(f"{where}{body}", f"{where}·{body}", f"{where}{body}".translate(_FULL_WIDTH))


def _inside(drawer: Drawer) -> str:
    tail = f"{drawer.random.randint(0, 254)}.{drawer.random.randint(1, 254)}"
    head = drawer.pick("10.0", "10.44", "172.16", "172.31", "192.168")
    return f"{head}.{tail}"


def _term(drawer: Drawer) -> str:
    return f"{drawer.pick('1', '3', '5', '10', '20', '30')}{drawer.pick('年', '年', '年', '个月')}"


_ALNUM = string.ascii_letters + string.digits
_VALUES: dict[str, Callable[[Drawer], str]] = {
    "secret": lambda d: d.pick("绝密", "机密", "秘密"),
    "spaced": lambda d: d.pick("绝　密", "机 密", "秘　密", "机\u200b密"),
    "zero": lambda d: d.pick("绝\u200b密", "机\ufeff密", "秘\u2060密"),
    "term": _term,
    "wideterm": lambda d: _term(d).translate(_FULL_WIDTH),
    "copy": lambda d: f"{d.random.randint(1, 300):06}",
    "n": lambda d: str(d.random.randint(1, 30)),
    "id": _identity,
    "id15": _old_identity,
    "card": lambda d: _card(d, d.pick("629999", "628999", "620000"), 19),
    "visa": lambda d: _card(d, d.pick("400000", "519999"), 16),
    "uscc": _credit_code,
    "mobile": lambda d: d.shape(f"154{d.digits(8)}", 3, 4, 4),
    "name": _name,
    "passport": lambda d: d.pick("E", "G", "EA", "EK")[:2].ljust(2, "0") + f"000{d.digits(4)}",
    "dpassport": lambda d: d.pick("SE", "DE", "PE") + f"00{d.digits(5)}",
    "permit": lambda d: d.pick("C000", "W000", "CA00") + d.digits(5),
    "tpermit": lambda d: f"L000{d.digits(5)}",
    "homeward": lambda d: d.pick("H", "M") + f"000{d.digits(5)}",
    "taiwan": lambda d: f"000{d.digits(5)}",
    "officer": lambda d: d.pick("军字第", "海字第", "空字第", "武字第") + f"000{d.digits(4)}号",
    "soldier": lambda d: d.pick("军字第", "士字第") + f"000{d.digits(4)}号",
    "police": lambda d: f"000{d.digits(3)}",
    "offence": lambda d: d.pick("殴打他人", "寻衅滋事", "吸毒", "盗窃", "赌博", "扰乱公共秩序"),
    "days": lambda d: d.pick("三", "五", "十", "5", "10", "15"),
    "disease": lambda d: d.pick(
        "尿毒症", "肺癌", "白血病", "艾滋病", "精神分裂症", "乙型肝炎", "肺结核", "抑郁症", "糖尿病"
    ),
    "age": lambda d: str(d.random.randint(4, 17)),
    "road": lambda d: d.pick("望湖路", "解放东路", "人民街", "北坡大道", "示范巷"),
    "estate": lambda d: d.pick("幸福小区", "阳光花园", "东河佳苑", "和谐家园", "临江新村"),
    "room": lambda d: f"{d.random.randint(1, 28)}0{d.random.randint(1, 6)}",
    "plate": lambda d: _plate(d, 5),
    "eplate": lambda d: _plate(d, 6),
    "trailer": lambda d: f"青Z{d.digits(4)}挂",
    "coach": lambda d: f"宁Z{d.digits(4)}学",
    "policecar": lambda d: f"琼Z{d.digits(4)}警",
    "ip": _inside,
    "weak": _weak,
    "hex32": lambda d: d.letters(32, "0123456789abcdef"),
    "upper16": lambda d: d.letters(16, string.ascii_uppercase + "234567"),
    "alnum20": lambda d: d.letters(20, _ALNUM),
    "alnum30": lambda d: d.letters(30, _ALNUM),
    "alnum32": lambda d: d.letters(32, _ALNUM),
    "alnum36": lambda d: d.letters(36, _ALNUM),
    "alnum40": lambda d: d.letters(40, _ALNUM),
}


def make_positives() -> Iterator[str]:
    """The lines of the table: rule, place, context, snippet with escapes."""
    lines = (DATA / "templates.tsv").read_text("utf-8").splitlines()[1:]
    templates: dict[str, list[list[str]]] = {}
    for line in lines:
        templates.setdefault(line.split("\t")[0], []).append(line.split("\t"))
    yield "rule\tplace\tcontext\tsnippet"
    for rule, rows in templates.items():
        drawer = Drawer(SEED)
        for number in range(PER_RULE):
            _, place, context, template = rows[number % len(rows)]
            snippet = drawer.fill(template)
            if snippet == template and number >= len(rows):
                snippet = _DRESSES[number % len(_DRESSES)].format(snippet)
            yield "\t".join((rule, place, context, _escape(snippet)))


def _escape(text: str) -> str:
    shown = (c if c.isprintable() or c == "\u3000" else f"\\u{ord(c):04x}" for c in text)
    return "".join(shown)


def read_positives() -> list[tuple[str, str, str, str]]:
    """Rule, place, context and snippet of every row."""
    lines = (DATA / "positives.tsv").read_text("utf-8").splitlines()[1:]
    rows = (line.split("\t") for line in lines)
    return [(rule, place, context, unescape(snippet)) for rule, place, context, snippet in rows]


def make_unseen() -> Iterator[tuple[str, str, str]]:
    """Rule, context and snippet of shapes that were written after the detectors."""
    drawer = Drawer(SEED)
    for line in (DATA / "unseen.tsv").read_text("utf-8").splitlines()[1:]:
        rule, _, context, template = line.split("\t")
        for _ in range(UNSEEN_EACH):
            yield rule, context, unescape(drawer.fill(template))


def read_negatives() -> list[tuple[str, str]]:
    """Rule and snippet of everything that only looks like the rule's object."""
    lines = (DATA / "negatives.tsv").read_text("utf-8").splitlines()[1:]
    return [(rule, unescape(snippet)) for rule, snippet in (line.split("\t") for line in lines)]


def unescape(text: str) -> str:
    r"""The text behind `\n`, `\uXXXX` and `\\`."""
    return re.sub(r"\\(?:u([0-9a-f]{4})|(.))", _read_escape, text)


def _read_escape(match: re.Match[str]) -> str:
    if match[1]:
        return chr(int(match[1], 16))
    return "\n" if match[2] == "n" else match[2]


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]
    print("\n".join(make_positives()))  # noqa: T201 - it prints the table
