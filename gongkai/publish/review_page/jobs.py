"""Making one signature: checked again, signed by ssh-keygen, written, committed."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gongkai.core.signing import SigningError
from gongkai.publish.desk.committing import CommitState, commit_files, require_committable
from gongkai.publish.desk.sheet.making import fingerprint, source_text
from gongkai.publish.desk.ssh_keys import sign_message
from gongkai.publish.files import describe_failure
from gongkai.publish.state_folder import StateError
from gongkai.publish.tree_reader import RepositoryError
from gongkai.publish.workspace_error import WorkspaceError

if TYPE_CHECKING:
    from gongkai.core.drafts import Draft
    from gongkai.core.findings import Finding
    from gongkai.publish.review_page.desk import Desk
    from gongkai.publish.review_page.pending import Done, Pending

REFUSALS = (WorkspaceError, SigningError, StateError, RepositoryError)
"""What is refused with a Chinese sentence."""
SIGNING_SECONDS = 300.0
"""How long somebody may take to type a passphrase or to touch a token."""


@dataclass
class Job:
    """One signature under way, and what became of it."""

    pending: Pending
    done: bool = False
    """Whether the file was signed and written."""
    told: tuple[str, ...] = ()
    problem: str = ""
    findings: tuple[Finding, ...] = ()
    ended: threading.Event = field(default_factory=threading.Event)

    def wait(self) -> str:
        """Waits for the end; an empty text, so that a template can wait in the middle of a page."""
        self.ended.wait()
        return ""


def start_job(desk: Desk, pending: Pending) -> Job:
    """Begins to sign what was shown; another signature under way is waited for."""
    job = Job(pending)
    threading.Thread(target=_run, args=(desk, job), daemon=True).start()
    return job


def _run(desk: Desk, job: Job) -> None:
    try:
        with desk.signing:
            _sign(desk, job)
    except REFUSALS as error:
        job.problem = str(error)
        job.findings = getattr(error, "findings", ())
    except OSError as error:
        job.problem = f"读写失败：{describe_failure(error)}"
    except Exception as error:  # noqa: BLE001 - whoever waits is told, whatever it was
        job.problem = f"程序内部错误（{type(error).__name__}），请交给维护人员"
    finally:
        job.ended.set()


def _sign(desk: Desk, job: Job) -> None:
    pending = job.pending
    space = desk.reread().space
    draft = space.find_draft(pending.path)
    if fingerprint(space, draft) != pending.fingerprint:
        message = "文件、附件或审查规则在看过之后有改动，没有签名。请回到待办重新打开、重新看过"
        raise WorkspaceError(message)
    pending.check(space)
    if desk.commit:
        require_committable(desk.root, (pending.path,))
    signature = sign_message(
        desk.key, pending.statement, pending.namespace, seconds=SIGNING_SECONDS
    )
    _refuse_moved(desk, draft)
    done = pending.finish(space, signature)
    job.done = True
    job.told = (*done.told, *_commit(desk, done))


def _refuse_moved(desk: Desk, draft: Draft) -> None:
    """Refuses to write over what somebody changed while the passphrase was being typed."""
    files = {draft.source.path: source_text(draft).encode()}
    files |= {file.path: file.data for file in draft.attachments}
    if any((desk.root / path).read_bytes() != data for path, data in files.items()):
        message = "签名时文件有改动，签名没有写入。请回到待办重新打开、重新看过"
        raise WorkspaceError(message)


def _commit(desk: Desk, done: Done) -> tuple[str, ...]:
    if not desk.commit:
        return ("没有提交到 git，请自行提交：" + " ".join(done.paths),)
    committed = commit_files(desk.root, done.paths, done.message)
    if committed.state is CommitState.DONE:
        return (f"已提交：{committed.subject}",)
    if committed.state is CommitState.NO_REPOSITORY:
        return ("这里不是 git 仓库，只写了文件",)
    return ("签名已写入文件，git 没有提交成功，请自行提交：", *committed.said)
