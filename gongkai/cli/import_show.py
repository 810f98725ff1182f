"""What an import tells the editor: fields, counts, losses."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from gongkai.cli.context import err, out
from gongkai.cli.tables import print_table
from gongkai.core.importing.counting import COMPARED, COUNTED
from gongkai.core.importing.drafting import describe_value
from gongkai.core.models import RECORD_TYPES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gongkai.core.importing.blocks import Loss
    from gongkai.publish.importing.making import NewDocument

_LONGEST = 60
_PLACES = 3


def show_document(name: str, document: NewDocument) -> None:
    """Prints fields with their evidence, counts, what was taken out and what was not carried."""
    show_fields(name, document)
    show_counts(document)
    for removed in document.removed:
        out.print(f"移到字段：{removed.name}　{_shorten(removed.text)}")
    for remark in document.remarks:
        out.print(f"提示：{remark}")
    for line in summarise_losses(document.losses):
        err.print(f"提醒：没有照原样写入　{line}", style="yellow")


def show_fields(name: str, document: NewDocument) -> None:
    """Each field that the text tells of, and the ones that it does not."""
    told = {row.field for row in document.rows}
    rows = [
        (
            f"{row.name} {row.field}",
            _shorten(row.value),
            row.confidence.value,
            _shorten(row.evidence),
            "已写入" if row.written else "待填写",
        )
        for row in document.rows
    ]
    rows += [
        (f"{find_name(document, field)} {field}", "", "", "没有读出", "待填写")
        for field, value in document.fields.items()
        if field not in told and "【待填写】" in describe_value(value)
    ]
    print_table(("字段", "值", "把握", "依据", "写入"), rows, title=f"{name}：读出的字段")


def find_name(document: NewDocument, field: str) -> str:
    """The Chinese name of a field."""
    model = RECORD_TYPES[str(document.fields["type"])]
    return model.model_fields[field].title or field


def show_counts(document: NewDocument) -> None:
    """How many of each kind the file has, became fields, and are shown by the page."""
    rows = [
        (title, str(before), str(getattr(document.moved, kind)), str(getattr(document.after, kind)))
        for kind, title in COUNTED.items()
        if (before := getattr(document.before, kind)) or getattr(document.after, kind)
    ]
    print_table(("项目", "文件中", "移到字段", "网页上"), rows, right=(1, 2, 3), title="前后核对")


def list_differences(document: NewDocument) -> list[str]:
    """Where before and after do not agree: Chinese sentences, none if all is there."""
    found = []
    for kind in COMPARED:
        before = getattr(document.before, kind) - getattr(document.moved, kind)
        after = getattr(document.after, kind)
        if before != after:
            found.append(f"{COUNTED[kind]}应有 {before}，网页上有 {after}")
    if not found and not document.agrees:
        found.append("网页上的文字与文件中的不一致")
    return found


def summarise_losses(losses: Iterable[Loss]) -> list[str]:
    """One line for each kind of loss, with its places."""
    kinds: dict[str, list[Loss]] = {}
    for loss in losses:
        kinds.setdefault(loss.what, []).append(loss)
    return [_describe(what, found) for what, found in kinds.items()]


def _describe(what: str, found: list[Loss]) -> str:
    places = Counter(loss.place for loss in found)
    listed = "、".join([*places][:_PLACES]) + ("等" if len(places) > _PLACES else "")
    details = [*dict.fromkeys(loss.detail for loss in found if loss.detail)]
    shown = f"：{'；'.join(_shorten(d) for d in details[:_PLACES])}" if details else ""
    return f"{what} {len(found)} 处（{listed}）{shown}"


def _shorten(text: str) -> str:
    text = "".join(c if c.isprintable() else " " for c in " ".join(text.split()))
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}……（共 {len(text)} 字）"
