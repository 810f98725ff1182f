from __future__ import annotations

import pytest

from gongkai.core.line_breaks import check_line_breaks
from gongkai.publish.hosting import Kind, list_templates
from tests.helpers.tiny_site import GUIDE, TABLE, make_tree

SHIPPED = list_templates(Kind.REPOSITORY)[".gitattributes"].decode()
LF, CRLF = b"a\nb\n", b"a\r\nb\r\n"


@pytest.mark.parametrize(
    ("files", "attributes", "message"),
    [
        ({GUIDE: LF}, None, None),
        ({GUIDE: CRLF}, SHIPPED, None),
        ({GUIDE: CRLF}, "* -text\n", None),
        ({GUIDE: CRLF}, "content/** binary\n", None),
        ({TABLE: CRLF}, None, None),  # an attachment may have the line breaks it has
        (
            {GUIDE: CRLF, "mkdocs.yml": CRLF},
            None,
            "2 个文件的换行是 CRLF（Windows 写法），仓库里没有 .gitattributes",
        ),
        (
            {"catalog/SEAL": CRLF},
            "* text=auto\n# content/** -text\n",
            "1 个文件的换行是 CRLF（Windows 写法），仓库里 .gitattributes 没有 content/** -text",
        ),
    ],
)
def test_only_what_git_may_convert(
    files: dict[str, bytes], attributes: str | None, message: str | None
) -> None:
    found = [f.message for f in check_line_breaks(make_tree(files), attributes)]

    assert found == ([message] if message else [])
