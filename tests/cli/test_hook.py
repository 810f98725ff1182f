from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from itertools import product
from typing import TYPE_CHECKING

import pytest

from gongkai.cli.main import run
from gongkai.cli.revise import open_revision
from gongkai.core.demo_keys import demo_public_key
from gongkai.core.history_checks import MAX_BYTES
from gongkai.core.rules import RULES
from gongkai.core.scan import finding_id, scan_text
from gongkai.core.seal import SEAL_PATH
from tests.helpers import attachments
from tests.helpers.git_site import GitSite, copy_git_site, make_git_site, run_git
from tests.helpers.lifecycle import waive
from tests.helpers.tiny_site import CATALOG, at, find_draft, withdraw
from tests.helpers.tree import (
    ENTRY,
    PATH,
    REVIEWERS,
    make_files,
    seal,
    sign,
    write_document,
)

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.needs("git")

DRAFT = "content/tonggao/xinjian.md"
TELLTALE = "青松行动集结地点在北门仓库"
"""Stands in every text that is refused, and must stand in no message."""
MARKED = write_document(
    f"\n机密★10年\n\n{TELLTALE}。\n", index_number="11990000MB9900013U/2026-00002"
)
PLAIN = write_document(
    f"\n{TELLTALE}。\n", index_number="11990000MB9900013U/2026-00002", document_number=None
)
REGISTERED = write_document(
    "", **{**ENTRY, "index_number": "11990000MB9900013U/2026-00002", "title": "登记项"}
)
LISTED = ("file: fujian.txt\n  title: 附件.txt",)
WITH_FILE = write_document(f"\n{TELLTALE}。\n", attachments=LISTED)
ATTACHED = "content/tonggao/xinjian.files/fujian.txt"
OWN_PATH = "content/tonggao/ceshi.files/fujian.txt"
POLICY = CATALOG["policy"] + "waiver_roles: [l2, l3]\n"
Act = Callable[[GitSite], str]
"""Makes commits in the clone; gives what is to be pushed."""


def make_base() -> dict[str, bytes]:
    """A sealed repository with one document that is rightly published."""
    files = make_files((PATH, write_document()), policy=POLICY)
    sign(files)
    return files


def add(files: dict[str, str | bytes | None], message: str = "content: 一份文件") -> Act:
    """One commit of some files, pushed to main."""

    def act(site: GitSite) -> str:
        encoded = {k: v.encode() if isinstance(v, str) else v for k, v in files.items()}
        site.commit(encoded, message)
        return "main"

    return act


def follow(*acts: Act) -> Act:
    """Several commits, pushed at once."""
    return lambda site: [act(site) for act in acts][-1]


def rename_roots(*roots: str, threshold: int = 1) -> bytes:
    """The reviewers' file with these root keys."""
    listed = "".join(
        f"- id: {root}\n  holder: 保密办\n  key: {demo_public_key(root).line}\n" for root in roots
    )
    old = REVIEWERS.split("builders:")[0].split("roots:\n")[1]
    return (
        REVIEWERS.replace(old, listed).replace("threshold: 1", f"threshold: {threshold}").encode()
    )


def exchange(*roots: str, signers: tuple[str, ...], version: int = 2, threshold: int = 1) -> Act:
    """A commit that names other root keys and a seal of these signers."""

    def act(site: GitSite) -> str:
        files = make_base() | {"catalog/reviewers.yml": rename_roots(*roots, threshold=threshold)}
        seal(files, version, roots=signers)
        own = {p: d for p, d in files.items() if p.startswith("catalog/")}
        site.commit({**own}, "catalog: 更换根密钥")
        return "main"

    return act


def reseal(version: int, *roots: str, change: bytes = b"") -> Act:
    """A commit of a seal over the structure as it is, with another file of the theme."""

    def act(site: GitSite) -> str:
        files = make_base() | {"hooks/theme/main.html": change or b"%d" % version}
        files["catalog/reviewers.yml"] = (site.work / "catalog/reviewers.yml").read_bytes()
        seal(files, version, roots=roots)
        kept = ("hooks/theme/main.html", SEAL_PATH)
        site.commit({path: files[path] for path in kept}, f"catalog: 封印第{version}版")
        return "main"

    return act


def publish_next_revision(site: GitSite) -> str:
    files = make_base()
    text = open_revision(find_draft(files, PATH), "补充说明", at("2026-11-19").date())
    site.git("switch", "-qc", "revision")
    site.commit({PATH: text.encode()})
    site.git("switch", "-q", "main")
    site.git("merge", "-q", "--no-ff", "-m", "合并", "revision~0")
    return "main:refs/heads/revision"


def bury(site: GitSite) -> str:
    files = make_base()
    withdraw(files, PATH)
    site.commit({PATH: files[PATH]})
    return "main"


def exhume(site: GitSite) -> str:
    bury(site)
    assert site.push("main").accepted
    site.commit({PATH: make_base()[PATH]})
    return "main"


def link(site: GitSite, path: str = DRAFT) -> str:
    target = site.work / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.symlink_to("/etc/hostname")
    return add({})(site)


def link_content(site: GitSite) -> str:
    site.git("rm", "-qr", "content")
    return link(site, "content")


def add_module(site: GitSite) -> str:
    name = site.git("rev-parse", "HEAD").strip()
    site.git("update-index", "--add", "--cacheinfo", f"160000,{name},content/tonggao/muokuai")
    site.git("commit", "-qm", "content: 子模块")
    return "main"


def hide_in_the_middle(site: GitSite) -> str:
    return follow(
        add({"content/tonggao/qita.md": write_document(index_number="x")}),
        add({DRAFT: MARKED}),
        add({DRAFT: PLAIN}),
    )(site)


def take_and_remove(site: GitSite) -> str:
    return follow(add({DRAFT: MARKED}), add({DRAFT: None}))(site)


def waive_marking(site: GitSite) -> str:
    files = make_base() | {DRAFT: MARKED.encode()}
    digest = find_draft(files, DRAFT).source.digest
    for hit, person in product(scan_text(MARKED), ("r02", "r03")):
        waive(files, finding_id(digest, hit), path=DRAFT, rule=hit.rule, reviewer=person)
    site.commit({DRAFT: files[DRAFT]})
    return "main"


def forge_waiver(site: GitSite) -> str:
    files = make_base() | {DRAFT: MARKED.encode()}
    digest = find_draft(files, DRAFT).source.digest
    for hit in scan_text(MARKED):
        waive(files, finding_id(digest, hit), path=DRAFT, rule=hit.rule, key="r01")
    site.commit({DRAFT: files[DRAFT]})
    return "main"


def join_entry_and_file(site: GitSite) -> str:
    """One branch has the entry, the other the file; only the merge has both."""
    site.git("switch", "-qc", "one")
    add({DRAFT: REGISTERED})(site)
    site.git("switch", "-qc", "two", "main")
    add({ATTACHED: f"{TELLTALE}\n"})(site)
    site.git("merge", "-q", "--no-ff", "-m", "合并", "one")
    return "two"


def merge_after_an_exchange(site: GitSite) -> str:
    """A branch that began before root keys were exchanged takes the new ones over."""
    site.git("switch", "-qc", "topic")
    add({DRAFT: write_document(index_number="x")})(site)
    site.git("switch", "-q", "main")
    exchange("root2", signers=("root1", "root2"))(site)
    reseal(3, "root2")(site)
    site.git("switch", "-q", "topic")
    site.git("merge", "-q", "--no-ff", "-m", "合并", "main")
    return "topic:main"


def merge_old_roots_back(site: GitSite) -> str:
    """Who holds the old root key seals on an old branch and merges that over the new keys."""
    site.git("switch", "-qc", "topic")
    reseal(9, "root1")(site)
    site.git("switch", "-q", "main")
    exchange("root2", signers=("root1", "root2"))(site)
    assert site.push("main").accepted
    site.git("merge", "-q", "--no-ff", "-s", "ours", "-m", "合并", "topic")
    site.git("checkout", "-q", "topic", "--", "catalog", "hooks")
    site.git("commit", "-q", "--amend", "-m", "合并")
    return "main"


def force(site: GitSite) -> str:
    site.git("commit", "-q", "--amend", "--no-verify", "-m", "改写")
    return "+main"


def attach_first(site: GitSite) -> str:
    return follow(
        add({ATTACHED: "附件一份。\n"}),
        add({DRAFT: write_document(attachments=LISTED, index_number="x")}),
    )(site)


def tag(site: GitSite, message: str = "第一期") -> str:
    add({DRAFT: write_document(index_number="x")})(site)
    site.git("tag", "-a", "qi1", "-m", message)
    return "qi1"


def push_several(site: GitSite) -> str:
    add({DRAFT: write_document(index_number="x")})(site)
    site.git("branch", "good")
    add({DRAFT: MARKED})(site)
    return "main good:refs/heads/good"


def point_at_a_file(site: GitSite) -> str:
    name = site.git("hash-object", "-w", "--stdin", stdin=TELLTALE.encode()).strip()
    return f"{name}:refs/tags/wenjian"


def replace_a_commit(site: GitSite) -> str:
    name = site.git("rev-parse", "HEAD").strip()
    return f"{name}:refs/replace/{name}"


def sign_other(site: GitSite) -> str:
    files = make_base() | {
        DRAFT: write_document(index_number="11990000MB9900013U/2026-00009").encode()
    }
    sign(files, DRAFT)
    site.commit({DRAFT: files[DRAFT]})
    return "main"


ACCEPTED: dict[str, Act] = {
    "a draft": add({DRAFT: write_document(index_number="x")}),
    "a register entry": add({DRAFT: REGISTERED}),
    "personal data in a draft": add({DRAFT: PLAIN.replace("北门", "13800138000北门")}),
    "a waived marking": waive_marking,
    "an attachment before its document": attach_first,
    "a revision on a branch": publish_next_revision,
    "a tombstone": bury,
    "a new seal": reseal(2, "root1"),
    "an exchange of root keys": exchange("root2", signers=("root1", "root2")),
    "a merge after an exchange": merge_after_an_exchange,
    "a tag": tag,
    "a file elsewhere": add({"README.md": "机密★10年\n"}),
    "an unsealed change": add({"hooks/theme/main.html": "x"}),
    "a tag in mkdocs.yml": add({"mkdocs.yml": "theme: !!python/name:os.system\n"}),
    "a document signed anew": sign_other,
}


WORD = attachments.pack(
    attachments.word(
        f"<w:p><w:r><w:t>机密★10年</w:t></w:r></w:p><w:p><w:r><w:t>{TELLTALE}</w:t></w:r></w:p>"
    )
)
REFUSED: dict[str, tuple[str, Act]] = {
    "a marking": ("scan-marking", add({DRAFT: MARKED})),
    "a marking on a new branch": (
        "scan-marking",
        follow(add({DRAFT: MARKED}), lambda _: "main:refs/heads/xin"),
    ),
    "a marking in a middle commit": ("scan-marking", hide_in_the_middle),
    "a marking removed again": ("scan-marking", take_and_remove),
    "a marking in a text attachment": (
        "scan-marking",
        add({DRAFT: WITH_FILE, ATTACHED: f"机密★10年\n\n{TELLTALE}\n"}),
    ),
    "a marking in a Word attachment": (
        "scan-marking",
        add({DRAFT: WITH_FILE.replace(".txt", ".docx"), ATTACHED.replace(".txt", ".docx"): WORD}),
    ),
    "an attachment that nobody can read": (
        "attachment-unreadable",
        add(
            {
                DRAFT: WITH_FILE.replace(".txt", ".docx"),
                ATTACHED.replace(".txt", ".docx"): b"PK\3\4",
            }
        ),
    ),
    "a text attachment in another encoding": (
        "attachment-type",
        add({DRAFT: WITH_FILE, ATTACHED: f"机密★10年\n\n{TELLTALE}\n".encode("gb18030")}),
    ),
    "an internal marking": (
        "scan-internal",
        add({DRAFT: PLAIN.replace("---\n\n", "---\n\n内部资料 注意保存\n\n")}),
    ),
    "a forged waiver": ("scan-marking", forge_waiver),
    "another encoding": ("text-malformed", add({DRAFT: MARKED.encode("gb18030")})),
    "broken front-matter": ("scan-marking", add({DRAFT: MARKED.replace("---\n", "--\n")})),
    "a credential": (
        "scan-credential",
        add({DRAFT: PLAIN.replace("北门", "密码：Qs8823xk99北门")}),
    ),
    "a marking in a commit message": (
        "scan-marking",
        add({DRAFT: write_document(index_number="x")}, f"机密★10年\n\n{TELLTALE}"),
    ),
    "a marking in a tag": ("scan-marking", lambda site: tag(site, f"机密★10年\n\n{TELLTALE}")),
    "an entry with a body": ("entry-with-content", add({DRAFT: REGISTERED + f"\n{TELLTALE}\n"})),
    "an entry with a summary": (
        "entry-with-content",
        add({DRAFT: REGISTERED.replace("unit:", f"summary: {TELLTALE}\nunit:")}),
    ),
    "an entry with a file": (
        "entry-with-content",
        add({DRAFT: REGISTERED, ATTACHED: TELLTALE + "\n"}),
    ),
    "a document misspelled as withheld": (
        "entry-with-content",
        add({DRAFT: PLAIN.replace("disclosure: 主动公开", "disclosure: 不公开")}),
    ),
    "an unreadable document that is withheld": (
        "entry-with-content",
        add({DRAFT: PLAIN.replace("disclosure: 主动公开", "disclosure: 不予公开\nx: &a 1")}),
    ),
    "a body that is withheld later": (
        "entry-with-content",
        follow(add({DRAFT: PLAIN}), add({DRAFT: REGISTERED})),
    ),
    "an entry and a file that meet in a merge": ("entry-with-content", join_entry_and_file),
    "other root keys": ("history-root-changed", exchange("root2", signers=("root2",))),
    "other root keys, signed by the old one alone": (
        "history-root-changed",
        exchange("root2", signers=("root1",)),
    ),
    "a threshold that none has signed": (
        "history-root-changed",
        exchange("root1", signers=("root2",), threshold=2),
    ),
    "no root keys": ("history-root-changed", add({"catalog/reviewers.yml": None})),
    "root keys in a middle commit": (
        "history-root-changed",
        follow(
            exchange("root2", signers=("root2",)),
            add({"catalog/reviewers.yml": REVIEWERS, SEAL_PATH: make_base()[SEAL_PATH]}),
        ),
    ),
    "old root keys merged back": ("history-root-changed", merge_old_roots_back),
    "an older seal": ("history-seal", follow(reseal(3, "root1"), reseal(2, "root1"))),
    "another seal of the same version": ("history-seal", reseal(1, "root1")),
    "a seal that nobody signed": ("history-seal", reseal(2)),
    "no seal": ("history-seal", add({SEAL_PATH: None})),
    "a broken seal": ("history-seal", add({SEAL_PATH: "gongkai-seal/v1\n"})),
    "a symbolic link": ("symlink-forbidden", link),
    "content/ as a link": ("symlink-forbidden", link_content),
    "a submodule": ("symlink-forbidden", add_module),
    "an upper-case name": ("path-malformed", add({"content/tonggao/Xinjian.md": PLAIN})),
    "an upper-case folder": ("path-malformed", add({"Content/tonggao/xinjian.md": PLAIN})),
    "a stray file": ("file-stray", add({"content/tonggao/caogao.txt": TELLTALE})),
    "a hidden file": ("file-stray", add({"content/tonggao/.caogao": TELLTALE})),
    "a file over 50 MB": ("history-oversize", add({"bei-fen.bin": bytes(MAX_BYTES + 1)})),
    "a published document deleted": ("history-deleted", add({PATH: None})),
    "a withdrawn document put back": ("history-deleted", exhume),
    "a signed document changed": (
        "history-signed-changed",
        add({PATH: make_base()[PATH].replace("9时".encode(), "8时".encode())}),
    ),
    "a file added to a signed document": ("history-signed-changed", add({OWN_PATH: "附件\n"})),
    "published by hand": (
        "history-signed-changed",
        add({DRAFT: write_document(index_number="x", published="2026-11-06 09:30")}),
    ),
    "a rewritten branch": ("history-branch", force),
    "a deleted branch": ("history-branch", lambda _: ":main"),
    "several branches, one of them bad": ("scan-marking", push_several),
    "a reference to a file": ("history-reference", point_at_a_file),
    "a replacement": ("history-reference", replace_a_commit),
}


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> GitSite:
    return make_git_site(tmp_path_factory.mktemp("model") / "site", make_base())


@pytest.fixture
def site(model: GitSite, tmp_path: Path) -> GitSite:
    copied = copy_git_site(model, tmp_path / "site")
    run_git(copied.bare, "config", "receive.denyDeleteCurrent", "ignore")
    return copied


@pytest.mark.parametrize("act", ACCEPTED.values(), ids=ACCEPTED)
def test_a_good_push_is_taken_in(site: GitSite, act: Act) -> None:
    before = site.list_references()
    push = site.push(*act(site).split())
    assert push.accepted, push.output
    assert site.list_references() != before
    assert "拦截 " not in push.output
    assert TELLTALE not in push.output


@pytest.mark.parametrize(("rule", "act"), REFUSED.values(), ids=REFUSED)
def test_a_bad_push_leaves_nothing(site: GitSite, rule: str, act: Act) -> None:
    wanted = act(site).split()
    before, objects = site.list_references(), site.list_objects()
    push = site.push(*wanted)
    assert not push.accepted
    assert f"[{rule}]" in push.output
    assert "× 推送没有接受" in push.output
    assert TELLTALE not in push.output
    assert "★" not in push.output
    assert "Traceback" not in push.output
    assert site.list_references() == before
    assert site.list_objects() == objects


def test_two_branches_for_publication_are_both_kept(site: GitSite) -> None:
    run_git(site.bare, "config", "--add", "gongkai.branch", "main")
    run_git(site.bare, "config", "--add", "gongkai.branch", "waiwang")
    assert site.push("main:waiwang").accepted
    for branch in ("main", "waiwang"):
        assert "[history-branch]" in site.push(f":{branch}").output
    assert site.push("main:qita").accepted
    assert site.push(":qita").accepted


def test_on_other_branches_what_would_stop_a_build_is_a_warning(site: GitSite) -> None:
    site.commit({PATH: None})
    push = site.push("main:shanchu")
    assert push.accepted
    assert (
        "提醒 content/tonggao/ceshi.md:1: 已签署公开的文件被删除 [history-deleted]" in push.output
    )


def test_what_was_there_before_the_hook_is_judged_when_it_is_to_be_published(
    site: GitSite,
) -> None:
    hook = site.bare / "hooks" / "pre-receive"
    kept = hook.rename(hook.with_name("pre-receive.off"))
    site.commit({DRAFT: MARKED.encode()})
    site.commit({DRAFT: PLAIN.encode()})
    assert site.push("main:jiu").accepted
    kept.rename(hook)
    assert "[scan-marking]" in site.push("main").output


def test_a_body_in_older_history_is_told_of(site: GitSite) -> None:
    site.commit({DRAFT: PLAIN.encode()})
    assert site.push("main").accepted
    site.commit({DRAFT: REGISTERED.encode()})
    push = site.push("main")
    assert push.accepted
    assert "[history-body-kept]" in push.output
    assert TELLTALE not in push.output


def test_an_empty_repository_takes_a_first_push_in(site: GitSite) -> None:
    run_git(site.bare, "update-ref", "-d", "refs/heads/main")
    assert site.push("main").accepted


def test_the_gate_hears_of_findings_in_chinese_with_the_next_step(site: GitSite) -> None:
    name = site.commit({DRAFT: MARKED.encode()})
    lines = site.push("main").output.splitlines()
    told = [line.removeprefix("remote: ").rstrip() for line in lines if line.startswith("remote:")]
    assert told == [
        f"拦截 {DRAFT}:17: 提交 {name[:12]}：{RULES['scan-marking'].meaning[:-1]} [scan-marking]",
        "    依据：《保守国家秘密法》第三十五条、第三十六条；《保守国家秘密法实施条例》第二十一条",
        f"    下一步：{RULES['scan-marking'].next_step.replace('<文件>', DRAFT)}",
        "× 推送没有接受：有内容不能进入历史（历史中的内容，删除之后仍能取出）",
    ]


def receive(site: GitSite, stdin: bytes) -> tuple[int, str]:
    """Runs the hook by hand in the bare repository."""
    hook = str(site.bare / "hooks" / "pre-receive")
    done = subprocess.run([hook], cwd=site.bare, input=stdin, check=False, capture_output=True)
    return done.returncode, (done.stdout + done.stderr).decode()


def test_whatever_goes_wrong_is_a_refusal(site: GitSite) -> None:
    head = site.git("rev-parse", "HEAD").strip().encode()
    zeros, ghost = b"0" * 40, b"12" * 20
    assert receive(site, b"") == (
        1,
        "× 没有收到 git 的推送说明，请核对钩子的接法；推送没有接受\n",
    )
    assert receive(site, b"x y z\n")[0] == 1
    assert receive(site, b"\xff\xfe\n")[0] == 1
    assert "[history-reference]" in receive(site, zeros + b" " + ghost + b" refs/heads/x\n")[1]
    assert receive(site, ghost + b" " + head + b" refs/heads/main\n")[0] == 1
    (site.bare / "HEAD").write_bytes(head + b"\n")
    code, text = receive(site, zeros + b" " + head + b" refs/heads/x\n")
    assert code == 1
    assert "git config gongkai.branch" in text
    assert "Traceback" not in text


def test_a_clone_can_be_judged_afterwards_where_the_server_has_no_hooks(site: GitSite) -> None:
    before = site.git("rev-parse", "HEAD").strip()
    site.commit({DRAFT: MARKED.encode()})
    after = site.commit({DRAFT: PLAIN.encode()})
    site.git("update-ref", "refs/remotes/origin/main", after)
    site.git("checkout", "-q", "--detach")
    site.git("config", "gongkai.branch", "main")
    command = [sys.executable, "-I", "-m", "gongkai", "hook", "pre-receive"]
    line = f"{before} {after} refs/heads/main\n".encode()
    done = subprocess.run(command, cwd=site.work, input=line, check=False, capture_output=True)
    assert (done.returncode, done.stdout) == (1, b"")
    assert b"[scan-marking]" in done.stderr


def test_an_engine_that_is_gone_is_a_refusal(site: GitSite) -> None:
    hook = site.bare / "hooks" / "pre-receive"
    hook.write_text(hook.read_text("utf-8").replace(sys.executable, "/nowhere/python"), "utf-8")
    site.commit({DRAFT: PLAIN.encode()})
    push = site.push("main")
    assert not push.accepted
    assert "× 找不到 gongkai 引擎，按不通过处理" in push.output


def test_a_push_of_500_documents_is_quick(site: GitSite) -> None:
    files = {
        f"content/tonggao/di-{n}.md": write_document(
            index_number=f"11990000MB9900013U/2026-{n + 10:05}", document_number=None
        ).encode()
        for n in range(500)
    }
    site.commit({**files})
    start = os.times().children_user
    assert site.push("main").accepted
    assert os.times().children_user - start < 8


def commit_staged(site: GitSite, *more: str) -> tuple[int, str]:
    """`git commit` as an editor runs it."""
    person = ("-c", "user.name=甲", "-c", "user.email=jia@shili.example")
    command = ["git", "-C", str(site.work), *person, "commit", "-q", "-m", "一份文件", *more]
    done = subprocess.run(command, check=False, capture_output=True)
    return done.returncode, (done.stdout + done.stderr).decode()


def stage(site: GitSite, path: str, text: str | bytes) -> None:
    target = site.work / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(text.encode() if isinstance(text, str) else text)
    site.git("add", path)


@pytest.fixture
def editor(site: GitSite) -> GitSite:
    assert run(["hook", "install", str(site.work)]) == 0
    return site


def test_a_commit_is_judged_by_what_is_staged(editor: GitSite) -> None:
    stage(editor, DRAFT, MARKED)
    (editor.work / DRAFT).write_text(PLAIN, "utf-8")
    code, text = commit_staged(editor)
    assert code == 1
    assert f"拦截 {DRAFT}:17: 文中标注位置出现国家秘密标志" in text
    assert text.endswith("× 没有提交：有内容不能进入历史（历史中的内容，删除之后仍能取出）\n")
    assert TELLTALE not in text
    stage(editor, DRAFT, PLAIN)
    (editor.work / DRAFT).write_text(MARKED, "utf-8")
    assert commit_staged(editor) == (0, "")


def test_personal_data_and_attachments_to_be_cleaned_are_warnings(editor: GitSite) -> None:
    stage(editor, DRAFT, WITH_FILE.replace(".txt", ".docx").replace("北门", "13800138000北门"))
    word = attachments.word(f"<w:p><w:ins><w:r><w:t>{TELLTALE}</w:t></w:r></w:ins></w:p>")
    stage(editor, ATTACHED.replace(".txt", ".docx"), attachments.pack(word))
    code, text = commit_staged(editor)
    assert code == 0
    assert "提醒" in text
    assert "[scan-phone]" in text
    assert "[attachment-tracked-change]" in text
    assert "拦截 content" not in text
    assert "138" not in text
    assert TELLTALE not in text


@pytest.mark.parametrize(
    ("path", "text", "rule"),
    [
        (DRAFT, REGISTERED + f"\n{TELLTALE}\n", "entry-with-content"),
        ("content/tonggao/caogao.docx", "x", "file-stray"),
        ("catalog/reviewers.yml", rename_roots("root2"), "history-root-changed"),
        (PATH, make_base()[PATH].replace("9时".encode(), "8时".encode()), "history-signed-changed"),
    ],
)
def test_a_commit_of_what_history_must_not_have(
    editor: GitSite, path: str, text: str | bytes, rule: str
) -> None:
    stage(editor, path, text)
    code, told = commit_staged(editor)
    assert (code, f"[{rule}]" in told, TELLTALE in told) == (1, True, False)
    assert commit_staged(editor, "--no-verify")[0] == 0


def test_a_commit_of_part_of_the_index_and_a_first_commit(editor: GitSite, tmp_path: Path) -> None:
    stage(editor, DRAFT, MARKED)
    stage(editor, "README.md", "说明\n")
    assert commit_staged(editor, "--", "README.md") == (0, "")
    fresh = GitSite(tmp_path / "fresh")
    fresh.work.mkdir(parents=True)
    fresh.git("init", "-q", "-b", "main")
    assert run(["hook", "install", str(fresh.work)]) == 0
    for path, data in make_base().items():
        stage(fresh, path, data)
    assert commit_staged(fresh) == (0, "")


def test_installing_again_replaces_our_own_hook_alone(
    site: GitSite, capsys: pytest.CaptureFixture[str]
) -> None:
    hook = site.work / ".git" / "hooks" / "pre-commit"
    for _ in range(2):
        assert run(["hook", "install", str(site.work)]) == 0
        assert hook.stat().st_mode & 0o111
    foreign = b"#!/bin/sh\nexit 0\n"
    for server, own in (([], hook), (["--server"], site.bare / "hooks" / "pre-receive")):
        own.write_bytes(foreign)
        capsys.readouterr()
        folder = site.bare if server else site.work
        assert run(["hook", "install", *server, str(folder)]) == 2
        told = capsys.readouterr().err
        assert "没有改动它。请在它的开头加上" in told
        assert f"-I -m gongkai hook {own.name} || exit 1" in told
        assert own.read_bytes() == foreign


def test_the_lines_for_chaining_do_refuse(
    site: GitSite, capsys: pytest.CaptureFixture[str]
) -> None:
    hook = site.bare / "hooks" / "pre-receive"
    hook.write_text("#!/bin/sh\nexit 0\n", "utf-8")
    run(["hook", "install", "--server", str(site.bare)])
    lines = capsys.readouterr().err.splitlines()[1:3]
    hook.write_text("\n".join(["#!/bin/sh", *lines, "exit 0", ""]), "utf-8")
    site.commit({DRAFT: MARKED.encode()})
    assert not site.push("main").accepted
    site.git("reset", "-q", "--hard", "HEAD~1")
    site.commit({DRAFT: PLAIN.encode()})
    assert site.push("main").accepted


@pytest.mark.parametrize(
    ("folder", "place"),
    [
        ("custom_hooks", "custom_hooks/pre-receive.d/gongkai"),
        ("hooks/pre-receive.d", "hooks/pre-receive.d/gongkai"),
    ],
)
def test_gitlab_and_gitea_have_folders_of_hooks(site: GitSite, folder: str, place: str) -> None:
    (site.bare / folder).mkdir(parents=True)
    assert run(["hook", "install", "--server", str(site.bare)]) == 0
    assert "pre-receive" in (site.bare / place).read_text("utf-8")


def test_no_repository_no_hook(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["hook", "install", str(tmp_path)]) == 2
    assert capsys.readouterr().err == f"× {tmp_path} 不是 git 仓库\n"
