"""`gongkai clean`: a clean copy of an attachment, made before review."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gongkai.cli.context import Exit, UsageProblemError, err, out, stop

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gongkai.core.attachments import Fault, Inspection

_HOPELESS = frozenset(
    {"attachment-type", "attachment-encrypted", "attachment-unreadable", "attachment-too-complex"}
)


def clean(
    files: Annotated[list[Path], typer.Argument(help="附件：docx、xlsx、pptx、pdf、png、jpg")],
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="放干净副本的文件夹", show_default="原文件旁边"),
    ] = None,
    in_place: Annotated[bool, typer.Option("--in-place", help="用干净副本替换原文件")] = False,
) -> None:
    """送审前为附件生成干净副本：接受全部修订，删去批注、署名、拍摄信息等，并逐项列出。

    拿不准的不动，只说明要在原软件中怎样处理。已有审查记录的文件，其附件不能再改。
    """
    if in_place and output is not None:
        message = "--in-place 和 --output 只能用一个"
        raise UsageProblemError(message)
    targets = {path: _choose_target(path, output, in_place) for path in files}
    if len(set(targets.values())) < len(targets):
        message = "有同名的附件，请分开放到不同的文件夹"
        raise UsageProblemError(message)
    cleaned = [_clean_file(path, target) for path, target in targets.items()]
    if not all(cleaned):
        stop(Exit.BLOCKED)


def _choose_target(path: Path, output: Path | None, in_place: bool) -> Path:
    """Where the clean copy of a file goes."""
    if not path.is_file():
        message = f"没有这个文件：{path}"
        raise UsageProblemError(message)
    if in_place:
        return path
    if output is None:
        return path.with_name(f"{path.stem}.clean{path.suffix}")
    target = output / path.name
    if target.exists():
        message = f"{target} 已存在；要替换原文件，请用 --in-place"
        raise UsageProblemError(message)
    return target


def _clean_file(path: Path, target: Path) -> bool:
    """Whether there is now a clean file; says what was done, or why nothing was."""
    from gongkai.core.attachments.cleaning import CLEANABLE, clean_attachment
    from gongkai.core.attachments.notes import RefusedError
    from gongkai.publish.files import replace_file

    owner = _find_signed(path)
    if owner is not None:
        return _refuse(path, f"{owner.name} 已有审查记录", "先运行 gongkai revise，改完重新送审")
    data = path.read_bytes()
    before = _inspect(path, data)
    if not _list_blocking(before):
        out.print(f"{path}：没有需要清理的内容")
        return True
    hopeless = [f for f in _list_blocking(before) if f.rule in _HOPELESS]
    if hopeless or path.suffix.removeprefix(".") not in CLEANABLE:
        return _refuse_faults(path, hopeless or _list_blocking(before))
    try:
        cleaned = clean_attachment(path.name, data)
    except RefusedError as error:
        return _refuse(path, str(error), "在原软件中打开后另存，再运行本命令")
    left = _list_blocking(_inspect(path, cleaned.data))
    if left:
        return _refuse_faults(path, left)
    target.parent.mkdir(parents=True, exist_ok=True)
    replace_file(target, cleaned.data)
    out.print(f"{path}：已清理，写入 {target}")
    for change in cleaned.changes:
        out.print(f"    {change}")
    out.print("    请打开副本核对，确认无误后送审")
    if target == path.with_name(f"{path.stem}.clean{path.suffix}"):
        out.print(f"    替换原附件：mv {shlex.quote(str(target))} {shlex.quote(str(path))}")
    return True


def _find_signed(path: Path) -> Path | None:
    """The document that the attachment belongs to, if somebody has signed it or nobody can tell."""
    from gongkai.core.source import SourceRefusedError, read_source
    from gongkai.core.tree import SourceFile

    folder = path.resolve().parent
    document = folder.with_suffix(".md")
    if folder.suffix != ".files" or not document.is_file():
        return None
    try:
        source = read_source(SourceFile(document.name, document.read_bytes()))
    except SourceRefusedError:
        return document if b"\nreview:" in document.read_bytes() else None
    return document if source.tail.entries or source.tail.published else None


def _inspect(path: Path, data: bytes) -> Inspection:
    from gongkai.core.attachments import inspection_key
    from gongkai.core.tree import SourceFile
    from gongkai.publish.inspecting import inspect_files

    file = SourceFile(path.name, data)
    return inspect_files([file])[inspection_key(file)]


def _list_blocking(inspection: Inspection) -> list[Fault]:
    from gongkai.core.findings import Severity
    from gongkai.core.rules import RULES

    return [f for f in inspection.faults if RULES[f.rule].severity is Severity.BLOCK]


def _refuse(path: Path, reason: str, step: str) -> bool:
    err.print(f"× {path}：{reason}，没有生成副本\n    下一步：{step}")
    return False


def _refuse_faults(path: Path, faults: Iterable[Fault]) -> bool:
    """Names what cannot be taken out with certainty, and what to do about each."""
    from gongkai.core.rules import RULES

    err.print(f"× {path}：有不能自动清理的内容，没有生成副本")
    for fault in faults:
        err.print(f"    {fault.message} [{fault.rule}]")
        err.print(f"    下一步：{_STEPS.get(fault.rule, RULES[fault.rule].next_step)}")
    return False


_SAVE = "在原软件中打开，删去后另存，再运行本命令"
_STEPS = {
    "attachment-tracked-change": "在原软件中接受全部修订后另存，再运行本命令",
    "attachment-comment": "在原软件中删去全部批注后另存，再运行本命令",
    "attachment-metadata": _SAVE,
    "attachment-author": _SAVE,
    "attachment-package": _SAVE,
    "attachment-trailing-bytes": "在原软件中打开后另存，再运行本命令",
}
"""What to do where the rule's own next step is this very command."""
