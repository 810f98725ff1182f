from __future__ import annotations

from gongkai.core.standard_catalog import (
    BASIC_LABELS,
    STANDARD_LABELS,
    format_basic,
    format_standard,
    list_duties,
)
from tests.helpers import tree
from tests.helpers.site_models import build_documents, build_related, build_tiny

URL = "https://cs.shili.example/"


def test_basic_catalogue_is_the_columns() -> None:
    site = build_tiny()
    assert format_basic(list_duties(site), site.catalog) == (
        (
            "1",
            "法定主动公开内容",
            "通告",
            "通告",
            "公布本机关的通告。",
            "《政府信息公开条例》第二十条",
            "形成或变更之日起20个工作日内",
            "政府网站",
            "办公室",
            f"{URL}tonggao/",
            "全社会",
        ),
    )


def test_standard_catalogue_has_the_elements_that_the_types_ask_for() -> None:
    site = build_related()
    rows = format_standard(list_duties(site), site.catalog)
    assert rows == (
        (
            "1",
            "政策文件",
            "通告",
            "公布本机关的通告。要素：发文字号、体裁分类。",
            "《政府信息公开条例》第二十条",
            "形成或变更之日起20个工作日内",
            "示例市测试局（办公室）",
            "政府网站",
            "全社会",
            "主动",
            "本级",
        ),
        (
            "2",
            "法定主动公开内容",
            "政策解读",
            "解读本机关的文件。要素：解读的文件、解读形式、解读方案签批日期、解读要素。",
            "《政府信息公开条例》第二十条",
            "形成或变更之日起20个工作日内",
            "示例市测试局（业务科）",
            "政府网站",
            "全社会",
            "主动",
            "本级",
        ),
    )
    assert all(len(row) == len(STANDARD_LABELS) == len(BASIC_LABELS) for row in rows)


def test_other_channels_are_those_of_the_documents() -> None:
    site = build_documents(
        {
            f"content/tonggao/{name}.md": tree.write_document(
                document_number=f"示测通〔2026〕{number}号",
                index_number=f"{tree.CODE}/2026-{number:05}",
                channels=channels,
            )
            for number, (name, channels) in enumerate(
                {"a": ("政府公报", "政府网站"), "b": ("广播电视", "政府公报")}.items(), 1
            )
        }
    )
    assert [duty.channels for duty in list_duties(site)] == [("广播电视", "政府公报"), ()]
