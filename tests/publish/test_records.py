from __future__ import annotations

from dataclasses import replace

import pytest

from gongkai.core.site import build_site
from gongkai.publish.records import build_record, build_records, spell_pinyin
from gongkai.publish.search_record import SearchRecord
from tests.helpers.tree import CODE, PATH, judge, make_files, sign, write_document


def test_a_record_holds_every_text_that_the_public_sees() -> None:
    body = "\n第一段。\n\n| 甲 | 乙 |\n| --- | --- |\n| 1 | 2 |\n"
    more = {"attachments": ("{file: a.txt, title: 附表.txt}",), "keywords": ("冬季",)}
    files = make_files((PATH, write_document(body, **more)))
    files["content/tonggao/ceshi.files/a.txt"] = b"x"
    sign(files)
    assert [*build_records(build_site(judge(files)))] == [
        SearchRecord(
            url="tonggao/ceshi/",
            title="示例市测试局关于冬季办公时间的通告",
            blocks=(
                *("第一段。", "甲", "乙", "1", "2"),
                "公布冬季办公时间。",
                *("示测通〔2026〕1号", f"{CODE}/2026-00001", "示例市测试局"),
                *("附表.txt", "冬季"),
            ),
            column="tonggao",
            column_name="通告",
            published="2026-11-06",
            pinyin=spell_pinyin("示例市测试局关于冬季办公时间的通告"),
            document_number="示测通〔2026〕1号",
            issuer="示例市测试局",
            subject="综合政务/其他",
            genre="通告",
            validity="现行有效",
            disclosure="主动公开",
            unit="bangongshi",
            unit_name="办公室",
        )
    ]


def test_a_record_that_is_not_to_be_spelled_is_the_same_without_pinyin() -> None:
    files = make_files((PATH, write_document()))
    sign(files)
    (item,) = build_site(judge(files)).items
    assert build_record(item, spelled=False) == replace(build_record(item), pinyin="")


@pytest.mark.parametrize(
    ("title", "spelled"),
    [("办公时间", "bangongshijian bgsj"), ("", " "), ("2026年", "nian n")],
)
def test_titles_are_spelled_in_full_and_by_initials(title: str, spelled: str) -> None:
    assert spell_pinyin(title) == spelled
