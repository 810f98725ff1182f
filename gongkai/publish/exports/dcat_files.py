"""The data catalogue as files: `catalog.jsonld`, `catalog.ttl`, `data.json`."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from gongkai.publish.exports.dcat import list_datasets
from gongkai.publish.exports.part import Part, list_files
from gongkai.publish.exports.tables import format_json
from gongkai.publish.exports.triples import Node, Text, Typed, Uri, format_turtle, to_json_ld

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gongkai.core.site import SiteModel
    from gongkai.publish.exports.dcat import Dataset, Distribution

_POD = "https://project-open-data.cio.gov/v1.1/schema"
_IANA = "https://www.iana.org/assignments/media-types/"
_CHINESE = "http://publications.europa.eu/resource/authority/language/ZHO"
_PUBLIC = "http://publications.europa.eu/resource/authority/access-right/PUBLIC"


def list_dcat_files(site: SiteModel) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of each."""
    return list_files((plan_dcat(site),))


def plan_dcat(site: SiteModel) -> Part:
    """All of them."""
    datasets = list_datasets(site)
    return Part(
        "catalog.jsonld",
        lambda _: (_find_newest(site), *map(asdict, datasets)),
        lambda: _make_files(site, datasets),
    )


def _make_files(site: SiteModel, datasets: Sequence[Dataset]) -> Iterator[tuple[str, bytes]]:
    nodes = tuple(_list_nodes(site, datasets))
    linked = json.dumps(to_json_ld(nodes), ensure_ascii=False, indent=1) + "\n"
    yield "catalog.jsonld", linked.encode()
    yield "catalog.ttl", format_turtle(nodes).encode()
    yield "data.json", format_json(_format_data(site, datasets))


def _find_newest(site: SiteModel) -> str:
    return str(site.items[0].published.date()) if site.items else str(site.today)


def _list_nodes(site: SiteModel, datasets: Sequence[Dataset]) -> Iterator[Node]:
    identity = site.catalog.site
    body, contact = Uri(f"{identity.url}#body"), Uri(f"{identity.url}#contact")
    yield Node(
        Uri(f"{identity.url}#catalog"),
        "dcat:Catalog",
        (
            ("dct:title", Text(f"{identity.name}政府信息公开目录")),
            ("dct:description", Text(f"{identity.body}依法主动公开的政府信息和开放数据。")),
            ("dct:publisher", body),
            ("dct:language", Uri(_CHINESE)),
            ("dct:modified", Typed(_find_newest(site), "xsd:date")),
            ("foaf:homepage", Uri(identity.url)),
            *(("dcat:dataset", Uri(dataset.url)) for dataset in datasets),
        ),
    )
    yield Node(
        body,
        "foaf:Organization",
        (("foaf:name", Text(identity.body)), ("foaf:homepage", Uri(identity.url))),
    )
    yield Node(
        contact,
        "vcard:Organization",
        (
            ("vcard:fn", Text(identity.undertaker)),
            ("vcard:hasEmail", Uri(f"mailto:{identity.contact.email}")),
            ("vcard:hasTelephone", Uri(f"tel:{identity.contact.phone}")),
        ),
    )
    for dataset in datasets:
        yield _build_dataset(dataset, body, contact)
        if dataset.licence and not _is_address(dataset.licence):
            label = (("rdfs:label", Text(dataset.licence)),)
            yield Node(_name_rights(dataset), "dct:RightsStatement", label)
        for number, form in enumerate(dataset.distributions, 1):
            yield _build_distribution(dataset, number, form)


def _build_dataset(dataset: Dataset, body: Uri, contact: Uri) -> Node:
    days = (("dct:issued", dataset.issued), ("dct:modified", dataset.modified))
    frequency = dataset.frequency
    return Node(
        Uri(dataset.url),
        "dcat:Dataset",
        (
            ("dct:title", Text(dataset.title)),
            ("dct:description", Text(dataset.description)),
            ("dct:identifier", Typed(dataset.identifier, "xsd:string")),
            ("dct:publisher", body),
            ("dcat:contactPoint", contact),
            ("dct:accessRights", Uri(_PUBLIC)),
            ("dct:language", Uri(_CHINESE)),
            ("dcat:landingPage", Uri(dataset.page)),
            *(("dcat:keyword", Text(word)) for word in dataset.keywords),
            *((name, Typed(day, "xsd:date")) for name, day in days if day),
            *((("dct:accrualPeriodicity", Uri(frequency)),) if frequency else ()),
            *(
                ("dcat:distribution", _name(dataset, number))
                for number in range(1, len(dataset.distributions) + 1)
            ),
        ),
    )


def _name(dataset: Dataset, number: int) -> Uri:
    return Uri(f"{dataset.page}#distribution-{number}")


def _build_distribution(dataset: Dataset, number: int, form: Distribution) -> Node:
    size = form.size
    terms = (_refer_licence(dataset, dataset.licence),) if dataset.licence else ()
    return Node(
        _name(dataset, number),
        "dcat:Distribution",
        (
            ("dct:title", Text(form.title)),
            ("dcat:accessURL", Uri(form.url)),
            ("dcat:downloadURL", Uri(form.url)),
            ("dcat:mediaType", Uri(_IANA + form.media_type)),
            *terms,
            *((("dcat:byteSize", Typed(str(size), "xsd:nonNegativeInteger")),) if size else ()),
        ),
    )


def _refer_licence(dataset: Dataset, licence: str) -> tuple[str, Uri]:
    """A licence by its address; terms without one are a statement of the data set's own."""
    if _is_address(licence):
        return "dct:license", Uri(licence)
    return "dct:rights", _name_rights(dataset)


def _name_rights(dataset: Dataset) -> Uri:
    return Uri(f"{dataset.page}#rights")


def _is_address(licence: str) -> bool:
    return licence.startswith("https://")


def _format_data(site: SiteModel, datasets: Sequence[Dataset]) -> dict[str, Any]:
    """`data.json` in the shape of Project Open Data 1.1."""
    identity = site.catalog.site
    return {
        "@context": f"{_POD}/catalog.jsonld",
        "@type": "dcat:Catalog",
        "conformsTo": _POD,
        "describedBy": f"{_POD}/catalog.json",
        "dataset": [
            {
                "@type": "dcat:Dataset",
                "accessLevel": "public",
                "contactPoint": {
                    "@type": "vcard:Contact",
                    "fn": identity.undertaker,
                    "hasEmail": f"mailto:{identity.contact.email}",
                },
                "description": dataset.description,
                "identifier": dataset.url,
                "keyword": list(dataset.keywords),
                "landingPage": dataset.page,
                "language": ["zh-CN"],
                "modified": dataset.modified or dataset.issued or str(site.today),
                "publisher": {"@type": "org:Organization", "name": dataset.publisher},
                "title": dataset.title,
                "distribution": [
                    {
                        "@type": "dcat:Distribution",
                        "downloadURL": form.url,
                        "mediaType": form.media_type,
                        "title": form.title,
                    }
                    for form in dataset.distributions
                ],
            }
            | ({"license": dataset.licence} if dataset.licence else {})
            for dataset in datasets
        ],
    }
