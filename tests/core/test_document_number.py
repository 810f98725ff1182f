from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.core.document_number import (
    BrokenNumber,
    DocumentNumber,
    NumberForm,
    parse_document_number,
)

CORPUS = Path(__file__).resolve().parents[3] / "shared/corpus/document-numbers.txt"
NUMBER, ORDER, ANNOUNCEMENT = NumberForm

CLEAN = [
    ("示府发〔2026〕3号", NUMBER, "示府发", 2026, 3),
    ("国办公开办函〔2021〕30号", NUMBER, "国办公开办函", 2021, 30),
    ("沪府办发〔2013〕45号", NUMBER, "沪府办发", 2013, 45),
    ("示公（治）行罚决字〔2026〕10001号", NUMBER, "示公（治）行罚决字", 2026, 10001),
    ("示公通告〔2026〕3号", NUMBER, "示公通告", 2026, 3),
    ("示府令〔2026〕9号", NUMBER, "示府令", 2026, 9),
    ("日政发〔2026〕1号", NUMBER, "日政发", 2026, 1),
    ("A市发〔2026〕1号", NUMBER, "A市发", 2026, 1),
    ("国务院令第711号", ORDER, "国务院", None, 711),
    ("中华人民共和国主席令第七十号", ORDER, "中华人民共和国主席", None, 70),
    ("交通运输部令2016年第62号", ORDER, "交通运输部", 2016, 62),
    ("中国人民银行、财政部令第3号", ORDER, "中国人民银行、财政部", None, 3),
    ("国家税务总局公告2018年第13号", ANNOUNCEMENT, "国家税务总局", 2018, 13),
    ("公告2020年第5号", ANNOUNCEMENT, "", 2020, 5),
]


@pytest.mark.parametrize(("text", "form", "agency", "year", "serial"), CLEAN)
def test_clean(text: str, form: NumberForm, agency: str, year: int | None, serial: int) -> None:
    number = parse_document_number(text)
    assert isinstance(number, DocumentNumber)
    assert (number.form, number.agency, number.year, number.serial) == (form, agency, year, serial)
    assert (number.canonical, number.original, number.fixes) == (text, text, ())


MENDED = [
    ("国办发[2019]54号", "国办发〔2019〕54号", "括号改为〔〕"),
    ("国办发（2019）54号", "国办发〔2019〕54号", "括号改为〔〕"),
    ("国办发﹝2019﹞54号", "国办发〔2019〕54号", "括号改为〔〕"),
    ("国办发【2019〕54号", "国办发〔2019〕54号", "括号改为〔〕"),
    ("国办发<2019>54号", "国办发〔2019〕54号", "括号改为〔〕"),
    ("国办发〔２０１９〕５４号", "国办发〔2019〕54号", "全角字母、数字改为半角"),
    ("国办发 〔 2019 〕54 号", "国办发〔2019〕54号", "删去空格"),
    ("国办发\n〔2019〕54号", "国办发〔2019〕54号", "删去空格"),
    ("\u200b国办发〔2019〕\ufeff54号\u200d", "国办发〔2019〕54号", "删去不可见字符"),
    ("国办发〔2019〕第54号", "国办发〔2019〕54号", "删去“第”"),
    ("国办发〔2019〕054号", "国办发〔2019〕54号", "删去序号前的0"),
    ("国办发〔2019〕54", "国办发〔2019〕54号", "补“号”"),
    ("国办发〔2019〕号54", "国办发〔2019〕54号", "“号”移到序号之后"),
    ("国办发〔2019年〕54号", "国办发〔2019〕54号", "删去括号内的“年”"),
    ("国办发〔二○一九〕五十四号", "国办发〔2019〕54号", "中文数字改为阿拉伯数字"),
    ("国办发〔2019〕一百零五号", "国办发〔2019〕105号", "中文数字改为阿拉伯数字"),
    ("国办发〔2019〕54号〔〕", "国办发〔2019〕54号", "删去空括号"),
    ("国办发〔2019〕54號", "国办发〔2019〕54号", "“號”改为“号”"),
    ("发文字号：国办发〔2019〕54号", "国办发〔2019〕54号", "删去“发文字号”等字样"),
    ("（国办发〔2019〕54号）", "国办发〔2019〕54号", "删去首尾的标点"),
    ("“国办发〔2019〕54号”。", "国办发〔2019〕54号", "删去首尾的标点"),
    (
        "文号: 示公(治)行罚决字(2026)第07号",
        "示公(治)行罚决字〔2026〕7号",
        "删去“发文字号”等字样；删去空格；括号改为〔〕；删去序号前的0；删去“第”",
    ),
    ("示例省政府令 第102号", "示例省政府令第102号", "删去空格"),
    ("国务院令711号", "国务院令第711号", "补“第”"),
    ("国务院第711号令", "国务院令第711号", "“令”移到“第”之前"),
    ("示例局2020年第05号公告", "示例局公告2020年第5号", "删去序号前的0；“公告”移到“第”之前"),
    ("中华人民共和国主席令（第七十号）", "中华人民共和国主席令第七十号", "删去括号"),
    ("示例局公告2020第5号", "示例局公告2020年第5号", "补“年”"),
    ("公安部令第１２５号", "公安部令第125号", "全角字母、数字改为半角"),
]


@pytest.mark.parametrize(("text", "canonical", "fixes"), MENDED)
def test_mended(text: str, canonical: str, fixes: str) -> None:
    number = parse_document_number(text)
    assert isinstance(number, DocumentNumber)
    assert (number.canonical, number.original) == (canonical, text)
    assert "；".join(number.fixes) == fixes


BROKEN = [
    ("", "没有文号", ""),
    ("发文字号：", "没有文号", ""),
    ("无", "没有文号", ""),
    ("(2019)54号", "缺少机关代字", "〔2019〕54号"),
    ("〔2019〕第054号", "缺少机关代字", "〔2019〕54号"),
    ("公告〔2019〕54号", "缺少机关代字", ""),
    ("令第5号", "缺少发布机关", ""),
    ("事项的通知示府发〔2019〕39号", "机关代字前混入了标题或者正文", "示府发〔2019〕39号"),
    ("根据国办公开办函[2019]61号", "机关代字前混入了标题或者正文", "国办公开办函〔2019〕61号"),
    ("工作通知〔2019〕39号", "机关代字前混入了标题或者正文", ""),
    ("日辽政发〔2019〕39号", "机关代字前混入了标题或者正文", "辽政发〔2019〕39号"),
    ("其他〔2019〕39号", "机关代字不完整或者有误", ""),
    ("示例省人民政府示政函〔2019〕181号", "机关代字前多写了机关名称", "示政函〔2019〕181号"),
    ("示例省财政厅辽财农〔2019〕181号", "机关代字前多写了机关名称", "辽财农〔2019〕181号"),
    ("和国办发〔2019〕5号", "机关代字不完整或者有误", ""),
    ("示公治字第〔2019〕5号", "机关代字不完整或者有误", ""),
    ("示例市公安局交通管理支队车辆管理所发〔2019〕5号", "机关代字过长", ""),
    ("和国交通运输部令2018年第2号", "发布机关名称不完整", ""),
    ("关于废止部分文件的公告2020年第5号", "发布机关前混入了标题或者正文", ""),
    ("示府发〔2013〕45号、示府发〔2013〕46号", "含有两个以上文号", ""),
    ("示例局2018年第12号", "没有“令”“公告”字样，年份也未用括号括起", ""),
    ("示府发2013-45号", "年份未用括号括起", ""),
    ("示府发〔2013 45号", "括号不成对", ""),
    ("示府发2013〕45号", "括号不成对", ""),
    ("国务院令（第711号", "括号不成对", ""),
    ("示府发〔〕45号", "缺少年份", ""),
    ("示府发45号", "缺少年份", ""),
    ("示府发〔13〕45号", "括号内不是四位年份", ""),
    ("示府发〔1013〕45号", "年份有误", ""),
    ("示府发〔2013〕", "缺少序号", ""),
    ("示府发〔2013〕0号", "序号为零", ""),
    ("示府发〔2013〕一百五号", "序号不成数字", ""),
    ("国务院令第十百号", "序号不成数字", ""),
    ("示府发〔2013〕45号文", "“号”后有多余文字", ""),
    ("示府发〔2013〕45期", "序号后不是“号”", ""),
    ("示府发〔2013〕5-1号", "机关代字或者序号中有不应有的字符", ""),
    ("示 府发〔2013〕45号", "机关代字或者名称中间有空格", ""),
    ("国家 税务总局公告2020年第5号", "机关代字或者名称中间有空格", ""),
    ("示府发〔2013〕45号" * 20, "文字过长，不是一个文号", ""),
    ("2013", "不是发文字号、令号或者公告号的写法", ""),
]


@pytest.mark.parametrize(("text", "reason", "suggestion"), BROKEN)
def test_broken(text: str, reason: str, suggestion: str) -> None:
    assert parse_document_number(text) == BrokenNumber(text, reason, suggestion)


def assert_consistent(text: str) -> None:
    number = parse_document_number(text)
    assert number.original == text
    if isinstance(number, DocumentNumber):
        assert (number.canonical == text) == (number.fixes == ())
        again = parse_document_number(number.canonical)
        assert isinstance(again, DocumentNumber)
        assert (again.canonical, again.fixes) == (number.canonical, ())
        parts = (number.form, number.agency, number.year, number.serial)
        assert (again.form, again.agency, again.year, again.serial) == parts


@given(
    st.text()
    | st.text("示府发国务院令公告第号年〔〕（）[]2019０一百零十、 \u200b：的", max_size=20)
)
def test_any_text_is_judged(text: str) -> None:
    assert_consistent(text)


@given(st.data())
def test_any_assembled_number_is_judged(data: st.DataObject) -> None:
    slots = (
        ("", "发文字号：", "（", "\u200b"),
        ("", "示府发", "示公(治)字", "国务院", "示 府发", "的通知示府发"),
        ("", " ", "令", "公告"),
        ("〔", "（", "[", "", " ("),
        ("2019", "２０１９", "二〇一九", "19", "2019年", ""),
        ("〕", "）", "]", "", ") "),
        ("", "第", "号", " 第"),
        ("5", "005", "0", "五十", "十", "１２", "5-1", "99999999999"),
        ("号", "", " 号", "號", "号〔〕", "号）", "号令", "号。"),
    )
    assert_consistent("".join(data.draw(st.sampled_from(slot)) for slot in slots))


_PAGE = Path(__file__).resolve().parents[2] / "handbook/document-numbers.md"
_ROW = re.compile(r"^\| ([^|`]+) \| ([0-9]+) \| `([^`]+)` \|(?: (?:`([^`]+)` )?\|)?$", re.MULTILINE)


def _read_page() -> dict[str, tuple[int, str, str]]:
    """Name, count, example and result of each row of the handbook's page."""
    rows = _ROW.findall(_PAGE.read_text("utf-8"))
    return {
        name: (int(count), example.replace("U+200B", "\u200b"), result)
        for name, count, example, result in rows
    }


def _classify(text: str) -> tuple[str, ...]:
    """The rows of the page that count a text."""
    number = parse_document_number(text)
    if isinstance(number, BrokenNumber):
        return "不能确定", number.reason
    state = "改正后规范" if number.fixes else "写法规范"
    return f"{number.form}，{state}", *number.fixes


def test_examples_of_the_handbook() -> None:
    page = _read_page()
    assert len(page) == 6 + 19 + 24
    for name, (_, example, result) in page.items():
        number = parse_document_number(example)
        assert name in _classify(example)
        if result:
            read = number.suggestion if isinstance(number, BrokenNumber) else number.canonical
            assert read == result


@pytest.mark.skipif(not CORPUS.exists(), reason="no collection beside the checkout")
def test_printed_numbers() -> None:
    lines = CORPUS.read_text("utf-8").removesuffix("\n").split("\n")
    texts = [line.replace("\\n", "\n") for line in lines]
    for text in texts:
        assert_consistent(text)
    found = Counter(row for text in texts for row in _classify(text))
    assert found == Counter({name: count for name, (count, _, _) in _read_page().items() if count})
    assert len(texts) == 17174
