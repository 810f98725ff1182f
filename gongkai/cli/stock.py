"""The list of existing stock (存量): made and signed once, by root keys, before the first build."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gongkai.cli.context import UsageProblemError
from gongkai.core.stock import STOCK_PATH, Stock, StockRefusedError, parse_stock
from gongkai.core.stocking import StockTableError, build_stock
from gongkai.publish.workspace import write_file

if TYPE_CHECKING:
    from pathlib import Path

    from gongkai.publish.workspace import Workspace


def make_stock(space: Workspace, table: Path) -> Stock:
    """The list that a table asks for, unsigned.

    Raises:
        UsageProblemError: when the table is wrong or a list was taken in before.
    """
    if space.state.log is not None and space.state.log.lines:
        message = "存量清单只在首次构建时收取一次；新的文件请按规定送审"
        raise UsageProblemError(message)
    drafts = {draft.id: draft for draft in space.drafts}
    try:
        text = table.read_bytes().decode("utf-8")
        return build_stock(space.catalog, drafts, text, space.now.date())
    except (OSError, UnicodeDecodeError) as error:
        message = f"读不出存量表（没有这个文件，或者不是 UTF-8 编码的文本）：{table}"
        raise UsageProblemError(message) from error
    except StockTableError as error:
        message = f"存量表有误：\n{error}"
        raise UsageProblemError(message) from error


def read_present(space: Workspace) -> Stock:
    """The list in the repository, for a further root key to sign.

    Raises:
        UsageProblemError: when there is none.
    """
    file = space.tree.files.get(STOCK_PATH)
    try:
        return parse_stock(file.data.decode("utf-8") if file else "")
    except (StockRefusedError, UnicodeDecodeError) as error:
        message = f"没有 {STOCK_PATH}，或者写法有误：先用 --stock 表格 生成"
        raise UsageProblemError(message) from error


def describe_stock(stock: Stock) -> list[str]:
    """What the signer lets in, by column."""
    lines = []
    for column, last in stock.expires:
        number = sum(item.id.startswith(f"{column}/") for item in stock.items)
        lines.append(f"  {column}　{number} 件，{last} 前重新审查")
    return lines


def write_stock(root: Path, stock: Stock, name: str, signature: str) -> Stock:
    """Writes the list with one more signature."""
    others = tuple(pair for pair in stock.signatures if pair[0] != name)
    signed = replace(stock, signatures=tuple(sorted((*others, (name, signature)))))
    write_file(root, STOCK_PATH, str(signed))
    return signed
