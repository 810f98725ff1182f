from __future__ import annotations

from dataclasses import replace

from gongkai.core.papers.office import Office, describe_office
from tests.helpers.report_trees import judge, make_column, make_tree

CATALOG = judge(
    make_tree([make_column("zhinan", "zhidu", "block: zhinan").replace("unit: ban", "unit: ye")])
).catalog


def test_the_office_is_the_unit_of_that_name() -> None:
    assert CATALOG is not None
    wanted = Office("示例市档案局", "示例市档案局办公室", "办公室", "0999-5550201")
    assert describe_office(CATALOG) == wanted


def test_or_else_the_unit_that_keeps_the_guide() -> None:
    assert CATALOG is not None
    site = CATALOG.site.model_copy(update={"undertaker": "示例市政务公开办"})
    wanted = Office("示例市档案局", "示例市政务公开办", "业务科", "0999-5550204")
    assert describe_office(replace(CATALOG, site=site)) == wanted


def test_or_else_a_stranger() -> None:
    assert CATALOG is not None
    site = CATALOG.site.model_copy(update={"undertaker": "示例市政务公开办"})
    wanted = Office("示例市档案局", "示例市政务公开办", "示例市政务公开办", "0999-5550201")
    assert describe_office(replace(CATALOG, site=site, columns=())) == wanted
