from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gongkai.publish.workspace import open_workspace
from scripts.manual.pages import Console, PageError, Step, format_page, parse_page
from scripts.manual.sessions import SessionError, practice_home, run_page
from scripts.manual.site import HANDBOOK, PAGES, convert_page, list_pages, make_repository

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

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


def test_every_page_of_the_handbook_has_its_place() -> None:
    english = {"developer"}
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
