from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

from gongkai.publish.exports.api import PER_PAGE, list_api_files
from gongkai.publish.exports.gkmlpt import list_gkmlpt_files, number
from tests.helpers import tiny_site
from tests.helpers import tree as helper
from tests.helpers.site_models import build_documents, build_related, build_tiny

if TYPE_CHECKING:
    from collections.abc import Callable

    from gongkai.core.site import SiteModel

URL = "https://cs.shili.example/"
GUIDE = "tonggao/zixun-dianhua"


def read_api() -> dict[str, Any]:
    return {path: json.loads(data) for path, data in list_api_files(build_tiny())}


def test_these_files_are_the_interface() -> None:
    files = dict(list_api_files(build_tiny()))
    assert list(files) == [
        "api/v1/schema.json",
        "api/v1/index.json",
        "api/v1/items/1.json",
        "api/v1/latest.json",
        "api/v1/columns.json",
        "api/v1/columns/tonggao.json",
        "api/v1/units.json",
        "api/v1/units/bangongshi.json",
        "api/v1/areas.json",
        "api/v1/areas/zd-tonggao.json",
        "api/v1/years/2026.json",
        "api/v1/ended.json",
        "api/v1/documents/tonggao/chuangkou-shijian.json",
        f"api/v1/documents/{GUIDE}.json",
    ]
    assert dict(list_api_files(build_tiny())) == files


ITEM = {
    "id": GUIDE,
    "title": "示例市测试局关于公布咨询电话的通告",
    "index_number": "11990000MB9900013U/2026-00001",
    "published": "2026-11-06T09:30+08:00",
    "validity": "现行有效",
    "url": f"{URL}{GUIDE}/",
    "data": f"{URL}api/v1/documents/{GUIDE}.json",
    "summary": "本局咨询电话为0999-5550990，工作日9时至17时有人接听。",
    "made": "2026-11-02",
    "issuer": "示例市测试局",
    "document_number": "示测通〔2026〕1号",
    "subject": "综合政务/其他",
    "genre": "通告",
    "disclosure": "主动公开",
    "type": "gongwen",
    "type_name": "公文",
    "column": "tonggao",
    "also_in": [],
    "unit": "bangongshi",
    "art20": 1,
    "keywords": [],
    "revision": 1,
    "changed": None,
    "effective": None,
    "expiry": None,
}
BRIEF = {
    name: ITEM[name]
    for name in ("id", "title", "index_number", "published", "validity", "url", "data")
}


def test_a_document_is_told_whole() -> None:
    assert read_api()[f"api/v1/documents/{GUIDE}.json"] == {
        "schema": "gongkai-api/v1",
        "kind": "document",
        "item": ITEM,
        "relations": [],
        "attachments": [
            {
                "title": "咨询电话一览表.txt",
                "url": f"{URL}{GUIDE}/dianhua-biao.txt",
                "media_type": "text/plain",
                "size": 46,
                "sha256": hashlib.sha256(tiny_site.ATTACHMENTS[tiny_site.TABLE]).hexdigest(),
            }
        ],
        "annual": None,
        "proof": f"{URL}{GUIDE}/proof.json",
    }


def test_lists_are_in_brief_and_newest_first() -> None:
    files = read_api()
    column = files["api/v1/columns/tonggao.json"]
    assert column["items"][1] == BRIEF
    assert {name: value for name, value in column.items() if name != "items"} == {
        "schema": "gongkai-api/v1",
        "kind": "column",
        "id": "tonggao",
        "name": "通告",
        "total": 2,
    }
    for path in ("units/bangongshi", "areas/zd-tonggao", "years/2026"):
        assert files[f"api/v1/{path}.json"]["items"] == column["items"]
    assert files["api/v1/latest.json"]["items"][1] == ITEM


def test_pages_count_from_the_oldest() -> None:
    documents = {
        f"content/tonggao/d{n:03}.md": helper.write_document(
            title=f"第{n}号通告",
            document_number=f"示测通〔2026〕{n}号",
            index_number=f"{helper.CODE}/2026-{n:05}",
        )
        for n in range(1, PER_PAGE + 2)
    }
    files = {path: json.loads(data) for path, data in list_api_files(build_documents(documents))}
    first, second = (files[f"api/v1/items/{n}.json"] for n in (1, 2))
    ids = [item["id"] for page in (first, second) for item in page["items"]]
    newest = [item["id"] for item in files["api/v1/years/2026.json"]["items"]]
    assert ids == newest[::-1]
    assert (first["previous"], first["next"]) == (None, f"{URL}api/v1/items/2.json")
    assert (second["previous"], second["next"]) == (f"{URL}api/v1/items/1.json", None)
    assert (second["total"], second["pages"], second["page"]) == (PER_PAGE + 1, 2, 2)
    latest = files["api/v1/latest.json"]
    assert (latest["previous"], len(latest["items"])) == (f"{URL}api/v1/items/2.json", 50)


@pytest.mark.parametrize("build", [build_tiny, build_related])
def test_every_file_is_as_the_schema_says(build: Callable[[], SiteModel]) -> None:
    files = {path: json.loads(data) for path, data in list_api_files(build())}
    schema = files.pop("api/v1/schema.json")
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    for path, value in files.items():
        assert [error.message for error in validator.iter_errors(value)] == [], path
    wrong = files["api/v1/index.json"] | {"total": -1}
    assert not validator.is_valid(wrong)
    assert not validator.is_valid(files["api/v1/index.json"] | {"more": 1})


def test_relations_and_ends_are_told() -> None:
    files = {path: json.loads(data) for path, data in list_api_files(build_related())}
    assert files["api/v1/documents/tonggao/a.json"]["relations"] == [
        {
            "relation": "废止本文的文件",
            "id": "tonggao/c",
            "title": "第三号通告",
            "url": f"{URL}tonggao/c/",
        }
    ]
    assert read_api()["api/v1/ended.json"]["ended"] == [
        {
            "id": "tonggao/linshi-guanzhi",
            "state": "已撤回",
            "index_number": "11990000MB9900013U/2026-00003",
            "since": "2026-11-18 10:00",
            "reason": "公示期满",
            "notice": "公示期满，按规定撤下。",
            "url": f"{URL}tonggao/linshi-guanzhi/",
        }
    ]


def test_harvesters_of_common_portals_find_the_names_they_know() -> None:
    files = {path: json.loads(data) for path, data in list_gkmlpt_files(build_related())}
    assert list(files) == [
        f"gkmlpt/api/all/{name}" for name in ("0", "tonggao", "jiedu", "dongtai")
    ]
    assert files["gkmlpt/api/all/dongtai"] == {"total": 0, "articles": []}
    whole = files["gkmlpt/api/all/0"]
    assert whole["total"] == 4
    assert files["gkmlpt/api/all/tonggao"] == whole
    assert whole["articles"][0] == {
        "id": number("tonggao/a"),
        "title": "第一号通告",
        "publisher": "示例市测试局",
        "source": "示例市测试局",
        "document_number": "示测通〔2026〕1号",
        "identifier": "11990000MB9900013U/2026-00001",
        "abstract": "公布冬季办公时间。",
        "keywords": "",
        "date": 1793928600,
        "created_at": "2026-11-06 09:30",
        "create_time": 1793928600,
        "first_publish_time": 1793928600,
        "display_publish_time": 1793928600,
        "classify_main_name": "通告",
        "classify_genre_name": "通告",
        "classify_theme_name": "综合政务/其他",
        "url": f"{URL}tonggao/a/",
        "post_url": f"{URL}tonggao/a/",
        "is_expired": 0,
        "is_abolished": 1,
        "relation": [
            {
                "name": "废止本文的文件",
                "id": number("tonggao/c"),
                "url": f"{URL}tonggao/c/",
            }
        ],
    }
    assert [article["is_expired"] for article in whole["articles"]] == [0, 1, 0, 0]


def test_further_pages_stand_beside_the_first() -> None:
    documents = {
        f"content/tonggao/d{n:03}.md": helper.write_document(
            document_number=f"示测通〔2026〕{n}号",
            index_number=f"{helper.CODE}/2026-{n:05}",
        )
        for n in range(1, 102)
    }
    files = {
        path.removeprefix("gkmlpt/api/all/"): json.loads(data)
        for path, data in list_gkmlpt_files(build_documents(documents))
    }
    assert list(files) == ["0", "0.2.json", "tonggao", "tonggao.2.json", "jiedu", "dongtai"]
    assert [(v["total"], len(v["articles"])) for v in files.values()][:2] == [(101, 100), (101, 1)]
    ids = [a["id"] for name in ("0", "0.2.json") for a in files[name]["articles"]]
    assert len(set(ids)) == 101
