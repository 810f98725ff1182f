"""Attacks on the chain of review: missing, stolen, refused, out of order, out of office."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.core.tail import Decision
from tests.acceptance.attack import (
    L1,
    L2,
    L3,
    PUBLISHED,
    STEPS,
    Attacks,
    Fault,
    Step,
    bring,
    bring_forged,
    change_step,
    forge,
    list_unfit,
    put_tail,
    take_tail,
)
from tests.acceptance.sample import ENTRY, NEW, NEW_TEXT, NOTICE, RULE

if TYPE_CHECKING:
    from tests.acceptance.project import Project

ATTACKS = Attacks()
COPY = "content/guifan/fuben.md"


@ATTACKS.refuse(
    "没有审查记录就写上发布时间", Fault("review-missing", NEW, "published:"), rows=(1,), mkdocs=True
)
def published_without_review(project: Project) -> None:
    bring(project, put_tail(NEW_TEXT, f"published: {PUBLISHED}\n"))


@ATTACKS.refuse("终审之后改动正文一个字节", *list_unfit(NOTICE), rows=(2,), mkdocs=True)
def one_byte_of_the_body(project: Project) -> None:
    project.edit(NOTICE, "接受检验。", "接受检查。")


@ATTACKS.refuse("终审之后在末尾加一个换行", *list_unfit(NOTICE), rows=(3,))
def one_line_feed_at_the_end(project: Project) -> None:
    project.write(NOTICE, project.read(NOTICE) + "\n")


@ATTACKS.refuse("终审之后改动文件头一个字节", *list_unfit(NOTICE))
def one_byte_of_the_head(project: Project) -> None:
    project.edit(NOTICE, "made: 2026-11-02", "made: 2026-11-03")


@ATTACKS.refuse(
    "改动复审意见一个字",
    Fault("review-signature", NOTICE, L2),
    Fault("review-signature", NOTICE, L3),
    mkdocs=True,
)
def one_byte_of_the_tail(project: Project) -> None:
    """The basis of the second level; the third covers the second's whole entry."""
    project.edit(NOTICE, "不涉及国家秘密", "未涉及国家秘密")


@ATTACKS.refuse(
    "改动签名一个字符",
    Fault("review-signature", NOTICE, L3),
    Fault("revision-lower", NOTICE, "revision:"),
)
def one_byte_of_a_signature(project: Project) -> None:
    text = project.read(NOTICE)
    place = text.rindex("}\n---\n") - 12
    project.write(NOTICE, text[:place] + ("A" if text[place] != "A" else "B") + text[place + 1 :])


@ATTACKS.refuse(
    "审查记录里多一个空格", Fault("review-malformed", NOTICE, "- {role:  l1"), rows=(57,)
)
def one_space_in_the_tail(project: Project) -> None:
    project.edit(NOTICE, "- {role: l1,", "- {role:  l1,")


@ATTACKS.refuse("审查记录后面夹带一行", Fault("review-malformed", NOTICE, "note:"), rows=(58,))
def foreign_key_in_the_tail(project: Project) -> None:
    text = project.read(NOTICE)
    project.write(NOTICE, text.replace("}\n---\n", "}\nnote: 未经审查的附言写在这里\n---\n"))


@ATTACKS.refuse("终审之后改动发布时间", Fault("review-signature", NOTICE, L3), mkdocs=True)
def publication_time_changed(project: Project) -> None:
    project.edit(NOTICE, PUBLISHED, "2026-11-19 09:31")


@ATTACKS.refuse("把另一文件的审查记录接过来", *list_unfit(NEW), rows=(23,), mkdocs=True)
def signatures_of_another_document(project: Project) -> None:
    bring(project, put_tail(NEW_TEXT, take_tail(project.read(NOTICE))))


@ATTACKS.refuse(
    "复制已公开的文件",
    *list_unfit(COPY),
    Fault("index-number-duplicate", RULE, "index_number:"),
    rows=(22,),
)
def published_document_copied(project: Project) -> None:
    project.write(COPY, project.read(RULE))


@ATTACKS.refuse(
    "只有初审和终审，没有复审",
    Fault("review-incomplete", NEW, "published:"),
    rows=(27,),
    mkdocs=True,
)
def second_level_removed(project: Project) -> None:
    """Each remaining signature is made anew, so that nothing else is wrong."""
    bring_forged(project, (STEPS[0], STEPS[2]))


@ATTACKS.refuse(
    "从审查记录中剪去复审",
    Fault("review-incomplete", NOTICE, "published:"),
    Fault("review-signature", NOTICE, L3),
    rows=(
        27,
        31,
    ),
)
def second_level_cut_out(project: Project) -> None:
    lines = project.read(NOTICE).splitlines(keepends=True)
    project.write(NOTICE, "".join(line for line in lines if not line.startswith(L2)))


@ATTACKS.refuse("只有初审和复审", Fault("review-incomplete", NEW, "published:"), rows=(26,))
def third_level_missing(project: Project) -> None:
    bring_forged(project, STEPS[:2])


@ATTACKS.refuse("多签一级", Fault("review-order", NEW, "published:"))
def a_fourth_entry(project: Project) -> None:
    bring_forged(project, (*STEPS[:2], Step("l2", "r04", "2026-11-17"), STEPS[2]))


@ATTACKS.refuse(
    "复审签在初审之前",
    Fault("review-order", NEW, "published:"),
    Fault("review-order", NEW, L1),
    rows=(31,),
)
def levels_in_another_order(project: Project) -> None:
    bring_forged(project, (STEPS[1], STEPS[0], STEPS[2]))


@ATTACKS.refuse("一人签复审又签终审", Fault("review-same-person", NEW, L3), rows=(28,), mkdocs=True)
def two_levels_by_one_person(project: Project) -> None:
    steps = change_step("l2", person="r04")
    bring_forged(project, (*steps[:2], Step("l3", "r04", "2026-11-18")))


@ATTACKS.refuse("拟稿人自己签复审", Fault("review-by-drafter", NEW, L2), rows=(30,))
def second_level_by_the_drafter(project: Project) -> None:
    bring(project, NEW_TEXT.replace("drafter: r01", "drafter: r08"))
    forge(project, NEW, change_step("l2", person="r08"))


@ATTACKS.refuse("复审意见为退回", Fault("review-refused", NEW, L2), mkdocs=True)
def second_level_sent_it_back(project: Project) -> None:
    bring_forged(project, change_step("l2", decision=Decision.REFUSED))


@ATTACKS.refuse("终审意见为报请确定", Fault("review-refused", NEW, L3))
def third_level_refers_it_upwards(project: Project) -> None:
    bring_forged(project, change_step("l3", decision=Decision.REFERRED))


@ATTACKS.refuse("终审意见写成撤回", Fault("review-refused", NEW, L3))
def decision_of_a_withdrawal(project: Project) -> None:
    bring_forged(project, change_step("l3", decision=Decision.WITHDRAWN))


@ATTACKS.refuse("已离任的人签终审", Fault("reviewer-not-in-office", NEW, L3), mkdocs=True)
def reviewer_out_of_office(project: Project) -> None:
    bring_forged(project, change_step("l3", person="r05"))


@ATTACKS.refuse("别的部门的人签复审", Fault("reviewer-not-allowed", NEW, L2), rows=(46,))
def reviewer_of_another_unit(project: Project) -> None:
    bring_forged(project, change_step("l2", person="r06"))


@ATTACKS.refuse("没有授权的人签终审", Fault("reviewer-not-allowed", NEW, L3), rows=(46,))
def reviewer_without_any_grant(project: Project) -> None:
    bring_forged(project, change_step("l3", person="r07"))


@ATTACKS.refuse("不在册的人签终审", Fault("reviewer-unknown", NEW, L3))
def reviewer_unknown(project: Project) -> None:
    bring_forged(project, change_step("l3", person="r40"))


@ATTACKS.refuse("冒用他人公钥签终审", Fault("review-signature", NEW, L3))
def signed_with_somebody_elses_key(project: Project) -> None:
    bring_forged(project, change_step("l3", key="r02"))


@ATTACKS.refuse("用根密钥签终审", Fault("review-signature", NEW, L3))
def signed_with_the_root_key(project: Project) -> None:
    bring_forged(project, change_step("l3", key="root1"))


@ATTACKS.refuse("把复审签名当作终审签名", Fault("review-signature", NEW, L3), rows=(36,))
def signature_made_for_another_level(project: Project) -> None:
    bring_forged(project, change_step("l3", role_signed="l2"))


@ATTACKS.refuse("把另一站点的签名搬来", *list_unfit(NEW), rows=(35,), mkdocs=True)
def signed_for_another_site(project: Project) -> None:
    bring(project)
    forge(project, NEW, site="zhen.shili.example")


@ATTACKS.refuse(
    "签署日期写成明天",
    Fault("review-early", NEW, L3),
    Fault("review-early", NEW, "published:"),
    rows=(48,),
)
def signed_tomorrow(project: Project) -> None:
    bring_forged(project, change_step("l3", day="2026-11-21"))


@ATTACKS.refuse("终审日期早于复审日期", Fault("review-order", NEW, L3))
def dates_not_in_order(project: Project) -> None:
    bring_forged(project, change_step("l3", day="2026-11-16"))


@ATTACKS.refuse("成文之前就已审查", Fault("review-early", NEW, L1))
def reviewed_before_it_was_made(project: Project) -> None:
    bring_forged(project, change_step("l1", day="2026-11-01"))


@ATTACKS.refuse("发布时间早于终审日期", Fault("review-early", NEW, "published:"))
def published_before_the_last_review(project: Project) -> None:
    bring_forged(project, published="2026-11-17 09:30")


@ATTACKS.refuse("签署之后改动公开属性", *list_unfit(ENTRY), rows=(25,))
def attribute_changed(project: Project) -> None:
    project.edit(ENTRY, "disclosure: 不予公开", "disclosure: 依申请公开")


@ATTACKS.refuse(
    "把不予公开的登记项改成主动公开",
    *list_unfit(ENTRY),
    Fault("type-unknown", ENTRY, "disclosure:"),
    rows=(25,),
)
def entry_made_a_public_document(project: Project) -> None:
    project.edit(ENTRY, "disclosure: 不予公开", "disclosure: 主动公开")
