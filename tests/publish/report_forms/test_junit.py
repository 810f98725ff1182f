from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from gongkai.publish.junit_parts import MOST_LINES
from gongkai.publish.report_forms.junit import render_junit
from tests.publish.report_forms.conftest import DUTY, GAPS

if TYPE_CHECKING:
    from gongkai.core.report.model import Report

SHAPE = Path(__file__).parents[2] / "data" / "junit.xsd"
"""What the schemas of Ant and of Jenkins both allow."""


@pytest.fixture(scope="module")
def root(report: Report) -> etree._Element:
    return etree.parse(io.BytesIO(render_junit(report))).getroot()


def test_it_has_the_common_shape(root: etree._Element) -> None:
    schema = etree.XMLSchema(etree.parse(SHAPE))
    schema.assertValid(root)


def test_suites_are_the_gate_the_columns_and_the_topics(
    root: etree._Element, report: Report
) -> None:
    names = [str(suite.get("name")) for suite in root]
    topics = list(dict.fromkeys(check.duty.topic.value for check in report.checks))
    assert names[:2] == ["发布审查", "栏目"]
    assert set(names[2:]) == set(topics)
    cases = [case.get("name") for case in root[1].iter("testcase")]
    assert cases == [column.name for column in report.columns]


def test_counts_are_those_of_the_cases(root: etree._Element) -> None:
    for suite in root:
        assert int(str(suite.get("tests"))) == len(suite.findall("testcase"))
        assert int(str(suite.get("failures"))) == len(suite.findall("testcase/failure"))
        assert int(str(suite.get("skipped"))) == len(suite.findall("testcase/skipped"))


def test_what_blocks_fails_the_gate(root: etree._Element) -> None:
    failure = root[0].find("testcase/failure")
    assert failure is not None
    assert failure.text == "catalog/reviewers.yml:1: 请核对指纹 [root-unpinned]"


def test_a_check_with_gaps_fails_with_their_texts(root: etree._Element) -> None:
    case = root.xpath(f"//testcase[contains(@classname, '{DUTY.id}')]")[0]
    failure = case.find("failure")
    assert failure is not None
    assert (failure.get("message"), failure.get("type")) == ("测试期限：3处", "limit-test")
    assert failure.text == ("a/one 示例〈制度〉：=1+1 逾期\ufffd三日\nb 栏目b：没有内容\n没有年报")


def test_columns_fail_by_their_tests_and_are_skipped_where_they_do_not_apply(
    root: etree._Element,
) -> None:
    first, empty, none = root[1].findall("testcase")
    text = first.findtext("failure")
    assert text is not None
    assert "不合格：现为2，限值3" in text
    assert "栏目空白（无说明）" in str(empty.findtext("failure"))
    assert [child.tag for child in none] == ["skipped"]


def test_long_failures_end_with_a_count(report: Report) -> None:
    check = replace(report.checks[-1], gaps=GAPS[2:] * (MOST_LINES + 5))
    data = render_junit(replace(report, checks=(check,)))
    text = etree.parse(io.BytesIO(data)).findtext(".//testcase[@name='测试期限']/failure")
    assert text is not None
    assert text.count("没有年报") == MOST_LINES
    assert text.endswith("\n另有5处，见 checks.csv")
