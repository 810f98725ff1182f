"""A site of an older engine, taken over by this one as `handbook/hosting.md` tells it.

`tests/data/older_site` was made by the engine of commit b4532d7, three issues ago: the repository
with an organisation's own templates, the state folder, and the addresses of the site it built.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from gongkai.cli.demo import write_demo_keys
from gongkai.cli.main import run

OLDER = Path(__file__).parents[1] / "data" / "older_site"


def read_all(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.mark.needs("ssh-keygen")
def test_a_site_goes_on_as_it_was(tmp_path: Path) -> None:
    shutil.copytree(OLDER, tmp_path / "older")
    root, state, site = (tmp_path / "older" / name for name in ("repository", "state", "site"))
    log, checkpoint = ((state / name).read_bytes() for name in ("log.txt", "checkpoint.txt"))
    before = read_all(root)
    write_demo_keys(tmp_path / "keys")
    key = ("--builder-key", str(tmp_path / "keys" / "builder"))
    trial = ("--state", str(tmp_path / "trial-state"), "--site", str(tmp_path / "trial"))
    shutil.copytree(state, tmp_path / "trial-state")

    # first on the side: with a copy of the state folder, to another folder
    assert run(["build", "-C", str(root), *trial, *key]) == 0
    assert read_all(state) == read_all(OLDER / "state")
    # then for good
    assert run(["build", "-C", str(root), "--state", str(state), "--site", str(site), *key]) == 0
    shutil.rmtree(root / "build")

    assert read_all(root) == before
    addresses = (OLDER / "addresses.txt").read_text("utf-8").split()
    assert len(addresses) > 30
    assert [path for path in addresses if not (site / path).is_file()] == []
    assert read_all(site) == read_all(tmp_path / "trial")
    assert (state / "log.txt").read_bytes().startswith(log)
    assert "本机关自己的网站地图" in (site / "sitemap/index.html").read_text("utf-8")
    own = "assets/css/benji.css"
    assert (site / own).read_bytes() == before[f"hooks/theme/{own}"]
    (tmp_path / "older.txt").write_bytes(checkpoint)
    assert run(["verify", str(site), "--checkpoint", str(tmp_path / "older.txt")]) == 0


def test_a_template_that_no_longer_fits_is_named(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    root = tmp_path / "repository"
    shutil.copytree(OLDER / "repository", root)
    own = root / "hooks" / "theme" / "fragments" / "sitemap.html"
    own.write_text("{{ entries_of_an_older_engine | join }}\n", "utf-8")
    assert run(["demo", "seal", "-C", str(root)]) == 0

    assert run(["build", "-C", str(root)]) == 1
    assert not (root / "site").exists()
    assert "hooks/theme/fragments/sitemap.html 与这一版引擎不配" in caplog.text

    own.unlink()
    assert run(["demo", "seal", "-C", str(root)]) == 0
    assert run(["build", "-C", str(root)]) == 0
