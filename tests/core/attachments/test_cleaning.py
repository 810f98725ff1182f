from __future__ import annotations

import io

import docx
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.comments import Comment

from gongkai.core.attachments import inspect_attachment
from gongkai.core.attachments.cleaning import clean_attachment
from gongkai.core.attachments.notes import RefusedError
from gongkai.core.attachments.package import read_package
from tests.core.attachments.test_looking import EXTENSIONS, valid
from tests.core.attachments.test_office import CORE, CUSTOM, NOTES, RUN
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
    slides,
    word,
    workbook,
)

DELETED = "<w:r><w:delText>乙</w:delText></w:r>"
MARK = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"
NOTE_BOX = '<xml xmlns:v="v" xmlns:x="x"><v:shape><x:ClientData ObjectType="Note"/></v:shape></xml>'

CASES: dict[str, tuple[str, Parts, tuple[str, ...]]] = {
    "insertion": (
        "a.docx",
        word(f'<w:p><w:ins w:author="丙">{RUN}</w:ins><w:r><w:t>丁</w:t></w:r></w:p>'),
        ("接受插入 1 处",),
    ),
    "deletion": (
        "a.docx",
        word(f"<w:p>{RUN}<w:del>{DELETED}</w:del></w:p>"),
        ("按删除处理原已标记删除的内容 1 处",),
    ),
    "format": (
        "a.docx",
        word("<w:p><w:r><w:rPr><w:b/><w:rPrChange/></w:rPr><w:t>甲</w:t></w:r></w:p>"),
        ("接受格式修改 1 处",),
    ),
    "paragraph": (
        "a.docx",
        word(f"<w:p>{MARK}<w:del>{DELETED}</w:del></w:p><w:p>{RUN}</w:p>"),
        ("按删除处理原已标记删除的内容 1 处", "按删除处理原已标记删除的段落 1 段"),
    ),
    "new-paragraph": (
        "a.docx",
        word(f"<w:p>{MARK.replace('w:del', 'w:ins')}{RUN}</w:p><w:p/>"),
        ("接受插入 1 处",),
    ),
    "row": (
        "a.docx",
        word(
            f"<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p>{DELETED}</w:p></w:tc></w:tr>"
            f"<w:tr><w:tc><w:p>{RUN}</w:p></w:tc></w:tr></w:tbl>"
        ),
        ("按删除处理原已标记删除的表格行 1 行",),
    ),
    "comment": (
        "a.docx",
        word(
            f"<w:p><w:commentRangeStart/>{RUN}<w:r><w:commentReference/></w:r></w:p>",
            "comments=comments.xml",
            word__comments_xml=f"<w:comments {W}><w:p>{RUN.replace('甲', '乙')}</w:p></w:comments>",
        ),
        ("删去批注及其作者 1 处", "删去不再使用的部件 1 个"),
    ),
    "names": (
        "a.docx",
        word(docProps__core_xml=CORE.format("乙", "乙"), docProps__custom_xml=CUSTOM.format("ICV")),
        ("删去作者、单位等署名 2 项", "删去文件属性 1 项", "删去自定义属性 1 项"),
    ),
    "data": (
        "a.docx",
        word(
            f"<w:p>{RUN}<!-- 乙 --></w:p>",
            *("settings=settings.xml", "customXml=../customXml/i.xml", "glossaryDocument=g.xml"),
            word__settings_xml=f'<w:settings {W}><w:docVars><w:docVar w:val="乙"/></w:docVars>'
            "</w:settings>",
            customXml__i_xml="<a>乙</a>",
            word__g_xml="<a>乙</a>",
        ),
        (
            *("删去看不见的 XML 注释 1 处", "删去文档变量 1 个", "删去程序附带的数据 1 处"),
            *("删去文档部件库 1 个", "删去不再使用的部件 2 个"),
        ),
    ),
    "pictures": (
        "a.docx",
        word(
            f'<w:p><w:docPr descr="C:\\乙.jpg"/>{RUN}<w:drawing r:embed="rId1"/></w:p>',
            *("image=a.jpeg", "image=b.png"),
        )
        | {"word/a.jpeg": jpeg(segment(0xE1, exif((0x0132, 4, 1)))), "word/b.png": png()},
        (
            *("删去本机路径 1 处", "删去插图附带的信息 1 幅"),
            *("删去没有显示的图片、页眉或页面 1 个", "删去不再使用的部件 1 个"),
        ),
    ),
    "template": (
        "a.docx",
        word(
            f"<w:p>{RUN}</w:p>",
            "settings=settings.xml",
            word__settings_xml=f'<w:settings {W} xmlns:r="r"><w:attachedTemplate r:id="rId1"/>'
            "</w:settings>",
        )
        | {
            "word/_rels/settings.xml.rels": b'<Relationships><Relationship Id="rId1" TargetMode='
            b'"External" Type="x/attachedTemplate" Target="file:///c:/t.dotx"/></Relationships>'
        },
        ("删去外部模板的链接 1 处",),
    ),
    "sheet-comment": (
        "a.xlsx",
        workbook(
            after='<legacyDrawing r:id="rId2"/><pageSetup r:id="rId3"/>',
            sheet_targets=(
                *("comments=../c.xml", "vmlDrawing=../v.vml", "printerSettings=../p.bin"),
            ),
            xl__c_xml=f"<comments {S}><text><t>乙</t></text></comments>",
            xl__v_vml=NOTE_BOX,
        )
        | {"xl/p.bin": b"printer"},
        (
            *("删去批注的外框 1 处", "删去批注及其作者 1 处", "删去程序附带的数据 1 处"),
            "删去不再使用的部件 3 个",
        ),
    ),
    "sheet-texts": (
        "a.xlsx",
        workbook(
            strings="<si><t>甲</t></si><si><t>乙</t></si>",
            book='<fileSharing userName="乙"/><x:absPath xmlns:x="x" url="C:\\乙\\"/>',
        ),
        ("删去本机路径 1 处", "删去作者、单位等署名 1 项", "删去没有单元格使用的文字 1 处"),
    ),
    "slide-notes": (
        "a.pptx",
        slides(
            targets=("notesSlide=n.xml", "comments=c.xml"),
            ppt__slides__n_xml=NOTES,
            ppt__slides__c_xml=f"<p:cmLst {P}><p:text>乙</p:text></p:cmLst>",
        ),
        ("删去演讲者备注 1 页", "删去批注及其作者 1 处", "删去不再使用的部件 2 个"),
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_clean_copy_tells_what_it_left_out(case: str) -> None:
    name, parts, changes = CASES[case]
    cleaned = clean_attachment(name, pack(parts))
    assert cleaned.changes == changes
    found = inspect_attachment(name, cleaned.data)
    assert found.faults == ()
    assert "甲" in "".join(found.texts)
    assert not any("乙" in text for text in found.texts)
    assert clean_attachment(name, cleaned.data).data == cleaned.data


LEFT: dict[str, tuple[str, Parts, str]] = {
    "joined": (
        "a.docx",
        word(f"<w:p>{MARK}{RUN}</w:p><w:p>{RUN}</w:p>"),
        "attachment-tracked-change",
    ),
    "hidden": (
        "a.docx",
        word("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>甲</w:t></w:r></w:p>"),
        "attachment-hidden",
    ),
    "sheet": ("a.xlsx", workbook(attributes='state="hidden"'), "attachment-hidden"),
    "object": (
        "a.docx",
        word('<w:p><w:object r:id="rId1"/></w:p>', "oleObject=o.bin") | {"word/o.bin": b"x"},
        "attachment-embedded",
    ),
}


@pytest.mark.parametrize("case", LEFT)
def test_what_only_the_editor_can_decide_is_left(case: str) -> None:
    name, parts, rule = LEFT[case]
    data = clean_attachment(name, pack(parts)).data
    assert {fault.rule for fault in inspect_attachment(name, data).faults} == {rule}


def make_real() -> bytes:
    """A document as python-docx makes it, with a table, an insertion and an author."""
    document = docx.Document()
    document.core_properties.author = "乙"
    document.add_paragraph("甲").add_run("丙")
    document.add_table(1, 1).cell(0, 0).text = "丁"
    target = io.BytesIO()
    document.save(target)
    parts = read_package(target.getvalue())
    run = "<w:r><w:t>丙</w:t></w:r>"
    text = parts["word/document.xml"].decode()
    assert run in text
    parts["word/document.xml"] = text.replace(run, f"<w:ins>{run}</w:ins>").encode()
    return pack(parts)


def test_word_opens_the_clean_copy_with_the_same_text() -> None:
    data = make_real()
    cleaned = clean_attachment("a.docx", data).data
    assert inspect_attachment("a.docx", cleaned).faults == ()
    document = docx.Document(io.BytesIO(cleaned))
    assert [p.text for p in document.paragraphs] == ["甲丙"]
    assert document.tables[0].cell(0, 0).text == "丁"
    assert document.core_properties.author == ""


def test_excel_opens_the_clean_copy_with_the_same_cells() -> None:
    book = openpyxl.Workbook()
    book.properties.creator = "乙"
    sheet = book.active
    assert sheet is not None
    sheet.append(["甲", 1.5])
    sheet["A1"].comment = Comment("批注", "乙")
    target = io.BytesIO()
    book.save(target)
    cleaned = clean_attachment("a.xlsx", target.getvalue()).data
    assert inspect_attachment("a.xlsx", cleaned).faults == ()
    opened = openpyxl.load_workbook(io.BytesIO(cleaned)).active
    assert opened is not None
    assert list(opened.values) == [("甲", 1.5)]
    assert opened["A1"].comment is None


def test_a_clean_copy_is_the_same_again() -> None:
    data = make_real()
    assert clean_attachment("a.docx", data) == clean_attachment("a.docx", data)
    assert next(iter(read_package(clean_attachment("a.docx", data).data))) == "[Content_Types].xml"


@pytest.mark.parametrize("extension", ["ofd", "csv", "txt", "zip"])
def test_other_types_cannot_be_cleaned(extension: str) -> None:
    with pytest.raises(RefusedError):
        clean_attachment(f"a.{extension}", b"")


@given(st.sampled_from(EXTENSIONS))
def test_a_clean_file_stays_clean(extension: str) -> None:
    if extension not in {"ofd", "csv", "txt"}:
        cleaned = clean_attachment(f"a.{extension}", valid(extension))
        before = inspect_attachment(f"a.{extension}", valid(extension))
        assert inspect_attachment(f"a.{extension}", cleaned.data) == before
