"""Attacks on catalogue, seal, hooks, configuration, tombstones and the state folder."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from gongkai.cli.seal import propose_seal, write_seal
from gongkai.core.demo_keys import demo_private_key, demo_public_key
from gongkai.core.log import Event, EventKind, Log, parse_log
from gongkai.core.seal import SEAL_PATH, seal_namespace
from gongkai.core.sshsig import encode_ed25519
from gongkai.core.statement import derive_withdrawal, withdrawal_namespace
from gongkai.core.tail import Tail
from tests.acceptance.attack import Attacks, Fault
from tests.acceptance.sample import (
    ENTRY,
    GONE,
    LATER,
    NEWS,
    NOTICE,
    RULE,
    SITE,
    bury_document,
)

if TYPE_CHECKING:
    from tests.acceptance.project import Project

ATTACKS = Attacks()
COLUMNS, REVIEWERS, POLICY = "catalog/columns.yml", "catalog/reviewers.yml", "catalog/policy.yml"
HOOK = "hooks/gongkai_gate.py"
STATE = ".gongkai/state"
SIGNED = "- {role: l2"
LOG = f"{STATE}/log.txt"


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


# withdrawals


@ATTACKS.asked(Fault("withdrawal-missing", GONE))
def withdrawal_removed(project: Project) -> None:
    project.remove(GONE)


@ATTACKS.expect(Fault("withdrawal-missing", GONE))
def withdrawn_document_restored(project: Project) -> None:
    project.restore(GONE)


@ATTACKS.expect(Fault("withdrawal-invalid", GONE, SIGNED))
def tombstones_words_changed(project: Project) -> None:
    project.edit(GONE, "公示期满，按规定撤下。", "所涉工程另有隐情，因此撤下。")


@ATTACKS.expect(Fault("withdrawal-invalid", NEWS, "---"))
def tombstone_without_signature(project: Project) -> None:
    bury_document(project, NEWS)
    lines = project.read(NEWS).splitlines(keepends=True)
    project.write(NEWS, "".join(x for x in lines if not x.startswith(("review:", "- {"))))


@ATTACKS.expect(Fault("withdrawal-invalid", NEWS, SIGNED))
def tombstone_signed_by_the_drafter(project: Project) -> None:
    bury_document(project, NEWS)
    text = project.read(NEWS)
    project.write(NEWS, text.replace("role: l2, reviewer: r02", "role: l2, reviewer: r01"))


@ATTACKS.expect(Fault("withdrawal-invalid", NEWS, SIGNED))
def signature_of_another_tombstone(project: Project) -> None:
    bury_document(project, NEWS)
    own = project.read(NEWS).split("review:\n")[0]
    project.write(NEWS, own + "review:\n" + project.read(GONE).split("review:\n")[1])


@ATTACKS.expect(
    Fault("withdrawal-invalid", NOTICE, "address:"),
    Fault("withdrawal-invalid", NOTICE, "ends:"),
    Fault("withdrawal-invalid", NOTICE, SIGNED),
    Fault("index-number-duplicate", GONE, "index_number:"),
)
def tombstone_of_another_document(project: Project) -> None:
    project.write(NOTICE, project.read(GONE))
    for name in ("nianjian-biao.docx", "zixun-dianhua.txt"):
        project.remove(NOTICE.replace(".md", f".files/{name}"))


@ATTACKS.expect(
    Fault("withdrawal-invalid", NEWS, SIGNED), Fault("withdrawal-invalid", NEWS, "本处")
)
def tombstone_with_a_body(project: Project) -> None:
    bury_document(project, NEWS)
    project.write(NEWS, project.read(NEWS) + "本处另附撤回经过如下不曾送审。\n")


@ATTACKS.expect(Fault("withdrawal-missing", GONE, "review:"))
def tombstone_signed_anew(project: Project) -> None:
    """The same withdrawal with another basis: well signed, and not the one in the log."""
    grave = next(g for g in project.open().graves if g.source.path == GONE)
    entry = replace(grave.source.tail.entries[0], basis="另有依据")
    statement = derive_withdrawal(SITE, grave.source, grave.tombstone, entry)
    key, namespace = demo_private_key(entry.reviewer), withdrawal_namespace(SITE)
    signed = replace(entry, signature=encode_ed25519(key, statement, namespace))
    project.write(GONE, grave.source.with_tail(Tail(None, (signed,))))


# what is remembered


@ATTACKS.expect(Fault("log-broken", LOG))
def log_truncated(project: Project) -> None:
    lines = project.read(LOG).splitlines(keepends=True)
    project.write(LOG, "".join(lines[:-1]))


@ATTACKS.expect(Fault("log-broken", LOG))
def log_cut_off_in_the_middle_of_a_line(project: Project) -> None:
    project.write(LOG, project.read(LOG)[:-20])


@ATTACKS.expect(Fault("log-broken", LOG))
def log_line_changed(project: Project) -> None:
    project.edit(LOG, "publish dongtai/kaifang-ri 1", "publish dongtai/kaifang-ri 2")


@ATTACKS.expect(Fault("log-broken", LOG))
def log_removed(project: Project) -> None:
    project.remove(LOG)


@ATTACKS.expect(Fault("log-broken", LOG))
def checkpoint_removed(project: Project) -> None:
    project.remove(f"{STATE}/checkpoint.txt")


@ATTACKS.expect(Fault("log-broken", LOG))
def pinned_roots_removed(project: Project) -> None:
    project.remove(f"{STATE}/roots.txt")


@ATTACKS.expect(Fault("root-changed", REVIEWERS), Fault("seal-broken", SEAL_PATH, "gongkai-seal"))
def pinned_roots_exchanged(project: Project) -> None:
    project.write(f"{STATE}/roots.txt", f"root1 {demo_public_key('root3').line}\n")


@ATTACKS.expect(Fault("log-broken", LOG))
def pinned_roots_unreadable(project: Project) -> None:
    project.write(f"{STATE}/roots.txt", "root1 ssh-rsa AAAA\n")


@ATTACKS.expect(Fault("log-broken", LOG, "gongkai-log"))
def state_of_another_site(project: Project) -> None:
    old = parse_log(project.read(LOG))
    other = Log("zhen.shili.example").append((line.event for line in old.lines), old.lines[0].time)
    project.write(LOG, str(other))
    project.write(f"{STATE}/checkpoint.txt", str(other.checkpoint))


@ATTACKS.expect(Fault("clock-behind", LOG))
def clock_behind(project: Project) -> None:
    """Another build took place an hour later than it is now."""
    log = parse_log(project.read(LOG))
    last = log.lines[-1]
    event = Event(EventKind.BUILD, "-", 3, "0" * 64)
    longer = log.append((event,), last.time + timedelta(hours=1))
    project.write(LOG, str(longer))
    project.write(f"{STATE}/checkpoint.txt", str(longer.checkpoint))
