"""Sites with existing stock, a delegation, a suspended and an expired document: both verifiers."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from gongkai.cli.main import run
from gongkai.core.demo_keys import demo_private_key
from gongkai.core.signing import propose
from gongkai.core.sshsig import encode_ed25519
from gongkai.core.tail import Decision
from tests.helpers import tiny_site
from tests.helpers.lifecycle import lend, take_stock
from tests.publish.test_verify_ended import GONE, GUIDE, RULE, ask_single, lose_key
from tests.publish.test_verify_ended import make_files as make_window
from tests.publish.test_verify_site import check, forge, swap

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

LENT = "gongkai/catalog/delegations/a.txt"
STOCK = "gongkai/catalog/STOCK"
OLD = "old/0.html"


def make_files() -> dict[str, bytes]:
    """One document is stock, one signed through a delegation, one shown until 18 November."""
    files = make_window()
    person = tiny_site._reviewer("r04", "l2")
    files["catalog/reviewers.yml"] += person.encode()
    lend(files, giver="r03", taker="r04", role="l3")
    files[tiny_site.RULE] = tiny_site.DOCUMENTS[tiny_site.RULE].encode()
    signers = (("r01", "2026-11-03"), ("r02", "2026-11-04"), ("r04", "2026-11-05"))
    for person, day in signers:
        proposal = propose(
            tiny_site.load(files),
            tiny_site.find_draft(files, tiny_site.RULE),
            person,
            decision=Decision.AGREED,
            basis="同意公开",
            now=tiny_site.at(day),
            release=tiny_site.at("2026-11-06"),
        )
        private = demo_private_key(person)
        line = encode_ed25519(private, proposal.statement, proposal.namespace)
        files[tiny_site.RULE] = proposal.complete(line).encode()
    take_stock(files, tiny_site.GUIDE, published="2026-11-06T09:30")
    tiny_site.seal(files)
    return files


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """First all public; then one past its window, one suspended, the stock still public."""
    root = tmp_path_factory.mktemp("powers")
    files = make_files()
    built = []
    for day in ("2026-11-17", "2026-11-20"):
        tiny_site.write_files(root, files)
        assert run(["build", "-C", str(root), "--today", day]) == 0
        built.append(shutil.copytree(root / "site", root / f"site-{day}"))
        lose_key(files)
    return built[0], built[1]


def test_both_accept_stock_delegations_and_ends(sites: tuple[Path, Path]) -> None:
    found = [check(site) for site in sites]

    assert [proof.findings for proof in found] == [(), ()]
    assert [(proof.published, proof.ended) for proof in found] == [(3, 0), (1, 2)]
    assert (sites[0] / OLD).is_file()
    assert (sites[0] / LENT).is_file()
    assert [ask_single(site, sites[0]) for site in sites] == [0, 0]


def alter_stock_file(site: Path) -> None:
    swap(site, f"{GUIDE}/dianhua-biao.txt", "5550992", "5550666")


def remove_stock_file(site: Path) -> None:
    (site / GUIDE / "dianhua-biao.txt").unlink()


def alter_stock_page(site: Path) -> None:
    swap(site, f"{GUIDE}/index.html", "0999-5550990，", "0999-5550666，")


def alter_stock_source(site: Path) -> None:
    swap(site, f"{GUIDE}/proof.json", "0999-5550990", "0999-5550666")


def alter_list(site: Path) -> None:
    swap(site, STOCK, "公开审〔2020〕1号", "公开审〔2020〕2号")


def remove_list(site: Path) -> None:
    (site / STOCK).unlink()


def lead_astray(site: Path) -> None:
    swap(site, OLD, GUIDE, GONE)


def lead_away(site: Path) -> None:
    swap(site, OLD, "https://cs.shili.example/", "https://cs.shili.invalid/")


def write_on_old_page(site: Path) -> None:
    swap(site, OLD, "</main>", "<p>另行通知。</p></main>")


def add_old_page(site: Path) -> None:
    shutil.copy(site / OLD, site / "old" / "1.html")


def remove_delegation(site: Path) -> None:
    (site / LENT).unlink()


def lend_to_another(site: Path) -> None:
    swap(site, LENT, "to r04", "to r02")


def publish_without_reviews(site: Path) -> None:
    shutil.copy(site / GUIDE / "proof.json", site / RULE / "proof.json")


SPOILED: tuple[Callable[[Path], None], ...] = (
    alter_stock_file,
    remove_stock_file,
    alter_stock_page,
    alter_stock_source,
    alter_list,
    remove_list,
    lead_astray,
    lead_away,
    write_on_old_page,
    add_old_page,
    remove_delegation,
    lend_to_another,
    publish_without_reviews,
)


def test_records_made_anew_are_themselves_accepted(
    sites: tuple[Path, Path], tmp_path: Path
) -> None:
    site = shutil.copytree(sites[0], tmp_path / "site")
    forge(site)

    assert (check(site).blocked, ask_single(site, site)) == (False, 0)


@pytest.mark.parametrize("spoil", SPOILED, ids=lambda spoil: spoil.__name__)
def test_both_refuse_what_an_operator_makes_of_it(
    sites: tuple[Path, Path], tmp_path: Path, spoil: Callable[[Path], None]
) -> None:
    site = shutil.copytree(sites[0], tmp_path / "site")
    spoil(site)
    forge(site)

    assert (check(site).blocked, ask_single(site, site)) == (True, 1)
