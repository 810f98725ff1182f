"""A repository, sorted by hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

DAY = timedelta(days=1)

Paper = dict[str, Any]


def read_yaml(text: str) -> Any:  # noqa: ANN401 - whatever the file holds
    """Values as the text that stands there."""
    return yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - the loader that makes nothing


def parse_day(text: str) -> date:
    return date.fromisoformat(text[:10])


@dataclass(frozen=True)
class Plain:
    """A repository sorted by hand."""

    today: date
    site: Paper
    units: list[Paper]
    columns: list[Paper]
    areas: list[Paper]
    policy: Paper
    public: list[Paper]
    """By id, with `id`, `day` (published), `path`, `text` (body) and `lines` (all) added."""
    held: list[Paper]
    register: list[Paper]
    withdrawn: list[Paper]
    expired: list[Paper]
    attachments: list[Path]
    reviewers: Paper
    filings: Paper
    backlog: Paper
    delegations: list[dict[str, str]]
    seal: list[str]
    """Its lines."""

    def of_type(self, *names: str) -> list[Paper]:
        return [paper for paper in self.public if paper["type"] in names]

    def in_column(self, name: str) -> list[Paper]:
        """What the page of a column lists, oldest first."""
        listed = (p for p in self.public if p["category"] == name or name in p.get("also_in", ()))
        return sorted(listed, key=lambda paper: paper["day"])

    def age(self, name: str) -> int | None:
        listed = self.in_column(name)
        return (self.today - listed[-1]["day"]).days if listed else None


def read_plain(root: Path) -> Plain:
    def load(name: str) -> Any:  # noqa: ANN401
        return read_yaml((root / "catalog" / f"{name}.yml").read_text())

    site, columns = load("site"), load("columns")["columns"]
    today = parse_day(site["today"])
    first_type = {column["id"]: column["types"][0] for column in columns}
    papers = [_read_paper(root, path) for path in sorted((root / "content").glob("*/*.md"))]
    for paper in papers:
        paper.setdefault("type", first_type[paper["id"].split("/")[0]])
    papers.sort(key=lambda paper: paper["id"])
    told = [p for p in papers if p["type"] not in {"dengji", "chehui"} and "published" in p]
    over = [p for p in told if parse_day(p.get("show_until", "9999-12-31")) < today]
    return Plain(
        today=today,
        site=site,
        units=load("units")["units"],
        columns=columns,
        areas=load("key-areas")["key_areas"],
        policy=load("policy"),
        public=[paper for paper in told if paper not in over],
        held=[p for p in papers if "published" not in p and p["type"] != "chehui"],
        register=[p for p in papers if p["type"] == "dengji"],
        withdrawn=[p for p in papers if p["type"] == "chehui"],
        expired=over,
        attachments=sorted((root / "content").glob("*/*.files/*")),
        reviewers=load("reviewers"),
        filings=load("filings"),
        backlog=load("backlog"),
        delegations=[_read_pairs(p) for p in sorted((root / "catalog/delegations").glob("*.txt"))],
        seal=(root / "catalog" / "SEAL").read_text().splitlines(),
    )


def _read_pairs(path: Path) -> dict[str, str]:
    lines = (line.partition(" ") for line in path.read_text().splitlines())
    return {name: value for name, _, value in lines}


def _read_paper(root: Path, path: Path) -> Paper:
    whole = path.read_text()
    _, head, text = whole.split("---\n", 2)
    paper: Paper = read_yaml(head)
    paper["id"] = path.relative_to(root / "content").as_posix().removesuffix(".md")
    paper["path"] = path.relative_to(root).as_posix()
    paper["text"] = text
    paper["lines"] = whole.splitlines()
    if "published" in paper:
        paper["day"] = parse_day(paper["published"])
    return paper


def unite(plain: Plain, columns: Iterable[str]) -> set[str]:
    """What stands in any of the columns."""
    return {paper["id"] for name in columns for paper in plain.in_column(name)}
