from __future__ import annotations

from gongkai.core.log import Event, EventKind, Inclusion, Log
from gongkai.core.revisions import Revision, index_revisions
from tests.helpers.tiny_site import SITE, at

A, B, C = "a" * 64, "b" * 64, "c" * 64


def test_revisions_are_those_that_were_published_each_once() -> None:
    log = Log(SITE)
    for day, *events in (
        ("2026-01-02", Event(EventKind.PUBLISH, "t/a", 1, A), Event(EventKind.BUILD, "-", 1, C)),
        (
            "2026-02-03",
            Event(EventKind.SUSPEND, "t/a", 1, A),
            Event(EventKind.PUBLISH, "t/b", 1, C),
        ),
        ("2026-03-04", Event(EventKind.PUBLISH, "t/a", 1, A)),
        (
            "2026-04-05",
            Event(EventKind.PUBLISH, "t/a", 2, B),
            Event(EventKind.WITHDRAW, "t/b", 1, A),
        ),
    ):
        log = log.append(events, at(day))
    founding = Inclusion(at("2026-01-02").date(), logged=True, founding=True)
    assert index_revisions(log) == {
        "t/a": (
            Revision(1, A, founding),
            Revision(2, B, Inclusion(at("2026-04-05").date(), logged=True, founding=False)),
        ),
        "t/b": (Revision(1, C, Inclusion(at("2026-02-03").date(), logged=True, founding=False)),),
    }


def test_without_a_log_nothing_is_known() -> None:
    assert index_revisions(None) == {}
