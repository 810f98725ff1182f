from __future__ import annotations

import json

import rdflib
from rdflib.compare import isomorphic
from rdflib.namespace import DCAT, DCTERMS, RDF

from gongkai.publish.exports.dcat_files import list_dcat_files
from gongkai.publish.exports.triples import Node, Text, Typed, Uri, format_turtle
from tests.helpers.site_models import build_tiny

URL = "https://cs.shili.example/"


def test_turtle_and_json_ld_say_the_same() -> None:
    files = dict(list_dcat_files(build_tiny()))
    assert list(files) == ["catalog.jsonld", "catalog.ttl", "data.json"]
    assert dict(list_dcat_files(build_tiny())) == files
    turtle = rdflib.Graph().parse(data=files["catalog.ttl"], format="turtle")
    linked = rdflib.Graph().parse(data=files["catalog.jsonld"], format="json-ld")
    assert isomorphic(turtle, linked)


def test_the_catalogue_has_what_dcat_ap_requires() -> None:
    graph = rdflib.Graph().parse(data=dict(list_dcat_files(build_tiny()))["catalog.ttl"])
    (catalog,) = graph.subjects(RDF.type, DCAT.Catalog)
    for required in (DCTERMS.title, DCTERMS.description, DCTERMS.publisher):
        assert graph.value(catalog, required) is not None
    datasets = list(graph.objects(catalog, DCAT.dataset))
    assert [str(dataset) for dataset in datasets] == [f"{URL}tonggao/#dataset"]
    for dataset in datasets:
        assert graph.value(dataset, DCTERMS.title) == rdflib.Literal("通告（目录）", lang="zh-CN")
        assert graph.value(dataset, DCTERMS.description) is not None
        urls = [
            str(graph.value(form, DCAT.accessURL))
            for form in graph.objects(dataset, DCAT.distribution)
        ]
        assert sorted(urls) == [
            f"{URL}api/v1/columns/tonggao.json",
            f"{URL}mulu/lanmu/tonggao.csv",
            f"{URL}mulu/lanmu/tonggao.json",
            f"{URL}mulu/lanmu/tonggao.xlsx",
        ]


def test_data_json_has_what_project_open_data_requires() -> None:
    value = json.loads(dict(list_dcat_files(build_tiny()))["data.json"])
    assert value["conformsTo"] == "https://project-open-data.cio.gov/v1.1/schema"
    assert [dataset["distribution"][0] for dataset in value["dataset"]] == [
        {
            "@type": "dcat:Distribution",
            "downloadURL": f"{URL}mulu/lanmu/tonggao.csv",
            "mediaType": "text/csv",
            "title": "通告目录（CSV）",
        }
    ]
    required = {"title", "description", "keyword", "modified", "publisher", "contactPoint"}
    assert all(required | {"identifier", "accessLevel"} <= set(d) for d in value["dataset"])


def test_turtle_escapes_what_it_must() -> None:
    node = Node(
        Uri("https://a.example/"),
        "dcat:Dataset",
        (("dct:title", Text('甲"乙\\丙\n丁')), ("dct:issued", Typed("2026-01-01", "xsd:date"))),
    )
    graph = rdflib.Graph().parse(data=format_turtle([node]), format="turtle")
    subject = rdflib.URIRef("https://a.example/")
    assert str(graph.value(subject, DCTERMS.title)) == '甲"乙\\丙\n丁'
    assert len(graph) == 3
