"""Links: those of this site that lead nowhere, and those that leave it, by host.

Links to what never was public are warned of by the gate (`link-broken`), and its findings are the
gaps here; links to what has ended lead to a notice and are told apart. Nothing is fetched.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from gongkai.core.ended import describe_expired, describe_grave, describe_suspended
from gongkai.core.models import ComplaintChannels
from gongkai.core.report.checks import Check, Duty, Topic, judge
from gongkai.core.report.item_gaps import list_found, list_items, make_gap

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.catalog import Catalog
    from gongkai.core.items import Item
    from gongkai.core.report.checks import Gap
    from gongkai.core.report.holdings import Holdings

_GUIDELINES = "《政府网站发展指引》（国办发〔2017〕47号）"

INTERNAL = Duty(
    "relation-link",
    Topic.RELATIONS,
    "站内链接指向公开的网页",
    _GUIDELINES,
)
SECURE = Duty(
    "relation-link-https",
    Topic.RELATIONS,
    "站外链接使用 https",
    "",
    note="对方网站只提供 http 的，核实后可以保留",
)
HOSTS = Duty(
    "relation-link-host",
    Topic.RELATIONS,
    "站外链接指向政府网站",
    _GUIDELINES,
    note="域名不以 .gov.cn 结尾的，供核实是否权威、是否需要提示；政务新媒体账号的网址不计",
)


def check_links(holdings: Holdings) -> Iterator[Check]:
    """Links within the site, then links that leave it."""
    items = list_items(holdings)
    linked = [item for item in items if any(t.startswith("/") for t in _list_links(item))]
    yield judge(INTERNAL, len(linked), _find_dead_ends(holdings, linked))
    hosts = [(item, found) for item in items if (found := tuple(_list_outside(item)))]
    plain = [
        make_gap(item, f"没有使用 https：{host}")
        for item, found in hosts
        for host in _list_hosts(found, "http")
    ]
    yield judge(SECURE, len(hosts), plain)
    strange = [
        make_gap(item, f"指向政府网站以外的 {host}")
        for item, found in hosts
        for host in _list_hosts(found)
        if not _is_official(holdings.catalog, host)
    ]
    yield judge(HOSTS, len(hosts), strange)


def _list_links(item: Item) -> tuple[str, ...]:
    rendered = item.cleared.rendered
    return rendered.links if rendered else ()


def _find_dead_ends(holdings: Holdings, linked: list[Item]) -> Iterator[Gap]:
    for item, finding in list_found(holdings, "link-broken"):
        yield make_gap(item, finding.message)
    verdict = holdings.verdict
    ended = {grave.id: describe_grave(grave).name for grave in verdict.withdrawn}
    ended |= {draft.id: describe_suspended(draft).name for draft in verdict.suspended}
    ended |= {draft.id: describe_expired(draft).name for draft in verdict.expired}
    for item in linked:
        for target in _list_links(item):
            if (name := target.strip("/")) in ended:
                yield make_gap(item, f"链接 {target} 所指的文件{ended[name]}")


def _list_outside(item: Item) -> Iterator[tuple[str, str]]:
    """Scheme and host of each address that leaves the site."""
    record = item.record
    addresses = [*_list_links(item), record.source_url or ""]
    if isinstance(record, ComplaintChannels):
        addresses += [way.online for way in record.ways if way.online]
    for address in addresses:
        if address.startswith(("http://", "https://")):
            parts = urlsplit(address)
            yield parts.scheme, (parts.hostname or "").lower()


def _list_hosts(found: tuple[tuple[str, str], ...], scheme: str | None = None) -> list[str]:
    return sorted({host for kind, host in found if scheme in (None, kind)})


def _is_official(catalog: Catalog, host: str) -> bool:
    """Whether a host is a government's, the site's own, or of the superior platform."""
    known = {catalog.site.domain.lower(), urlsplit(catalog.site.superior_url).hostname or ""}
    return f".{host}".endswith(".gov.cn") or any(f".{host}".endswith(f".{k}") for k in known if k)
