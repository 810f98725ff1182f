"""Attacks on what is remembered: tombstones, the log, pinned keys, the clock."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from gongkai.core.demo_keys import demo_private_key, demo_public_key
from gongkai.core.log import Event, EventKind, Log, parse_log
from gongkai.core.seal import SEAL_PATH
from gongkai.core.sshsig import encode_ed25519
from gongkai.core.statement import derive_withdrawal, withdrawal_namespace
from gongkai.core.tail import Tail
from tests.acceptance.attack import Attacks, Fault
from tests.acceptance.sample import (
    GONE,
    NEWS,
    NOTICE,
    bury_document,
)
from tests.acceptance.sample_catalog import SITE

if TYPE_CHECKING:
    from tests.acceptance.project import Project

ATTACKS = Attacks()
REVIEWERS = "catalog/reviewers.yml"
STATE = ".gongkai/state"
SIGNED = "- {role: l2"
LOG = f"{STATE}/log.txt"


# withdrawals


@ATTACKS.refuse("删除撤回记录", Fault("withdrawal-missing", GONE), mkdocs=True)
def withdrawal_removed(project: Project) -> None:
    project.remove(GONE)


@ATTACKS.refuse("已撤回的文件连同旧签名放回原处", Fault("withdrawal-missing", GONE), rows=(102,))
def withdrawn_document_restored(project: Project) -> None:
    project.restore(GONE)


@ATTACKS.refuse("改动撤回记录中的说明", Fault("withdrawal-invalid", GONE, SIGNED))
def tombstones_words_changed(project: Project) -> None:
    project.edit(GONE, "公示期满，按规定撤下。", "所涉工程另有隐情，因此撤下。")


@ATTACKS.refuse("撤回记录没有签名", Fault("withdrawal-invalid", NEWS, "---"))
def tombstone_without_signature(project: Project) -> None:
    bury_document(project, NEWS)
    lines = project.read(NEWS).splitlines(keepends=True)
    project.write(NEWS, "".join(x for x in lines if not x.startswith(("review:", "- {"))))


@ATTACKS.refuse("由无权撤回的人署名撤回", Fault("withdrawal-invalid", NEWS, SIGNED))
def tombstone_signed_by_the_drafter(project: Project) -> None:
    bury_document(project, NEWS)
    text = project.read(NEWS)
    project.write(NEWS, text.replace("role: l2, reviewer: r02", "role: l2, reviewer: r01"))


@ATTACKS.refuse("把另一撤回记录的签名接过来", Fault("withdrawal-invalid", NEWS, SIGNED))
def signature_of_another_tombstone(project: Project) -> None:
    bury_document(project, NEWS)
    own = project.read(NEWS).split("review:\n")[0]
    project.write(NEWS, own + "review:\n" + project.read(GONE).split("review:\n")[1])


@ATTACKS.refuse(
    "用一份撤回记录顶替另一文件",
    Fault("withdrawal-invalid", NOTICE, "address:"),
    Fault("withdrawal-invalid", NOTICE, "ends:"),
    Fault("withdrawal-invalid", NOTICE, SIGNED),
    Fault("index-number-duplicate", GONE, "index_number:"),
)
def tombstone_of_another_document(project: Project) -> None:
    project.write(NOTICE, project.read(GONE))
    for name in ("nianjian-biao.docx", "zixun-dianhua.txt"):
        project.remove(NOTICE.replace(".md", f".files/{name}"))


@ATTACKS.refuse(
    "在撤回记录后面夹带正文",
    Fault("withdrawal-invalid", NEWS, SIGNED),
    Fault("withdrawal-invalid", NEWS, "本处"),
)
def tombstone_with_a_body(project: Project) -> None:
    bury_document(project, NEWS)
    project.write(NEWS, project.read(NEWS) + "本处另附撤回经过如下不曾送审。\n")


@ATTACKS.refuse("撤回记录换了依据重新签署", Fault("withdrawal-missing", GONE, "review:"))
def tombstone_signed_anew(project: Project) -> None:
    """The same withdrawal with another basis: well signed, and not the one in the log."""
    grave = next(g for g in project.open().graves if g.source.path == GONE)
    entry = replace(grave.source.tail.entries[0], basis="另有依据")
    statement = derive_withdrawal(SITE, grave.source, grave.tombstone, entry)
    key, namespace = demo_private_key(entry.reviewer), withdrawal_namespace(SITE)
    signed = replace(entry, signature=encode_ed25519(key, statement, namespace))
    project.write(GONE, grave.source.with_tail(Tail(None, (signed,))))


# what is remembered


@ATTACKS.refuse("公开日志删去最后一条", Fault("log-broken", LOG), rows=(101,))
def log_truncated(project: Project) -> None:
    lines = project.read(LOG).splitlines(keepends=True)
    project.write(LOG, "".join(lines[:-1]))


@ATTACKS.refuse("公开日志在一行中间截断", Fault("log-broken", LOG), rows=(101,))
def log_cut_off_in_the_middle_of_a_line(project: Project) -> None:
    project.write(LOG, project.read(LOG)[:-20])


@ATTACKS.refuse("改动公开日志中的一条", Fault("log-broken", LOG))
def log_line_changed(project: Project) -> None:
    project.edit(LOG, "publish dongtai/kaifang-ri 1", "publish dongtai/kaifang-ri 2")


@ATTACKS.refuse("删除公开日志", Fault("log-broken", LOG))
def log_removed(project: Project) -> None:
    project.remove(LOG)


@ATTACKS.refuse("删除检查点", Fault("log-broken", LOG), rows=(101,))
def checkpoint_removed(project: Project) -> None:
    project.remove(f"{STATE}/checkpoint.txt")


@ATTACKS.refuse("删除已固定的根公钥", Fault("log-broken", LOG))
def pinned_roots_removed(project: Project) -> None:
    project.remove(f"{STATE}/roots.txt")


@ATTACKS.refuse(
    "换掉已固定的根公钥",
    Fault("seal-broken", SEAL_PATH, "gongkai-seal"),
)
def pinned_roots_exchanged(project: Project) -> None:
    project.write(f"{STATE}/roots.txt", f"root1 {demo_public_key('root3').line}\n")


@ATTACKS.refuse("已固定的根公钥被写坏", Fault("log-broken", LOG))
def pinned_roots_unreadable(project: Project) -> None:
    project.write(f"{STATE}/roots.txt", "root1 ssh-rsa AAAA\n")


@ATTACKS.refuse("拿另一站点的状态文件夹顶替", Fault("log-broken", LOG, "gongkai-log"))
def state_of_another_site(project: Project) -> None:
    old = parse_log(project.read(LOG))
    other = Log("zhen.shili.example").append((line.event for line in old.lines), old.lines[0].time)
    project.write(LOG, str(other))
    project.write(f"{STATE}/checkpoint.txt", str(other.checkpoint))


@ATTACKS.refuse("时钟拨回到上次构建之前", Fault("clock-behind", LOG), rows=(104,))
def clock_behind(project: Project) -> None:
    """Another build took place an hour later than it is now."""
    log = parse_log(project.read(LOG))
    last = log.lines[-1]
    event = Event(EventKind.BUILD, "-", 3, "0" * 64)
    longer = log.append((event,), last.time + timedelta(hours=1))
    project.write(LOG, str(longer))
    project.write(f"{STATE}/checkpoint.txt", str(longer.checkpoint))
