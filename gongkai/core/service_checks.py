"""Whether service documents tell neither too little nor too much: masks, channels, files."""

from __future__ import annotations

import csv
import re
from datetime import timedelta
from typing import TYPE_CHECKING

from gongkai.core.models.dataset import DataSet
from gongkai.core.models.facilities import (
    AccountStatus,
    ChannelKind,
    ComplaintChannels,
    MediaMatrix,
)
from gongkai.core.models.lost import LostItem, LostProperty
from gongkai.core.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from gongkai.core.drafts import Draft
    from gongkai.core.findings import Finding
    from gongkai.core.gate import ClearedDocument
    from gongkai.core.models import Document
    from gongkai.core.models.facilities import MediaAccount
    from gongkai.core.strict_yaml import KeyPath

    _Fault = tuple[str, KeyPath, str]

IDLE = timedelta(days=14)
"""国办秘函〔2019〕19号: an account without any post for longer counts as asleep."""
_MOST_SHOWN = 7
_HIDDEN = re.compile(r"[*×]{3,}")
_COVERED = frozenset("*×·- ")
_NUMBER = re.compile(r"[0-9]{5,}|(?=[A-Za-z]*[0-9])[0-9A-Za-z]{10,}", re.ASCII)
_DOOR = re.compile(
    r"[0-9一二三四五六七八九十百]+(?:号(?!线|门|口|站|出|入|候|航|检|安)|[栋幢室]|单元)"
)


def check_services(draft: Draft, record: Document) -> Iterator[Finding]:
    """Each fault of a service document, at its line; a message names rows by their number."""
    files = {file.path.rsplit("/", 1)[1]: file.data for file in draft.attachments}
    for rule, place, message in find_service_faults(record, files):
        yield RULES[rule].at(draft.source.path, draft.source.lines.find(place), message)


def find_service_faults(record: Document, files: Mapping[str, bytes]) -> Iterator[_Fault]:
    """Rule, place and message of each fault; `files` are the attachments by name."""
    if isinstance(record, LostProperty):
        yield from _check_lost(record)
    elif isinstance(record, ComplaintChannels):
        yield from _check_channels(record)
    elif isinstance(record, MediaMatrix):
        yield from _check_accounts(record)
    elif isinstance(record, DataSet):
        yield from _check_table(record, files.get(record.table))


def is_masked(number: str) -> bool:
    """Whether a number hides three or more characters in a row and shows seven at most."""
    shown = sum(char not in _COVERED for char in number)
    return _HIDDEN.search(number) is not None and shown <= _MOST_SHOWN


def find_idle(matrix: MediaMatrix, today: date) -> Iterator[tuple[int, MediaAccount]]:
    """The running accounts, by their place, that have not posted for more than 14 days."""
    for index, account in enumerate(matrix.accounts):
        last = account.last_activity
        if account.status is AccountStatus.RUNNING and (last is None or today - last > IDLE):
            yield index, account


def check_activity(cleared: Iterable[ClearedDocument], today: date) -> Iterator[Finding]:
    """Each idle account of the newest matrix of each column; older matrices are history."""
    newest: dict[str, ClearedDocument] = {}
    for document in cleared:
        if isinstance(document.record, MediaMatrix):
            known = newest.setdefault(document.record.category, document)
            if known.published < document.published:
                newest[document.record.category] = document
    for document in newest.values():
        source = document.draft.source
        for index, account in find_idle(document.record, today):
            last = account.last_activity
            days = f"已 {(today - last).days} 日没有更新" if last else "没有写明最近更新日期"
            line = source.lines.find(("accounts", index, "last_activity"))
            message = f"第 {index + 1} 个账号{days}"
            yield RULES["media-inactive"].at(source.path, line, message)


def _check_lost(record: LostProperty) -> Iterator[_Fault]:
    seen: set[str] = set()
    for index, row in enumerate(record.goods):
        place, name = ("goods", index), f"第 {index + 1} 件物品"
        if row.number in seen:
            yield "rows-inconsistent", (*place, "number"), f"{name}与前面的编号相同"
        seen.add(row.number)
        yield from _check_masks(row, place, name)
        if _DOOR.search(row.place):
            yield "lost-place-too-exact", (*place, "place"), f"{name}的拾得地点写到了门牌"
        if not row.found <= record.as_of:
            yield "dates-disordered", (*place, "found"), f"{name}的拾得日期晚于数据截止日期"
        if row.claim_until < row.found:
            yield "dates-disordered", (*place, "claim_until"), f"{name}的认领期早于拾得日期"


def _check_masks(row: LostItem, place: KeyPath, name: str) -> Iterator[_Fault]:
    if row.serial is not None and not is_masked(row.serial):
        yield "lost-number-unmasked", (*place, "serial"), f"{name}的号码没有按要求隐去"
    for field in ("name", "description"):
        if _NUMBER.search(getattr(row, field)):
            message = f"{name}的文字中有完整的号码"
            yield "lost-number-unmasked", (*place, field), message


def _check_channels(record: ComplaintChannels) -> Iterator[_Fault]:
    for index, row in enumerate(record.ways):
        if not (row.phone or row.address or row.online):
            message = f"第 {index + 1} 个渠道没有电话、地址和网址"
            yield "channel-unreachable", ("ways", index), message
    told = {row.kind for row in record.ways}
    if missing := [kind.value for kind in ChannelKind if kind not in told]:
        yield "channel-kind-missing", ("ways",), f"没有写明{'、'.join(missing)}的途径"


def _check_accounts(record: MediaMatrix) -> Iterator[_Fault]:
    for index, row in enumerate(record.accounts):
        gone = row.status is AccountStatus.CLOSED
        if not gone and not (row.owner and row.administrator):
            message = f"第 {index + 1} 个账号没有写明责任单位或者管理部门"
            yield "media-owner-missing", ("accounts", index), message
        if row.last_activity is not None and row.last_activity > record.as_of:
            message = f"第 {index + 1} 个账号的最近更新晚于数据截止日期"
            yield "dates-disordered", ("accounts", index, "last_activity"), message


def _check_table(record: DataSet, data: bytes | None) -> Iterator[_Fault]:
    if data is None or not record.table.endswith(".csv"):
        yield "dataset-mismatch", ("table",), "数据文件应当是附件中的 csv 文件"
        return
    rows = list(csv.reader(data.decode("utf-8-sig", "replace").splitlines()))
    if not rows or rows[0] != [field.name for field in record.fields]:
        yield "dataset-mismatch", ("fields",), "字段说明与数据文件的表头不一致"
    if len(rows) - 1 != record.records:
        message = f"写明 {record.records} 条记录，数据文件有 {max(0, len(rows) - 1)} 条"
        yield "dataset-mismatch", ("records",), message
