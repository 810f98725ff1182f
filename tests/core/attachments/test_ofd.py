from __future__ import annotations

import pytest

from gongkai.core.attachments import Fault, inspect_attachment
from tests.helpers.attachments import OFD, Parts, layout, pack, png

HIDDEN, PACKAGE = "attachment-hidden", "attachment-package"
TEXT = '<ofd:TextObject ID="3" {}><ofd:TextCode>甲</ofd:TextCode></ofd:TextObject>'


def part(name: str, content: str) -> str:
    return f"<ofd:{name} {OFD}>{content}</ofd:{name}>"


CASES: list[tuple[Parts, list[tuple[str, str]]]] = [
    (layout(), []),
    (layout(info="<ofd:Creator>软件</ofd:Creator><ofd:Author/>"), []),
    (
        layout(info="<ofd:Author>乙</ofd:Author>"),
        [("attachment-author", "含有作者、单位等署名 1 项")],
    ),
    (
        layout(info="<ofd:CustomDatas><ofd:CustomData>乙</ofd:CustomData></ofd:CustomDatas>"),
        [("attachment-metadata", "含有自定义属性 1 项")],
    ),
    (
        layout(body="<ofd:Versions><ofd:Version/></ofd:Versions>"),
        [("attachment-earlier-revision", "含有文档的历史版本 1 个")],
    ),
    (layout(layer='Visible="false"'), [(HIDDEN, "含有不显示的图层或文字 1 处")]),
    (layout(TEXT.format('Alpha="0"')), [(HIDDEN, "含有不显示的图层或文字 1 处")]),
    (
        layout(
            document="<ofd:Annotations>Annots.xml</ofd:Annotations>",
        )
        | {"Doc_0/Annots.xml": part("Annots", '<ofd:Annot Type="Highlight"/>').encode()},
        [("attachment-comment", "含有批注 1 处")],
    ),
    (
        layout(document="<ofd:Attachments>A.xml</ofd:Attachments>")
        | {"Doc_0/A.xml": part("Attachments", '<ofd:Attachment Name="乙"/>').encode()},
        [("attachment-embedded", "含有嵌入的文件 1 个")],
    ),
    (
        layout(document="<ofd:Actions><ofd:Action><ofd:Movie/></ofd:Action></ofd:Actions>"),
        [("attachment-script", "含有自动执行的动作 1 处")],
    ),
    (
        layout(document='<ofd:Action><ofd:URI URI="file:///c:/a"/></ofd:Action>'),
        [("attachment-external-link", "含有指向外部文件的链接 1 处")],
    ),
    (layout() | {"Doc_0/lost.png": png()}, [(PACKAGE, "含有不再使用的部件 1 个")]),
    (
        layout(document="<ofd:Res>r.bin</ofd:Res>") | {"Doc_0/r.bin": b"x"},
        [("attachment-unreadable", "含有用途不明的部件 1 个")],
    ),
    (
        layout('<ofd:ImageObject ID="3">a.png</ofd:ImageObject>')
        | {"Doc_0/Pages/Page_0/a.png": png()},
        [("attachment-no-text", "版式文件中没有文字，可能是扫描件")],
    ),
]


@pytest.mark.parametrize(("parts", "faults"), CASES)
def test_what_an_ofd_document_hides(parts: Parts, faults: list[tuple[str, str]]) -> None:
    found = inspect_attachment("a.ofd", pack(parts))
    assert found.faults == tuple(Fault(*fault) for fault in faults)


def test_the_texts_of_all_parts_are_kept() -> None:
    parts = layout(TEXT.format('Visible="false"'), info="<ofd:Author>乙</ofd:Author>")
    assert {"甲", "乙"} <= set(inspect_attachment("a.ofd", pack(parts)).texts)
