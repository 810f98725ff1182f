"""Five texts as sites printed them: what stands where was read by eye, no more is found."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from gongkai.core.importing.blocks import Heading, ImportedText, plain_text
from gongkai.core.importing.fields.head import HeadPart, find_head
from gongkai.core.importing.garbled import mend
from gongkai.core.importing.garbled_kinds import Damage
from gongkai.core.importing.proposals import Confidence
from gongkai.core.importing.recognise import recognise
from gongkai.publish.importing.mending import simplify_text
from gongkai.publish.importing.text_file import read_text

_SEEDS = Path(__file__).parents[4] / "shared/seeds"
pytestmark = pytest.mark.skipif(not _SEEDS.exists(), reason="no seeds beside the checkout")
SURE, LIKELY, DOUBT = Confidence.CERTAIN, Confidence.LIKELY, Confidence.DOUBTFUL


def _read(number: int) -> ImportedText:
    return read_text((_SEEDS / f"seed-00{number}.txt").read_bytes(), f"seed-00{number}.txt")


def _fields(text: ImportedText) -> dict[str, tuple[str, Confidence, int]]:
    """Value (by its first and last characters), confidence and paragraph of each field."""
    return {
        p.field: (str(p.value), p.confidence, int(re.findall(r"第 (\d+) 段", p.evidence)[0]))
        for p in recognise(text)
    }


def _hash(value: str) -> str:
    """A value that is not to be copied here: its ends and its length."""
    return f"{value[:3]}…{value[-3:]}{len(value)}"


def test_summary_of_a_branch_has_a_title_and_nothing_more() -> None:
    fields = _fields(mend(_read(0)).text)
    assert {name: (_hash(value), *rest) for name, (value, *rest) in fields.items()} == {
        "title": ("区公安…开总结19", LIKELY, 1),
        "genre": ("其他…其他2", LIKELY, 1),
    }


@pytest.mark.parametrize("number", [1])
def test_text_without_any_element_has_none(number: int) -> None:
    assert _fields(mend(_read(number)).text) == {}
    assert _fields(simplify_text(_read(number))) == {}


def test_numbers_that_a_report_cites_are_not_its_own() -> None:
    fields = _fields(mend(_read(2)).text)
    assert {name: rest for name, (_, *rest) in fields.items()} == {"summary": [DOUBT, 1]}


def test_glossed_notice() -> None:
    text = mend(_read(3)).text
    fields = _fields(simplify_text(text))
    assert {name: (_hash(value), *rest) for name, (value, *rest) in fields.items()} == {
        "title": ("关于印…的通知29", SURE, 1),
        "issuer": ("上海市…公安局6", SURE, 5),
        "made": ("201…-2810", SURE, 6),
        "genre": ("通知…通知2", SURE, 1),
        "summary": ("根据上…执行。95", DOUBT, 3),
    }
    assert fields["made"][0] == "2013-08-28"
    assert _fields(text)["made"] == ("2013-08-28", SURE, 6)
    assert _fields(text)["title"][1:] == (LIKELY, 1)


def test_glosses_are_gone_and_the_rest_is_told() -> None:
    found = mend(_read(3))
    counts = Counter((g.spot.kind, g.spot.mended) for g in found.garbles)
    assert counts == {
        (Damage.GLOSS, True): 444,
        (Damage.SHIFTED, False): 19,
        (Damage.LOST, False): 3,
        (Damage.TRADITIONAL, False): 1,
    }
    lines = [plain_text(block) for block in found.text.blocks]
    # What a reader expects: no Latin letter is left but in the shifted paragraphs and in APP.
    sound = [line for line in lines if not line.startswith("?")]
    assert {word for line in sound for word in re.findall("[A-Za-zÀ-ɏ]+", line)} == set()
    assert _hash(lines[0]) == "關于印…的通知29"
    shifted = [g for g in found.garbles if g.spot.kind is Damage.SHIFTED]
    assert [g.spot.reading.partition("）")[0] for g in shifted] == [
        f"（{n}"
        for n in (
            *(
                "二",
                "三",
                "四",
                "五",
                "六",
                "七",
                "八",
                "十",
                "十一",
                "十二",
                "十四",
                "十五",
                "十六",
            ),
            *("十七", "十八", "十九", "二十", "二十一", "二十二"),
        )
    ]
    assert shifted[2].spot.reading.startswith("（四）做好突發事件和群眾關注熱點問題")
    assert shifted[3].spot.reading.startswith("（五）突出抓好工程建設領域信息公開")


def test_notice_with_the_marks_of_its_site() -> None:
    text = mend(_read(4)).text
    fields = _fields(text)
    assert {name: (_hash(value), *rest) for name, (value, *rest) in fields.items()} == {
        "title": ("省公安…的通知33", SURE, 1),
        "issuer": ("湖北省…办公室9", SURE, 6),
        "made": ("201…-1510", DOUBT, 7),
        "published": ("201…-1810", DOUBT, 2),
        "disclosure": ("主动公…动公开4", SURE, 8),
        "genre": ("通知…通知2", SURE, 1),
    }
    assert (fields["made"][0], fields["published"][0]) == ("2019-07-15", "2019-07-18")
    (made,) = (p for p in recognise(text) if p.field == "made")
    assert "只有一种读法2019-07-15，早于发布日期3日" in made.evidence
    assert list(find_head(text).values()) == [HeadPart.TITLE, HeadPart.PAGE, HeadPart.TITLE]


_HEADINGS = {0: [3, 4], 1: [7, 2], 2: [12, 7], 3: [5], 4: [4]}


@pytest.mark.parametrize(("number", "counts"), _HEADINGS.items())
def test_headings(number: int, counts: list[int]) -> None:
    """How many of the first level, of the second …, as counted by eye."""
    levels = Counter(block.level for block in _read(number).blocks if isinstance(block, Heading))
    assert [levels[level] for level in sorted(levels)] == counts


def test_tables_that_lost_their_shape_are_told() -> None:
    losses = _read(1).losses
    assert [loss.what for loss in losses] == ["表格"] * 3
    assert sum(int(re.match("[0-9]+", loss.detail)[0]) for loss in losses) == 48  # type: ignore[index]
