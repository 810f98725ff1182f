"""Attacks on what one person alone may sign: delegations, waivers, keys, and lists of stock."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from gongkai.cli.demo import demo_seal
from gongkai.core.delegation import FOLDER, Delegation, delegation_namespace
from gongkai.core.demo_keys import demo_private_key, demo_public_key
from gongkai.core.judging import Grounds
from gongkai.core.scanning import scan_draft
from gongkai.core.seal import SEAL_PATH
from gongkai.core.sshsig import encode_ed25519
from gongkai.core.statement import derive_waiver, waiver_namespace
from gongkai.core.stock import STOCK_PATH, Stock, StockItem, stock_namespace
from gongkai.core.tail import Tail, Waiver
from tests.acceptance.attack import (
    L2,
    L3,
    Attacks,
    Fault,
    Step,
    add_body,
    bring,
    bring_forged,
    bring_signed,
    change_step,
    forge,
    put_tail,
)
from tests.acceptance.sample import ENTRY, LATER, NEW, NEW_TEXT
from tests.acceptance.sample_catalog import SITE

if TYPE_CHECKING:
    from tests.acceptance.project import Project

ATTACKS = Attacks()
PAPER = f"{FOLDER}/chuchai.txt"
REVIEWERS, POLICY = "catalog/reviewers.yml", "catalog/policy.yml"
IDENTITY = "11010519491231002X"
WITH_IDENTITY = add_body(f"值班长的公民身份号码为{IDENTITY}。")
HIT = "值班长的"
WAIVED = "- {finding"
LENT = change_step("l3", person="r08")
"""The third level by somebody who has the second and borrows the third."""


# delegations


def lend(project: Project, path: str = PAPER, key: str | None = None, **changes: Any) -> None:  # noqa: ANN401 - fields of a delegation
    """Writes a delegation of the third level from r03 to r08, good unless told otherwise."""
    fields: dict[str, Any] = {
        "site": SITE,
        "giver": "r03",
        "taker": "r08",
        "role": "l3",
        "units": (),
        "columns": (),
        "start": date(2026, 11, 16),
        "end": date(2026, 11, 30),
        "date": date(2026, 11, 15),
        "reason": "出差",
    }
    bare = Delegation(**(fields | changes))
    private = demo_private_key(key or bare.giver)
    signature = encode_ed25519(private, bare.message.encode(), delegation_namespace(SITE))
    project.write(path, str(replace(bare, signature=signature)))


INVALID = (Fault("delegation-invalid", PAPER), Fault("reviewer-not-allowed", NEW, L3))


@ATTACKS.refuse("委托书没有签名", *INVALID)
def delegation_without_signature(project: Project) -> None:
    lend(project)
    project.write(PAPER, project.read(PAPER).split("signature")[0])
    bring_forged(project, LENT)


@ATTACKS.refuse("受托人自己签署委托书", *INVALID)
def delegation_signed_by_its_taker(project: Project) -> None:
    lend(project, key="r08")
    bring_forged(project, LENT)


@ATTACKS.refuse("委托期限超过三十日", *INVALID)
def delegation_for_too_long(project: Project) -> None:
    lend(project, end=date(2026, 12, 16))
    bring_forged(project, LENT)


@ATTACKS.refuse("签署之后延长委托期限", *INVALID)
def delegation_prolonged_after_it_was_signed(project: Project) -> None:
    lend(project, end=date(2026, 11, 17))
    project.edit(PAPER, "end 2026-11-17", "end 2026-11-30")
    bring_forged(project, LENT)


@ATTACKS.refuse(
    "把受托的权限再委托给别人",
    Fault("delegation-invalid", f"{FOLDER}/zhuanwei.txt"),
    Fault("reviewer-not-allowed", NEW, L3),
)
def delegation_passed_on(project: Project) -> None:
    lend(project)
    lend(project, f"{FOLDER}/zhuanwei.txt", giver="r08", taker="r06")
    bring_forged(project, change_step("l3", person="r06"))


@ATTACKS.refuse("没有该层级的人作出委托", *INVALID)
def delegation_by_somebody_without_the_level(project: Project) -> None:
    lend(project, giver="r02")
    bring_forged(project, LENT)


@ATTACKS.refuse("委托给连下一级授权也没有的人", *INVALID)
def delegation_to_somebody_without_any_level(project: Project) -> None:
    lend(project, taker="r07")
    bring_forged(project, change_step("l3", person="r07"))


@ATTACKS.refuse("离岗之后才补签委托书", *INVALID)
def delegation_dated_after_its_start(project: Project) -> None:
    lend(project, date=date(2026, 11, 18))
    bring_forged(project, LENT)


@ATTACKS.refuse("委托给签了复审的人，由其再签终审", Fault("review-same-person", NEW, L3))
def delegation_to_the_signer_of_another_level(project: Project) -> None:
    lend(project, taker="r02")
    bring_forged(project, change_step("l3", person="r02"))


@ATTACKS.refuse("签了复审的人把终审委托出去", Fault("reviewer-not-allowed", NEW, L3))
def delegation_by_the_signer_of_another_level(project: Project) -> None:
    lend(project, giver="r04")
    steps = change_step("l2", person="r04")
    bring_forged(project, (*steps[:2], Step("l3", "r08", "2026-11-18")))


@ATTACKS.refuse("拟稿人把终审委托给他人", Fault("reviewer-not-allowed", NEW, L3))
def delegation_by_the_drafter(project: Project) -> None:
    lend(project)
    bring(project, NEW_TEXT.replace("drafter: r01", "drafter: r03"))
    forge(project, NEW, LENT)


@ATTACKS.refuse("委托到期之后仍据以签署", Fault("reviewer-not-allowed", NEW, L3))
def delegation_used_after_its_end(project: Project) -> None:
    lend(project, end=date(2026, 11, 17))
    bring_forged(project, LENT)


@ATTACKS.refuse("委托到期之后才公开，签署日期写在期内", Fault("reviewer-not-in-office", NEW, L3))
def delegation_used_after_its_end_and_backdated(project: Project) -> None:
    lend(project, end=date(2026, 11, 19))
    bring_forged(project, LENT)


@ATTACKS.refuse("别的栏目的委托用到本栏目", Fault("reviewer-not-allowed", NEW, L3))
def delegation_for_another_column(project: Project) -> None:
    lend(project, columns=("guifan",))
    bring_forged(project, LENT)


@ATTACKS.refuse("别的站点的委托书", *INVALID)
def delegation_of_another_site(project: Project) -> None:
    lend(project, site="zhen.shili.example")
    bring_forged(project, LENT)


@ATTACKS.refuse("在委托书文件夹里放入别的文件", Fault("delegation-invalid", PAPER))
def text_in_place_of_a_delegation(project: Project) -> None:
    project.write(PAPER, "值班长手机号码一览内部掌握\n")


@ATTACKS.refuse(
    "在委托书文件夹里放入配置文件", Fault("delegation-invalid", f"{FOLDER}/zi/policy.yml")
)
def configuration_among_the_delegations(project: Project) -> None:
    project.write(f"{FOLDER}/zi/policy.yml", project.read(POLICY))


@ATTACKS.refuse("在委托书后面多写一行", *INVALID)
def line_behind_a_delegation(project: Project) -> None:
    lend(project)
    project.write(PAPER, project.read(PAPER) + "note 未经审查的附言写在这里\n")
    bring_forged(project, LENT)


@ATTACKS.refuse("在委托事由里自拟一句话", *INVALID)
def sentence_in_the_reason_of_a_delegation(project: Project) -> None:
    lend(project, reason="值班长手机号码一览另行通知")
    bring_forged(project, LENT)


@ATTACKS.refuse("在委托书的部门一栏写别的字样", *INVALID)
def unknown_unit_in_a_delegation(project: Project) -> None:
    lend(project, units=("bangongshi", "mima-zhamen-2026"))
    bring_forged(project, LENT)


@ATTACKS.refuse(
    "用委托书的文件名传递一句话", Fault("delegation-invalid", f"{FOLDER}/值班口令另行通知.txt")
)
def sentence_in_the_name_of_a_delegation(project: Project) -> None:
    lend(project, f"{FOLDER}/值班口令另行通知.txt")


# waivers


def waive(
    project: Project,
    rule: str = "scan-identity",
    reviewer: str = "r02",
    *,
    until: str = "2027-11-05",
    reason: str = "公告中的示例号码",
    revision: int = 1,
) -> None:
    """Adds a waiver of the document's first hit by a rule, whether it counts or not."""
    space = project.open()
    draft = space.find_draft(NEW)
    grounds = Grounds(space.catalog, space.state, space.now, {})
    hits = [name for name, hit in scan_draft(grounds, draft) if hit.rule == rule]
    day = date(2026, 11, 16)
    name = hits[0] if hits else "0" * 16
    bare = Waiver(name, rule, reason, date.fromisoformat(until), reviewer, day, "sshsig", "")
    statement = derive_waiver(SITE, draft.source, revision, bare)
    signature = encode_ed25519(demo_private_key(reviewer), statement, waiver_namespace(SITE))
    tail = draft.source.tail
    waivers = (*tail.waivers, replace(bare, signature=signature))
    project.write(NEW, draft.source.with_tail(Tail(tail.published, tail.entries, waivers)))


UNWAIVED = (Fault("scan-identity", NEW, HIT), Fault("waiver-invalid", NEW, WAIVED))


@ATTACKS.refuse("上一版的保留说明用于新一版", *UNWAIVED, rows=(90,))
def waiver_of_another_revision(project: Project) -> None:
    bring_signed(project, WITH_IDENTITY)
    waive(project, revision=2)


@ATTACKS.refuse("保留说明之后改动正文再签署", *UNWAIVED, rows=(90,))
def waiver_of_another_text(project: Project) -> None:
    bring_signed(project, WITH_IDENTITY)
    waive(project)
    line = next(x for x in project.read(NEW).splitlines() if x.startswith(WAIVED))
    bring_signed(project, WITH_IDENTITY.replace("八十厘米", "九十厘米"))
    text = project.read(NEW).replace("review:\n", f"waivers:\n{line}\nreview:\n", 1)
    project.write(NEW, text)


@ATTACKS.refuse("拟稿人为自己的文件作保留说明", *UNWAIVED)
def waiver_by_the_drafter(project: Project) -> None:
    bring_signed(project, WITH_IDENTITY.replace("drafter: r01", "drafter: r08"))
    waive(project, reviewer="r08")


@ATTACKS.refuse("无权的人作保留说明", *UNWAIVED)
def waiver_by_somebody_without_the_power(project: Project) -> None:
    bring_signed(project, WITH_IDENTITY)
    waive(project, reviewer="r07")


@ATTACKS.refuse("保留说明已经到期", Fault("scan-identity", NEW, HIT))
def waiver_past_its_last_day(project: Project) -> None:
    bring_signed(project, WITH_IDENTITY)
    waive(project, until="2026-11-19")


@ATTACKS.refuse("保留说明长达十年", *UNWAIVED)
def waiver_for_ten_years(project: Project) -> None:
    bring_signed(project, WITH_IDENTITY)
    waive(project, until="2036-11-16")


@ATTACKS.refuse("签署之后延长保留说明", *UNWAIVED)
def waiver_prolonged_after_it_was_signed(project: Project) -> None:
    bring_signed(project, WITH_IDENTITY)
    waive(project)
    project.edit(NEW, "until: 2027-11-05", "until: 2028-11-05")


@ATTACKS.refuse(
    "用保留说明放行扫描以外的规则",
    Fault("html-forbidden", NEW, "<script"),
    Fault("waiver-invalid", NEW, WAIVED),
)
def waiver_of_what_no_scanner_found(project: Project) -> None:
    bring_signed(project, add_body("<script>alert(1)</script>"))
    waive(project, "html-forbidden")


@ATTACKS.refuse(
    "在保留说明的理由里夹带身份证号码",
    Fault("scan-identity", NEW, WAIVED),
    Fault("waiver-invalid", NEW, WAIVED),
)
def identity_in_the_reason_of_a_waiver(project: Project) -> None:
    bring_signed(project, NEW_TEXT)
    waive(project, reason=f"值班长号码{IDENTITY}另行通知")


@ATTACKS.refuse(
    "对并不存在的问题作保留说明，借理由写入未经审查的话", Fault("waiver-invalid", NEW, WAIVED)
)
def waiver_of_nothing(project: Project) -> None:
    bring_signed(project, NEW_TEXT)
    waive(project, reason="未经审查的附言写在这里")


@ATTACKS.refuse("一人保留国家秘密标志", Fault("scan-marking", NEW, "机密★10年"))
def marking_waived_by_one_person(project: Project) -> None:
    bring_signed(project, add_body("机密★10年"))
    waive(project, "scan-marking")


@ATTACKS.refuse("在保留说明的理由里夹带第二行", Fault("review-malformed", NEW, "- {finding"))
def second_line_in_the_reason_of_a_waiver(project: Project) -> None:
    bring_signed(project, NEW_TEXT)
    waive(project, reason="公告中的示例号码\n- 未经审查的附言写在这里")


@ATTACKS.refuse("在审查意见里夹带身份证号码", Fault("scan-identity", NEW, L2))
def identity_in_the_basis_of_a_review(project: Project) -> None:
    bring_forged(project, change_step("l2", basis=f"{IDENTITY}经核对"))


# keys and terms of office


def _reseal(project: Project) -> None:
    demo_seal(project.open())


def revoke(project: Project, person: str, lines: str) -> None:
    """Enters a revocation of a person's key, sealed by the root."""
    key = f"{demo_public_key(person).line}\n    start: 2024-01-01\n"
    indented = "".join(f"    {line}\n" for line in lines.splitlines())
    project.edit(REVIEWERS, f"  - key: {key}", f"  - key: {key}{indented}")
    _reseal(project)


@ATTACKS.refuse(
    "任期昨日届满，签署日期写成届满之前", Fault("reviewer-not-in-office", NEW, L3), rows=(47,)
)
def signed_before_the_end_of_office_but_not_logged(project: Project) -> None:
    project.edit(REVIEWERS, "end: 2026-06-30", "end: 2026-11-19")
    _reseal(project)
    bring_forged(project, change_step("l3", person="r05"))


@ATTACKS.refuse(
    "公钥已停用，签署日期写成停用之前",
    Fault("reviewer-not-in-office", NEW, L3),
    rows=(47,),
)
def signed_with_a_retired_key_but_not_logged(project: Project) -> None:
    bring_forged(project, change_step("l3", person="r04"))
    revoke(project, "r04", "revoked:\n  kind: retired\n  date: 2026-11-19")


@ATTACKS.refuse(
    "公钥失密之后以旧日期签署",
    Fault("key-compromised", NEW, L3),
    Fault("key-compromised", LATER, L3),
    rows=(50,),
)
def signed_with_a_lost_key(project: Project) -> None:
    bring_forged(project)
    revoke(
        project, "r03", "revoked:\n  kind: compromised\n  date: 2026-11-20\n  void_from: 2026-11-10"
    )


# lists of stock


def _list_stock(project: Project, root: str = "root1", paper: str = "公开审〔2019〕1号") -> None:
    """Puts the new document into a list of existing stock."""
    bring(project)
    draft = project.open().find_draft(NEW)
    item = StockItem(draft.source.digest, "-", "2026-11-02T09:30", draft.id, "/old/1.html", paper)
    ends = (("tongzhi", date(2027, 12, 31)),)
    bare = Stock(SITE, date(2026, 11, 1), ends, (item,))
    message = bare.message.encode()
    signature = encode_ed25519(demo_private_key(root), message, stock_namespace(SITE))
    project.write(STOCK_PATH, str(replace(bare, signatures=(("root1", signature),))))
    bring(project, put_tail(NEW_TEXT, "published: 2026-11-02 09:30\n"))
    _reseal(project)


@ATTACKS.refuse(
    "启用之后才补交存量清单",
    Fault("stock-changed", STOCK_PATH),
    Fault("review-missing", NEW, "published:"),
)
def stock_listed_after_the_first_build(project: Project) -> None:
    _list_stock(project)


@ATTACKS.refuse(
    "不是根密钥签的存量清单",
    Fault("stock-invalid", STOCK_PATH),
    Fault("review-missing", NEW, "published:"),
)
def stock_signed_by_a_reviewer(project: Project) -> None:
    _list_stock(project, "r03")


@ATTACKS.refuse(
    "在存量清单的审查编号里写一句话",
    Fault("stock-invalid", STOCK_PATH),
    Fault("review-missing", NEW, "published:"),
)
def sentence_in_a_list_of_stock(project: Project) -> None:
    _list_stock(project, paper="未经审查的 附言写在这里")


# policy


@ATTACKS.refuse("没有封印就写入日后生效的两级规则", Fault("seal-broken", POLICY), rows=(84,))
def rule_of_two_levels_from_next_year_on(project: Project) -> None:
    rule = "- levels: [l1, l2]\n  since: 2027-01-01\n"
    project.edit(POLICY, "rules:\n", f"rules:\n{rule}")


@ATTACKS.refuse("没有封印就延长签名有效天数", Fault("seal-broken", POLICY), rows=(84,))
def signatures_count_for_a_year(project: Project) -> None:
    project.edit(POLICY, "withdrawal_roles:", "signature_days: 365\nwithdrawal_roles:")


@ATTACKS.refuse(
    "让信息员也可以作保留说明",
    Fault("catalog-broken", POLICY, "waiver_roles:"),
    Fault("seal-broken", POLICY),
    rows=(84,),
)
def everybody_may_waive(project: Project) -> None:
    project.edit(POLICY, "waiver_roles: [l2, l3]", "waiver_roles: [l1, l2, l3]")


@ATTACKS.refuse(
    "在封印里改写文件的校验值",
    Fault("seal-broken", SEAL_PATH, "gongkai-seal"),
    Fault("seal-lower", SEAL_PATH, "version"),
)
def digest_in_the_seal_rewritten(project: Project) -> None:
    old = project.open().tree.files[POLICY].sha256
    signatures_count_for_a_year(project)
    project.edit(SEAL_PATH, old, project.open().tree.files[POLICY].sha256)


# the register


@ATTACKS.refuse("删除不公开登记项", Fault("register-missing", "content"))
def register_entry_deleted(project: Project) -> None:
    project.remove(ENTRY)


@ATTACKS.refuse("把不公开登记项改回待审", Fault("register-missing", "content"))
def register_entry_held_again(project: Project) -> None:
    lines = project.read(ENTRY).splitlines(keepends=True)
    kept = (x for x in lines if not x.startswith(("published:", "review:", "- {role")))
    project.write(ENTRY, "".join(kept))
