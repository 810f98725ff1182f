"""Attacks on catalogue, seal, hooks and configuration."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.cli.seal import propose_seal, write_seal
from gongkai.core.demo_keys import demo_private_key, demo_public_key
from gongkai.core.seal import SEAL_PATH, seal_namespace
from gongkai.core.sshsig import encode_ed25519
from tests.acceptance.attack import Attacks, Fault
from tests.acceptance.sample import (
    ENTRY,
    LATER,
    NEWS,
    NOTICE,
    RULE,
)
from tests.acceptance.sample_catalog import SITE

if TYPE_CHECKING:
    from tests.acceptance.project import Project

ATTACKS = Attacks()
COLUMNS, REVIEWERS, POLICY = "catalog/columns.yml", "catalog/reviewers.yml", "catalog/policy.yml"
HOOK = "hooks/gongkai_gate.py"


def _seal(project: Project, root: str = "root1", name: str = "root1") -> None:
    """Seals what stands there, with any key."""
    proposal = propose_seal(project.open())
    namespace = seal_namespace(proposal.site)
    signature = encode_ed25519(demo_private_key(root), proposal.message.encode(), namespace)
    write_seal(project.root, proposal, name, signature)


# catalogue, seal, hooks, configuration


@ATTACKS.refuse("封印之后改动栏目", Fault("seal-broken", COLUMNS), mkdocs=True)
def catalogue_edited_after_the_seal(project: Project) -> None:
    project.edit(COLUMNS, "公布本单位的通知。", "公布本单位的通告。")


@ATTACKS.refuse(
    "没有封印就把三级审查降为两级",
    Fault("seal-broken", POLICY),
    *(
        fault
        for path in (NOTICE, RULE, NEWS, ENTRY, LATER)
        for fault in (
            Fault("review-order", path, "published:"),
            Fault("review-signature", path, "- {role: l2"),
            Fault("review-signature", path, "- {role: l3"),
        )
    ),
    rows=(84,),
)
def policy_lowered_to_two_levels(project: Project) -> None:
    project.edit(POLICY, "levels: [l1, l2, l3]", "levels: [l1, l2]")


@ATTACKS.refuse("没有封印就延长任期", Fault("seal-broken", REVIEWERS), rows=(52,))
def office_prolonged(project: Project) -> None:
    project.edit(REVIEWERS, "end: 2026-06-30", "end: 2027-06-30")


@ATTACKS.refuse("封印之后在 catalog 中添加文件", Fault("seal-broken", "catalog/beizhu.yml"))
def file_added_to_the_catalogue(project: Project) -> None:
    project.write("catalog/beizhu.yml", "beizhu: 有\n")


@ATTACKS.refuse(
    "删除审查规则", Fault("catalog-broken", POLICY), Fault("seal-broken", POLICY), rows=(84,)
)
def policy_deleted(project: Project) -> None:
    project.remove(POLICY)


@ATTACKS.refuse("删除封印", Fault("seal-missing", SEAL_PATH), rows=(52,))
def seal_removed(project: Project) -> None:
    project.remove(SEAL_PATH)


@ATTACKS.refuse(
    "由审查人代替根密钥封印",
    Fault("seal-broken", SEAL_PATH, "gongkai-seal"),
    Fault("seal-lower", SEAL_PATH, "version"),
    rows=(52,),
)
def seal_signed_by_a_reviewer(project: Project) -> None:
    lines = project.read(SEAL_PATH).splitlines(keepends=True)
    message = "".join(line for line in lines if not line.startswith("root "))
    signature = encode_ed25519(demo_private_key("r03"), message.encode(), seal_namespace(SITE))
    project.write(SEAL_PATH, f"{message}root root1 {signature}\n")


@ATTACKS.refuse(
    "自行延长封印的有效期",
    Fault("seal-broken", SEAL_PATH, "gongkai-seal"),
    Fault("seal-lower", SEAL_PATH, "version"),
)
def seal_prolonged(project: Project) -> None:
    project.edit(SEAL_PATH, "expires 2027", "expires 2037")


@ATTACKS.refuse(
    "换回以前的栏目和封印",
    Fault("seal-lower", SEAL_PATH, "version"),
    Fault("seal-broken", "catalog/site.yml"),
    rows=(53,),
)
def previous_catalogue_and_seal_restored(project: Project) -> None:
    project.restore(COLUMNS)
    project.restore(SEAL_PATH)


@ATTACKS.refuse(
    "换掉根密钥后重新封印",
    Fault("seal-broken", SEAL_PATH, "gongkai-seal"),
    rows=(52,),
)
def root_key_replaced_and_all_sealed_anew(project: Project) -> None:
    project.edit(REVIEWERS, demo_public_key("root1").line, demo_public_key("root3").line)
    _seal(project, "root3")


@ATTACKS.refuse(
    "添加一把根密钥，只由新密钥封印",
    Fault("seal-broken", SEAL_PATH, "gongkai-seal"),
    rows=(52,),
)
def second_root_key_slipped_in(project: Project) -> None:
    own = f"  key: {demo_public_key('root1').line}\n"
    other = f"- id: root2\n  holder: 保密办\n  key: {demo_public_key('root3').line}\n"
    project.edit(REVIEWERS, own, own + other)
    _seal(project, "root3", "root2")


@ATTACKS.refuse(
    "正式站点使用演练密钥",
    Fault("demo-key", REVIEWERS, "  key:"),
    Fault("demo-key", REVIEWERS, "- ssh-ed25519"),
    *(Fault("demo-key", REVIEWERS, "  - key:"),) * 8,
    Fault("seal-broken", "catalog/site.yml"),
    Fault("catalog-broken", "catalog/site.yml", "today:"),
)
def practice_keys_on_a_real_site(project: Project) -> None:
    project.edit("catalog/site.yml", f"id: {SITE}", "id: wh.shili.gov.test")


@ATTACKS.refuse("在钩子末尾添加一行注释", Fault("seal-broken", HOOK))
def hook_edited(project: Project) -> None:
    project.write(HOOK, project.read(HOOK) + "# 不改变任何行为\n")


@ATTACKS.refuse("添加模板覆盖", Fault("seal-broken", "hooks/theme/main.html"))
def template_added(project: Project) -> None:
    project.write("hooks/theme/main.html", '{% extends "base.html" %}\n')


@ATTACKS.refuse("把钩子换成符号链接", Fault("symlink-forbidden", HOOK), Fault("seal-broken", HOOK))
def hook_replaced_by_a_symlink(project: Project) -> None:
    project.move(HOOK, "gate.py")
    (project.root / HOOK).symlink_to(project.root / "gate.py")


@ATTACKS.refuse("改动 mkdocs.yml 中的站名", Fault("seal-broken", "mkdocs.yml"))
def configuration_edited(project: Project) -> None:
    project.edit("mkdocs.yml", "site_name: 示例市公安局", "site_name: 示例市另一个局")


@ATTACKS.refuse(
    "在 mkdocs.yml 中引入外站样式",
    Fault("seal-broken", "mkdocs.yml"),
    Fault("gate-not-wired", "mkdocs.yml", "extra_css:"),
)
def setting_added(project: Project) -> None:
    text = project.read("mkdocs.yml")
    project.write("mkdocs.yml", f"{text}extra_css: [https://elsewhere.example/a.css]\n")


@ATTACKS.refuse(
    "让 MkDocs 直接读取 content",
    Fault("seal-broken", "mkdocs.yml"),
    Fault("gate-not-wired", "mkdocs.yml", "docs_dir:"),
)
def content_made_the_source_of_mkdocs(project: Project) -> None:
    project.edit("mkdocs.yml", "docs_dir: hooks/empty", "docs_dir: content")


@ATTACKS.refuse(
    "在 mkdocs.yml 中添加插件",
    Fault("seal-broken", "mkdocs.yml"),
    Fault("gate-not-wired", "mkdocs.yml", "plugins:"),
)
def plugin_added(project: Project) -> None:
    project.edit("mkdocs.yml", "plugins: []", "plugins: [search]")


@ATTACKS.refuse("不允许的设置经根密钥封印", Fault("gate-not-wired", "mkdocs.yml", "strict:"))
def foreign_setting_sealed_by_the_root(project: Project) -> None:
    project.write("mkdocs.yml", project.read("mkdocs.yml") + "strict: true\n")
    _seal(project)
