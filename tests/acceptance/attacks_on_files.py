"""Attacks on the tree: what lies where, attachments, what was published before."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from tests.acceptance.attack import (
    STEPS,
    Attacks,
    Fault,
    attach,
    bring,
    bring_signed,
    cut_tail,
    forge,
    list_unfit,
)
from tests.acceptance.sample import (
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
)
from tests.acceptance.sample_catalog import CODE

if TYPE_CHECKING:
    from tests.acceptance.project import Project

ATTACKS = Attacks()
FOLDER = NEW.replace(".md", ".files")
MOVED = NOTICE.replace("tongzhi", "guifan")


# what lies where


@ATTACKS.refuse(
    "栏目文件夹里放入一份未列出的表格",
    Fault("file-stray", "content/tongzhi/neibu-tongxunlu.xlsx"),
    rows=(15,),
    mkdocs=True,
)
def stray_file(project: Project) -> None:
    project.write("content/tongzhi/neibu-tongxunlu.xlsx", "值班长手机号码一览内部掌握\n")


@ATTACKS.refuse(
    "编辑器留下的临时文件随文件提交",
    Fault("file-stray", "content/tongzhi/.fangxun-diaodu.md.swp"),
    rows=(15,),
)
def editors_left_over(project: Project) -> None:
    project.write("content/tongzhi/.fangxun-diaodu.md.swp", NEW_TEXT)


@ATTACKS.refuse(
    "栏目文件夹里放入供插件读取的 .meta.yml",
    Fault("file-stray", "content/tongzhi/.meta.yml"),
    rows=(70,),
)
def metadata_for_a_plugin(project: Project) -> None:
    project.write("content/tongzhi/.meta.yml", "template: redirect.html\n")


@ATTACKS.refuse(
    "扩展名大写的草稿 draft.MD",
    Fault("path-malformed", "content/tongzhi/draft.MD"),
    rows=(13,),
    mkdocs=True,
)
def upper_case_extension(project: Project) -> None:
    project.write("content/tongzhi/draft.MD", NEW_TEXT)


@ATTACKS.refuse(
    "已签署文件旁放入 .markdown 副本",
    Fault("file-stray", "content/tongzhi/draft.markdown"),
    rows=(14,),
)
def another_markdown_extension(project: Project) -> None:
    project.write("content/tongzhi/draft.markdown", NEW_TEXT)


@ATTACKS.refuse("在栏目之外直接放页面", Fault("path-malformed", "content/index.md"))
def page_outside_of_columns(project: Project) -> None:
    project.write("content/index.md", NEW_TEXT)


@ATTACKS.refuse("文件名用中文", Fault("path-malformed", "content/tongzhi/防汛调度.md"))
def name_in_chinese(project: Project) -> None:
    project.write("content/tongzhi/防汛调度.md", NEW_TEXT)


@ATTACKS.refuse(
    "文件名用 Windows 保留名 con", Fault("path-malformed", "content/tongzhi/con.md"), rows=(98,)
)
def name_of_a_device(project: Project) -> None:
    project.write("content/tongzhi/con.md", NEW_TEXT)


@ATTACKS.refuse(
    "用符号链接引入仓库之外的文件", Fault("symlink-forbidden", NEW), rows=(71,), mkdocs=True
)
def symlink_to_a_document(project: Project) -> None:
    outside = project.root / "diaodu.md"
    outside.write_text(NEW_TEXT, "utf-8")
    (project.root / NEW).symlink_to(outside)


@ATTACKS.refuse(
    "用符号链接再引入整个栏目", Fault("symlink-forbidden", "content/guifan-2"), rows=(71,)
)
def symlink_to_a_folder(project: Project) -> None:
    (project.root / "content/guifan-2").symlink_to(project.root / "content/guifan")


@ATTACKS.refuse(
    "附件换成符号链接",
    Fault("symlink-forbidden", PHONES),
    Fault("attachment-missing", NOTICE, "attachments:"),
    *list_unfit(NOTICE),
    rows=(71,),
)
def attachment_replaced_by_a_symlink(project: Project) -> None:
    project.move(PHONES, "dianhua.txt")
    (project.root / PHONES).symlink_to(project.root / "dianhua.txt")


@ATTACKS.refuse("以命名管道代替文件", Fault("symlink-forbidden", NEW))
def pipe_in_place_of_a_document(project: Project) -> None:
    os.mkfifo(project.root / NEW)


@ATTACKS.refuse(
    "文件加上可执行权限",
    Fault("symlink-forbidden", NOTICE),
    Fault("published-missing", NOTICE),
    Fault("file-stray", TABLE),
    Fault("file-stray", PHONES),
    rows=(71,),
)
def document_made_executable(project: Project) -> None:
    (project.root / NOTICE).chmod(0o755)


@ATTACKS.refuse(
    "文件移到另一栏目",
    Fault("category-mismatch", MOVED, "category:"),
    Fault("published-missing", NOTICE),
    rows=(21,),
    mkdocs=True,
)
def moved_to_another_column(project: Project) -> None:
    project.move(NOTICE, MOVED)
    project.move(NOTICE.replace(".md", ".files"), MOVED.replace(".md", ".files"))


@ATTACKS.refuse(
    "文件移到另一栏目，同时改写所属栏目",
    *list_unfit(MOVED),
    Fault("published-missing", NOTICE),
    rows=(21,),
)
def moved_and_its_category_changed(project: Project) -> None:
    moved_to_another_column(project)
    project.edit(MOVED, "category: tongzhi", "category: guifan")


@ATTACKS.refuse("自立一个没有设立的栏目", Fault("column-unknown", "content/mimi/fangxun-diaodu.md"))
def column_that_does_not_exist(project: Project) -> None:
    bring(project, NEW_TEXT.replace("category: tongzhi", "category: mimi"), _in("mimi"))


def _in(column: str) -> str:
    return NEW.replace("tongzhi", column)


@ATTACKS.refuse(
    "使用另一文件的索引号", Fault("index-number-duplicate", NOTICE, "index_number:"), rows=(22,)
)
def index_number_of_another_document(project: Project) -> None:
    bring_signed(project, NEW_TEXT.replace(f"{CODE}/2026-00020", f"{CODE}/2026-00001"))


# attachments


@ATTACKS.refuse("附件换成同样大小的另一内容", *list_unfit(NOTICE), rows=(19,), mkdocs=True)
def one_byte_of_an_attachment(project: Project) -> None:
    project.edit(PHONES, "八号", "九号")


@ATTACKS.refuse("换掉 Word 附件", *list_unfit(NOTICE), rows=(19,))
def word_attachment_replaced(project: Project) -> None:
    project.write(TABLE, make_word("东码头检验时间为每周五上午。"))


@ATTACKS.refuse(
    "附件文件夹里多放一个文件",
    *list_unfit(NOTICE),
    Fault("attachment-undeclared", NOTICE.replace(".md", ".files/huomian.txt")),
    rows=(16,),
    mkdocs=True,
)
def attachment_not_listed(project: Project) -> None:
    project.write(NOTICE.replace(".md", ".files/huomian.txt"), "可以免检的游船名单由处务会定\n")


@ATTACKS.refuse(
    "附件在签署时就在，但没有列出",
    Fault("attachment-undeclared", f"{FOLDER}/shuiwei.txt"),
    rows=(16,),
)
def attachment_signed_and_not_listed(project: Project) -> None:
    project.write(f"{FOLDER}/shuiwei.txt", "各时段水位实测记录尚待核对\n")
    bring_signed(project, NEW_TEXT)


@ATTACKS.refuse(
    "列出的附件被删除",
    *list_unfit(NOTICE),
    Fault("attachment-missing", NOTICE, "attachments:"),
    rows=(17,),
)
def attachment_deleted(project: Project) -> None:
    project.remove(PHONES)


@ATTACKS.refuse(
    "把 Word 文件改名为 pdf", Fault("attachment-type", f"{FOLDER}/shuiwei.pdf"), rows=(94,)
)
def attachment_of_another_type(project: Project) -> None:
    project.write(f"{FOLDER}/shuiwei.pdf", make_word("各时段水位实测记录尚待核对。"))
    listed = "attachments:\n- {file: shuiwei.pdf, title: 水位.pdf}\n"
    bring_signed(project, NEW_TEXT.replace("revision: 1\n", f"revision: 1\n{listed}"))


@ATTACKS.refuse(
    "放入没有所属文件的附件",
    Fault("file-stray", "content/tongzhi/wuzhu.files/shuiwei.txt"),
    rows=(16,),
)
def attachment_without_a_document(project: Project) -> None:
    project.write("content/tongzhi/wuzhu.files/shuiwei.txt", "各时段水位实测记录尚待核对\n")


@ATTACKS.refuse(
    "已撤回文件的附件文件夹里留有文件",
    Fault("attachment-undeclared", GONE.replace(".md", ".files/weidang-tu.txt")),
)
def attachment_of_a_withdrawn_document(project: Project) -> None:
    path = GONE.replace(".md", ".files/weidang-tu.txt")
    project.write(path, "围挡平面位置示意说明仍留在此\n")


# what was published before


@ATTACKS.refuse(
    "以旧版顶替新版", Fault("revision-lower", RULE, "revision:"), rows=(33,), mkdocs=True
)
def previous_revision_restored(project: Project) -> None:
    project.restore(RULE)


@ATTACKS.refuse("同一版换了内容重新签署", Fault("revision-lower", RULE, "revision:"), rows=(33,))
def same_revision_signed_anew_with_other_words(project: Project) -> None:
    project.write(RULE, cut_tail(project.read(RULE)).replace("三小时", "五小时"))
    forge(project, RULE)


@ATTACKS.refuse(
    "新版没有接在已公开的上一版之后", Fault("revision-lower", RULE, "previous:"), rows=(33,)
)
def next_revision_of_another_history(project: Project) -> None:
    text = cut_tail(project.read(RULE)).replace("revision: 2", "revision: 3")
    project.write(RULE, text)
    forge(project, RULE)


@ATTACKS.refuse(
    "不经撤回直接删除已公开的文件", Fault("published-missing", NEWS), rows=(99,), mkdocs=True
)
def published_document_deleted(project: Project) -> None:
    project.remove(NEWS)


@ATTACKS.refuse("把已公开的文件改回待审", Fault("published-held", NEWS, "---"), mkdocs=True)
def published_document_held_again(project: Project) -> None:
    project.write(NEWS, cut_tail(project.read(NEWS)))


@ATTACKS.refuse("删去已公开文件的发布时间", Fault("published-held", NEWS, "review:"))
def publication_time_removed(project: Project) -> None:
    project.edit(NEWS, "published: 2026-11-19 09:30\n", "")


@ATTACKS.refuse("新版没有签完就合并进来", Fault("published-held", NEWS, "---"))
def next_revision_not_yet_signed(project: Project) -> None:
    assert project.run("revise", NEWS, "--note", "更正鸟种数").code == 0


@ATTACKS.refuse(
    "把已公开的文件改名藏起来",
    Fault("published-missing", NEWS),
    Fault("file-stray", f"{NEWS}.bak"),
    rows=(99,),
)
def published_document_renamed(project: Project) -> None:
    project.move(NEWS, f"{NEWS}.bak")


@ATTACKS.refuse(
    "待审文件只签两级就写上发布时间", Fault("review-incomplete", HELD, "published:"), rows=(26,)
)
def held_document_let_out_by_two(project: Project) -> None:
    forge(project, HELD, STEPS[:2])


@ATTACKS.refuse("两份已签署的文件互换附件", *list_unfit(NOTICE), *list_unfit(NEW), rows=(18,))
def attachments_of_two_documents_swapped(project: Project) -> None:
    path = attach(project, "zixun-dianhua.txt", "检验咨询请拨总机转九号分机\n".encode())
    own, other = project.read(PHONES), project.read(path)
    project.write(PHONES, other)
    project.write(path, own)


@ATTACKS.refuse("附件放进同名的另一文件夹", *list_unfit(NOTICE), *list_unfit(NEW))
def attachment_copied_to_a_namesake(project: Project) -> None:
    path = attach(project, "zixun-dianhua.txt", "检验咨询请拨总机转九号分机\n".encode())
    project.write(PHONES, project.read(path))
    project.write(path, "检验咨询请拨总机转十号分机\n")
