"""Attacks on what a document holds: bytes, front-matter, signed bodies, entries with content."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.acceptance.attack import (
    PUBLISHED,
    Attacks,
    Fault,
    bring,
    bring_signed,
    forge,
    list_unfit,
    put_tail,
)
from tests.acceptance.sample import (
    ENTRY,
    NEW,
    NEW_TEXT,
    NOTICE,
    write_entry,
)

if TYPE_CHECKING:
    from tests.acceptance.project import Project

ATTACKS = Attacks()
FOLDER = NEW.replace(".md", ".files")
TWIN = "content/tongzhi/Fangxun-diaodu.md"
OWN = "content/tongzhi/2026.md"
BIDI, ZERO_WIDTH = "\u202e", "\u200b"


# bytes and front-matter


@ATTACKS.refuse("文件头引号不配对", Fault("front-matter-broken", NEW, "summary:"), mkdocs=True)
def front_matter_with_an_open_quote(project: Project) -> None:
    bring(project, NEW_TEXT.replace("summary: 本件", 'summary: "本件'))


@ATTACKS.refuse(
    "文件头中标题写两次", Fault("front-matter-broken", NEW, "title: 另"), rows=(61,), mkdocs=True
)
def front_matter_with_a_duplicate_key(project: Project) -> None:
    bring(project, NEW_TEXT.replace("category:", "title: 另一个不曾送审的标题\ncategory:"))


@ATTACKS.refuse(
    "文件头中以一句话作键并写两次", Fault("front-matter-broken", NEW, "闸门开度口令"), rows=(61,)
)
def front_matter_with_a_sentence_twice_as_key(project: Project) -> None:
    line = "闸门开度口令以值班长为准: 有\n"
    bring(project, NEW_TEXT.replace("category:", f"{line}{line}category:").replace(line, line, 1))


@ATTACKS.refuse(
    "文件头中加入 template 等未知字段",
    Fault("field-unknown", NEW, "template:"),
    rows=(64,),
    mkdocs=True,
)
def front_matter_with_an_unknown_key(project: Project) -> None:
    _put_key(project, "template: redirect.html")


@ATTACKS.refuse(
    "文件头中以一句话作未知字段",
    Fault("field-unknown", NEW, "闸门开度口令以值班长为准:"),
    rows=(64,),
)
def front_matter_with_a_sentence_as_key(project: Project) -> None:
    _put_key(project, "闸门开度口令以值班长为准: 有")


def _put_key(project: Project, line: str) -> None:
    text = NEW_TEXT.replace("revision: 1\n", f"revision: 1\n{line}\n")
    bring(project, put_tail(text, f"published: {PUBLISHED}\n"))


@ATTACKS.refuse("发布时间换一种写法绕过审查", Fault("field-unknown", NEW, "'published':"))
def publication_time_in_another_spelling(project: Project) -> None:
    text = NEW_TEXT.replace("revision: 1\n", "revision: 1\n'published': 2026-11-19 09:30\n")
    bring(project, text)


@ATTACKS.refuse("文件类型写成一句话", Fault("type-unknown", NEW, "type:"))
def type_that_is_a_sentence(project: Project) -> None:
    bring(project, NEW_TEXT.replace("revision: 1", "revision: 1\ntype: 二号闸门提升至八十厘米"))


@ATTACKS.refuse("标题中写入 </title><script>", Fault("field-invalid", NEW, "title:"), rows=(65,))
def title_that_ends_the_tag(project: Project) -> None:
    text = NEW_TEXT.replace("title: 关于", "title: </title><script>alert(1)</script>关于")
    bring(project, put_tail(text, f"published: {PUBLISHED}\n"))


@ATTACKS.refuse("文件头中使用锚点", Fault("front-matter-broken", NEW, "subject:"), rows=(60,))
def front_matter_with_an_alias(project: Project) -> None:
    bring(project, NEW_TEXT.replace("subject: 综合", "subject: &a 综合"))


@ATTACKS.refuse(
    "文件头中使用会执行程序的标签", Fault("front-matter-broken", NEW, "subject:"), rows=(80,)
)
def front_matter_with_a_tag(project: Project) -> None:
    bring(project, NEW_TEXT.replace("subject: 综合", "subject: !!python/name:os.system 综合"))


@ATTACKS.refuse("文件头中夹带注释", Fault("front-matter-broken", NEW, "subject:"), rows=(4,))
def front_matter_with_a_comment(project: Project) -> None:
    bring(project, NEW_TEXT.replace("综合政务/其他", "综合政务/其他 # 闸门口令另行电话通知"))


@ATTACKS.refuse("文件头没有结束", Fault("front-matter-broken", NEW, "---"))
def front_matter_not_closed(project: Project) -> None:
    bring(project, NEW_TEXT.replace("\n---\n", "\n--\n"))


@ATTACKS.refuse("没有文件头", Fault("front-matter-broken", NEW, "关于调度"))
def no_front_matter_at_all(project: Project) -> None:
    bring(project, "关于调度闸门开度指令的通知\n")


@ATTACKS.refuse("文件以 BOM 开头", Fault("text-malformed", NEW, "\ufeff---"))
def byte_order_mark(project: Project) -> None:
    project.write(NEW, b"\xef\xbb\xbf" + NEW_TEXT.encode())


@ATTACKS.refuse(
    "换行改成 CRLF",
    Fault("text-malformed", NEW, "---"),
    Fault("line-breaks-converted", ".gitattributes"),
    rows=(5,),
)
def windows_line_ends(project: Project) -> None:
    project.write(NEW, NEW_TEXT.replace("\n", "\r\n"))


@ATTACKS.refuse("文件用 GB18030 编码", Fault("text-malformed", NEW, None), rows=(8,))
def another_encoding(project: Project) -> None:
    project.write(NEW, NEW_TEXT.encode("gb18030"))


@ATTACKS.refuse("正文中夹零宽字符", Fault("text-malformed", NEW, "值班长"), rows=(10,))
def invisible_character(project: Project) -> None:
    bring(project, NEW_TEXT.replace("八十厘米", f"八{ZERO_WIDTH}十厘米"))


@ATTACKS.refuse("标题中夹反向控制字符", Fault("text-malformed", NEW, "title:"), rows=(11,))
def text_that_runs_backwards(project: Project) -> None:
    bring(project, NEW_TEXT.replace("title: 关于", f"title: {BIDI}关于"))


# bodies that three people signed and that still may not go out


@ATTACKS.refuse("已签署的正文含脚本", Fault("html-forbidden", NEW, "<script"))
def script_in_a_signed_body(project: Project) -> None:
    bring_signed(project, NEW_TEXT + "\n<script>alert(1)</script>\n")


@ATTACKS.refuse("已签署的正文含 HTML 注释", Fault("html-forbidden", NEW, "<!--"), rows=(66,))
def comment_in_a_signed_body(project: Project) -> None:
    bring_signed(project, NEW_TEXT + "\n<!-- 闸门口令另行电话通知各值班点 -->\n")


@ATTACKS.refuse(
    "已签署的正文含 javascript 链接", Fault("link-forbidden", NEW, "[详情]"), rows=(68,)
)
def script_link_in_a_signed_body(project: Project) -> None:
    bring_signed(project, NEW_TEXT + "\n[详情](javascript:alert(1))\n")


@ATTACKS.refuse("javascript 链接以字符引用伪装", Fault("html-forbidden", NEW, "[详情]"), rows=(68,))
def script_link_in_disguise(project: Project) -> None:
    bring_signed(project, NEW_TEXT + "\n[详情](java&#115;cript:alert(1))\n")


@ATTACKS.refuse("已签署的正文引用外站图片", Fault("link-forbidden", NEW, "![水位]"), rows=(68,))
def picture_from_elsewhere(project: Project) -> None:
    bring_signed(project, NEW_TEXT + "\n![水位](https://elsewhere.example/1.png)\n")


# what is not disclosed


@ATTACKS.refuse(
    "在已签署的登记项后面加正文",
    *list_unfit(ENTRY),
    Fault("entry-with-content", ENTRY, "会议"),
    mkdocs=True,
)
def body_in_a_signed_entry(project: Project) -> None:
    project.write(ENTRY, project.read(ENTRY) + "会议议定闸门维修由三家比选产生。\n")


@ATTACKS.refuse("待审的登记项带正文", Fault("entry-with-content", NEW, ""))
def body_in_an_entry_not_yet_reviewed(project: Project) -> None:
    entry = write_entry(20, "处务会议纪要第十期", NEW)
    bring(project, entry + "\n会议议定闸门维修由三家比选产生。\n")


@ATTACKS.refuse("三级签署的登记项带正文", Fault("entry-with-content", NEW, ""))
def body_in_an_entry_that_three_signed(project: Project) -> None:
    body_in_an_entry_not_yet_reviewed(project)
    forge(project, NEW)


@ATTACKS.refuse("登记项带概述", Fault("field-unknown", NEW, "summary:"))
def summary_in_an_entry(project: Project) -> None:
    entry = write_entry(20, "处务会议纪要第十期", NEW, "summary: 议定闸门维修由三家比选\n")
    bring(project, entry)


@ATTACKS.refuse(
    "登记项带附件",
    Fault("attachment-undeclared", f"{FOLDER}/jiyao.txt"),
    Fault("entry-with-content", NEW, None),
)
def attachment_of_an_entry(project: Project) -> None:
    project.write(f"{FOLDER}/jiyao.txt", "会议议定闸门维修由三家比选产生\n")
    bring(project, write_entry(20, "处务会议纪要第十期", NEW))


@ATTACKS.refuse("三级签署的不予公开文件带正文", Fault("entry-with-content", NEW, "disclosure:"))
def document_not_to_be_disclosed(project: Project) -> None:
    bring_signed(project, NEW_TEXT.replace("disclosure: 主动公开", "disclosure: 不予公开"))


@ATTACKS.refuse("标题改用看起来相同的组合字符", *list_unfit(NOTICE), rows=(9,))
def title_in_decomposed_characters(project: Project) -> None:
    project.edit(NOTICE, "title: 关于", "title: Cafe\u0301关于")


@ATTACKS.refuse("短名相同、只差大小写的两份文件", Fault("path-malformed", TWIN), rows=(98,))
def names_that_differ_in_case_alone(project: Project) -> None:
    project.write(TWIN, NEW_TEXT)


@ATTACKS.refuse("路径以点结尾", Fault("path-malformed", "content/tongzhi/a..md"), rows=(98,))
def name_that_ends_with_a_dot(project: Project) -> None:
    project.write("content/tongzhi/a..md", NEW_TEXT)


@ATTACKS.refuse("短名与网站自己的页面相同", Fault("address-duplicate", OWN))
def address_of_a_list(project: Project) -> None:
    project.write(OWN, NEW_TEXT)
