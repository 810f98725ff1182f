"""Attacks by what is inside: hidden in attachments, told in signed texts, or too much of it."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from tests.acceptance.attack import (
    PUBLISHED,
    Attacks,
    Fault,
    add_body,
    attach,
    bring,
    bring_signed,
    put_tail,
)
from tests.acceptance.sample import NEW, NEW_TEXT, make_word
from tests.helpers import attachments as made

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.acceptance.project import Project

ATTACKS = Attacks()
FOLDER = NEW.replace(".md", ".files")
HIDDEN = "二号闸门备用口令另行口头通知"
RUN = f"<w:r><w:t>{HIDDEN}</w:t></w:r>"


def _inside(name: str, *rules: str) -> tuple[Fault, ...]:
    return tuple(Fault(rule, f"{FOLDER}/{name}") for rule in rules)


# attachments


@ATTACKS.refuse(
    "Word 附件留有删除修订", *_inside("a.docx", "attachment-tracked-change"), rows=(91,)
)
def tracked_deletion(project: Project) -> None:
    body = f'<w:p><w:del w:id="1"><w:r><w:delText>{HIDDEN}</w:delText></w:r></w:del></w:p>'
    attach(project, "a.docx", made.pack(made.word(body)))


@ATTACKS.refuse("Word 附件带有批注", *_inside("a.docx", "attachment-comment"), rows=(91,))
def comment_in_a_document(project: Project) -> None:
    comments = f'<w:comments {made.W}><w:comment w:id="0"><w:p>{RUN}</w:p></w:comment></w:comments>'
    parts = made.word("<w:p/>", "comments=comments.xml", word__comments_xml=comments)
    attach(project, "a.docx", made.pack(parts))


@ATTACKS.refuse("Word 附件带有隐藏文字", *_inside("a.docx", "attachment-hidden"), rows=(91,))
def hidden_run(project: Project) -> None:
    body = f"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>{HIDDEN}</w:t></w:r></w:p>"
    attach(project, "a.docx", made.pack(made.word(body)))


@ATTACKS.refuse("表格附件带有隐藏工作表", *_inside("a.xlsx", "attachment-hidden"))
def hidden_sheet(project: Project) -> None:
    strings = f"<si><t>{HIDDEN}</t></si>"
    book = made.workbook(attributes='state="veryHidden"', strings=strings)
    attach(project, "a.xlsx", made.pack(book))


@ATTACKS.refuse("Word 附件属性里有作者", *_inside("a.docx", "attachment-author"), rows=(91,))
def author_of_a_document(project: Project) -> None:
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
        'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        "<dc:creator>值守科某某</dc:creator></cp:coreProperties>"
    )
    attach(project, "a.docx", made.pack(made.word(docProps__core_xml=core)))


@ATTACKS.refuse("带宏的文件改名为 docx", *_inside("a.docx", "attachment-macro"), rows=(94,))
def macros_in_a_document(project: Project) -> None:
    parts = made.word("<w:p/>", "vbaProject=vbaProject.bin", word__vbaProject_bin="vba")
    attach(project, "a.docx", made.pack(parts))


@ATTACKS.refuse("PDF 附件改名为 docx", *_inside("a.docx", "attachment-type"), rows=(94,))
def pdf_named_as_a_word_document(project: Project) -> None:
    attach(project, "a.docx", made.pdf())


@ATTACKS.refuse("附件为 wps 格式", Fault("file-stray", f"{FOLDER}/a.wps"), rows=(94,))
def attachment_in_another_format(project: Project) -> None:
    project.write(f"{FOLDER}/a.wps", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64))
    bring_signed(project, NEW_TEXT)


@ATTACKS.refuse("附件为加密的 Word 文件", *_inside("a.docx", "attachment-encrypted"), rows=(94,))
def encrypted_document(project: Project) -> None:
    data = bytearray(made.pack(made.word()))
    for mark, offset in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        start = data.find(mark)
        while start >= 0:
            data[start + offset] |= 1
            start = data.find(mark, start + 1)
    attach(project, "a.docx", bytes(data))


@ATTACKS.refuse(
    "PDF 附件以增量更新盖住旧文",
    *_inside("a.pdf", "attachment-earlier-revision"),
    rows=(93,),
)
def earlier_revision_in_a_pdf(project: Project) -> None:
    new = b"BT /F1 12 Tf 20 50 Td (other text) Tj ET"
    attach(project, "a.pdf", made.update(made.pdf(), 4, made.stream(new)))


@ATTACKS.refuse("PDF 附件用黑框遮盖文字", *_inside("a.pdf", "attachment-covered-text"), rows=(93,))
def text_under_a_box(project: Project) -> None:
    attach(project, "a.pdf", made.pdf(made.TEXT + b" 0 0 0 rg 0 0 200 100 re f"))


@ATTACKS.refuse("PDF 附件带有脚本", *_inside("a.pdf", *("attachment-script",) * 3), rows=(93,))
def script_in_a_pdf(project: Project) -> None:
    attach(project, "a.pdf", made.pdf(catalog=b"/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>"))


@ATTACKS.refuse("PDF 附件内嵌文件", *_inside("a.pdf", *("attachment-embedded",) * 2), rows=(93,))
def file_embedded_in_a_pdf(project: Project) -> None:
    names = b"/Names<</EmbeddedFiles<</Names[(a)<</Type/Filespec/F(a)/EF<</F 7 0 R>>>>]>>>>"
    more = (made.stream(b"secret", b"/Type/EmbeddedFile"),)
    attach(project, "a.pdf", made.pdf(catalog=names, more=more))


@ATTACKS.refuse("PDF 之后接上一个压缩包", *_inside("a.pdf", "attachment-trailing-bytes"))
def package_behind_a_pdf(project: Project) -> None:
    attach(project, "a.pdf", made.pdf() + made.pack({"a.txt": HIDDEN.encode()}))


@ATTACKS.refuse("图片之后夹带文字", *_inside("a.png", "attachment-trailing-bytes"))
def text_behind_a_picture(project: Project) -> None:
    attach(project, "a.png", made.png() + HIDDEN.encode())


@ATTACKS.refuse("图片的文字块里夹带文字", *_inside("a.png", "attachment-metadata"))
def text_inside_a_picture(project: Project) -> None:
    attach(project, "a.png", made.png(made.chunk(b"tEXt", b"Comment\0secret words")))


@ATTACKS.refuse("CSV 附件的单元格以公式开头", *_inside("a.csv", "attachment-script"))
def formula_in_a_table(project: Project) -> None:
    attach(project, "a.csv", '站点,水位\n一号,=HYPERLINK("https://elsewhere.example")\n'.encode())


def _bomb() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in made.word().items():
            package.writestr(name, content)
        with package.open("word/media/a.png", "w", force_zip64=True) as part:
            for _ in range(200):
                part.write(bytes(1_000_000))
    return data.getvalue()


def _many() -> bytes:
    return made.pack(made.word() | {f"word/media/{n}.png": b"" for n in range(10_000)})


def _nested() -> bytes:
    inner = made.pack({"a.txt": b"a"})
    for _ in range(5):
        inner = made.pack({"a.zip": inner})
    return made.pack(made.word() | {"word/embeddings/a.zip": inner})


def _attach_word(project: Project, make: Callable[[], bytes]) -> None:
    attach(project, "a.docx", make())


@ATTACKS.refuse("二百兆字节的解压炸弹", *_inside("a.docx", "attachment-too-complex"), rows=(95,))
def decompression_bomb(project: Project) -> None:
    _attach_word(project, _bomb)


@ATTACKS.refuse("一万个部件的压缩包", *_inside("a.docx", "attachment-too-complex"), rows=(95,))
def package_of_ten_thousand_parts(project: Project) -> None:
    _attach_word(project, _many)


@ATTACKS.refuse(
    "压缩包套压缩包五层",
    *_inside("a.docx", "attachment-package", "attachment-package", "attachment-embedded"),
    rows=(95,),
)
def packages_within_packages(project: Project) -> None:
    _attach_word(project, _nested)


@ATTACKS.refuse("附件取名为审查凭据", Fault("file-stray", f"{FOLDER}/proof.json"))
def attachment_named_as_the_proof(project: Project) -> None:
    project.write(f"{FOLDER}/proof.json", b"{}\n")
    bring_signed(project, NEW_TEXT)


@ATTACKS.refuse("附件取名为首页", Fault("file-stray", f"{FOLDER}/index.html"))
def attachment_named_as_a_page(project: Project) -> None:
    project.write(f"{FOLDER}/index.html", b"<p>a</p>\n")
    bring_signed(project, NEW_TEXT)


@ATTACKS.refuse("附件文本夹带零宽字符", *_inside("a.txt", "attachment-hidden"))
def invisible_characters_in_an_attachment(project: Project) -> None:
    attach(project, "a.txt", "水位\u200b实测\n".encode())


# what the scanner sees


def _found(rule: str, start: str) -> Fault:
    return Fault(rule, NEW, start)


@ATTACKS.refuse("已签署的正文标有“绝密★启用前”", _found("scan-marking", "绝密"), rows=(85,))
def secrecy_marking_in_a_signed_body(project: Project) -> None:
    bring_signed(project, add_body("绝密★启用前"))


@ATTACKS.refuse("身份证号码用全角数字书写", _found("scan-identity", "值班长公"), rows=(87,))
def identity_in_full_width_digits(project: Project) -> None:
    wide = "11010519491231002X".translate({n + 48: n + 0xFF10 for n in range(10)})
    bring_signed(project, add_body(f"值班长公民身份号码{wide}。"))


@ATTACKS.refuse("身份证号码用连字符断开", _found("scan-identity", "值班长公"), rows=(87,))
def identity_with_hyphens(project: Project) -> None:
    bring_signed(project, add_body("值班长公民身份号码110105-19491231-002X。"))


@ATTACKS.refuse("附件表格里写有身份证号码", Fault("scan-identity", f"{FOLDER}/a.docx"), rows=(87,))
def identity_in_an_attachment(project: Project) -> None:
    attach(project, "a.docx", make_word("值班长公民身份号码11010519491231002X。"))


@ATTACKS.refuse("正文写有登录口令", _found("scan-credential", "调度平台"))
def password_in_a_signed_body(project: Project) -> None:
    bring_signed(project, add_body("调度平台用户名：admin，密码：Zhamen@2026x"))


@ATTACKS.refuse("正文标注“内部资料”", _found("scan-internal", "内部资料"))
def internal_marking_in_a_signed_body(project: Project) -> None:
    bring_signed(project, add_body("内部资料"))


# too much


@ATTACKS.refuse("五十兆字节的正文", Fault("body-too-complex", NEW, None), rows=(97,))
def document_of_fifty_megabytes(project: Project) -> None:
    text = put_tail(NEW_TEXT, f"published: {PUBLISHED}\n")
    project.write(NEW, text.encode() + b"a\n" * 25_000_000)


@ATTACKS.refuse("正文含四千个左方括号", Fault("body-too-complex", NEW, None), rows=(97,))
def four_thousand_brackets(project: Project) -> None:
    bring_signed(project, add_body("[" * 4000))


@ATTACKS.refuse("列表嵌套三百层", Fault("body-too-complex", NEW, None), rows=(97,))
def lists_three_hundred_deep(project: Project) -> None:
    bring_signed(project, add_body("\n".join(f"{'    ' * n}- 甲" for n in range(300))))


@ATTACKS.refuse("文件头中的合并键炸弹", Fault("front-matter-broken", NEW, None), rows=(60,))
def bomb_of_merge_keys(project: Project) -> None:
    lines = ["x0: &x0 {a: 1}"]
    lines += [f"x{n}: &x{n} {{<<: [*x{n - 1}, *x{n - 1}]}}" for n in range(1, 15)]
    bring(project, NEW_TEXT.replace("revision: 1\n", "revision: 1\n" + "\n".join(lines) + "\n"))


@ATTACKS.refuse("文件头在块标量里提前结束", Fault("review-missing", NEW, "published:"), rows=(62,))
def fence_within_a_block_of_text(project: Project) -> None:
    text = NEW_TEXT.replace("summary: ", "summary: |\n  甲\n---\n审查: 通过\nnote: ")
    bring(project, put_tail(text, f"published: {PUBLISHED}\n"))


@ATTACKS.refuse("成文日期写成不存在的日子", Fault("field-invalid", NEW, "made:"), rows=(63,))
def impossible_date(project: Project) -> None:
    text = NEW_TEXT.replace("made: 2026-11-02", "made: 2024-02-30")
    bring(project, put_tail(text, f"published: {PUBLISHED}\n"))


@ATTACKS.refuse("发布时间写成 no", Fault("review-malformed", NEW, "published:"), rows=(63,))
def publication_time_that_is_a_word(project: Project) -> None:
    bring(project, put_tail(NEW_TEXT, "published: no\n"))


@ATTACKS.refuse("文件头的键改用大写", Fault("field-unknown", NEW, "Title:"))
def key_in_capitals(project: Project) -> None:
    text = NEW_TEXT.replace("title: ", "Title: 另一个标题\ntitle: ")
    bring(project, put_tail(text, f"published: {PUBLISHED}\n"))


@ATTACKS.refuse("栏目编号用形近字母", Fault("field-invalid", NEW, "category:"))
def column_in_another_alphabet(project: Project) -> None:
    text = NEW_TEXT.replace("category: tongzhi", "category: t\u043engzhi")
    bring(project, put_tail(text, f"published: {PUBLISHED}\n"))


@ATTACKS.refuse("审查记录写两段", Fault("review-malformed", NEW, None))
def two_tails(project: Project) -> None:
    bring_signed(project, NEW_TEXT)
    text = project.read(NEW)
    tail = text[text.index("published:") : text.index("---\n", 4)]
    project.write(NEW, text.replace(tail, tail + tail))
