from __future__ import annotations

import io
import struct
import zipfile

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.core.importing.blocks import (
    Align,
    Cell,
    Figure,
    Heading,
    ImportedText,
    ImportRefusedError,
    Item,
    Note,
    Paragraph,
    Piece,
    Table,
    plain_text,
)
from gongkai.publish.importing.docx_file import read_docx
from tests.helpers.word_files import (
    NAMESPACES,
    add_notes,
    add_part,
    call_note,
    element,
    from_xml,
    make,
    make_notice,
    picture,
    save,
)


def read(body: str, *, numbering: str = "", styles: str = "") -> ImportedText:
    return read_docx(from_xml(body, numbering=numbering, styles=styles), "x.docx")


def p(inner: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def r(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def texts(text: ImportedText) -> list[str]:
    return [plain_text(block) for block in text.blocks]


def replace_part(data: bytes, old: bytes, new: bytes) -> bytes:
    """The file with something else in its main part."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w") as changed:
        for name in source.namelist():
            content = source.read(name)
            changed.writestr(name, content.replace(old, new) if "document" in name else content)
    return target.getvalue()


def losses(text: ImportedText) -> list[tuple[str, str, str]]:
    return [(loss.what, loss.place, loss.detail) for loss in text.losses]


BEGIN = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
SEPARATE = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def code(text: str) -> str:
    return f"<w:r><w:instrText>{text}</w:instrText></w:r>"


@pytest.mark.parametrize(
    ("inner", "shown", "lost"),
    [
        (r("甲") + "<w:r><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t></w:r>", "甲\t乙\n丙", []),
        (
            f"{r('a')}<w:r><w:noBreakHyphen/><w:t>b</w:t><w:softHyphen/><w:t>c</w:t></w:r>",
            "a-bc",
            [],
        ),
        (r("面积100m") + r("2", '<w:vertAlign w:val="superscript"/>'), "面积100m²", []),
        (
            r("甲") + r("注甲", '<w:vertAlign w:val="superscript"/>'),
            "甲注甲",
            [("上标、下标（文字已写入，不再升高或降低）", "注甲")],
        ),
        (r("留") + r("藏", "<w:vanish/>"), "留", [("隐藏、白色或极小的文字", "藏")]),
        (r("留") + r("白", '<w:color w:val="FFFFFF"/>'), "留", [("隐藏、白色或极小的文字", "白")]),
        (
            r("留") + r("旧", "<w:strike/>"),
            "留旧",
            [("删除线（文字已写入，没有删除线）", "旧")],
        ),
        (
            r("留") + '<w:del w:id="1"><w:r><w:delText>删</w:delText></w:r></w:del>',
            "留",
            [("修订：已标记删除的文字，没有写入", "删")],
        ),
        (
            r("甲", "<w:vanish/>") + r("乙", "<w:vanish/>") + r("留") + r("丙", "<w:vanish/>"),
            "留",
            [("隐藏、白色或极小的文字", "甲乙丙")],
        ),
        (
            r("留") + f'<w:ins w:id="1">{r("增")}</w:ins>',
            "留增",
            [("修订：未接受的插入，已写入", "增")],
        ),
        (r("同意") + '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', "同意☑", []),
        (r("同意") + r("&#xA3;", '<w:rFonts w:ascii="Wingdings 2"/>'), "同意□", []),
        (
            r("同意") + '<w:r><w:sym w:font="Wingdings" w:char="F021"/></w:r>',
            "同意",
            [("符号字体中的字符", "Wingdings F021")],
        ),
        (
            r("姓名：") + r("   ", '<w:u w:val="single"/>') + r("（签字）"),
            "姓名：   （签字）",
            [("带下划线的空白（填写处），没有下划线", "")],
        ),
        (BEGIN + code(" DATE ") + SEPARATE + r("2026年") + END, "2026年", []),
        (BEGIN + code(r" EQ \o\ac(○,3) ") + END + r("项"), "③项", []),
        (BEGIN + code(" QUOTE ") + END + r("项"), "项", [("没有结果的域", "QUOTE")]),
        (
            BEGIN + code(" IF ") + r("密") + SEPARATE + r("明") + END,
            "明",
            [("域代码中的文字", "密")],
        ),
        (
            r("式") + "<m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath>",
            "式a+b",
            [("公式（文字已写入，没有排成公式）", "a+b")],
        ),
        (
            f"<w:r><w:ruby><w:rt>{r('hàn')}</w:rt><w:rubyBase>{r('汉')}</w:rubyBase></w:ruby></w:r>",
            "汉",
            [("拼音", "hàn")],
        ),
        (
            "<w:sdt><w:sdtPr/><w:sdtContent>" + r("控件里的字") + "</w:sdtContent></w:sdt>",
            "控件里的字",
            [],
        ),
        (
            '<w:r><w:object><o:OLEObject ProgID="Excel.Sheet.12"/></w:object></w:r>' + r("见表"),
            "见表",
            [("嵌入的对象", "Excel.Sheet.12")],
        ),
        (
            "<w:r><w:pict><v:line/></w:pict></w:r>" + r("红线"),
            "红线",
            [("没有文字的线条或图形", "")],
        ),
        ('<w:r><w:pict><v:shape><v:textpath string="内部"/></v:shape></w:pict></w:r>', "内部", []),
    ],
)
def test_what_stands_in_a_paragraph(inner: str, shown: str, lost: list[tuple[str, str]]) -> None:
    text = read(p(inner))
    assert "".join(texts(text)) == shown
    assert [(loss.what, loss.detail) for loss in text.losses] == lost
    assert all(loss.place == "第 1 段" for loss in text.losses)


def test_text_boxes_are_read_once_and_in_their_place() -> None:
    box = "<w:txbxContent>" + p(r("框中的字")) + "</w:txbxContent>"
    drawing = (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:anchor><a:graphic>"
        f"<wps:wsp><wps:txbx>{box}</wps:txbx></wps:wsp></a:graphic></wp:anchor></w:drawing>"
        f"</mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape></w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r>"
    )
    text = read(p(r("前")) + p(drawing + r("中")) + p(r("后")))
    assert texts(text) == ["前", "中", "框中的字", "后"]
    assert text.losses == ()


def test_hyperlinks_of_both_kinds() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("见")
    name = document.part.relate_to("https://www.example.cn/a", "x/hyperlink", is_external=True)
    link = f'<w:hyperlink {NAMESPACES} r:id="{name}"><w:r><w:t>网站</w:t></w:r></w:hyperlink>'
    paragraph._p.append(element(link))
    field = BEGIN + code(' HYPERLINK "https://www.example.cn/b" ') + SEPARATE + r("这里") + END
    for part in element(f"<w:p {NAMESPACES}>{field}</w:p>"):
        paragraph._p.append(part)
    block = read_docx(save(document), "x.docx").blocks[0]
    assert block == Paragraph(
        (
            Piece("见"),
            Piece("网站", "https://www.example.cn/a"),
            Piece("这里", "https://www.example.cn/b"),
        )
    )


def level(place: int, style: str, text: str, more: str = "", start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{place}"><w:start w:val="{start}"/><w:numFmt w:val="{style}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


HAN = (
    '<w:abstractNum w:abstractNumId="1">'
    + level(0, "chineseCountingThousand", "%1、")
    + level(1, "chineseCounting", "（%2）")
    + level(2, "decimal", "%1.%3.", "<w:isLgl/>")
    + level(3, "bullet", "&#xF0B7;")
    + '</w:abstractNum><w:abstractNum w:abstractNumId="2">'
    + level(0, "chineseCountingThousand", "第%1条", start=9)
    + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="1"/>'
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
)


def numbered(text: str, number: int, level: int = 0) -> str:
    properties = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return p(r(text), properties)


def test_automatic_numbers_are_text_as_word_shows_them() -> None:
    body = [
        numbered("总体要求", 1),
        p(r("正文一段。")),
        numbered("原则", 1, 1),
        p(r("正文二段。")),
        numbered("细目是这样的。", 1, 2),
        numbered("再一条细目。", 1, 2),
        numbered("要点", 1, 3),
        numbered("保障措施", 1),
        p(r("正文三段。")),
        numbered("组织", 1, 1),
        p(r("正文四段。")),
        numbered("第九的内容。", 2),
        numbered("第十的内容。", 2),
        numbered("重新起头", 3),
        p(r("完。")),
        numbered("没有编号", 0),
        numbered("没有这个列表", 77),
    ]
    text = read("".join(body), numbering=HAN)
    assert texts(text) == [
        "一、总体要求",
        "正文一段。",
        "（一）原则",
        "正文二段。",
        "1.1. 细目是这样的。",
        "1.2. 再一条细目。",
        "要点",
        "二、保障措施",
        "正文三段。",
        "（一）组织",
        "正文四段。",
        "第九条\u3000第九的内容。",
        "第十条\u3000第十的内容。",
        "五、重新起头",
        "完。",
        "没有编号",
        "没有这个列表",
    ]
    levels = [
        (block.level, plain_text(block)) for block in text.blocks if isinstance(block, Heading)
    ]
    assert levels == [
        (1, "一、总体要求"),
        (2, "（一）原则"),
        (1, "二、保障措施"),
        (2, "（一）组织"),
        (1, "五、重新起头"),
    ]
    assert text.blocks[6] == Item((Piece("要点"),), 3)
    assert text.losses == ()


def test_headings_by_style_and_outline() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="Own"><w:basedOn w:val="Heading2"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Loop"><w:basedOn w:val="Loop"/></w:style>'
    )
    body = (
        p(r("概况"), '<w:pStyle w:val="Heading1"/>')
        + p(r("机构"), '<w:pStyle w:val="Own"/>')
        + p(r("人员"), '<w:outlineLvl w:val="2"/>')
        + p(r("正文级"), '<w:outlineLvl w:val="9"/>')
        + p(r("长" * 90), '<w:pStyle w:val="Heading1"/>')
        + p(r("循环"), '<w:pStyle w:val="Loop"/><w:jc w:val="center"/>')
    )
    text = read(body, styles=styles)
    assert [getattr(block, "level", None) for block in text.blocks] == [1, 2, 3, None, None, None]
    assert text.blocks[-1] == Paragraph((Piece("循环"),), Align.CENTER)


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(r(text)) if text else '<w:p/>'}</w:tc>"


SPAN2, DOWN, GOES_ON = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def test_the_grid_of_a_table() -> None:
    body = (
        "<w:tbl>"
        f"<w:tr>{cell('名称', DOWN)}{cell('数', SPAN2)}</w:tr>"
        f"<w:tr>{cell('盖住', GOES_ON)}{cell('甲')}{cell('乙')}</w:tr>"
        f"<w:tr><w:trPr><w:gridBefore w:val='1'/></w:trPr>{cell('缩进')}</w:tr>"
        f"<w:tr><w:trPr><w:del w:id='1'/></w:trPr>{cell('删去的行')}</w:tr>"
        "</w:tbl>"
    )
    text = read(body)
    assert text.blocks == (
        Table(
            (
                (Cell("名称", 1, 2), Cell("数", 2), None),
                (None, Cell("甲"), Cell("乙")),
                (Cell(""), Cell("缩进"), Cell("")),
            )
        ),
    )
    assert losses(text) == [
        ("修订：已标记删除的表格行，没有写入", "第 1 张表第 4 行", "删去的行"),
        ("合并单元格盖住的文字", "第 1 张表第 1 行第 1 列", "盖住"),
    ]


def test_tables_and_pictures_in_cells_follow_the_table() -> None:
    inner = f"<w:tbl><w:tr>{cell('里一')}{cell('里二')}</w:tr></w:tbl><w:p/>"
    body = f"<w:tbl><w:tr>{cell('外')}<w:tc>{p(r('前'))}{inner}{p(r('后'))}</w:tc></w:tr></w:tbl>"
    text = read(body)
    first, second = text.blocks
    assert isinstance(first, Table)
    assert first.rows == ((Cell("外"), Cell("前\n后")),)
    assert isinstance(second, Table)
    assert second.rows == ((Cell("里一"), Cell("里二")),)
    assert losses(text) == [("表格中的表格（移到表后）", "第 1 张表第 1 行第 2 列", "")]


def test_notes_are_called_where_they_stand() -> None:
    document = docx.Document()
    add_notes(document, "footnote", ["甲注", "乙注"])
    add_notes(document, "endnote", ["尾注"])
    first, second = document.add_paragraph("一"), document.add_paragraph("二")
    call_note(first, "footnote", 2)
    call_note(second, "endnote", 1)
    text = read_docx(save(document), "x.docx")
    assert text.blocks == (
        Paragraph((Piece("一"), Piece("", note="1"))),
        Paragraph((Piece("二"), Piece("", note="2"))),
    )
    assert text.notes == (Note("1", (Piece("乙注"),)), Note("2", (Piece("尾注"),)))


def test_pictures_are_carried_with_their_alternative() -> None:
    document = docx.Document()
    for stream, alt in (
        (picture(), "平面图"),
        (picture(), r"C:\pics\1.png"),
        (picture("red", "GIF"), ""),
    ):
        shape = document.add_picture(stream)
        shape._inline.docPr.set("descr", alt)
    text = read_docx(save(document), "x.docx")
    assert text.blocks == (
        Figure("image1.png", "平面图"),
        Figure("image1.png", ""),
        Figure("image2.png", ""),
    )
    assert [file.name for file in text.files] == ["image1.png", "image2.png"]
    assert all(file.data.startswith(b"\x89PNG") for file in text.files)


def test_what_was_cut_off_a_picture_is_not_carried() -> None:
    document = docx.Document()
    shape = document.add_picture(picture())
    fill = shape._inline.find(".//{*}blipFill")
    fill.insert(1, element(f'<a:srcRect {NAMESPACES} l="50000"/>'))
    data = read_docx(save(document), "x.docx").files[0].data
    assert struct.unpack(">II", data[16:24]) == (60, 60)


def test_pictures_no_browser_shows_are_named() -> None:
    document = docx.Document()
    document.add_picture(picture())
    data = save(document)
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w") as changed:
        for name in source.namelist():
            drawn = b"\0" * 40 + b" EMF" if name.endswith(".png") else source.read(name)
            changed.writestr(name, drawn)
    text = read_docx(target.getvalue(), "x.docx")
    assert text.blocks == ()
    assert losses(text) == [("图片", "第 1 段", "image1.png：EMF、WMF 矢量图，浏览器不能显示")]


def test_charts_comments_headers_are_named() -> None:
    document = docx.Document()
    kind = "application/vnd.openxmlformats-officedocument"
    chart = add_part(
        document,
        "/word/charts/chart1.xml",
        "chart",
        f"{kind}.drawingml.chart+xml",
        f"<c:chartSpace {NAMESPACES}><a:t>受理量</a:t><c:v>12</c:v></c:chartSpace>",
    )
    add_part(
        document,
        "/word/comments.xml",
        "comments",
        f"{kind}.wordprocessingml.comments+xml",
        f'<w:comments {NAMESPACES}><w:comment w:id="0">{p(r("请核数字"))}</w:comment></w:comments>',
    )
    paragraph = document.add_paragraph("正文")
    for inner in (
        f'<w:drawing><wp:inline><c:chart r:id="{chart}"/></wp:inline></w:drawing>',
        '<w:commentReference w:id="0"/>',
    ):
        paragraph._p.append(element(f"<w:r {NAMESPACES}>{inner}</w:r>"))
    section = document.sections[0]
    section.header.paragraphs[0].text = "内部资料"
    section.footer.paragraphs[0].text = "第 1 页 共 3 页"
    text = read_docx(save(document), "x.docx")
    assert losses(text) == [
        ("图表", "第 1 段", "受理量 12"),
        ("批注", "第 1 段", "请核数字"),
        ("页眉", "页眉", "内部资料"),
    ]


def test_a_table_of_contents_is_text_and_its_chapters_are_headings_once() -> None:
    lines = [
        "示例条例",
        "目　录",
        "第一章　总则",
        "第二章　附则",
        "第一章　总则",
        "第一条　甲。",
        "第二章　附则",
    ]
    text = read_docx(make(*lines, "第二条　乙。"), "x.docx")
    found = [plain_text(b) for b in text.blocks if isinstance(b, Heading)]
    assert found == ["第一章　总则", "第二章　附则"]
    assert texts(text) == [*lines, "第二条　乙。"]


def test_a_whole_notice() -> None:
    text = read_docx(make_notice(), "x.docx")
    assert text.losses == ()
    assert [(b.level, plain_text(b)) for b in text.blocks if isinstance(b, Heading)] == [
        (1, "示例市城区犬只管理办法"),
        (2, "第一章　总则"),
        (2, "第二章　收费"),
    ]
    table = next(b for b in text.blocks if isinstance(b, Table))
    assert table.rows[0] == (
        Cell("类别", 1, 2),
        Cell("收费标准（元）", 2),
        None,
        Cell("备注", 1, 2),
    )
    assert table.rows[4] == (Cell("导盲犬、扶助犬"), Cell("免收", 3), None, None)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "不是可读的 docx"),
        (b"PK\x03\x04 nothing", "不是可读的 docx"),
        (make("文字")[:-30], "不是可读的 docx"),
        (
            replace_part(make("文字"), b"<w:body>", b"<w:body>" + b"<w:sdt>" * 9999),
            "不是可读的 docx",
        ),
        (
            replace_part(
                make("文字"),
                b"<w:body>",
                b"<w:body>" + b"<w:sdt>" * 400 + b"</w:sdt>" * 400,
            ),
            "不是可读的 docx",
        ),
        (
            from_xml(
                "<w:tbl><w:tr>"
                + "<w:tc><w:tcPr><w:gridSpan w:val='290'/></w:tcPr><w:p/></w:tc>" * 5
                + "</w:tr></w:tbl>"
            ),
            "超出表格应有的大小",
        ),
    ],
)
def test_what_cannot_be_read_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(ImportRefusedError, match=reason):
        read_docx(data, "x.docx")


def test_nesting_that_the_parser_takes_is_read() -> None:
    opening, closing = "<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"
    assert texts(read(opening * 120 + p(r("深处")) + closing * 120)) == ["深处"]
    table = "<w:tbl><w:tr><w:tc>", "<w:p/></w:tc></w:tr></w:tbl>"
    text = read(table[0] * 60 + p(r("深处")) + table[1] * 60)
    assert "".join(texts(text)) == "深处"


SOUND = make_notice()


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(SOUND) - 1), st.binary(max_size=40), st.integers(0, 60))
def test_damage_never_ends_in_a_traceback(at: int, put: bytes, cut: int) -> None:
    try:
        read_docx(SOUND[:at] + put + SOUND[at + cut :], "x.docx")
    except ImportRefusedError:
        return


NAMES = (
    *("p", "r", "t", "tbl", "tr", "tc", "tcPr", "gridSpan", "vMerge", "hyperlink", "fldChar"),
    "sdt",
    "sdtContent",
    "ins",
    "del",
    "delText",
    "br",
    "pPr",
    "numPr",
    "numId",
    "ilvl",
    "pict",
)
elements = st.recursive(
    st.sampled_from(NAMES).map(lambda n: f"<w:{n} w:val='9' w:fldCharType='begin'>字</w:{n}>"),
    lambda inner: st.builds(
        lambda name, parts: f"<w:{name}>{''.join(parts)}</w:{name}>",
        st.sampled_from(NAMES),
        st.lists(inner, max_size=4),
    ),
    max_leaves=25,
)


@settings(max_examples=60, deadline=None)
@given(st.lists(elements, max_size=6).map("".join))
def test_any_markup_is_read_and_every_text_is_carried_or_named(body: str) -> None:
    source = "".join(
        text.text or "" for text in element(f"<w:body {NAMESPACES}>{body}</w:body>").iter("{*}t")
    )
    text = read(body)
    carried = "".join(texts(text)) + "".join(loss.detail for loss in text.losses)
    assert "".join(carried.split()).count("字") >= source.count("字")
