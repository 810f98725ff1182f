"""The days to come as calendar files (RFC 5545): one for the site, one for each unit."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from icalendar import Alarm, Calendar, Event

from gongkai.core.models.fields import BEIJING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gongkai.core.report.agenda import Agenda, Entry

WHOLE = "deadlines.ics"
FOLDER = "calendars"
_PRODUCT = "-//gongkai//deadlines//ZH"
_DAY = timedelta(days=1)
_MORNING = timedelta(hours=9)


def render_calendars(agenda: Agenda, today: date) -> dict[str, bytes]:
    """The files by name: `deadlines.ics` and `calendars/<unit>.ics`, of idle units too.

    A calendar that vanished would leave what it said on the screens of those who follow it.
    """
    name = f"{agenda.name}公开事项"
    files = {WHOLE: _render(agenda, name, agenda.entries, today)}
    for unit_id, unit in agenda.units:
        own = [entry for entry in agenda.entries if entry.unit_id == unit_id]
        files[f"{FOLDER}/{unit_id}.ics"] = _render(agenda, f"{name}（{unit}）", own, today)
    return files


def _render(agenda: Agenda, name: str, entries: Iterable[Entry], today: date) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", BEIJING.key)
    for entry in entries:
        calendar.add_component(_make_event(agenda, entry, today))
    data: bytes = calendar.to_ical()
    return data


def _make_event(agenda: Agenda, entry: Entry, today: date) -> Event:
    """An event of one whole day that leaves the day free."""
    event = Event()
    event.add("uid", f"{entry.id}@{agenda.site_id}")
    event.add("dtstamp", datetime.combine(today, time.min, BEIJING).astimezone(UTC))
    event.add("dtstart", entry.day)
    event.add("dtend", entry.day + _DAY)
    event.add("summary", entry.title)
    unit = f"责任部门：{entry.unit}。\n" if entry.unit else ""
    event.add("description", f"{unit}{entry.text}\n{entry.url}")
    event.add("url", entry.url)
    event.add("transp", "TRANSPARENT")
    if entry.unit:
        event.add("categories", [entry.unit])
    for days in entry.alarms:
        event.add_component(_make_alarm(entry, days))
    return event


def _make_alarm(entry: Entry, days: int) -> Alarm:
    """A reminder at nine in the morning, some days before."""
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", f"还有{days}日：{entry.title}")
    alarm.add("trigger", _MORNING - days * _DAY)
    return alarm
