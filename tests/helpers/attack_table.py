"""The table of `handbook/attacks.md`: every attack, what is expected of it, where it is tried.

`python -m tests.helpers.attack_table` writes the page.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tests.acceptance import survivals, test_refusals, test_survivals
from tests.acceptance.attack import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tests.acceptance.attack import Attack

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "handbook" / "attacks.md"
ENGINE = "tests/acceptance/test_past_the_engine.py"
GATE = "tests/acceptance/test_past_the_gate.py"
PASSING = "tests/acceptance/test_passing.py"
CRASHES = "tests/acceptance/test_crashes.py"
MISSING = {7, 12, 20, 29, 34, 39, 44, 51, 55, 59, 67, 72, 77, 78, 82, 86, 89, 92, 96, 100}
NUMBERS = frozenset(range(1, 105)) - MISSING
"""The numbers of the list of attacks that this product was ordered with; it has gaps."""
ROGUE = f"{GATE}::test_what_a_rogue_plugin_alters_does_not_go_live"


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    numbers: tuple[int, ...]
    title: str
    kind: Kind
    rules: tuple[str, ...]
    test: str
    """`path::name` of the test that asserts the result."""


ELSEWHERE = (
    Row((6,), "只在检出时换成 CRLF（.gitattributes）", Kind.PASSES, (),
        f"{ENGINE}::test_attributes_of_a_commit_change_no_byte"),
    Row((69,), "已签署的正文含包含语句和模板语句，只作文字显示", Kind.PASSES, (),
        f"{PASSING}::test_template_and_include_syntax_is_only_text"),
    Row((73,), "在线上网站里放入文件和链接，下次构建后消失", Kind.PASSES, (),
        f"{PASSING}::test_what_was_planted_in_the_live_site_is_gone_after_a_build"),
    Row((74, 76, 79), "插件多写页面、改写页面、写到目录之外", Kind.REFUSED,
        ("output-altered",), ROGUE),
    Row((75,), "插件在全部结束之后再写文件，不进入网站", Kind.PASSES, (),
        f"{GATE}::test_what_a_plugin_writes_when_all_is_over_is_not_in_the_site"),
    Row((80,), "mkdocs.yml 中使用会执行程序的标签，不执行", Kind.REFUSED, ("gate-not-wired",),
        f"{GATE}::test_a_tag_in_the_configuration_is_not_executed"),
    Row((81,), "直接运行 mkdocs gh-deploy", Kind.REFUSED, (),
        f"{GATE}::test_mkdocs_does_not_deploy_past_us"),
    Row((81,), "预览向本机以外提供服务", Kind.REFUSED, (),
        f"{ENGINE}::test_a_preview_is_not_served_to_others"),
    Row((81,), "mkdocs build 另加参数", Kind.REFUSED, (),
        f"{GATE}::test_no_switch_of_mkdocs_publishes_anything_else"),
    Row((83,), "用环境变量或 python -O 关闭检查", Kind.REFUSED, ("review-signature",),
        f"{ENGINE}::test_no_variable_and_no_switch_of_python_opens_the_gate"),
    Row((83,), "仓库里放入与程序同名的模块", Kind.REFUSED, ("review-signature",),
        f"{ENGINE}::test_modules_beside_the_content_are_not_loaded"),
    Row((83,), "在钩子旁放入伪造的字节码，不执行", Kind.PASSES, (),
        f"{ENGINE}::test_byte_code_beside_a_hook_is_not_run"),
    Row((104,), "构建中途断电或被终止", Kind.REFUSED, (),
        f"{CRASHES}::test_a_killed_build_leaves_a_whole_site_and_the_next_one_succeeds"),
    Row((104,), "磁盘写满", Kind.REFUSED, (),
        f"{CRASHES}::test_a_disk_that_takes_no_more_leaves_all_as_it_was"),
    Row((), "不带钩子运行 mkdocs build", Kind.PASSES, (),
        f"{GATE}::test_without_the_hook_nothing_of_the_content_is_written"),
    Row((), "从 mkdocs.yml 中去掉钩子", Kind.REFUSED, ("gate-not-wired", "seal-broken"),
        f"{GATE}::test_without_the_hook_our_build_refuses"),
    Row((), "正式站点指定构建日期，提前发布", Kind.REFUSED, (),
        f"{GATE}::test_no_day_is_chosen_for_a_real_site"),
    Row((), "输出目录指向不是网站的文件夹", Kind.REFUSED, (),
        f"{GATE}::test_a_folder_that_is_no_site_is_not_replaced"),
    Row((), "状态目录放进网站", Kind.REFUSED, (), f"{GATE}::test_state_does_not_lie_in_the_site"),
    Row((), "网站或状态目录放进原件之中", Kind.REFUSED, (),
        f"{ENGINE}::test_nothing_is_written_among_the_sources"),
    Row((), "状态目录以链接指进 content", Kind.REFUSED, (),
        f"{ENGINE}::test_state_linked_into_the_content_is_refused"),
    Row((), "用 git replace 偷换提交", Kind.REFUSED, ("review-signature",),
        f"{ENGINE}::test_a_replaced_object_is_not_what_the_commit_names"),
    Row((), "文件名含换行，伪造检查结果", Kind.REFUSED, ("path-malformed",),
        f"{ENGINE}::test_names_with_line_feeds_are_refused_on_one_line"),
    Row((), "文件名不是 UTF-8", Kind.REFUSED, ("path-malformed",),
        f"{GATE}::test_a_name_that_is_not_text_is_refused"),
    Row((), "文件不许读取", Kind.REFUSED, (),
        f"{ENGINE}::test_a_file_that_may_not_be_read_ends_with_a_sentence"),
    Row((), "两次构建同时进行", Kind.PASSES, (),
        f"{GATE}::test_two_builds_at_once_leave_the_site_whole"),
)  # fmt: skip
"""Attacks that need a test of their own."""

HEAD = """# 攻击表

本页由 `python -m tests.helpers.attack_table` 根据测试中的攻击表生成，请勿手工修改；与测试不一致时测试不通过。

每一项都在一个小站点（三件已公开的文件，另有待审、定时、已撤回的文件和登记项各若干）上实施，运行真正的
`gongkai check`、`gongkai build`，凡要经过 MkDocs 的再运行 `mkdocs build`。`scripts/test` 每次都从头做一遍。

预期结果有四种：

- **{refused}**：退出码不为零，点明规则；线上网站和状态目录一个字节不变，不产生任何证明，所拦内容不出现在任何提示、报告和日志中。
- **{held}**：构建照常完成，该文件不出现在网站和报告中。
- **{tombstone}**：构建照常完成，原文撤下，原网址上是一页说明。
- **{passes}**：不影响公开，网站内容如常。

编号是立项时所列攻击的编号，有缺号；没有编号的是后来想到的。共 {count} 项，其中 {numbered} 项有编号。
"结果"一栏写的是测试所断言、并且通过了的结果。

| 编号 | 攻击 | 预期 | 规则 | 结果 | 测试 |
| --- | --- | --- | --- | --- | --- |
"""  # noqa: E501


def list_rows() -> tuple[Row, ...]:
    """Every attack: the numbered ones in their order, then the others as they stand."""
    rows = [*_read_table(test_refusals, "test_attack_is_refused", test_refusals.ATTACKS)]
    rows += _read_table(test_survivals, "test_attack_blocks_nothing", survivals.ATTACKS)
    rows += ELSEWHERE
    return tuple(sorted(rows, key=lambda row: row.numbers[:1] or (max(NUMBERS) + 1,)))


def _read_table(module: object, test: str, attacks: Iterable[Attack]) -> Iterator[Row]:
    path = Path(str(module.__file__)).relative_to(ROOT).as_posix()  # type: ignore[attr-defined]
    for attack in attacks:
        rules = tuple(dict.fromkeys(fault.rule for fault in attack.faults))
        name = f"{path}::{test}[{attack.name}]"
        yield Row(attack.rows, attack.title, attack.kind, rules, name)


def format_page() -> str:
    """The page."""
    rows = list_rows()
    head = HEAD.format(
        refused=Kind.REFUSED,
        held=Kind.HELD,
        tombstone=Kind.TOMBSTONE,
        passes=Kind.PASSES,
        count=len(rows),
        numbered=sum(bool(row.numbers) for row in rows),
    )
    return head + "".join(_format_row(row) for row in rows)


def _format_row(row: Row) -> str:
    numbers = "、".join(map(str, row.numbers)) or "—"
    rules = "<br>".join(f"`{rule}`" for rule in row.rules) or "—"
    title = row.title.replace("<", "\\<").replace("|", "\\|")
    file, _, name = row.test.partition("::")
    case = name.partition("[")[2].removesuffix("]") or name
    test = f"`{Path(file).stem}` {case}"
    return f"| {numbers} | {title} | {row.kind} | {rules} | 符合预期 | {test} |\n"


def has_test(name: str) -> bool:
    """Whether `path::name` is a test; parameters in brackets are not looked at."""
    path, _, function = name.partition("::")
    file = ROOT / path
    if not file.is_file():
        return False
    tree = ast.parse(file.read_text("utf-8"))
    names = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    return function.partition("[")[0] in names


if __name__ == "__main__":
    PAGE.write_text(format_page(), "utf-8")
