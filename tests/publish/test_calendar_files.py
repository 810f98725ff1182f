from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Event

from gongkai.core.report.agenda import Agenda, Entry
from gongkai.publish.calendar_files import render_calendars

TODAY = date(2026, 11, 20)
LONG = "示例市电动自行车登记管理办法，" * 12
COLUMN = Entry(
    "column-news",
    date(2026, 11, 25),
    "栏目“要闻”最迟今日更新",
    "2026-11-26起，计入；检查指标\\“动态”。",
    "ban",
    "办公室",
    "https://ceshi.example/news/",
    (3,),
)
HOME = Entry("home", date(2026, 11, 25), "首页", LONG, "", "", "https://ceshi.example/", (30, 7))
AGENDA = Agenda(
    "示例市档案局",
    "ceshi.example",
    (("ban", "办公室"), ("ye", "业务科")),
    (COLUMN, HOME),
)


def read(data: bytes) -> list[Event]:
    calendar = Calendar.from_ical(data)
    assert calendar["version"] == "2.0"
    assert calendar["prodid"]
    assert not calendar.errors
    return [event for event in calendar.walk("VEVENT") if isinstance(event, Event)]


def test_a_file_for_the_site_and_one_for_each_unit() -> None:
    files = render_calendars(AGENDA, TODAY)
    uids = {name: [str(event["uid"]) for event in read(data)] for name, data in files.items()}
    assert uids == {
        "deadlines.ics": ["column-news@ceshi.example", "home@ceshi.example"],
        "calendars/ban.ics": ["column-news@ceshi.example"],
        "calendars/ye.ics": [],
    }
    names = [str(Calendar.from_ical(data)["x-wr-calname"]) for data in files.values()]
    assert names == [
        "示例市档案局公开事项",
        "示例市档案局公开事项（办公室）",
        "示例市档案局公开事项（业务科）",
    ]


def test_a_whole_file() -> None:
    data = render_calendars(AGENDA, TODAY)["deadlines.ics"]
    assert data.replace(b"\r\n ", b"").decode().splitlines() == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//gongkai//deadlines//ZH",
        "CALSCALE:GREGORIAN",
        "NAME:示例市档案局公开事项",
        "X-WR-CALNAME:示例市档案局公开事项",
        "X-WR-TIMEZONE:Asia/Shanghai",
        "BEGIN:VEVENT",
        "SUMMARY:栏目“要闻”最迟今日更新",
        "DTSTART;VALUE=DATE:20261125",
        "DTEND;VALUE=DATE:20261126",
        "DTSTAMP:20261119T160000Z",
        "UID:column-news@ceshi.example",
        "CATEGORIES:办公室",
        (
            "DESCRIPTION:责任部门：办公室。\\n2026-11-26起，计入；检查指标\\\\“动态”。\\n"
            "https://ceshi.example/news/"
        ),
        "TRANSP:TRANSPARENT",
        "URL:https://ceshi.example/news/",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "DESCRIPTION:还有3日：栏目“要闻”最迟今日更新",
        "TRIGGER:-P2DT15H",
        "END:VALARM",
        "END:VEVENT",
        "BEGIN:VEVENT",
        "SUMMARY:首页",
        "DTSTART;VALUE=DATE:20261125",
        "DTEND;VALUE=DATE:20261126",
        "DTSTAMP:20261119T160000Z",
        "UID:home@ceshi.example",
        f"DESCRIPTION:{LONG}\\nhttps://ceshi.example/",
        "TRANSP:TRANSPARENT",
        "URL:https://ceshi.example/",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "DESCRIPTION:还有30日：首页",
        "TRIGGER:-P29DT15H",
        "END:VALARM",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "DESCRIPTION:还有7日：首页",
        "TRIGGER:-P6DT15H",
        "END:VALARM",
        "END:VEVENT",
        "END:VCALENDAR",
    ]


def test_what_was_written_is_read_back() -> None:
    column, home = read(render_calendars(AGENDA, TODAY)["deadlines.ics"])
    assert column.decoded("dtstart") == COLUMN.day
    assert column.decoded("dtstamp") == datetime(2026, 11, 19, 16, tzinfo=UTC)
    text = f"责任部门：办公室。\n{COLUMN.text}\n{COLUMN.url}"
    assert column.decoded("description") == text
    assert home.decoded("description") == f"{LONG}\n{HOME.url}"
    alarms = [alarm.decoded("trigger") for alarm in home.walk("VALARM")]
    assert alarms == [timedelta(days=-30, hours=9), timedelta(days=-7, hours=9)]


def test_the_same_agenda_gives_the_same_bytes() -> None:
    assert render_calendars(AGENDA, TODAY) == render_calendars(AGENDA, TODAY)


@given(st.text(), st.text())
def test_lines_end_with_crlf_and_have_75_octets_at_most(title: str, text: str) -> None:
    entry = Entry("home", TODAY, f"题{title}", text, "", "", "https://ceshi.example/", (3,))
    agenda = Agenda("站", "ceshi.example", (), (entry,))
    data = render_calendars(agenda, TODAY)["deadlines.ics"]
    assert data.endswith(b"END:VCALENDAR\r\n")
    lines = data.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert all(b"\n" not in line for line in lines)
    data.decode()
    for line in lines:
        line.decode()
