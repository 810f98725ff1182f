from __future__ import annotations

import pytest

from gongkai.core.attachments import Fault, inspect_attachment
from tests.helpers.attachments import (
    P,
    Parts,
    S,
    W,
    exif,
    jpeg,
    pack,
    png,
    segment,
    shape,
    slides,
    word,
    workbook,
)

RUN = "<w:r><w:t>甲</w:t></w:r>"
CORE = (
    '<cp:coreProperties xmlns:cp="c" xmlns:dc="d"><dc:title>办法</dc:title>'
    "<dc:creator>{0}</dc:creator><cp:lastModifiedBy>{0}</cp:lastModifiedBy>"
    "<dc:description>{1}</dc:description></cp:coreProperties>"
)
APP = "<Properties><Application>Word</Application><Company>{}</Company></Properties>"
CUSTOM = '<Properties><property name="{}"><v>甲</v></property></Properties>'
LABEL = '<p:cNvPr id="9" name="图" descr="{}"/>'


def find(name: str, parts: Parts) -> tuple[Fault, ...]:
    return inspect_attachment(name, pack(parts)).faults


def run(properties: str) -> str:
    return f"<w:p><w:r><w:rPr>{properties}</w:rPr><w:t>甲</w:t></w:r></w:p>"


def styled(body: str, styles: str) -> Parts:
    return word(body, "styles=styles.xml", word__styles_xml=f"<w:styles {W}>{styles}</w:styles>")


SHADED = '<w:p><w:pPr><w:shd w:fill="1F3864"/></w:pPr>' + run('<w:color w:val="FFFFFF"/>')[5:]
VANISHING = (
    '<w:style w:type="character" w:styleId="a"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="b"><w:basedOn w:val="a"/></w:style>'
    '<w:style w:type="character" w:styleId="c"><w:basedOn w:val="c"/></w:style>'
)

CLEAN: dict[str, Parts] = {
    "plain.docx": word(),
    "properties.docx": word(
        docProps__core_xml=CORE.format("", ""),
        docProps__app_xml=APP.format(""),
        docProps__custom_xml=CUSTOM.format("KSOProductBuildVer"),
    ),
    "bookmark.docx": word(f'<w:p w:rsidR="00A1"><w:bookmarkStart w:name="_Toc1"/>{RUN}</w:p>'),
    "link.docx": word(
        f'<w:p><w:hyperlink r:id="rId1">{RUN}</w:hyperlink></w:p>', "hyperlink=!https://a.example/"
    ),
    "white-on-dark.docx": word(SHADED),
    "hidden-mark.docx": word(f"<w:p><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr>{RUN}</w:p>"),
    "not-hidden.docx": word(run('<w:vanish w:val="0"/><w:sz w:val="5"/>')),
    "hidden-blank.docx": word(f"<w:p>{RUN}<w:r><w:rPr><w:vanish/></w:rPr><w:t> </w:t></w:r></w:p>"),
    "own-style.docx": styled(run('<w:rStyle w:val="c"/>'), VANISHING),
    "image.docx": word('<w:p><w:drawing r:embed="rId1"/></w:p>', "image=a.png")
    | {"word/a.png": png()},
    "plain.xlsx": workbook(),
    "empty-hidden.xlsx": workbook(
        '<row r="1"><c r="A1" t="s"><v>0</v></c></row><row r="2" hidden="1"><c r="A2"/></row>',
        columns='<cols><col min="2" max="16384" hidden="1"/></cols>',
    ),
    "filter.xlsx": workbook(
        book='<definedNames><definedName name="_xlnm._FilterDatabase" hidden="1">A1</definedName>'
        "</definedNames>"
    ),
    "plain.pptx": slides(),
    "bare-notes.pptx": slides(
        targets=("notesSlide=../notesSlides/n.xml",),
        ppt__notesSlides__n_xml=f'<p:notes {P}><p:sp><p:nvPr><p:ph type="sldNum"/></p:nvPr>'
        "<a:t>1</a:t></p:sp></p:notes>",
    ),
}


@pytest.mark.parametrize("name", CLEAN)
def test_what_only_shows_its_pages_is_clean(name: str) -> None:
    found = inspect_attachment(name, pack(CLEAN[name]))
    assert found.faults == ()
    assert any("甲" in text for text in found.texts) or name == "image.docx"


CHANGE, HIDDEN = "attachment-tracked-change", "attachment-hidden"
COMMENT, EMBEDDED = "attachment-comment", "attachment-embedded"
METADATA, AUTHOR = "attachment-metadata", "attachment-author"
LINK, MACRO, PACKAGE = "attachment-external-link", "attachment-macro", "attachment-package"
UNSEEN = "含有隐藏的、白色的或极小的文字 1 处"

WORD_FAULTS: list[tuple[str, Parts, list[tuple[str, str]]]] = [
    (
        "inserted",
        word(f'<w:p><w:ins w:author="乙">{RUN}</w:ins></w:p>'),
        [(CHANGE, "含有未接受的插入 1 处")],
    ),
    (
        "deleted",
        word("<w:p><w:del><w:r><w:delText>乙</w:delText></w:r></w:del></w:p>"),
        [(CHANGE, "含有未接受的删除 1 处")],
    ),
    (
        "moved",
        word(f"<w:p><w:moveFrom>{RUN}</w:moveFrom><w:moveTo>{RUN}</w:moveTo></w:p>"),
        [(CHANGE, "含有未接受的插入 1 处"), (CHANGE, "含有未接受的删除 1 处")],
    ),
    ("changed", word(run("<w:rPrChange/>")), [(CHANGE, "含有未接受的格式修改 1 处")]),
    (
        "left-over",
        word("<w:p><w:r><w:delText>乙</w:delText></w:r></w:p>"),
        [(CHANGE, "含有残留的修订标记 1 处")],
    ),
    (
        "header",
        word(
            '<w:p/><w:sectPr><w:headerReference r:id="rId1"/></w:sectPr>',
            "header=header1.xml",
            word__header1_xml=f"<w:hdr {W}><w:p><w:ins>{RUN}</w:ins></w:p></w:hdr>",
        ),
        [(CHANGE, "含有未接受的插入 1 处")],
    ),
    (
        "comment",
        word(
            '<w:p><w:r><w:commentReference w:id="0"/></w:r></w:p>',
            "comments=comments.xml",
            word__comments_xml=f"<w:comments {W}><w:p>{RUN}</w:p></w:comments>",
        ),
        [(COMMENT, "含有批注 1 处"), (COMMENT, "含有批注标记 1 处")],
    ),
    ("vanish", word(run("<w:vanish/>")), [(HIDDEN, UNSEEN)]),
    ("white", word(run('<w:color w:val="FFFFFF"/>')), [(HIDDEN, UNSEEN)]),
    (
        "white-theme",
        word(run('<w:color w:val="0" w:themeColor="background1"/>')),
        [(HIDDEN, UNSEEN)],
    ),
    ("tiny", word(run('<w:sz w:val="2"/>')), [(HIDDEN, UNSEEN)]),
    ("by-style", styled(run('<w:rStyle w:val="b"/>'), VANISHING), [(HIDDEN, UNSEEN)]),
    (
        "by-default",
        styled(
            f"<w:p>{RUN}</w:p>", VANISHING.replace('"character"', '"paragraph" w:default="1"', 1)
        ),
        [(HIDDEN, UNSEEN)],
    ),
    ("xml-comment", word(f"<w:p>{RUN}<!-- 乙 --></w:p>"), [(HIDDEN, "含有看不见的 XML 注释 1 处")]),
    (
        "unused-image",
        word("<w:p/>", "image=a.png") | {"word/a.png": png()},
        [(HIDDEN, "含有没有显示的图片、页眉或页面 1 个")],
    ),
    (
        "names",
        word(docProps__core_xml=CORE.format("乙", ""), docProps__app_xml=APP.format("丙局")),
        [(AUTHOR, "含有作者、单位等署名 3 项")],
    ),
    (
        "remark",
        word(docProps__core_xml=CORE.format("", "丁")),
        [(METADATA, "含有主题、备注等文件属性 1 项")],
    ),
    (
        "custom",
        word(docProps__custom_xml=CUSTOM.format("ICV")),
        [(METADATA, "含有自定义属性 1 项")],
    ),
    (
        "variables",
        word(
            "<w:p/>",
            "settings=settings.xml",
            word__settings_xml=f'<w:settings {W}><w:docVars><w:docVar w:val="乙"/></w:docVars>'
            "<w:mailMerge/></w:settings>",
        ),
        [(METADATA, "含有文档变量 1 个"), (LINK, "含有邮件合并数据源 1 处")],
    ),
    (
        "custom-xml",
        word("<w:p/>", "customXml=../customXml/item1.xml", customXml__item1_xml="<a>乙</a>"),
        [(METADATA, "含有程序附带的数据 1 处")],
    ),
    (
        "path",
        word('<w:p><w:docPr descr="C:\\Users\\yi\\1.jpg" hidden="1"/></w:p>'),
        [(HIDDEN, "含有隐藏的图形 1 个"), (METADATA, "含有图片的本机路径 1 处")],
    ),
    (
        "object",
        word('<w:p><w:object r:id="rId1"/></w:p>', "oleObject=o.bin")
        | {"word/o.bin": b"\xd0\xcf\x11\xe0"},
        [(EMBEDDED, "含有嵌入的文件 1 个"), (EMBEDDED, "含有嵌入的对象 2 处")],
    ),
    (
        "chart-workbook",
        word(
            '<w:p><w:drawing r:id="rId1"/></w:p>',
            "chart=c.xml",
            word__c_xml="<chart/>",
        )
        | {
            "word/_rels/c.xml.rels": b'<Relationships><Relationship Id="r" '
            b'Type="x/package" Target="b.xlsx"/></Relationships>',
            "word/b.xlsx": pack(workbook()),
        },
        [(EMBEDDED, "含有嵌入的文件 1 个"), (EMBEDDED, "含有嵌入的对象 1 处")],
    ),
    (
        "alternative",
        word('<w:altChunk r:id="rId1"/>', "aFChunk=a.xml", word__a_xml="<a/>"),
        [(EMBEDDED, "含有嵌入的对象 2 处")],
    ),
    (
        "macro",
        word("<w:p/>", "vbaProject=vbaProject.bin") | {"word/vbaProject.bin": b"\xd0\xcf\x11\xe0"},
        [(MACRO, "含有宏或控件 1 处")],
    ),
    (
        "macro-type",
        {
            name: data.replace(b"document.main+xml", b"ms-word.document.macroEnabled.main+xml")
            for name, data in word().items()
        },
        [(MACRO, "文件是带宏的格式")],
    ),
    (
        "macro-button",
        word("<w:p><w:r><w:instrText> MACROBUTTON a</w:instrText></w:r></w:p>"),
        [(MACRO, "含有宏按钮 1 个")],
    ),
    (
        "field",
        word('<w:p><w:fldSimple w:instr=" INCLUDETEXT &quot;a.docx&quot;"/></w:p>'),
        [(LINK, "含有引用外部文件的域 1 处")],
    ),
    (
        "template",
        word("<w:p/>", "attachedTemplate=!http://a.example/t.dotx"),
        [(LINK, "含有指向外部文件的链接 1 处")],
    ),
    (
        "file-link",
        word("<w:p/>", "hyperlink=!file:///C:/a.docx"),
        [(LINK, "含有指向外部文件的链接 1 处")],
    ),
    (
        "lost-part",
        word() | {"word/x.xml": b"<a>\xe4\xb9\x99</a>"},
        [(PACKAGE, "含有不再使用的部件 1 个")],
    ),
    (
        "untyped-part",
        word('<w:p><w:drawing r:id="rId1"/></w:p>', "image=a.jpg") | {"word/a.jpg": jpeg()},
        [(PACKAGE, "含有没有登记的部件 1 个")],
    ),
    (
        "unknown-part",
        word("<w:p/>", "riddle=x.xml", word__x_xml="<a/>"),
        [("attachment-unreadable", "含有用途不明的部件 1 个")],
    ),
    (
        "photo",
        word('<w:p><w:drawing r:embed="rId1"/></w:p>', "image=a.jpeg")
        | {"word/a.jpeg": jpeg(segment(0xE1, exif((0x0132, 4, 1), (0x8825, 4, 1))))},
        [(METADATA, "插图带有拍摄地点"), (METADATA, "含有插图的拍摄信息 1 处")],
    ),
    (
        "drawing-format",
        word('<w:p><w:drawing r:embed="rId1"/></w:p>', "image=a.emf") | {"word/a.emf": b"\1\0\0\0"},
        [("attachment-no-text", "含有无法自动查看的插图（gif、bmp、wmf 或 emf） 1 幅")],
    ),
    (
        "vector",
        word('<w:p><w:drawing r:embed="rId1"/></w:p>', "image=a.svg") | {"word/a.svg": b"<svg/>"},
        [("attachment-unreadable", "含有格式不允许的插图 1 幅")],
    ),
    (
        "entity",
        word() | {"word/document.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'},
        [("attachment-unreadable", "内部的 XML 带有文档类型声明")],
    ),
    (
        "broken",
        word() | {"word/document.xml": b"<a>"},
        [("attachment-unreadable", "内部的 XML 有误，无法读懂")],
    ),
]


@pytest.mark.parametrize(
    ("parts", "faults"), [w[1:] for w in WORD_FAULTS], ids=[w[0] for w in WORD_FAULTS]
)
def test_what_a_word_document_hides(parts: Parts, faults: list[tuple[str, str]]) -> None:
    assert find("a.docx", parts) == tuple(Fault(*fault) for fault in faults)


ROW = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'
STYLES = (
    f'<styleSheet {S}><numFmts><numFmt numFmtId="164" formatCode=";;;"/></numFmts>'
    '<fonts><font/><font><color rgb="FFFFFFFF"/></font></fonts>'
    '<fills><fill><patternFill patternType="none"/></fill></fills>'
    '<cellXfs><xf/><xf numFmtId="164"/><xf fontId="1"/></cellXfs></styleSheet>'
)


def formatted(style: int, after: str = "") -> Parts:
    return workbook(
        ROW.replace("<c ", f'<c s="{style}" '),
        after=after,
        targets=("styles=styles.xml",),
        xl__styles_xml=STYLES,
    )


SHEET_FAULTS: list[tuple[str, Parts, list[tuple[str, str]]]] = [
    ("sheet", workbook(attributes='state="hidden"'), [(HIDDEN, "含有隐藏的工作表 1 张")]),
    ("very", workbook(attributes='state="veryHidden"'), [(HIDDEN, "含有隐藏的工作表 1 张")]),
    ("row", workbook(ROW.replace("<row ", '<row hidden="1" ')), [(HIDDEN, "含有隐藏的行 1 行")]),
    ("flat-row", workbook(ROW.replace("<row ", '<row ht="0" ')), [(HIDDEN, "含有隐藏的行 1 行")]),
    (
        "all-rows",
        workbook(columns='<sheetFormatPr zeroHeight="1"/>'),
        [(HIDDEN, "含有隐藏的行 1 行")],
    ),
    (
        "column",
        workbook(columns='<cols><col min="1" max="3" hidden="true"/></cols>'),
        [(HIDDEN, "含有隐藏的列 1 列")],
    ),
    (
        "flat-column",
        workbook(columns='<cols><col min="1" max="1" width="0"/></cols>'),
        [(HIDDEN, "含有隐藏的列 1 列")],
    ),
    ("no-format", formatted(1), [(HIDDEN, "含有看不见内容的单元格 1 个")]),
    ("white", formatted(2), [(HIDDEN, "含有看不见内容的单元格 1 个")]),
    ("white-by-rule", formatted(2, "<conditionalFormatting/>"), []),
    (
        "name",
        workbook(
            book='<definedNames><definedName name="乙" hidden="1">A1</definedName></definedNames>'
        ),
        [(HIDDEN, "含有隐藏的名称 1 个")],
    ),
    (
        "unused-text",
        workbook(strings="<si><t>甲</t></si><si><t>乙</t></si>"),
        [(HIDDEN, "含有没有单元格使用的文字 1 处")],
    ),
    (
        "comment",
        workbook(
            sheet_targets=("comments=../comments1.xml",),
            xl__comments1_xml=f"<comments {S}><text><t>乙</t></text></comments>",
        ),
        [(COMMENT, "含有批注 1 处")],
    ),
    (
        "pivot",
        workbook(targets=("pivotCacheDefinition=p.xml",), xl__p_xml="<a/>"),
        [(HIDDEN, "含有看不见的数据缓存 1 处")],
    ),
    (
        "outside-book",
        workbook(
            targets=("externalLink=e.xml", "connections=c.xml"), xl__e_xml="<a/>", xl__c_xml="<a/>"
        ),
        [(LINK, "含有外部数据源 2 处")],
    ),
    (
        "printer",
        workbook(sheet_targets=("printerSettings=../p.bin",)) | {"xl/p.bin": b"printer"},
        [(METADATA, "含有程序附带的数据 1 处")],
    ),
    (
        "sharer",
        workbook(book='<fileSharing userName="乙"/>'),
        [(AUTHOR, "含有作者、单位等署名 1 项")],
    ),
    (
        "folder",
        workbook(book='<x:absPath xmlns:x="x" url="C:\\Users\\yi\\"/>'),
        [(METADATA, "含有图片的本机路径 1 处")],
    ),
    (
        "shared",
        workbook(targets=("revisionHeaders=r.xml",), xl__r_xml="<a/>"),
        [(CHANGE, "含有共享工作簿的修订记录 1 处")],
    ),
]


@pytest.mark.parametrize(
    ("parts", "faults"), [s[1:] for s in SHEET_FAULTS], ids=[s[0] for s in SHEET_FAULTS]
)
def test_what_a_workbook_hides(parts: Parts, faults: list[tuple[str, str]]) -> None:
    assert find("a.xlsx", parts) == tuple(Fault(*fault) for fault in faults)


NOTES = f"<p:notes {P}><p:sp><a:t>乙</a:t></p:sp></p:notes>"
SLIDE_FAULTS: list[tuple[str, Parts, list[tuple[str, str]]]] = [
    ("slide", slides(attributes='show="0"'), [(HIDDEN, "含有隐藏的幻灯片 1 张")]),
    ("outside", slides(shape(9500)), [(HIDDEN, "含有放在幻灯片之外的文字 1 处")]),
    ("shape", slides(shape(label='hidden="1"')), [(HIDDEN, "含有隐藏的图形 1 个")]),
    (
        "notes",
        slides(targets=("notesSlide=n.xml",), ppt__slides__n_xml=NOTES),
        [(COMMENT, "含有演讲者备注 1 页")],
    ),
    (
        "comments",
        slides(targets=("comments=c.xml",), ppt__slides__c_xml="<a>乙</a>"),
        [(COMMENT, "含有批注 1 处")],
    ),
    (
        "film",
        slides(targets=("video=v.bin",)) | {"ppt/slides/v.bin": b"v"},
        [(EMBEDDED, "含有嵌入的对象 1 处")],
    ),
]


@pytest.mark.parametrize(
    ("parts", "faults"), [s[1:] for s in SLIDE_FAULTS], ids=[s[0] for s in SLIDE_FAULTS]
)
def test_what_a_presentation_hides(parts: Parts, faults: list[tuple[str, str]]) -> None:
    assert find("a.pptx", parts) == tuple(Fault(*fault) for fault in faults)


def test_every_text_is_kept_visible_or_not() -> None:
    parts = word(
        "<w:p><w:del><w:r><w:delText>删去的</w:delText></w:r></w:del><w:r><w:t>甲</w:t></w:r>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏的</w:t></w:r></w:p>",
        "comments=comments.xml",
        word__comments_xml=f'<w:comments {W}><w:comment w:author="批注人"/></w:comments>',
        docProps__core_xml=CORE.format("作者名", "备注"),
    )
    assert set(inspect_attachment("a.docx", pack(parts)).texts) == {
        *("删去的甲隐藏的", "批注人", "办法", "作者名", "备注")
    }
