"""The columns that a ledger may have: nothing by which an applicant could be told."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from gongkai.core.importing.blocks import ImportRefusedError

if TYPE_CHECKING:
    from collections.abc import Sequence

NUMBER, RECEIVED, CORRECTED = "编号", "收到日期", "补正日期"
KIND, CONSULTED, EXTENDED = "申请人类别", "征求意见工作日", "延期"
ANSWERED, RESULT = "答复日期", "答复结果"
COLUMNS = (NUMBER, RECEIVED, KIND, CORRECTED, CONSULTED, EXTENDED, ANSWERED, RESULT)
"""Every column, in the order of the template."""
NEEDED = frozenset({NUMBER, RECEIVED, KIND, ANSWERED, RESULT})
_ALIASES = {
    "登记编号": NUMBER,
    "申请编号": NUMBER,
    "收到申请日期": RECEIVED,
    "申请人类型": KIND,
    "收到补正日期": CORRECTED,
    "是否延期": EXTENDED,
    "办结日期": ANSWERED,
    "办理结果": RESULT,
}
_PERSONAL = re.compile(
    "姓名|名称|申请人$|证件|身份证|号码|电话|手机|联系|住址|地址|邮箱|邮编|微信|法定代表|单位|签收|内容|描述|用途|备注"
)


def read_columns(heads: Sequence[str]) -> dict[str, int]:
    """The place of each column of a ledger; columns without a head are left out.

    Raises:
        ImportRefusedError: when a column would tell of a person, is unknown, lacking or repeated.
    """
    found: dict[str, int] = {}
    for place, head in enumerate(heads):
        name = re.sub(r"\s+|\([^()]*\)", "", unicodedata.normalize("NFKC", head))
        if not name:
            continue
        column = name if name in COLUMNS else _ALIASES.get(name)
        if column is None:
            raise ImportRefusedError(_refuse(name))
        if column in found:
            raise ImportRefusedError(f"有两列都是“{column}”")
        found[column] = place
    missing = [name for name in COLUMNS if name in NEEDED - found.keys()]
    if missing:
        raise ImportRefusedError(
            f"缺少列“{'”“'.join(missing)}”；空白台账可用 gongkai annual ledger --blank 生成"
        )
    return found


def _refuse(name: str) -> str:
    if _PERSONAL.search(name):
        return (
            f"有“{name}”列：汇总只需要件数，台账副本中不得有能认出申请人的内容。"
            "请另存一份，删去这一列后再汇总（《中华人民共和国个人信息保护法》第六条）"
        )
    return f"不认识“{name}”列；可用的列只有：{'、'.join(COLUMNS)}"
