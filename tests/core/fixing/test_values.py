from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.core.fixing.values import (
    fix_attachment_name,
    fix_day,
    fix_document_number,
    fix_index_number,
    fix_moment,
    fix_whole,
)
from gongkai.core.models.fields import parse_date

CODE = "11990000MB9900013U"


@pytest.mark.parametrize(
    ("value", "fixed"),
    [
        ("2026年1月2日", "2026-01-02"),
        ("2026年01月02日", "2026-01-02"),
        ("2026 年 1 月 2 日", "2026-01-02"),
        ("2026年1月2", "2026-01-02"),
        ("２０２６年１月２日", "2026-01-02"),
        ("2026/1/2", "2026-01-02"),
        ("2026／1／2", "2026-01-02"),
        ("2026.1.2", "2026-01-02"),
        ("２０２６．１．２", "2026-01-02"),
        ("2026-1-2", "2026-01-02"),
        ("2026-01-02", "2026-01-02"),
        # What may mean something else, or nothing, stays.
        ("2026年2月30日", "2026年2月30日"),
        ("2026年13月1日", "2026年13月1日"),
        ("1/2/2026", "1/2/2026"),
        ("26年1月2日", "26年1月2日"),
        ("2026.1", "2026.1"),
        ("2026年1月", "2026年1月"),
        ("2026年1-2日", "2026年1-2日"),
        ("2026/1-2", "2026/1-2"),
        ("2026-1-2日", "2026-1-2日"),
        ("20260102", "20260102"),
        ("2026年1月2日前", "2026年1月2日前"),
        ("二〇二六年一月二日", "二〇二六年一月二日"),
        ("", ""),
    ],
)
def test_days(value: str, fixed: str) -> None:
    assert fix_day(value) == fixed


@pytest.mark.parametrize(
    ("value", "fixed"),
    [
        ("2026年1月2日9:30", "2026-01-02 09:30"),
        ("2026年1月2日 9：30", "2026-01-02 09:30"),
        ("2026/1/2 09:30", "2026-01-02 09:30"),
        ("2026-01-02 9:30", "2026-01-02 09:30"),
        ("2026-01-02 09:30", "2026-01-02 09:30"),
        ("2026-01-02", "2026-01-02"),
        ("2026-01-02 24:30", "2026-01-02 24:30"),
        ("2026-01-02 9时30分", "2026-01-02 9时30分"),
        ("9:30", "9:30"),
        ("", ""),
    ],
)
def test_moments(value: str, fixed: str) -> None:
    assert fix_moment(value) == fixed


@pytest.mark.parametrize(
    ("value", "fixed"),
    [
        ("示公规[2026]3号", "示公规〔2026〕3号"),
        ("示公规(2026)3号", "示公规〔2026〕3号"),
        ("示公规（2026）3号", "示公规〔2026〕3号"),
        ("示公规【2026】3号", "示公规〔2026〕3号"),
        ("示公规〔2026〕第3号", "示公规〔2026〕3号"),
        ("示公规〔2026〕03号", "示公规〔2026〕3号"),
        ("示公规〔２０２６〕３号", "示公规〔2026〕3号"),
        ("示公规 〔2026〕 3 号", "示公规〔2026〕3号"),
        ("示公规〔2026〕3号", "示公规〔2026〕3号"),
        ("示公（治）行罚决字[2026]21号", "示公（治）行罚决字〔2026〕21号"),
        # An order, a register's number and broken ones stay.
        ("示例市人民政府令第12号", "示例市人民政府令第12号"),
        ("SLSGF-2026-014", "SLSGF-2026-014"),
        ("示公规[2026]号", "示公规[2026]号"),
        ("根据示公规[2026]3号", "根据示公规[2026]3号"),
        ("[2026]3号", "[2026]3号"),
    ],
)
def test_document_numbers(value: str, fixed: str) -> None:
    assert fix_document_number(value) == fixed


@pytest.mark.parametrize(
    ("value", "fixed"),
    [
        (f"{CODE} / 2026-00012", f"{CODE}/2026-00012"),
        (f"{CODE}／2026－00012", f"{CODE}/2026-00012"),
        (f"{CODE}/2026—00012", f"{CODE}/2026-00012"),
        (f"{CODE}/２０２６-００012", f"{CODE}/2026-00012"),
        (f"{CODE}/2026-00012", f"{CODE}/2026-00012"),
        ("2026 00012", "2026 00012"),
        ("无", "无"),
    ],
)
def test_index_numbers(value: str, fixed: str) -> None:
    assert fix_index_number(value) == fixed


@pytest.mark.parametrize(
    ("value", "fixed"), [("１２", "12"), ("１２．５", "12.5"), ("12", "12"), ("十二", "十二")]
)
def test_numbers(value: str, fixed: str) -> None:
    assert fix_whole(value) == fixed


@pytest.mark.parametrize(
    ("value", "fixed"),
    [
        ("banfa.DOCX", "banfa.docx"),
        ("Banfa.Pdf", "Banfa.pdf"),
        ("banfa.docx", "banfa.docx"),
        ("banfa.EXE", "banfa.EXE"),
        ("banfa", "banfa"),
    ],
)
def test_attachment_names(value: str, fixed: str) -> None:
    assert fix_attachment_name(value) == fixed


@given(st.text(st.sampled_from("2026年月日/-.1０２ 〔[]（）号第示公规:："), max_size=20))
def test_a_second_fix_changes_nothing_and_days_exist(text: str) -> None:
    for fix in (fix_day, fix_moment, fix_document_number, fix_index_number, fix_whole):
        once = fix(text)
        assert fix(once) == once
    if fix_day(text) != text:
        parse_date(fix_day(text))
