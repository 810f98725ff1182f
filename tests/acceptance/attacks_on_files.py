"""Attacks on the tree: what lies where, attachments, what was published before."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from tests.acceptance.attack import (
    STEPS,
    Attacks,
    Fault,
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
    *list_unfit(NOTICE),
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


@ATTACKS.expect(*list_unfit(MOVED), Fault("published-missing", NOTICE))
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
    bring_signed(project, NEW_TEXT.replace(f"{CODE}/2026-00020", f"{CODE}/2026-00001"))


# attachments


@ATTACKS.asked(*list_unfit(NOTICE))
def one_byte_of_an_attachment(project: Project) -> None:
    project.edit(PHONES, "八号", "九号")


@ATTACKS.expect(*list_unfit(NOTICE))
def word_attachment_replaced(project: Project) -> None:
    project.write(TABLE, make_word("东码头检验时间为每周五上午。"))


@ATTACKS.asked(
    *list_unfit(NOTICE), Fault("attachment-undeclared", NOTICE.replace(".md", ".files/huomian.txt"))
)
def attachment_not_listed(project: Project) -> None:
    project.write(NOTICE.replace(".md", ".files/huomian.txt"), "可以免检的游船名单由处务会定\n")


@ATTACKS.expect(Fault("attachment-undeclared", f"{FOLDER}/shuiwei.txt"))
def attachment_signed_and_not_listed(project: Project) -> None:
    project.write(f"{FOLDER}/shuiwei.txt", "各时段水位实测记录尚待核对\n")
    bring_signed(project, NEW_TEXT)


@ATTACKS.expect(*list_unfit(NOTICE), Fault("attachment-missing", NOTICE, "attachments:"))
def attachment_deleted(project: Project) -> None:
    project.remove(PHONES)


@ATTACKS.expect(Fault("attachment-type", f"{FOLDER}/shuiwei.pdf"))
def attachment_of_another_type(project: Project) -> None:
    project.write(f"{FOLDER}/shuiwei.pdf", make_word("各时段水位实测记录尚待核对。"))
    listed = "attachments:\n- {file: shuiwei.pdf, title: 水位.pdf}\n"
    bring_signed(project, NEW_TEXT.replace("revision: 1\n", f"revision: 1\n{listed}"))


@ATTACKS.expect(Fault("file-stray", "content/tongzhi/wuzhu.files/shuiwei.txt"))
def attachment_without_a_document(project: Project) -> None:
    project.write("content/tongzhi/wuzhu.files/shuiwei.txt", "各时段水位实测记录尚待核对\n")


@ATTACKS.expect(Fault("attachment-undeclared", GONE.replace(".md", ".files/weidang-tu.txt")))
def attachment_of_a_withdrawn_document(project: Project) -> None:
    path = GONE.replace(".md", ".files/weidang-tu.txt")
    project.write(path, "围挡平面位置示意说明仍留在此\n")


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
