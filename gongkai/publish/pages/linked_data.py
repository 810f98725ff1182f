"""Pages as JSON-LD in the vocabulary of schema.org, for search engines and harvesters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic_core import to_json

from gongkai.core.relations import RELATION_NAMES, Validity
from gongkai.publish.media_types import find_media_type
from gongkai.publish.pages.page import SEARCH_URL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.items import Item
    from gongkai.core.site import SiteModel
    from gongkai.publish.pages.page import View

_CONTEXT = "https://schema.org"
_TYPES = {
    "guifanxing-wenjian": "Legislation",
    "zhidu": "Legislation",
    "banshi-zhinan": "GovernmentService",
    "jiedu": "Article",
    "huiying": "Article",
    "dongtai": "NewsArticle",
    "nianbao": "Report",
    "niandu-baobiao": "Report",
    "caizheng": "Report",
    "tongji": "Dataset",
    "shujuji": "Dataset",
    "wenda": "FAQPage",
}
"""What each type of document is to the vocabulary; every other is a `DigitalDocument`."""
_FORCE = {
    Validity.IN_FORCE: "InForce",
    Validity.AMENDED: "PartiallyInForce",
    Validity.EXPIRED: "NotInForce",
    Validity.REPEALED: "NotInForce",
    Validity.NOT_YET: "NotInForce",
}


def describe_page(site: SiteModel, view: View) -> str:
    """The page as JSON-LD without any `<`; empty for what search engines are not to list."""
    if dict(view.meta).get("robots") == "noindex":
        return ""
    item = site.by_id.get(view.url.rstrip("/"))
    if view.kind == "home":
        graph = [_describe_site(site), describe_body(site)]
    elif item is not None:
        graph = [describe_item(site, item)]
    else:
        graph = [_describe_list(site, view)]
    if view.breadcrumb[1:]:
        graph.append(_describe_path(site, view))
    return dump_data({"@context": _CONTEXT, "@graph": graph})


def dump_data(value: dict[str, Any]) -> str:
    """JSON in which no parser of HTML sees a tag or a comment."""
    text = to_json(value).decode()
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def describe_body(site: SiteModel) -> dict[str, Any]:
    """The public body, to which everything else refers by its `@id`."""
    identity = site.catalog.site
    contact = identity.contact
    return {
        "@type": "GovernmentOrganization",
        "@id": f"{identity.url}#body",
        "name": identity.body,
        "url": identity.url,
        "identifier": identity.body_code,
        "telephone": contact.phone,
        "faxNumber": contact.fax,
        "email": contact.email,
        "address": {
            "@type": "PostalAddress",
            "addressCountry": "CN",
            "streetAddress": contact.address,
            "postalCode": contact.postcode,
        },
        "parentOrganization": {
            "@type": "GovernmentOrganization",
            "name": identity.superior_name,
            "url": identity.superior_url,
        },
    }


def _describe_site(site: SiteModel) -> dict[str, Any]:
    identity = site.catalog.site
    return {
        "@type": "WebSite",
        "@id": f"{identity.url}#site",
        "name": identity.name,
        "url": identity.url,
        "inLanguage": "zh-CN",
        "publisher": _refer(site),
        "potentialAction": {
            "@type": "SearchAction",
            "target": {
                "@type": "EntryPoint",
                "urlTemplate": f"{identity.url}{SEARCH_URL}?q={{search_term_string}}",
            },
            "query-input": "required name=search_term_string",
        },
    }


def _refer(site: SiteModel) -> dict[str, str]:
    return {
        "@type": "GovernmentOrganization",
        "@id": f"{site.catalog.site.url}#body",
        "name": site.catalog.site.body,
    }


def _refer_to(site: SiteModel, name: str) -> dict[str, str]:
    """A body by its name; the site's own is told of in full beside it."""
    if name == site.catalog.site.body:
        return {"@id": f"{site.catalog.site.url}#body"}
    return {"@type": "GovernmentOrganization", "name": name}


def _describe_list(site: SiteModel, view: View) -> dict[str, Any]:
    address = site.catalog.site.url + view.url
    return {
        "@type": "CollectionPage",
        "@id": address,
        "url": address,
        "name": view.title,
        "description": view.description,
        "inLanguage": "zh-CN",
        "isPartOf": {"@id": f"{site.catalog.site.url}#site"},
        "publisher": _refer(site),
    }


def _describe_path(site: SiteModel, view: View) -> dict[str, Any]:
    """The pages above it; neither the home page nor the page itself need be named."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": position,
                "name": label,
                "item": site.catalog.site.url + url,
            }
            for position, (label, url) in enumerate(view.breadcrumb[1:], 1)
        ],
    }


def describe_item(site: SiteModel, item: Item) -> dict[str, Any]:
    """One document."""
    kind = _TYPES.get(item.record.type, "DigitalDocument")
    return {name: value for name, value in _list_properties(site, item, kind) if value}


def _list_properties(site: SiteModel, item: Item, kind: str) -> Iterator[tuple[str, Any]]:
    record, address = item.record, site.catalog.site.url + item.url
    yield "@type", kind
    yield "@id", address
    yield "name", record.title
    # Of others the meta tag of that name says it; a data set must say it itself.
    yield "description", record.summary if kind == "Dataset" else ""
    yield "identifier", record.index_number
    if kind == "GovernmentService":
        yield "provider", _refer(site)
        yield "serviceType", item.column.name
        return
    yield "headline", record.title if kind.endswith("Article") else ""
    yield "dateCreated", str(record.made)
    published = item.published.isoformat(timespec="minutes")
    yield ("datePublished" if record.revision == 1 else "dateModified"), published
    yield "publisher", _refer(site)
    yield "author", _refer_to(site, record.issuer)
    yield "about", record.subject
    yield "keywords", "，".join(record.keywords or item.column.keywords)
    yield "isPartOf", {"@id": f"{site.catalog.site.url}#site"}
    yield "isBasedOn", [*_list_bases(site, item)]
    yield "encoding", [*_list_encodings(item, address)]
    if kind == "Legislation":
        yield from _list_legal(site, item)
    if kind == "FAQPage":
        yield "mainEntity", [*_list_questions(record)]


def _list_bases(site: SiteModel, item: Item) -> Iterator[str]:
    """What it interprets or reprints."""
    for relation in item.relations:
        if relation.label == RELATION_NAMES["interprets"][0]:
            yield f"{site.catalog.site.url}{relation.target}/"
    if item.record.source_url:
        yield item.record.source_url


def _list_encodings(item: Item, address: str) -> Iterator[dict[str, str]]:
    titles = {attachment.file: attachment.title for attachment in item.record.attachments}
    for file in item.cleared.attachments:
        name = file.path.rpartition("/")[2]
        yield {
            "@type": "MediaObject",
            "name": titles[name],
            "contentUrl": f"{address}{name}",
            "encodingFormat": find_media_type(name),
            "contentSize": str(len(file.data)),
            "sha256": file.sha256,
        }


def _list_legal(site: SiteModel, item: Item) -> Iterator[tuple[str, Any]]:
    record, root = item.record, site.catalog.site.url
    yield "legislationIdentifier", record.document_number
    yield "legislationDate", str(record.made)
    yield "legislationPassedBy", _refer_to(site, record.issuer)
    yield "legislationLegalForce", f"https://schema.org/{_FORCE[item.validity]}"
    if record.effective:
        yield "temporalCoverage", f"{record.effective}/{record.expiry or '..'}"
    for kind, name in (("amends", "legislationAmends"), ("repeals", "legislationRepeals")):
        yield name, [f"{root}{target}/" for target in getattr(record, kind)]


def _list_questions(record: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401 - one of the types
    for row in record.questions:
        answer = {"@type": "Answer", "text": row.answer}
        yield {"@type": "Question", "name": row.question, "acceptedAnswer": answer}
