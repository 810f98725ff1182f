"""Random edits: each what somebody does to a repository between two builds."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from scripts.fuzzing.texts import NOTICE

if TYPE_CHECKING:
    from collections.abc import Callable

    from scripts.benchmark.identity.repository import Repository

_RELATIONS = ("see_also", "repeals", "amends", "interprets", "replaces")
_DAYS = (1, 1, 1, 2, 7, 30)


def _revise(repository: Repository) -> None:
    if draft := repository.pick():
        repository.revise(draft)


def _retitle(repository: Repository) -> None:
    if draft := repository.pick():
        repository.revise(draft, title=True)


def _relate(repository: Repository) -> None:
    draft, other = repository.pick(), repository.pick()
    relation = repository.draw.choice(_RELATIONS)
    if draft and other and draft.id != other.id and f"{relation}:" not in draft.source.head:
        repository.revise(draft, more=f"{relation}: [{other.id}]\n")


def _end(repository: Repository) -> None:
    draft = repository.pick()
    if draft and "expiry:" not in draft.source.head:
        last = repository.day + timedelta(days=repository.draw.choice(_DAYS))
        repository.revise(draft, more=f"expiry: {last}\n")


def _attach(repository: Repository) -> None:
    draft = repository.pick()
    if draft and not draft.attachments:
        name = f"biao-{repository.draw.randrange(100)}.txt"
        path = f"{draft.source.path.removesuffix('.md')}.files/{name}"
        repository.write(path, f"码头,班次\n东码头,{repository.draw.randrange(100)}\n")
        repository.revise(draft, more=f"attachments:\n- file: {name}\n  title: 班次.txt\n")


def _replace_attachment(repository: Repository) -> None:
    """The same name, other bytes."""
    draft = next((d for d in repository.list_drafts() if d.source.path == NOTICE), None)
    if draft and draft.source.tail.published:
        path = f"{NOTICE.removesuffix('.md')}.files/dianhua.csv"
        repository.write(path, f"窗口,电话\n东码头,0999-55509{repository.draw.randrange(10, 99)}\n")
        repository.revise(repository.find(NOTICE))


def _publish(repository: Repository) -> None:
    repository.sign(repository.add())


def _hold(repository: Repository) -> None:
    repository.add()


def _edit_held(repository: Repository) -> None:
    if draft := repository.pick(published=False):
        text = repository.read(draft.source.path)
        repository.write(draft.source.path, f"{text}\n待定{repository.draw.randrange(100)}条。\n")


def _sign_held(repository: Repository) -> None:
    if draft := repository.pick(published=False):
        repository.sign(draft.source.path)


def _drop_held(repository: Repository) -> None:
    if draft := repository.pick(published=False):
        repository.remove(draft.source.path)


def _schedule(repository: Repository) -> None:
    """Signed today, public in some days."""
    later = timedelta(days=repository.draw.choice(_DAYS))
    repository.sign(repository.add(), later)


def _withdraw(repository: Repository) -> None:
    if draft := repository.pick():
        repository.bury(draft)


def _restructure(repository: Repository) -> None:
    """Another value in the catalogue, sealed."""
    path, old, new = repository.draw.choice(
        (
            ("catalog/columns.yml", "  intro: 公布本单位的", "  intro: 公布、更新本单位的"),
            ("catalog/columns.yml", "  name: 规范管理", "  name: 规范和管理"),
            ("catalog/units.yml", "0999-5550970", "0999-5550979"),
            ("catalog/policy.yml", "show_on_request: 是", "show_on_request: 否"),
            ("catalog/policy.yml", "publish_report: 否", "publish_report: 否\ntraditional: 是"),
            ("catalog/site.yml", "渡口路1号", "渡口路2号"),
        )
    )
    text = repository.read(path)
    back = new in text
    repository.write(path, text.replace(new, old) if back else text.replace(old, new))
    repository.seal()


def _pass_days(repository: Repository) -> None:
    repository.pass_days(repository.draw.choice(_DAYS))


def _rest(_repository: Repository) -> None:
    """Nothing changes."""


EDITS: tuple[tuple[int, Callable[[Repository], None]], ...] = (
    (4, _revise),
    (2, _retitle),
    (3, _relate),
    (1, _end),
    (2, _attach),
    (1, _replace_attachment),
    (3, _publish),
    (1, _hold),
    (1, _edit_held),
    (2, _sign_held),
    (1, _drop_held),
    (1, _schedule),
    (2, _withdraw),
    (1, _restructure),
    (2, _pass_days),
    (1, _rest),
)
"""Each with how often it comes."""


def edit(repository: Repository) -> str:
    """Does one random edit; tells which."""
    weights = [weight for weight, _ in EDITS]
    _, chosen = repository.draw.choices(EDITS, weights)[0]
    chosen(repository)
    return chosen.__name__.strip("_")
