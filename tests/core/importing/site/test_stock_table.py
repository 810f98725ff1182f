"""The table of existing stock that a move prepares."""

from __future__ import annotations

from datetime import date

from gongkai.core.importing.site.stock_table import (
    StockRow,
    Written,
    format_stock_table,
    read_written,
)

ROWS = [StockRow("b/yi", "/2.html"), StockRow("a/er", "/1.html", "审 〔2019〕1号")]
FIRST = """# 存量表：每行“文件编号、原网址、纸质审查编号”，用制表符隔开。
期限\ta\t【待填写】
期限\tb\t【待填写】
a/er\t/1.html\t审〔2019〕1号
b/yi\t/2.html\t【待填写】
#
# 以下文件还不能列入，处理后重新运行 gongkai adopt … --stock：
# a/san：已经修订
"""


def test_the_table_of_a_first_run() -> None:
    assert format_stock_table(ROWS, [("a/san", "已经修订")], None, Written()) == FIRST


def test_what_was_written_into_it_stays() -> None:
    filled = FIRST.replace("a\t【待填写】", "a\t2027-06-30").replace(
        "【待填写】", "审〔2019〕2号", 2
    )
    written = read_written(filled.replace("b\t审〔2019〕2号", "b\t【待填写】"))
    assert written == Written(
        {"a/er": "审〔2019〕1号", "b/yi": "审〔2019〕2号"}, {"a": "2027-06-30"}
    )
    again = format_stock_table(ROWS, [], date(2027, 12, 31), written).splitlines()
    assert again[1:] == [
        "期限\ta\t2027-12-31",
        "期限\tb\t2027-12-31",
        "a/er\t/1.html\t审〔2019〕1号",
        "b/yi\t/2.html\t审〔2019〕2号",
    ]
