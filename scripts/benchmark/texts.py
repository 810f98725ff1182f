"""The texts that a benchmark is made of: from the corpus folder, or made up."""

from __future__ import annotations

import random
import tarfile
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate, islice
from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

ARCHIVE = "documents-20000.tar.gz"
MOST = 20_000
"""Texts of the corpus."""
SELECTIONS = {1000: "first-1000.txt", 5000: "first-5000.txt"}


@dataclass(frozen=True, slots=True)
class RawText:
    """One text as it was found."""

    name: str
    """`<kind>/<short name>.md`."""
    fields: Mapping[str, str]
    body: str

    @property
    def kind(self) -> str:
        """The folder it comes from, as `laws`."""
        return self.name.partition("/")[0]


def read_corpus(folder: Path, count: int) -> Iterator[RawText]:
    """The first texts of the smallest selection that is large enough, in the archive's order."""
    wanted = _select(folder, count)
    taken = 0
    with tarfile.open(folder / ARCHIVE) as archive:
        for member in archive:
            name = member.name.removeprefix("./")
            if taken == count:
                return
            if not name.endswith(".md") or (wanted is not None and name not in wanted):
                continue
            file = archive.extractfile(member)
            if file is not None:
                taken += 1
                yield parse_text(name, file.read().decode("utf-8", "replace"))


def _select(folder: Path, count: int) -> frozenset[str] | None:
    for size, name in SELECTIONS.items():
        if count <= size:
            return frozenset((folder / name).read_text("utf-8").split()[:count])
    return None


def parse_text(name: str, text: str) -> RawText:
    """A Markdown file with front-matter in its parts."""
    _, head, body = text.split("---\n", 2)
    values = yaml.load(head, Loader=yaml.CBaseLoader)  # noqa: S506 - it makes nothing but text
    return RawText(name, values, body)


_BODIES = ("办公室", "法制支队", "治安支队", "交警支队", "户政科", "出入境管理支队", "科技信息科")
_MATTERS = (
    "居住登记", "犬只管理", "烟花爆竹经营燃放", "电动自行车登记", "出入境证件办理", "户口迁移",
    "大型群众性活动安全", "保安服务", "旅馆业治安", "印章刻制", "道路临时停车", "校园周边秩序",
)  # fmt: skip
_ACTS = ("加强", "规范", "调整", "优化", "整治", "改进", "公布")
_PLACES = ("望湖区", "临江区", "青石县", "北坡镇", "南门街道", "新桥街道", "东河工业园")
_CLAUSES = (
    "{body}会同{place}有关部门负责{matter}的日常工作，每{n}日通报一次进展情况。",
    "申请{matter}的，应当提交身份证明和{m}份书面材料；材料不齐的，窗口人员应当一次告知。",
    "{place}自{year}年{month}月{day}日起{act}{matter}，由{body}负责解释。",
    "办理{matter}的期限为{n}个工作日，情况复杂的可以延长{m}个工作日，并书面说明理由。",
    "{year}年{place}共受理{matter}事项{many}件，办结{few}件，群众满意率百分之{n}。",
    "单位和个人发现违反{matter}规定的行为，可以向{body}反映，电话0999-5550{number}。",
    "（{m}）在{place}设立{matter}咨询点{n}处，工作时间为上午九时至下午五时；",
    "{body}工作人员在{matter}中弄虚作假、推诿拖延的，依照有关规定处理。",
)
_GENRES = ("通知", "意见", "通告", "决定")
_CHARACTERS = (
    "安办保报备本必编标部才财采参产常厂场车成承城程出初处传创次达大带单当导到道得登等地定动度端对多发法"
    "范防房放费分服负复改干岗高告格工公供共构购管规国过合和核户环会活机基及级急集计技际济价监间检建健将交"
    "教阶接节结解经警居局举具决开考科可客空控口快矿类立利联量料林领流楼路绿律落码贸门面民名明目能农培配评"
    "平期企起气签强勤清情区取全权群人任日容入商设社申审升生声施十时实食使市示事试收手首受书输数水税说司送"
    "速损所台提体天条调通同统投图推外完网为维位文问务息习系先显现线限相项效协新信行需许续选学压验养要业一"
    "医依宜以义议易益意引应营用优由游有于育预原源远院约运在则增展站章照者整政支知职指质治智中种重周主助住"
    "注专转装资自综总租组作"
)
_WORDS = 6000
_PAUSE, _END = "，", "。"
_FIRST_DAY = date(2015, 1, 5)
_DAYS = 4200


class _Speech:
    """Words that mean nothing, as frequent as words of a language are: the n-th once in n."""

    def __init__(self, draw: random.Random) -> None:
        self._draw = draw
        lengths = draw.choices((2, 2, 2, 3, 4), k=_WORDS)
        self._words = ["".join(draw.choices(_CHARACTERS, k=length)) for length in lengths]
        self._weights = list(accumulate(1 / rank for rank in range(3, _WORDS + 3)))

    def say(self, sentences: int) -> str:
        """Some sentences."""
        lengths = self._draw.choices(range(4, 12), k=2 * sentences)
        words = iter(self._draw.choices(self._words, cum_weights=self._weights, k=sum(lengths)))
        halves = ("".join(islice(words, length)) for length in lengths)
        return "".join(half + (_END if n % 2 else _PAUSE) for n, half in enumerate(halves))


def generate(count: int, seed: int) -> Iterator[RawText]:
    """Made-up texts of the corpus' mean length, no two alike, the same for the same seed."""
    draw = random.Random(seed)  # noqa: S311 - texts, not secrets
    speech = _Speech(draw)
    for number in range(count):
        matter, place = draw.choice(_MATTERS), draw.choice(_PLACES)
        title = f"关于{place}{draw.choice(_ACTS)}{matter}工作的{draw.choice(_GENRES)}"
        day = _FIRST_DAY + timedelta(days=draw.randrange(_DAYS))
        paragraphs = []
        for chapter in range(draw.randint(3, 8)):
            heading = f"## 第{'一二三四五六七八'[chapter]}部分　{draw.choice(_MATTERS)}"
            paragraphs += [heading, _draw_clause(draw)]
            paragraphs += [speech.say(draw.randint(1, 4)) for _ in range(draw.randint(1, 5))]
        fields = {"title": title, "date": str(day), "category": "综合政务"}
        name = f"generated/{day:%Y%m%d}-{number:06}.md"
        yield RawText(name, fields, "\n\n".join(paragraphs) + "\n")


def _draw_clause(draw: random.Random) -> str:
    return draw.choice(_CLAUSES).format(
        body=draw.choice(_BODIES),
        place=draw.choice(_PLACES),
        matter=draw.choice(_MATTERS),
        act=draw.choice(_ACTS),
        year=draw.randint(2015, 2026),
        month=draw.randint(1, 12),
        day=draw.randint(1, 28),
        n=draw.randint(2, 60),
        m=draw.randint(1, 9),
        many=draw.randint(5000, 90000),
        few=draw.randint(100, 4999),
        number=draw.randint(100, 999),
    )
