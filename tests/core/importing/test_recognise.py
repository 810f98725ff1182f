"""What the wording of made-up papers says of their fields, with its evidence."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.core.importing.blocks import (
    Align,
    CarriedFile,
    Cell,
    Heading,
    ImportedText,
    Paragraph,
    Piece,
    Table,
    plain_text,
)
from gongkai.core.importing.fields.known import Known
from gongkai.core.importing.proposals import Confidence, Proposal
from gongkai.core.importing.recognise import recognise

SURE, LIKELY, DOUBT = Confidence.CERTAIN, Confidence.LIKELY, Confidence.DOUBTFUL
_KNOWN = Known(
    body="示例市公安局",
    prefixes=("示公", "示公通"),
    subjects=("公安、安全、司法/公安", "综合政务/政务公开"),
    documents={
        "示例市犬只管理规定": "guifanxing/quanzhi-guanli",
        "示公规〔2021〕3号": "guifanxing/jiu-banfa",
        "示例市电动自行车登记办法": "guifanxing/diandong-dengji",
    },
)


def _text(lines: str, **properties: str) -> ImportedText:
    blocks = tuple(Paragraph((Piece(line),)) for line in lines.split("\n"))
    return ImportedText("a.docx", blocks, properties=properties)


def _read(text: ImportedText, *fields: str) -> list[tuple[object, Confidence]]:
    return [(p.value, p.confidence) for p in recognise(text, _KNOWN) if p.field in fields]


_PURPOSE = (
    "为规范犬只登记，保障公民人身安全，根据《示例市犬只管理规定》，"
    "我局制定了《示例市犬只登记办法》，现印发给你们。"
)
_NOTICE = f"""\
示例市公安局文件
示公通〔2026〕12号
示例市公安局关于印发《示例市犬只
登记办法》的通知
各分局，机关各部门：
{_PURPOSE}
本办法自2026年3月1日起施行，有效期5年。《示例市养犬登记办法》（示公规〔2021〕3号）同时废止。
附件：1.犬只登记申请表
2.登记网点一览表
示例市公安局
2026年1月5日
（此件公开发布）
示例市犬只登记办法
第一条 为规范犬只登记，制定本办法。
示例市民政局
2025年12月1日"""


def test_a_notice_with_all_its_elements() -> None:
    assert recognise(_text(_NOTICE), _KNOWN) == (
        Proposal(
            "title",
            "示例市公安局关于印发《示例市犬只登记办法》的通知",
            SURE,
            "第 3 段：“示例市公安局关于印发《示例市犬只”；第 4 段：“登记办法》的通知”"
            "（分行的标题已连为一行）",
        ),
        Proposal("document_number", "示公通〔2026〕12号", SURE, "第 2 段：“示公通〔2026〕12号”"),
        Proposal("issuer", "示例市公安局", SURE, "第 10 段：“示例市公安局”"),
        Proposal("made", "2026-01-05", SURE, "第 11 段：“2026年1月5日”"),
        Proposal("disclosure", "主动公开", SURE, "第 12 段：“（此件公开发布）”"),
        Proposal("genre", "通知", SURE, "第 4 段：“登记办法》的通知”"),
        Proposal(
            "summary",
            _PURPOSE,
            DOUBT,
            f"第 6 段：“{_PURPOSE}”（取自正文说明目的的第一句）",
        ),
        Proposal("effective", "2026-03-01", LIKELY, "第 7 段：“自2026年3月1日起施行”"),
        Proposal("expiry", "2031-03-01", LIKELY, "第 7 段：“有效期5年”（自施行之日起算5年）"),
        Proposal(
            "attachments",
            [{"title": "犬只登记申请表"}, {"title": "登记网点一览表"}],
            DOUBT,
            "第 8 段：“附件：1.犬只登记申请表”；第 9 段：“2.登记网点一览表”"
            "（列出2个附件，随文带来并对上的0个）",
        ),
        Proposal(
            "see_also", ["guifanxing/quanzhi-guanli"], LIKELY, "第 6 段：“《示例市犬只管理规定》”"
        ),
        Proposal(
            "repeals",
            ["guifanxing/jiu-banfa"],
            LIKELY,
            "第 7 段：“《示例市养犬登记办法》（示公规〔2021〕3号）”",
        ),
    )


_TITLES = {
    "示例市公安局关于公布开放日安排的通告\n现通告如下。": (
        "示例市公安局关于公布开放日安排的通告",
        SURE,
    ),
    "示例市公安局\n关于公布开放日安排\n的通告\n全体市民：": (
        "示例市公安局关于公布开放日安排的通告",
        SURE,
    ),
    "示例市公安局2026年度工作总结\n2026年，我局认真工作。": (
        "示例市公安局2026年度工作总结",
        LIKELY,
    ),
    "[市局]关于公布开放日安排的通告\n栏目：政策文件 发布时间：2026-01-08\n"
    "[市局]关于公布开放日安排的通告\n公民：": (
        "关于公布开放日安排的通告",
        SURE,
    ),
    "首页 > 政务公开 > 通知公告\n关于推进公示制度全过程记录制度\n法制审核制度的意见\n各分局：": (
        "关于推进公示制度全过程记录制度法制审核制度的意见",
        SURE,
    ),
    "示例市公安局对市人大\n第9号建议的答复\n李代表：": (
        "示例市公安局对市人大第9号建议的答复",
        LIKELY,
    ),
    "示例市停车管理办法\n（征求意见稿）\n第一章 总则": ("示例市停车管理办法", LIKELY),
    "示例市人民政府令\n第12号\n示例市停车管理办法\n第一条 为了停车。": (
        "示例市停车管理办法",
        LIKELY,
    ),
    "关 于 放 假 的 通 知\n各科室：": ("关于放假的通知", SURE),
    "2026年，我局认真贯彻条例，扎实推进政务公开。\n一、总体情况": None,
    "一、总体情况\n工作扎实。": None,
    "机密★1年\n特急\n示例市公安局关于某事的通知\n各分局：": ("示例市公安局关于某事的通知", SURE),
    "内部资料　注意保存\n示例市公安局关于某事的通知\n各分局：": (
        "示例市公安局关于某事的通知",
        SURE,
    ),
    "秘密文件管理规定\n第一条 为了加强管理，制定本规定。": ("秘密文件管理规定", LIKELY),
    "基本案情\n2026年1月，李某申请公开。": None,
    "公　告\n现将有关事项公告如下。": ("公告", LIKELY),
    "各分局：\n现将有关事项通知如下。": None,
    "": None,
}


@pytest.mark.parametrize(("lines", "expected"), _TITLES.items())
def test_title(lines: str, expected: tuple[str, Confidence] | None) -> None:
    assert _read(_text(lines), "title") == ([expected] if expected else [])


def test_title_that_only_the_page_states() -> None:
    text = _text("今年以来，我局扎实推进工作。", ArticleTitle="示例市公安局工作动态")
    assert _read(text, "title") == [("示例市公安局工作动态", LIKELY)]


def test_centred_lines_are_one_title() -> None:
    blocks = tuple(
        Paragraph((Piece(line),), Align.CENTER) for line in ("示例市公安局", "工作亮点", "材料")
    )
    assert _read(ImportedText("a.docx", blocks), "title") == [("工作亮点材料", LIKELY)]


_HEAD = (
    "{}\n示例市公安局关于某事的通知\n{}\n各分局：\n根据《某办法》（示府发〔2020〕1号），通知如下。"
)
_NUMBERS = {
    _HEAD.format("示公通〔2026〕12号", "　"): [("示公通〔2026〕12号", SURE)],
    _HEAD.format("　", "（示公通[2026]12号）"): [("示公通〔2026〕12号", SURE)],
    _HEAD.format("示公通〔2026〕12号　　签发人：李某", "　"): [("示公通〔2026〕12号", SURE)],
    _HEAD.format("示府发〔2026〕1号", "　"): [("示府发〔2026〕1号", LIKELY)],
    _HEAD.format("示公通〔2026〕12号", "示公发〔2026〕3号"): [
        ("示公通〔2026〕12号", DOUBT),
        ("示公发〔2026〕3号", DOUBT),
    ],
    _HEAD.format("示公通〔26〕12号", "　"): [("示公通〔26〕12号", DOUBT)],
    _HEAD.format("　", "　"): [],
    "示例市人民政府令\n第12号\n示例市停车管理办法\n第一条 为了停车。": [
        ("示例市人民政府令第12号", SURE)
    ],
    "发文字号：示公通〔2026〕12号　发布日期：2026-01-08\n工作动态": [("示公通〔2026〕12号", SURE)],
}


@pytest.mark.parametrize(("lines", "expected"), _NUMBERS.items())
def test_own_number(lines: str, expected: list[tuple[str, Confidence]]) -> None:
    assert _read(_text(lines), "document_number") == expected


_TAIL = "示例市公安局关于某事的通知\n各分局：\n通知如下。\n{}"
_SIGNED = {
    "示例市公安局\n2026年1月5日": [("示例市公安局", SURE), ("2026-01-05", SURE)],
    "示例市公安局　　二〇二六年一月五日": [("示例市公安局", SURE), ("2026-01-05", SURE)],
    "示 例 市 公 安 局\n2026 年 1 月 5 日": [("示例市公安局", SURE), ("2026-01-05", SURE)],
    "示例市公安局　示例市司法局\n2026年1月5日": [("示例市公安局", LIKELY), ("2026-01-05", SURE)],
    "示例市公安局\n202615": [("示例市公安局", SURE), ("2026-01-05", DOUBT)],
    "示例市公安局\n2026111": [
        ("示例市公安局", SURE),
        ("2026-01-11", DOUBT),
        ("2026-11-01", DOUBT),
    ],
    "示例市公安局\n2026年2月30日": [("示例市公安局", SURE), ("2026年2月30日", DOUBT)],
    "示例县民政局\n2026年1月5日": [("示例县民政局", DOUBT), ("2026-01-05", DOUBT)],
    "本局\n2026年1月5日\n附：\n示例市司法局\n2025年12月1日": [
        ("示例市司法局", DOUBT),
        ("2025-12-01", DOUBT),
    ],
    "2026年1月5日": [("示例市公安局", LIKELY), ("2026-01-05", LIKELY)],
    "到2026年1月5日为止": [("示例市公安局", LIKELY)],
}


@pytest.mark.parametrize(("lines", "expected"), _SIGNED.items())
def test_signature(lines: str, expected: list[tuple[str, Confidence]]) -> None:
    assert _read(_text(_TAIL.format(lines)), "issuer", "made") == expected


_ADOPTED = {
    "（2026年1月5日示例市人民政府第3次常务会议通过）": [("2026-01-05", LIKELY)],
    "2026年1月5日 示例市人民政府令第12号公布": [("2026-01-05", LIKELY)],
    "（2020年1月5日通过　2026年1月5日修订）": [("2020-01-05", DOUBT), ("2026-01-05", DOUBT)],
    "2020年1月5日通过\n2026年1月5日修订": [("2020-01-05", DOUBT), ("2026-01-05", DOUBT)],
}


@pytest.mark.parametrize(("note", "expected"), _ADOPTED.items())
def test_note_of_adoption(note: str, expected: list[tuple[str, Confidence]]) -> None:
    rest = "第一条 为了规范停车管理，制定本办法。"
    assert _read(_text(f"示例市停车管理办法\n{note}\n{rest}"), "made") == expected
    below = _read(_text(f"{note}\n{rest}"), "made", "title")
    assert below == expected


def test_broken_day_says_what_is_certain() -> None:
    text = _text(f"栏目：文件 发布时间：2026-01-08\n{_TAIL.format('示例市公安局')}\n202615")
    (made,) = (p for p in recognise(text) if p.field == "made")
    assert made.evidence == (
        "第 6 段：“202615”（缺少年月日的分隔，只有一种读法2026-01-05，早于发布日期3日，请对照原件）"
    )


def test_day_after_publication_is_doubted() -> None:
    text = _text(_TAIL.format("示例市公安局\n2026年1月5日"), PubDate="2026-01-04 09:30")
    assert _read(text, "made", "published") == [("2026-01-05", DOUBT), ("2026-01-04 09:30", DOUBT)]


_MARKS = {
    "（此件公开发布）": [("主动公开", SURE)],
    "(此件予以公开)": [("主动公开", SURE)],
    "此件主动公开": [("主动公开", SURE)],
    "（此件依申请公开）": [("依申请公开", SURE)],
    "（此件不予公开）": [("不予公开", SURE)],
    "（此件公开发布）\n（此件依申请公开）": [("主动公开", DOUBT), ("依申请公开", DOUBT)],
    "对标注为“此件予以公开”的文件，按时报送。": [],
    "（此件部分公开）": [],
}


@pytest.mark.parametrize(("lines", "expected"), _MARKS.items())
def test_openness(lines: str, expected: list[tuple[str, Confidence]]) -> None:
    assert _read(_text(_TAIL.format(lines)), "disclosure") == expected


_GENRES = {
    "示例市公安局关于某事的决定": [("决定", SURE)],
    "示例市公安局关于某事的复函": [("函", SURE)],
    "示例市公安局关于某事的意见（试行）": [("意见", SURE)],
    "示例市人民政府令": [("命令（令）", DOUBT)],
    "示例市公安局2026年工作报告": [("报告", DOUBT)],
    "示例市公安局工作要点": [],
    "示例市公安局2025年工作总结": [("其他", LIKELY)],
    "《示例市停车管理办法》政策解读": [("其他", LIKELY)],
}


@pytest.mark.parametrize(("title", "expected"), _GENRES.items())
def test_genre(title: str, expected: list[tuple[str, Confidence]]) -> None:
    assert _read(_text(f"{title}\n正文说明有关情况。"), "genre") == expected


def test_elements_stated_in_a_table() -> None:
    rows = (
        ("索引号", "0001/2026-00012", "主题分类", r"公安、安全、司法\公安"),
        ("发文机关", "市公安局", "成文日期", "2026年01月05日"),
        ("标题", "关于某事的通知", "发文字号", "示公通〔2026〕12号"),
        ("发布日期", "2026年01月08日", "主题词", "治安 管理"),
        ("公开方式", "主动公开", "体裁分类", "通知"),
    )
    table = Table(tuple(tuple(Cell(text) for text in row) for row in rows))
    text = ImportedText("a.html", (table, Paragraph((Piece("今年以来，我局扎实推进工作。"),))))
    assert {p.field: (p.value, p.confidence) for p in recognise(text, _KNOWN)} == {
        "title": ("关于某事的通知", LIKELY),
        "document_number": ("示公通〔2026〕12号", SURE),
        "issuer": ("示例市公安局", LIKELY),
        "made": ("2026-01-05", LIKELY),
        "published": ("2026-01-08", DOUBT),
        "disclosure": ("主动公开", LIKELY),
        "genre": ("通知", SURE),
        "subject": ("公安、安全、司法/公安", SURE),
        "keywords": (["治安", "管理"], LIKELY),
    }


_SUBJECTS = {
    "示例市公安局关于推进政务公开的意见": [("综合政务/政务公开", DOUBT)],
    "示例市公安局关于开放日安排的通知": [],
    "示例市公安局关于公安政务公开的通知": [],
    "主题分类：公安\n示例市公安局关于开放日安排的通知": [("公安、安全、司法/公安", SURE)],
    "主题分类：其他\n示例市公安局关于开放日安排的通知": [("其他", DOUBT)],
}


@pytest.mark.parametrize(("lines", "expected"), _SUBJECTS.items())
def test_subject(lines: str, expected: list[tuple[str, Confidence]]) -> None:
    assert _read(_text(f"{lines}\n各分局："), "subject") == expected


_RELATIONS = {
    "《旧办法》（示公规〔2021〕3号）同时废止。": [("repeals", ["guifanxing/jiu-banfa"], LIKELY)],
    "《甲办法》、《乙规定》（示府发〔2019〕2号）同时废止。": [
        ("repeals", ["《甲办法》", "《乙规定》（示府发〔2019〕2号）"], DOUBT)
    ],
    "决定废止《示例市犬只管理规定》。": [("repeals", ["guifanxing/quanzhi-guanli"], LIKELY)],
    "经研究，决定对《示例市犬只管理规定》作如下修改：": [
        ("amends", ["guifanxing/quanzhi-guanli"], LIKELY)
    ],
    "根据《示例市犬只管理规定》，制定本办法。": [
        ("see_also", ["guifanxing/quanzhi-guanli"], LIKELY)
    ],
    "根据《中华人民共和国某某法》，制定本办法。": [],
    "学习贯彻新修订的《甲条例》，修订完善《乙办法》。": [],
    "《甲办法》尚未废止。": [],
}


@pytest.mark.parametrize(("line", "expected"), _RELATIONS.items())
def test_relations(line: str, expected: list[tuple[str, object, Confidence]]) -> None:
    text = _text(_TAIL.format(line))
    fields = {"repeals", "amends", "replaces", "see_also", "interprets", "consults"}
    found = [p for p in recognise(text, _KNOWN) if p.field in fields]
    assert [(p.field, p.value, p.confidence) for p in found] == expected


_RELATED_TITLES = {
    "《示例市电动自行车登记办法》政策解读": ("interprets", LIKELY),
    "关于公开征求《示例市电动自行车登记办法》修订意见的公告": ("consults", LIKELY),
    "示例市公安局关于修改《示例市电动自行车登记办法》的决定": ("amends", LIKELY),
    "示例市公安局关于废止《示例市电动自行车登记办法》的决定": ("repeals", LIKELY),
}


@pytest.mark.parametrize(("title", "expected"), _RELATED_TITLES.items())
def test_relations_in_the_title(title: str, expected: tuple[str, Confidence]) -> None:
    found = recognise(_text(f"{title}\n正文说明情况。"), _KNOWN)
    related = [p for p in found if p.value == ["guifanxing/diandong-dengji"]]
    assert [(p.field, p.confidence) for p in related] == [expected]


_FORCE = {
    "本办法自2026年3月1日起施行，有效期至2028年2月28日。": [
        ("2026-03-01", LIKELY),
        ("2028-02-29", LIKELY),
    ],
    "本通知自印发之日起施行，有效期三年。": [("2026-01-05", LIKELY), ("2029-01-05", LIKELY)],
    "第二十条　本办法自2026年3月1日起施行。": [("2026-03-01", LIKELY)],
    "自2026年3月1日起，停止受理。": [],
    "居住证有效期为1年。": [],
    "本办法自2026年3月1日起施行。临时标识的有效期为2年。": [("2026-03-01", LIKELY)],
}


@pytest.mark.parametrize(("line", "expected"), _FORCE.items())
def test_force(line: str, expected: list[tuple[str, Confidence]]) -> None:
    text = _text(_TAIL.format(f"{line}\n示例市公安局\n2026年1月5日"))
    assert _read(text, "effective", "expiry") == expected


def test_attachments_that_came_along() -> None:
    lines = _TAIL.format("附件：1.犬只登记申请表\n2.网点一览表\n示例市公安局\n2026年1月5日")
    files = (CarriedFile("附件2网点一览表.XLSX", b""), CarriedFile("犬只登记申请表.docx", b""))
    text = ImportedText("a.docx", _text(lines).blocks, files=files)
    (found,) = (p for p in recognise(text) if p.field == "attachments")
    assert (found.value, found.confidence) == (
        [
            {"file": "犬只登记申请表.docx", "title": "犬只登记申请表.docx"},
            {"file": "附件2网点一览表.XLSX", "title": "网点一览表.xlsx"},
        ],
        LIKELY,
    )


def test_address_below_attachments_is_no_attachment() -> None:
    text = _text(_TAIL.format("附件:\nhttp://www.shili.example/1.jpg"))
    assert _read(text, "attachments") == []


_WORDS = (
    *_NOTICE.split("\n"),
    *(line for lines in _TITLES for line in lines.split("\n")),
    *(line for lines in _SIGNED for line in lines.split("\n")),
    *(line for lines in _NUMBERS for line in lines.split("\n")),
    *_RELATIONS,
    *_FORCE,
    *_MARKS,
)
_LINES = st.one_of(st.sampled_from(_WORDS), st.text())
_BLOCKS = st.one_of(
    st.builds(lambda line, align: Paragraph((Piece(line),), align), _LINES, st.sampled_from(Align)),
    st.builds(lambda line: Heading(1, (Piece(line),)), _LINES),
    st.lists(_LINES, min_size=2, max_size=2).map(lambda r: Table((tuple(map(Cell, r)),))),
)
_PLACES = re.compile(r"(?:第 \d+ 段|第 1 张表第 \d+ 行|属性 [^：]+)：“")


@given(
    st.lists(_BLOCKS, max_size=9),
    st.dictionaries(st.sampled_from(["PubDate", "ContentSource", "ArticleTitle", "文号"]), _LINES),
)
def test_every_quotation_is_in_the_text(
    blocks: list[Paragraph], properties: dict[str, str]
) -> None:
    text = ImportedText("a.docx", tuple(blocks), properties=properties)
    whole = "\n".join([*map(plain_text, blocks), *properties.values()])
    for proposal in recognise(text, _KNOWN):
        quoted = _PLACES.split(proposal.evidence)
        assert quoted[0] == ""
        assert all(_holds(whole, words) for words in quoted[1:])


def _holds(whole: str, words: str) -> bool:
    """Whether what is quoted, which a remark may follow, is in the text."""
    ends = [match.start() for match in re.finditer("”", words)]
    return any(words[:end] in whole for end in ends)
