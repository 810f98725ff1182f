from __future__ import annotations

import pytest

from gongkai.core.attachments import Fault, inspect_attachment
from gongkai.core.attachments.cleaning import clean_attachment
from tests.helpers.attachments import TEXT, exif, image, jpeg, pdf, segment, stream, update

COVERED, HIDDEN = "attachment-covered-text", "attachment-hidden"
METADATA, AUTHOR = "attachment-metadata", "attachment-author"
SCRIPT, EMBEDDED, COMMENT = "attachment-script", "attachment-embedded", "attachment-comment"
EARLIER, TRAILING = "attachment-earlier-revision", "attachment-trailing-bytes"
BOX = b"0 g 10 40 150 30 re f "
OVER, UNSEEN = "含有第 1 页被遮盖而仍能复制的文字 1 处", "含有第 1 页看不见的文字 1 处"
XMP = (
    b'<x xmlns:r="r"><r:RDF><r:Description><creator>yi</creator><title>t</title><note>n</note>'
    b"</r:Description></r:RDF></x>"
)
CRYPT = b"/Info 6 0 R/Encrypt<</Filter/Standard/V 1/R 2/O()/U()/P 0>>"
PICTURE = b"q 200 0 0 100 0 0 cm /Im Do Q "


def annotation(kind: bytes, more: bytes = b"") -> bytes:
    return b"/Annots[<</Type/Annot/Rect[0 0 9 9]/Subtype/" + kind + more + b">>]"


def layers(default: bytes) -> bytes:
    return b"/OCProperties<</OCGs[8 0 R]/D<<" + default + b">>>>"


def smuggle(data: bytes, item: bytes) -> bytes:
    """The document with an object before its table that the table does not list."""
    at = data.index(b"xref\n0")
    return data[:at] + item + data[at:].replace(b"%d" % at, b"%d" % (at + len(item)))


LAYER = (stream(b""), b"<</Type/OCG/Name(layer)>>")
XMP_STREAM = b"/Type/Metadata/Subtype/XML"

CASES: dict[str, tuple[bytes, list[tuple[str, str]]]] = {
    "plain": (pdf(), []),
    "harmless-names": (pdf(info=b"/Title(public)/Producer(a)/Creator(b)/CreationDate(D:2026)"), []),
    "goto": (pdf(catalog=b"/OpenAction[3 0 R/Fit]"), []),
    "web-link": (pdf(page=annotation(b"Link", b"/A<</S/URI/URI(https://a.example/)>>")), []),
    "empty-field": (pdf(page=annotation(b"Widget", b"/FT/Tx/T(name)")), []),
    "layer-on": (pdf(catalog=layers(b"/ON[8 0 R]"), more=LAYER), []),
    "white-on-dark": (pdf(BOX + b"1 g " + TEXT), []),
    "table-rule": (pdf(TEXT + b" 0 g 10 50 150 1 re f"), []),
    "box-elsewhere": (pdf(TEXT + b" 0 g 10 5 150 30 re f"), []),
    "box-under": (pdf(b"0.9 g 10 40 150 30 re f 0 g " + TEXT), []),
    "author": (pdf(info=b"/Author(yi)/Company(bing)"), [(AUTHOR, "含有作者、单位等署名 2 项")]),
    "subject": (pdf(info=b"/Subject(a)/Odd(b)"), [(METADATA, "含有主题、备注等文件属性 2 项")]),
    "xmp": (
        pdf(
            catalog=b"/Metadata 8 0 R",
            more=(stream(b""), stream(XMP, XMP_STREAM)),
        ),
        [(AUTHOR, "含有作者、单位等署名 1 项"), (METADATA, "含有主题、备注等文件属性 1 项")],
    ),
    "black-box": (pdf(TEXT + b" " + BOX), [(COVERED, OVER)]),
    "white-box": (pdf(TEXT + b" 1 g 10 40 150 30 re f"), [(COVERED, OVER)]),
    "thick-line": (pdf(TEXT + b" 20 w 10 54 m 170 54 l S"), [(COVERED, OVER)]),
    "picture-over": (
        pdf(TEXT + b" q 160 0 0 30 10 40 cm /Im Do Q", more=(image(2, b"\0\0"),)),
        [(COVERED, OVER)],
    ),
    "box-in-form": (
        pdf(
            TEXT + b" q 2 0 0 1 0 40 cm /Im Do Q",
            more=(stream(b"0 g 0 0 90 30 re f", b"/Type/XObject/Subtype/Form/BBox[0 0 90 90]"),),
        ),
        [(COVERED, OVER)],
    ),
    "invisible": (pdf(TEXT.replace(b"Tf", b"Tf 3 Tr")), [(HIDDEN, UNSEEN)]),
    "white": (pdf(b"1 g " + TEXT), [(HIDDEN, UNSEEN)]),
    "black-on-black": (pdf(BOX + TEXT), [(HIDDEN, UNSEEN)]),
    "tiny": (pdf(TEXT.replace(b"12 Tf", b"0.5 Tf")), [(HIDDEN, UNSEEN)]),
    "off-page": (pdf(TEXT.replace(b"20 50 Td", b"500 50 Td")), [(HIDDEN, UNSEEN)]),
    "cropped": (pdf(page=b"/CropBox[0 0 200 30]"), [(HIDDEN, UNSEEN)]),
    "layer-off": (
        pdf(catalog=layers(b"/OFF[8 0 R]"), more=LAYER),
        [(HIDDEN, "含有不显示的图层 1 个")],
    ),
    "filled-field": (
        pdf(page=annotation(b"Widget", b"/FT/Tx/T(name)/V(yi)")),
        [(HIDDEN, "含有已填写的表单域 1 个")],
    ),
    "signed": (
        pdf(page=annotation(b"Widget", b"/FT/Sig/V<</Contents<00>>>")),
        [(METADATA, "含有电子签名中的证书信息 1 处")],
    ),
    "hidden-field": (
        pdf(page=annotation(b"Widget", b"/FT/Tx/F 2")),
        [(HIDDEN, "含有隐藏的批注或表单域 1 个")],
    ),
    "note": (pdf(page=annotation(b"Text", b"/Contents(yi)")), [(COMMENT, "含有批注 1 处")]),
    "script": (
        pdf(catalog=b"/OpenAction<</S/JavaScript/JS(x)>>"),
        [
            (SCRIPT, "含有脚本 1 处"),
            (SCRIPT, "含有自动执行的动作 1 处"),
            (SCRIPT, "含有打开文件时自动执行的动作 1 处"),
        ],
    ),
    "launch": (
        pdf(page=annotation(b"Link", b"/A<</S/Launch/F(a.exe)>>")),
        [(SCRIPT, "含有自动执行的动作 1 处")],
    ),
    "form-script": (pdf(catalog=b"/AcroForm<</XFA[]>>"), [(SCRIPT, "含有动态表单 1 处")]),
    "local-link": (
        pdf(page=annotation(b"Link", b"/A<</S/GoToR/F(a.pdf)>>")),
        [("attachment-external-link", "含有指向外部文件的链接 1 处")],
    ),
    "file-within": (
        pdf(
            catalog=b"/Names<</EmbeddedFiles<</Names[(a)<</EF<</F 8 0 R>>>>]>>>>",
            more=(stream(b""), stream(b"x", b"/Type/EmbeddedFile")),
        ),
        [
            (EMBEDDED, "含有嵌入文件的目录 1 处"),
            (EMBEDDED, "含有嵌入的文件 2 处"),
        ],
    ),
    "private": (pdf(catalog=b"/PieceInfo<<>>"), [(METADATA, "含有编辑软件的私有数据 1 处")]),
    "encrypted": (
        pdf().replace(b"/Info 6 0 R", CRYPT),
        [("attachment-encrypted", "文件已加密或设有权限密码")],
    ),
    "earlier": (
        update(pdf(TEXT.replace(b"public", b"secret")), 4, stream(TEXT)),
        [(EARLIER, "含有文件的早先版本 1 个")],
    ),
    "unlisted": (
        smuggle(pdf(), b"9 0 obj(secret)endobj\n"),
        [("attachment-earlier-revision", "含有目录之外的对象 1 个")],
    ),
    "misdirected": (
        pdf().replace(b"xref\n0", b"\nxref\n0"),
        [("attachment-unreadable", "文件的目录位置有误，不同软件可能读出不同内容")],
    ),
    "unused": (pdf(more=(stream(b""), stream(TEXT))), [(EARLIER, "含有不再使用的内容 1 处")]),
    "after": (pdf() + b"more", [(TRAILING, "文件结尾之后还有数据")]),
    "photo": (
        pdf(more=(image(8, jpeg(segment(0xE1, exif((0x0132, 4, 1)))), b"/Filter/DCTDecode"),)),
        [(METADATA, "含有插图的拍摄信息 1 处")],
    ),
    "scan": (
        pdf(PICTURE, more=(image(2, b"\0\xff"),)),
        [("attachment-no-text", "第 1 页只有图像，没有文字，须人工查看")],
    ),
    "scan-with-text": (
        pdf(PICTURE + TEXT.replace(b"Tf", b"Tf 3 Tr"), more=(image(2, b"\0\xff"),)),
        [("attachment-no-text", "第 1 页是扫描图像，其文字层须人工核对")],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_what_a_pdf_document_hides(case: str) -> None:
    data, faults = CASES[case]
    found = inspect_attachment("a.pdf", data)
    assert set(found.faults) == {Fault(*fault) for fault in faults}


@pytest.mark.parametrize("case", ["black-box", "invisible", "white", "off-page", "cropped"])
def test_text_is_kept_though_nobody_sees_it(case: str) -> None:
    assert "public text" in inspect_attachment("a.pdf", CASES[case][0]).texts


MENDED = "author subject xmp note private earlier unlisted unused after photo"


@pytest.mark.parametrize("case", MENDED.split())
def test_a_clean_copy_keeps_the_pages(case: str) -> None:
    data, _ = CASES[case]
    cleaned = clean_attachment("a.pdf", data)
    found = inspect_attachment("a.pdf", cleaned.data)
    assert found.faults == ()
    assert "public text" in found.texts
    assert b"secret" not in cleaned.data
