from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from typer.core import TyperGroup, TyperOption
from typer.main import get_group

from gongkai.cli.main import app
from gongkai.publish.workspace import open_workspace
from scripts.manual.pages import Console, PageError, Step, format_page, parse_page
from scripts.manual.sessions import SessionError, practice_home, run_page
from scripts.manual.site import HANDBOOK, PAGES, ROOT, convert_page, list_pages, make_repository

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from typer._click import Command

    Spelling = tuple[str, str]

RUN = [
    file.stem
    for _, file in list_pages()
    if any(isinstance(p, Console) for p in parse_page(file.read_text("utf-8")))
]
BLOCK = """头

```console 答y 退出1 只列2
$ gongkai check \\
    --full
甲
乙
$ true
```

<!-- 运行
true
-->

尾
"""


@pytest.fixture(scope="module")
def home() -> Iterator[Path]:
    with practice_home() as folder:
        yield folder


def test_what_cannot_be_run_is_text() -> None:
    text = "```console 不运行\n只有输出\n```\n"
    assert parse_page(text) == [text]


def test_a_page_is_read_in_parts_that_make_it_up_again() -> None:
    parts = parse_page(BLOCK)
    assert parts[1] == Console(
        (Step("gongkai check \\\n    --full", "甲\n乙"), Step("true")),
        options=" 答y 退出1 只列2",
        answer="y",
        code=1,
        kept=2,
    )
    assert parts[3] == Console((Step("true\n"),), shown=False)
    assert format_page(parts) == BLOCK


@pytest.mark.parametrize("block", ["```console\n没有命令\n```", "```console 别的\n$ true\n```"])
def test_a_block_that_cannot_be_run_is_refused(block: str) -> None:
    with pytest.raises(PageError):
        parse_page(block)


@pytest.mark.parametrize(
    ("kept", "shown"), [(None, "甲\n乙\n丙"), (2, "甲\n乙\n……"), (-1, "……\n丙")]
)
def test_long_outputs_are_cut(kept: int | None, shown: str) -> None:
    assert Console((), kept=kept).shorten("甲\n乙\n丙\n") == shown


@pytest.mark.needs("ssh-keygen")
def test_a_command_that_ends_otherwise_than_told_stops_the_page(home: Path) -> None:
    with pytest.raises(SessionError, match="退出码 2，应为 0"):
        run_page("```console\n$ gongkai check -C nirgends\n```\n", home)


@pytest.mark.needs("ssh-keygen")
@pytest.mark.parametrize("name", RUN)
def test_outputs_in_the_handbook_are_those_of_this_version(home: Path, name: str) -> None:
    text = (HANDBOOK / f"{name}.md").read_text("utf-8")
    assert run_page(text, home) == text, "run scripts/handbook outputs"


def test_every_command_argument_and_option_is_in_the_handbook(tmp_path: Path) -> None:
    made = tmp_path / "commands.md"
    command = [sys.executable, str(ROOT / "scripts" / "commands_page"), str(made)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    page = (HANDBOOK / "commands.md").read_text("utf-8")
    assert page == made.read_text("utf-8"), "run scripts/commands_page"
    for name, wording in _list_spellings(get_group(app)):
        section = page.partition(f"### {name}\n")[2].partition("\n### ")[0]
        assert wording in section, name


def _list_spellings(command: Command, names: tuple[str, ...] = ("gongkai",)) -> Iterator[Spelling]:
    """Each command below a group with each way to write one of its options."""
    for parameter in command.params if len(names) > 1 else ():
        for option in (*parameter.opts, *parameter.secondary_opts):
            if isinstance(parameter, TyperOption) and not parameter.hidden:
                yield " ".join(names), option
    if isinstance(command, TyperGroup):
        context = command.context_class(command, info_name=names[-1])
        for name in command.list_commands(context):
            child = command.get_command(context, name)
            if child is not None and not child.hidden:
                yield " ".join((*names, name)), f"gongkai {' '.join((*names[1:], name))}"
                yield from _list_spellings(child, (*names, name))


def test_every_page_of_the_handbook_has_its_place() -> None:
    english = {"developer", "scale"}
    pages = {file.stem for file in HANDBOOK.glob("*.md")} - english
    assert pages <= {name for _, name in PAGES}


def test_markdown_of_the_handbook_becomes_that_of_documents(tmp_path: Path) -> None:
    text = "甲\n乙[规则](rules.md#a)\n\n```text\n<a>\t【待填写】\n```\n\n![图](pictures/tu.png)\n"
    body, pictures = convert_page(text, tmp_path)
    assert body == ("甲乙[规则](/cankao/rules/)\n\n    ＜a> 〖待填写〗\n\n![图](tu.png)\n")
    assert pictures == {tmp_path / "pictures/tu.png": "图"}


def test_the_handbook_passes_the_gate_it_describes(tmp_path: Path) -> None:
    make_repository(tmp_path)
    verdict = open_workspace(tmp_path).verdict
    assert len(verdict.cleared) == len([*list_pages()])
    assert not verdict.blocked


_MOST = 120 * 1024


def test_every_picture_is_shown_described_and_small() -> None:
    shown: dict[str, str] = {}
    for _, file in list_pages():
        _, pictures = convert_page(file.read_text("utf-8"), HANDBOOK)
        shown |= {picture.name: alt for picture, alt in pictures.items()}
    taken = {file.name: file for file in (HANDBOOK / "pictures").glob("*.png")}
    assert shown.keys() == taken.keys()
    assert [name for name, alt in shown.items() if len(alt) < len("说明图片的内容")] == []
    assert [name for name, file in taken.items() if file.stat().st_size > _MOST] == []
    assert all(file.read_bytes().startswith(b"\x89PNG") for file in taken.values())


def test_a_picture_in_code_is_text() -> None:
    text = "把 `![说明](图.png)` 换成 [规则](rules.md)。"
    assert convert_page(text, HANDBOOK) == (
        "把 `![说明](图.png)` 换成 [规则](/cankao/rules/)。\n",
        {},
    )
