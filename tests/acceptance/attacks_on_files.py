"""Attacks on the tree: what lies where, what a file may hold, what was published before."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from tests.acceptance.attack import (
    PUBLISHED,
    STEPS,
    Attacks,
    Fault,
    bring,
    cut_tail,
    forge,
    put_tail,
)
from tests.acceptance.sample import (
    CODE,
    ENTRY,
    GONE,
    HELD,
    NEW,
    NEW_TEXT,
    NEWS,
    NOTICE,
    PHONES,
    RULE,
    TABLE,
    make_word,
    write_entry,
)

if TYPE_CHECKING:
    from tests.acceptance.project import Project

ATTACKS = Attacks()
L1, L2, L3 = "- {role: l1", "- {role: l2", "- {role: l3"
FOLDER = NEW.replace(".md", ".files")
MOVED = NOTICE.replace("tongzhi", "guifan")
BIDI, ZERO_WIDTH = "\u202e", "\u200b"


def _broken(path: str) -> tuple[Fault, ...]:
    return tuple(Fault("review-signature", path, start) for start in (L1, L2, L3))


def _sign(project: Project, text: str) -> None:
    bring(project, text)
    forge(project, NEW)


# what lies where


@ATTACKS.asked(Fault("file-stray", "content/tongzhi/neibu-tongxunlu.xlsx"))
def stray_file(project: Project) -> None:
    project.write("content/tongzhi/neibu-tongxunlu.xlsx", "值班长手机号码一览内部掌握\n")


@ATTACKS.expect(Fault("file-stray", "content/tongzhi/.fangxun-diaodu.md.swp"))
def editors_left_over(project: Project) -> None:
    project.write("content/tongzhi/.fangxun-diaodu.md.swp", NEW_TEXT)


@ATTACKS.expect(Fault("file-stray", "content/tongzhi/.meta.yml"))
def metadata_for_a_plugin(project: Project) -> None:
    project.write("content/tongzhi/.meta.yml", "template: redirect.html\n")


@ATTACKS.asked(Fault("path-malformed", "content/tongzhi/draft.MD"))
def upper_case_extension(project: Project) -> None:
    project.write("content/tongzhi/draft.MD", NEW_TEXT)


@ATTACKS.expect(Fault("file-stray", "content/tongzhi/draft.markdown"))
def another_markdown_extension(project: Project) -> None:
    project.write("content/tongzhi/draft.markdown", NEW_TEXT)


@ATTACKS.expect(Fault("path-malformed", "content/index.md"))
def page_outside_of_columns(project: Project) -> None:
    project.write("content/index.md", NEW_TEXT)


@ATTACKS.expect(Fault("path-malformed", "content/tongzhi/防汛调度.md"))
def name_in_chinese(project: Project) -> None:
    project.write("content/tongzhi/防汛调度.md", NEW_TEXT)


@ATTACKS.expect(Fault("path-malformed", "content/tongzhi/con.md"))
def name_of_a_device(project: Project) -> None:
    project.write("content/tongzhi/con.md", NEW_TEXT)


@ATTACKS.asked(Fault("symlink-forbidden", NEW))
def symlink_to_a_document(project: Project) -> None:
    outside = project.root / "diaodu.md"
    outside.write_text(NEW_TEXT, "utf-8")
    (project.root / NEW).symlink_to(outside)


@ATTACKS.expect(Fault("symlink-forbidden", "content/guifan-2"))
def symlink_to_a_folder(project: Project) -> None:
    (project.root / "content/guifan-2").symlink_to(project.root / "content/guifan")


@ATTACKS.expect(
    Fault("symlink-forbidden", PHONES),
    Fault("attachment-missing", NOTICE, "attachments:"),
    *_broken(NOTICE),
)
def attachment_replaced_by_a_symlink(project: Project) -> None:
    project.move(PHONES, "dianhua.txt")
    (project.root / PHONES).symlink_to(project.root / "dianhua.txt")


@ATTACKS.expect(Fault("symlink-forbidden", NEW))
def pipe_in_place_of_a_document(project: Project) -> None:
    os.mkfifo(project.root / NEW)


@ATTACKS.expect(
    Fault("symlink-forbidden", NOTICE),
    Fault("published-missing", NOTICE),
    Fault("file-stray", TABLE),
    Fault("file-stray", PHONES),
)
def document_made_executable(project: Project) -> None:
    (project.root / NOTICE).chmod(0o755)


@ATTACKS.asked(Fault("category-mismatch", MOVED, "category:"), Fault("published-missing", NOTICE))
def moved_to_another_column(project: Project) -> None:
    project.move(NOTICE, MOVED)
    project.move(NOTICE.replace(".md", ".files"), MOVED.replace(".md", ".files"))


@ATTACKS.expect(*_broken(MOVED), Fault("published-missing", NOTICE))
def moved_and_its_category_changed(project: Project) -> None:
    moved_to_another_column(project)
    project.edit(MOVED, "category: tongzhi", "category: guifan")


@ATTACKS.expect(Fault("column-unknown", "content/mimi/fangxun-diaodu.md"))
def column_that_does_not_exist(project: Project) -> None:
    bring(project, NEW_TEXT.replace("category: tongzhi", "category: mimi"), _in("mimi"))


def _in(column: str) -> str:
    return NEW.replace("tongzhi", column)


@ATTACKS.expect(Fault("index-number-duplicate", NOTICE, "index_number:"))
def index_number_of_another_document(project: Project) -> None:
    _sign(project, NEW_TEXT.replace(f"{CODE}/2026-00020", f"{CODE}/2026-00001"))


# bytes and front-matter


@ATTACKS.asked(Fault("front-matter-broken", NEW, "summary:"))
def front_matter_broken(project: Project) -> None:
    bring(project, NEW_TEXT.replace("summary: 本件", 'summary: "本件'))


@ATTACKS.asked(Fault("front-matter-broken", NEW, "title: 另"))
def front_matter_with_a_duplicate_key(project: Project) -> None:
    bring(project, NEW_TEXT.replace("category:", "title: 另一个不曾送审的标题\ncategory:"))


@ATTACKS.expect(Fault("front-matter-broken", NEW, "闸门开度口令"))
def front_matter_with_a_sentence_twice_as_key(project: Project) -> None:
    line = "闸门开度口令以值班长为准: 有\n"
    bring(project, NEW_TEXT.replace("category:", f"{line}{line}category:").replace(line, line, 1))


@ATTACKS.asked(Fault("field-unknown", NEW, "template:"))
def front_matter_with_an_unknown_key(project: Project) -> None:
    _put_key(project, "template: redirect.html")


@ATTACKS.expect(Fault("field-unknown", NEW, "闸门开度口令以值班长为准:"))
def front_matter_with_a_sentence_as_key(project: Project) -> None:
    _put_key(project, "闸门开度口令以值班长为准: 有")


def _put_key(project: Project, line: str) -> None:
    text = NEW_TEXT.replace("revision: 1\n", f"revision: 1\n{line}\n")
    bring(project, put_tail(text, f"published: {PUBLISHED}\n"))


@ATTACKS.expect(Fault("field-unknown", NEW, "'published':"))
def publication_time_in_another_spelling(project: Project) -> None:
    text = NEW_TEXT.replace("revision: 1\n", "revision: 1\n'published': 2026-11-19 09:30\n")
    bring(project, text)


@ATTACKS.expect(Fault("type-unknown", NEW, "type:"))
def type_that_is_a_sentence(project: Project) -> None:
    bring(project, NEW_TEXT.replace("revision: 1", "revision: 1\ntype: 二号闸门提升至八十厘米"))


@ATTACKS.expect(Fault("field-invalid", NEW, "title:"))
def title_that_ends_the_tag(project: Project) -> None:
    text = NEW_TEXT.replace("title: 关于", "title: </title><script>alert(1)</script>关于")
    bring(project, put_tail(text, f"published: {PUBLISHED}\n"))


@ATTACKS.expect(Fault("front-matter-broken", NEW, "subject:"))
def front_matter_with_an_alias(project: Project) -> None:
    bring(project, NEW_TEXT.replace("subject: 综合", "subject: &a 综合"))


@ATTACKS.expect(Fault("front-matter-broken", NEW, "subject:"))
def front_matter_with_a_tag(project: Project) -> None:
    bring(project, NEW_TEXT.replace("subject: 综合", "subject: !!python/name:os.system 综合"))


@ATTACKS.expect(Fault("front-matter-broken", NEW, "subject:"))
def front_matter_with_a_comment(project: Project) -> None:
    bring(project, NEW_TEXT.replace("综合政务/其他", "综合政务/其他 # 闸门口令另行电话通知"))


@ATTACKS.expect(Fault("front-matter-broken", NEW, "---"))
def front_matter_not_closed(project: Project) -> None:
    bring(project, NEW_TEXT.replace("\n---\n", "\n--\n"))


@ATTACKS.expect(Fault("front-matter-broken", NEW, "关于调度"))
def no_front_matter_at_all(project: Project) -> None:
    bring(project, "关于调度闸门开度指令的通知\n")


@ATTACKS.expect(Fault("text-malformed", NEW, "\ufeff---"))
def byte_order_mark(project: Project) -> None:
    project.write(NEW, b"\xef\xbb\xbf" + NEW_TEXT.encode())


@ATTACKS.expect(Fault("text-malformed", NEW, "---"))
def windows_line_ends(project: Project) -> None:
    project.write(NEW, NEW_TEXT.replace("\n", "\r\n"))


@ATTACKS.expect(Fault("text-malformed", NEW, None))
def another_encoding(project: Project) -> None:
    project.write(NEW, NEW_TEXT.encode("gb18030"))


@ATTACKS.expect(Fault("text-malformed", NEW, "值班长"))
def invisible_character(project: Project) -> None:
    bring(project, NEW_TEXT.replace("八十厘米", f"八{ZERO_WIDTH}十厘米"))


@ATTACKS.expect(Fault("text-malformed", NEW, "title:"))
def text_that_runs_backwards(project: Project) -> None:
    bring(project, NEW_TEXT.replace("title: 关于", f"title: {BIDI}关于"))


# bodies that three people signed and that still may not go out


@ATTACKS.expect(Fault("html-forbidden", NEW, "<script"))
def script_in_a_signed_body(project: Project) -> None:
    _sign(project, NEW_TEXT + "\n<script>alert(1)</script>\n")


@ATTACKS.expect(Fault("html-forbidden", NEW, "<!--"))
def comment_in_a_signed_body(project: Project) -> None:
    _sign(project, NEW_TEXT + "\n<!-- 闸门口令另行电话通知各值班点 -->\n")


@ATTACKS.expect(Fault("link-forbidden", NEW, "[详情]"))
def script_link_in_a_signed_body(project: Project) -> None:
    _sign(project, NEW_TEXT + "\n[详情](javascript:alert(1))\n")


@ATTACKS.expect(Fault("html-forbidden", NEW, "[详情]"))
def script_link_in_disguise(project: Project) -> None:
    _sign(project, NEW_TEXT + "\n[详情](java&#115;cript:alert(1))\n")


@ATTACKS.expect(Fault("link-forbidden", NEW, "![水位]"))
def picture_from_elsewhere(project: Project) -> None:
    _sign(project, NEW_TEXT + "\n![水位](https://elsewhere.example/1.png)\n")


# attachments


@ATTACKS.asked(*_broken(NOTICE))
def one_byte_of_an_attachment(project: Project) -> None:
    project.edit(PHONES, "八号", "九号")


@ATTACKS.expect(*_broken(NOTICE))
def word_attachment_replaced(project: Project) -> None:
    project.write(TABLE, make_word("东码头检验时间为每周五上午。"))


@ATTACKS.asked(
    *_broken(NOTICE), Fault("attachment-undeclared", NOTICE.replace(".md", ".files/huomian.txt"))
)
def attachment_not_listed(project: Project) -> None:
    project.write(NOTICE.replace(".md", ".files/huomian.txt"), "可以免检的游船名单由处务会定\n")


@ATTACKS.expect(Fault("attachment-undeclared", f"{FOLDER}/shuiwei.txt"))
def attachment_signed_and_not_listed(project: Project) -> None:
    project.write(f"{FOLDER}/shuiwei.txt", "各时段水位实测记录尚待核对\n")
    _sign(project, NEW_TEXT)


@ATTACKS.expect(*_broken(NOTICE), Fault("attachment-missing", NOTICE, "attachments:"))
def attachment_deleted(project: Project) -> None:
    project.remove(PHONES)


@ATTACKS.expect(Fault("attachment-type", f"{FOLDER}/shuiwei.pdf"))
def attachment_of_another_type(project: Project) -> None:
    project.write(f"{FOLDER}/shuiwei.pdf", make_word("各时段水位实测记录尚待核对。"))
    listed = "attachments:\n- {file: shuiwei.pdf, title: 水位.pdf}\n"
    _sign(project, NEW_TEXT.replace("revision: 1\n", f"revision: 1\n{listed}"))


@ATTACKS.expect(Fault("file-stray", "content/tongzhi/wuzhu.files/shuiwei.txt"))
def attachment_without_a_document(project: Project) -> None:
    project.write("content/tongzhi/wuzhu.files/shuiwei.txt", "各时段水位实测记录尚待核对\n")


@ATTACKS.expect(Fault("attachment-undeclared", GONE.replace(".md", ".files/weidang-tu.txt")))
def attachment_of_a_withdrawn_document(project: Project) -> None:
    path = GONE.replace(".md", ".files/weidang-tu.txt")
    project.write(path, "围挡平面位置示意说明仍留在此\n")


# what is not disclosed


@ATTACKS.asked(*_broken(ENTRY), Fault("entry-with-content", ENTRY, "会议"))
def body_in_a_signed_entry(project: Project) -> None:
    project.write(ENTRY, project.read(ENTRY) + "会议议定闸门维修由三家比选产生。\n")


@ATTACKS.expect(Fault("entry-with-content", NEW, ""))
def body_in_an_entry_not_yet_reviewed(project: Project) -> None:
    entry = write_entry(20, "处务会议纪要第十期", NEW)
    bring(project, entry + "\n会议议定闸门维修由三家比选产生。\n")


@ATTACKS.expect(Fault("entry-with-content", NEW, ""))
def body_in_an_entry_that_three_signed(project: Project) -> None:
    body_in_an_entry_not_yet_reviewed(project)
    forge(project, NEW)


@ATTACKS.expect(Fault("field-unknown", NEW, "summary:"))
def summary_in_an_entry(project: Project) -> None:
    entry = write_entry(20, "处务会议纪要第十期", NEW, "summary: 议定闸门维修由三家比选\n")
    bring(project, entry)


@ATTACKS.expect(
    Fault("attachment-undeclared", f"{FOLDER}/jiyao.txt"), Fault("entry-with-content", NEW, None)
)
def attachment_of_an_entry(project: Project) -> None:
    project.write(f"{FOLDER}/jiyao.txt", "会议议定闸门维修由三家比选产生\n")
    bring(project, write_entry(20, "处务会议纪要第十期", NEW))


@ATTACKS.expect(Fault("entry-with-content", NEW, "disclosure:"))
def document_not_to_be_disclosed(project: Project) -> None:
    _sign(project, NEW_TEXT.replace("disclosure: 主动公开", "disclosure: 不予公开"))


# what was published before


@ATTACKS.asked(Fault("revision-lower", RULE, "revision:"))
def previous_revision_restored(project: Project) -> None:
    project.restore(RULE)


@ATTACKS.expect(Fault("revision-lower", RULE, "revision:"))
def same_revision_signed_anew_with_other_words(project: Project) -> None:
    project.write(RULE, cut_tail(project.read(RULE)).replace("三小时", "五小时"))
    forge(project, RULE)


@ATTACKS.expect(Fault("revision-lower", RULE, "previous:"))
def next_revision_of_another_history(project: Project) -> None:
    text = cut_tail(project.read(RULE)).replace("revision: 2", "revision: 3")
    project.write(RULE, text)
    forge(project, RULE)


@ATTACKS.asked(Fault("published-missing", NEWS))
def published_document_deleted(project: Project) -> None:
    project.remove(NEWS)


@ATTACKS.asked(Fault("published-held", NEWS, "---"))
def published_document_held_again(project: Project) -> None:
    project.write(NEWS, cut_tail(project.read(NEWS)))


@ATTACKS.expect(Fault("published-held", NEWS, "review:"))
def publication_time_removed(project: Project) -> None:
    project.edit(NEWS, "published: 2026-11-19 09:30\n", "")


@ATTACKS.expect(Fault("published-held", NEWS, "---"))
def next_revision_not_yet_signed(project: Project) -> None:
    assert project.run("revise", NEWS, "--note", "更正鸟种数").code == 0


@ATTACKS.expect(Fault("published-missing", NEWS), Fault("file-stray", f"{NEWS}.bak"))
def published_document_renamed(project: Project) -> None:
    project.move(NEWS, f"{NEWS}.bak")


@ATTACKS.expect(Fault("review-incomplete", HELD, "published:"))
def held_document_let_out_by_two(project: Project) -> None:
    forge(project, HELD, STEPS[:2])
