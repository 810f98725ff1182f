"""What happens to small repositories over time: builds, delegations, waivers, stock, changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from gongkai.core.chain import Case
from gongkai.core.delegation import FOLDER, Delegation, delegation_namespace
from gongkai.core.demo_keys import demo_private_key, demo_public_key
from gongkai.core.findings import blocks
from gongkai.core.history import list_events
from gongkai.core.log import Event, EventKind, Inclusion, Log
from gongkai.core.seal import SEAL_PATH
from gongkai.core.sshsig import encode_ed25519
from gongkai.core.state import State
from gongkai.core.statement import Subject, derive_waiver, waiver_namespace
from gongkai.core.stock import STOCK_PATH, Stock, StockItem, digest_attachments, stock_namespace
from gongkai.core.tail import Tail, Waiver
from tests.helpers.tiny_site import SITE, at, find_draft, load, make_tree
from tests.helpers.tree import NOW, PATH, judge, make_files

if TYPE_CHECKING:
    from datetime import datetime

    from gongkai.core.findings import Finding

FIRST = at("2026-11-04", "08:00")
"""The first build of a log, before anything in it was published."""
ROOTS = {"root1": demo_public_key("root1").line}
EMPTY = State(roots=ROOTS, confirmed=True, log=Log(SITE))
TODAY = Inclusion(NOW.date(), logged=False, founding=False)
FOUNDING = Inclusion(NOW.date(), logged=False, founding=True)


def build(files: dict[str, bytes], state: State = EMPTY, now: datetime = NOW) -> State:
    """The state after a build, which nothing may block."""
    verdict = judge(files, state, now)
    assert not verdict.blocked, [str(f) for f in verdict.findings if blocks([f])]
    digest = make_tree(files).files[SEAL_PATH].sha256
    events = [*list_events(state, verdict, digest)]
    if events:
        events.append(Event(EventKind.BUILD, "-", len(verdict.cleared), "c" * 64))
    log = (state.log or Log(SITE)).append(events, now)
    return replace(state, log=log, checkpoint=log.checkpoint)


def begin(**texts: str) -> State:
    """The state after a first build without documents."""
    return build(make_files(**texts), EMPTY, FIRST)


def list_news(state: State, before: State) -> list[str]:
    """The events of the later state's log, without their digests: `publish a/b 1`."""
    assert state.log is not None
    assert before.log is not None
    new = [line.event for line in state.log.lines[len(before.log.lines) :]]
    return [f"{event.kind} {event.subject} {event.revision}" for event in new]


def list_blocking(
    files: dict[str, bytes], state: State = EMPTY, now: datetime = NOW
) -> list[tuple[str, int]]:
    """Rule and line of what blocks."""
    found = judge(files, state, now).findings
    return [(f.rule, f.line) for f in found if blocks([f])]


def list_told(findings: tuple[Finding, ...], rule: str) -> list[str]:
    """The messages of a rule."""
    return [f.message for f in findings if f.rule == rule]


def make_case(
    files: dict[str, bytes],
    inclusion: Inclusion = FOUNDING,
    path: str = PATH,
    waived: dict[str, Inclusion] | None = None,
) -> Case:
    """A document's chain as it is judged."""
    catalog, draft = load(files), find_draft(files, path)
    subject = Subject(catalog.site.id, draft.source, draft.record, draft.attachments)
    return Case(catalog, subject, NOW, inclusion, waived or {})


def lend(files: dict[str, bytes], name: str = "a", key: str | None = None, **changes: Any) -> None:  # noqa: ANN401 - fields of a delegation
    """Adds a delegation of l3 from r03 to r02, signed by the giver unless told otherwise."""
    fields: dict[str, Any] = {
        "site": SITE,
        "giver": "r03",
        "taker": "r08",
        "role": "l3",
        "units": (),
        "columns": (),
        "start": date(2026, 11, 4),
        "end": date(2026, 11, 23),
        "date": date(2026, 11, 3),
        "reason": "出差",
    }
    bare = Delegation(**(fields | changes))
    private = demo_private_key(key or bare.giver)
    signature = encode_ed25519(private, bare.message.encode(), delegation_namespace(SITE))
    files[f"{FOLDER}/{name}.txt"] = str(replace(bare, signature=signature)).encode()


def waive(
    files: dict[str, bytes],
    finding: str,
    *,
    path: str = PATH,
    rule: str = "scan-identity",
    reviewer: str = "r02",
    key: str | None = None,
    day: str = "2026-11-05",
    until: str = "2027-11-05",
    reason: str = "公告中的示例号码",
) -> Waiver:
    """Adds a signed waiver to a document's tail, whether it counts or not."""
    draft = find_draft(files, path)
    bare = Waiver(
        finding,
        rule,
        reason,
        date.fromisoformat(until),
        reviewer,
        date.fromisoformat(day),
        "sshsig",
        "",
    )
    statement = derive_waiver(SITE, draft.source, draft.record.revision, bare)
    private = demo_private_key(key or reviewer)
    signature = encode_ed25519(private, statement, waiver_namespace(SITE))
    waiver = replace(bare, signature=signature)
    tail = draft.source.tail
    new = Tail(tail.published, tail.entries, (*tail.waivers, waiver))
    files[path] = draft.source.with_tail(new).encode()
    return waiver


def take_stock(
    files: dict[str, bytes],
    *paths: str,
    roots: tuple[str, ...] = ("root1",),
    published: str = "2020-05-01T09:30",
    expires: date = date(2027, 12, 31),
    site: str = SITE,
) -> Stock:
    """Writes the list of existing stock over documents as they are, and their publication times."""
    items = []
    moment = at(*published.split("T"))
    for number, path in enumerate(paths):
        draft = find_draft(files, path)
        files[path] = draft.source.with_tail(Tail(moment)).encode()
        items.append(
            StockItem(
                draft.source.digest,
                digest_attachments(draft.attachments),
                published,
                draft.id,
                f"/old/{number}.html",
                f"公开审〔2020〕{number + 1}号",
            )
        )
    columns = sorted({item.id.split("/")[0] for item in items})
    ends = tuple((column, expires) for column in columns)
    bare = Stock(site, date(2026, 11, 1), ends, tuple(items))
    namespace = stock_namespace(site)
    signed = tuple(
        (root, encode_ed25519(demo_private_key(root), bare.message.encode(), namespace))
        for root in roots
    )
    made = replace(bare, signatures=signed)
    files[STOCK_PATH] = str(made).encode()
    return made
