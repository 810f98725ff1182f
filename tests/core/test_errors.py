from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from pydantic import ValidationError

from gongkai.core.catalog import CATALOG_FILES
from gongkai.core.errors import describe_errors, find_title
from gongkai.core.models import RECORD_TYPES, Document, Tombstone
from gongkai.core.strict_yaml import Lines
from tests.helpers.examples import EXAMPLES

if TYPE_CHECKING:
    from pydantic import BaseModel

MODELS: dict[str, type[BaseModel]] = {**RECORD_TYPES, **CATALOG_FILES, "chehui": Tombstone}
WRONG: tuple[Any, ...] = (
    *("", "x" * 5000, "<b>", "一\n二", "01", "-1", "2026-13-01", "99999"),
    *(["x"], [["x"]], [{"x": "y"}], {"x": "y"}),
)
ENGLISH = re.compile(r"(?<![A-Za-z])(?!gongkai )[A-Za-z]{3,} [a-z]{2,}")


@pytest.mark.parametrize("name", MODELS)
def test_every_refusal_of_every_field_is_a_chinese_sentence(name: str) -> None:
    model = MODELS[name]
    for wrong in WRONG:
        with pytest.raises(ValidationError) as caught:
            model.model_validate(dict.fromkeys(model.model_fields, wrong))
        for _, sentence, _ in describe_errors(model, caught.value, Lines()):
            assert re.search(r"：.*[\u4e00-\u9fff]", sentence), sentence
            assert not ENGLISH.search(sentence), sentence


def test_errors_carry_lines_titles_and_whether_the_key_is_unknown() -> None:
    lines = Lines({("made",): 4, ("colour",): 9, (): 2})
    with pytest.raises(ValidationError) as caught:
        Document.model_validate({"made": "2026-02-30", "colour": "红", "disclosure": "公开"})
    described = describe_errors(Document, caught.value, lines)
    assert (2, "名称 (title)：缺少必填项", False) in described
    assert (4, "成文日期 (made)：应为存在的日期，写作 2026-01-31", False) in described
    assert (9, "colour：没有这个字段", True) in described
    assert (2, "公开方式 (disclosure)：只能填 主动公开、依申请公开、不予公开", False) in described


@pytest.mark.parametrize(
    ("tasks", "sentences"),
    [
        ([], ["任务 (tasks)：至少填一项"]),
        ([{"task": "甲"}], ["任务 (tasks.due)：缺少必填项", "任务 (tasks.unit)：缺少必填项"]),
        (["甲"], ["任务 (tasks)：应为“键: 值”的形式"]),
    ],
)
def test_rows_that_are_there_are_not_called_missing(tasks: object, sentences: list[str]) -> None:
    model = RECORD_TYPES["renwu"]
    with pytest.raises(ValidationError) as caught:
        model.model_validate(EXAMPLES["renwu"] | {"tasks": tasks})
    described = describe_errors(model, caught.value, Lines())
    assert [sentence for _, sentence, _ in described] == sentences


def test_titles_of_nested_fields_and_of_the_whole() -> None:
    assert find_title(Document, ("attachments", 0, "file")) == "附件 (attachments.file)"
    assert find_title(Document, ()) == "内容"


def test_a_value_misspelled_is_told_how_it_is_written() -> None:
    wrong = {"attachments": [{"file": "申报表.PDF", "title": "申报表"}]}
    with pytest.raises(ValidationError) as caught:
        Document.model_validate(wrong)
    told = "附件 (attachments.file)：格式不对，写法：小写字母、数字和连字符，含扩展名"
    assert told in [sentence for _, sentence, _ in describe_errors(Document, caught.value, Lines())]
