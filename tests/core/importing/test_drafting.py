from __future__ import annotations

from datetime import date

import pytest

from gongkai.core.importing.blocks import (
    ImportedText,
    ImportRefusedError,
    Loss,
    Paragraph,
    Piece,
    plain_text,
)
from gongkai.core.importing.drafting import (
    choose_type,
    fill_fields,
    refuse_boundless,
    refuse_classified,
    take_out,
)
from gongkai.core.importing.proposals import Confidence, Proposal

FIELDS: dict[str, object] = {
    "title": "【待填写】写出文件标题",
    "category": "tonggao",
    "type": "gongwen",
    "disclosure": "主动公开",
    "made": date(2026, 11, 20),
    "issuer": "示例市测试局",
    "document_number": "【待填写】机关代字〔年份〕序号",
    "index_number": "X/2026-00001",
    "unit": "bangongshi",
    "drafter": "r01",
    "revision": 1,
}
CERTAIN, LIKELY, DOUBTFUL = Confidence.CERTAIN, Confidence.LIKELY, Confidence.DOUBTFUL


def propose(field: str, value: object, confidence: Confidence = CERTAIN) -> Proposal:
    return Proposal(field, value, confidence, "第 1 段")


def text(*lines: str) -> ImportedText:
    return ImportedText("x.docx", tuple(Paragraph((Piece(line),)) for line in lines))


@pytest.mark.parametrize(
    ("proposals", "field", "value"),
    [
        ([], "made", "【待填写】形成或变更之日，如 2026-01-31"),
        ([propose("made", "2026-11-02")], "made", date(2026, 11, 2)),
        ([propose("made", "2026-11-02", LIKELY)], "made", date(2026, 11, 2)),
        (
            [propose("made", "2026-11-02", DOUBTFUL)],
            "made",
            "【待填写】请核对：2026-11-02",
        ),
        (
            [propose("made", "2026-11-02"), propose("made", "2026-11-03")],
            "made",
            "【待填写】请核对：2026-11-02；2026-11-03",
        ),
        ([propose("keywords", ["养犬", "登记"])], "keywords", ["养犬", "登记"]),
        ([propose("unit", "yewu")], "unit", "bangongshi"),
        ([propose("index_number", "Y/2020-00009")], "index_number", "X/2026-00001"),
        ([propose("summary", "说明", DOUBTFUL)], "summary", None),
    ],
)
def test_only_what_is_sure_is_written(proposals: list[Proposal], field: str, value: object) -> None:
    fields, _ = fill_fields(FIELDS, proposals)
    assert fields.get(field) == value


def test_every_proposal_is_told_with_its_evidence() -> None:
    _, rows = fill_fields(
        FIELDS, [propose("title", "标题"), propose("made", "2026-11-02", DOUBTFUL)]
    )
    assert [(row.field, row.name, row.value, row.written) for row in rows] == [
        ("title", "名称", "标题", True),
        ("made", "成文日期", "2026-11-02", False),
    ]


@pytest.mark.parametrize("confidence", Confidence)
def test_what_is_not_to_be_disclosed_is_refused(confidence: Confidence) -> None:
    with pytest.raises(ImportRefusedError, match="依申请公开"):
        fill_fields(FIELDS, [propose("disclosure", "依申请公开", confidence)])


@pytest.mark.parametrize(
    "mark", ["秘密", "机密★10年", "秘 密 ★ 1 年", "密级：绝密", "000012 机密★长期"]
)
def test_marks_of_secrets_are_refused(mark: str) -> None:
    with pytest.raises(ImportRefusedError, match="密级"):
        refuse_classified(text(mark, "关于某事的通知"))
    with pytest.raises(ImportRefusedError, match="密级"):
        refuse_classified(ImportedText("x", (), losses=(Loss("页眉", "页眉", mark),)))


@pytest.mark.parametrize("line", ["保守国家秘密法", "秘密事项的管理", "涉及国家秘密的，不予公开。"])
def test_words_about_secrets_are_no_marks(line: str) -> None:
    refuse_classified(text(line))


def test_title_and_number_leave_the_body_and_are_told() -> None:
    whole = text(
        "示测通〔2026〕1号", "示例市测试局关于冬季办公时间的通告", "各单位：", "时间如下。"
    )
    filled = {
        **FIELDS,
        "title": "示例市测试局关于冬季办公时间的通告",
        "document_number": "示测通〔2026〕1号",
    }
    rest, removed = take_out(whole, filled)
    assert [plain_text(block) for block in rest.blocks] == ["各单位：", "时间如下。"]
    assert [(part.name, part.text) for part in removed] == [
        ("发文字号", "示测通〔2026〕1号"),
        ("名称", "示例市测试局关于冬季办公时间的通告"),
    ]


def test_what_is_no_field_stays_in_the_body() -> None:
    whole = text("示例市测试局关于冬季办公时间的通告", "各单位：", "时间如下。")
    assert take_out(whole, FIELDS) == (whole, ())


@pytest.mark.parametrize(
    ("types", "said", "chosen"),
    [
        (("banshi-zhinan", "gongwen", "tongji"), ("title", "document_number", "genre"), "gongwen"),
        (("tonggao", "gongwen"), ("title", "made", "issuer"), "tonggao"),
        (("gongwen", "tonggao"), ("title", "document_number", "genre"), "gongwen"),
        (("dengji", "gongwen"), ("title",), "gongwen"),
        (("zhidu", "tonggao"), (), "zhidu"),
    ],
)
def test_the_type_is_the_one_that_the_text_fits(
    types: tuple[str, ...], said: tuple[str, ...], chosen: str
) -> None:
    proposals = [Proposal(name, "甲", Confidence.CERTAIN, "第 1 段：“甲”") for name in said]
    assert choose_type(types, proposals) == chosen


@pytest.mark.parametrize(
    ("texts", "message"),
    [
        (["甲"] * 50_001, "正文超过 50000 段"),
        (["甲" * 200_001], "有一段超过 200000 字"),
    ],
)
def test_what_nobody_wrote_is_not_worked_on(texts: list[str], message: str) -> None:
    blocks = tuple(Paragraph((Piece(text),)) for text in texts)
    with pytest.raises(ImportRefusedError, match=message):
        refuse_boundless(ImportedText("a.txt", blocks))
    refuse_boundless(ImportedText("a.txt", (Paragraph((Piece("甲" * 200_000),)),) * 2))
