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


def _seal(project: Project, root: str = "root1") -> None:
    """Seals what stands there, with any key."""
    proposal = propose_seal(project.open())
    namespace = seal_namespace(proposal.site)
    signature = encode_ed25519(demo_private_key(root), proposal.message.encode(), namespace)
    write_seal(project.root, proposal, "root1", signature)


# catalogue, seal, hooks, configuration


@ATTACKS.asked(Fault("seal-broken", COLUMNS))
def catalogue_edited_after_the_seal(project: Project) -> None:
    project.edit(COLUMNS, "公布本单位的通知。", "公布本单位的通告。")


@ATTACKS.expect(
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
)
def policy_lowered_to_two_levels(project: Project) -> None:
    project.edit(POLICY, "levels: [l1, l2, l3]", "levels: [l1, l2]")


@ATTACKS.expect(Fault("seal-broken", REVIEWERS))
def office_prolonged(project: Project) -> None:
    project.edit(REVIEWERS, "end: 2026-06-30", "end: 2027-06-30")


@ATTACKS.expect(Fault("seal-broken", "catalog/beizhu.yml"))
def file_added_to_the_catalogue(project: Project) -> None:
    project.write("catalog/beizhu.yml", "beizhu: 有\n")


@ATTACKS.expect(Fault("catalog-broken", POLICY), Fault("seal-broken", POLICY))
def policy_deleted(project: Project) -> None:
    project.remove(POLICY)


@ATTACKS.expect(Fault("seal-missing", SEAL_PATH))
def seal_removed(project: Project) -> None:
    project.remove(SEAL_PATH)


@ATTACKS.expect(
    Fault("seal-broken", SEAL_PATH, "gongkai-seal"), Fault("seal-lower", SEAL_PATH, "version")
)
def seal_signed_by_a_reviewer(project: Project) -> None:
    lines = project.read(SEAL_PATH).splitlines(keepends=True)
    message = "".join(line for line in lines if not line.startswith("root "))
    signature = encode_ed25519(demo_private_key("r03"), message.encode(), seal_namespace(SITE))
    project.write(SEAL_PATH, f"{message}root root1 {signature}\n")


@ATTACKS.expect(
    Fault("seal-broken", SEAL_PATH, "gongkai-seal"), Fault("seal-lower", SEAL_PATH, "version")
)
def seal_prolonged(project: Project) -> None:
    project.edit(SEAL_PATH, "expires 2027", "expires 2037")


@ATTACKS.expect(Fault("seal-lower", SEAL_PATH, "version"))
def previous_catalogue_and_seal_restored(project: Project) -> None:
    project.restore(COLUMNS)
    project.restore(SEAL_PATH)


@ATTACKS.expect(Fault("root-changed", REVIEWERS), Fault("seal-broken", SEAL_PATH, "gongkai-seal"))
def root_key_replaced_and_all_sealed_anew(project: Project) -> None:
    project.edit(REVIEWERS, demo_public_key("root1").line, demo_public_key("root3").line)
    _seal(project, "root3")


@ATTACKS.expect(Fault("root-changed", REVIEWERS))
def second_root_key_slipped_in(project: Project) -> None:
    """Sealed by the true root, who was not told."""
    own = f"  key: {demo_public_key('root1').line}\n"
    other = f"- id: root2\n  holder: 保密办\n  key: {demo_public_key('root3').line}\n"
    project.edit(REVIEWERS, own, own + other)
    _seal(project)


@ATTACKS.expect(
    Fault("demo-key", REVIEWERS, "  key:"),
    Fault("demo-key", REVIEWERS, "- ssh-ed25519"),
    *(Fault("demo-key", REVIEWERS, "  - key:"),) * 8,
    Fault("seal-broken", "catalog/site.yml"),
    Fault("catalog-broken", "catalog/site.yml", "today:"),
)
def practice_keys_on_a_real_site(project: Project) -> None:
    project.edit("catalog/site.yml", f"id: {SITE}", "id: wh.shili.gov.test")


@ATTACKS.expect(Fault("seal-broken", HOOK))
def hook_edited(project: Project) -> None:
    project.write(HOOK, project.read(HOOK) + "# 不改变任何行为\n")


@ATTACKS.expect(Fault("seal-broken", "hooks/theme/main.html"))
def template_added(project: Project) -> None:
    project.write("hooks/theme/main.html", '{% extends "base.html" %}\n')


@ATTACKS.expect(Fault("symlink-forbidden", HOOK), Fault("seal-broken", HOOK))
def hook_replaced_by_a_symlink(project: Project) -> None:
    project.move(HOOK, "gate.py")
    (project.root / HOOK).symlink_to(project.root / "gate.py")


@ATTACKS.expect(Fault("seal-broken", "mkdocs.yml"))
def configuration_edited(project: Project) -> None:
    project.edit("mkdocs.yml", "site_name: 示例市公安局", "site_name: 示例市另一个局")


@ATTACKS.expect(
    Fault("seal-broken", "mkdocs.yml"), Fault("gate-not-wired", "mkdocs.yml", "extra_css:")
)
def setting_added(project: Project) -> None:
    text = project.read("mkdocs.yml")
    project.write("mkdocs.yml", f"{text}extra_css: [https://elsewhere.example/a.css]\n")


@ATTACKS.expect(
    Fault("seal-broken", "mkdocs.yml"), Fault("gate-not-wired", "mkdocs.yml", "docs_dir:")
)
def content_made_the_source_of_mkdocs(project: Project) -> None:
    project.edit("mkdocs.yml", "docs_dir: hooks/empty", "docs_dir: content")


@ATTACKS.expect(
    Fault("seal-broken", "mkdocs.yml"), Fault("gate-not-wired", "mkdocs.yml", "plugins:")
)
def plugin_added(project: Project) -> None:
    project.edit("mkdocs.yml", "plugins: []", "plugins: [search]")


@ATTACKS.expect(Fault("gate-not-wired", "mkdocs.yml", "strict:"))
def foreign_setting_sealed_by_the_root(project: Project) -> None:
    project.write("mkdocs.yml", project.read("mkdocs.yml") + "strict: true\n")
    _seal(project)
