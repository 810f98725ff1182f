"""Attacks and misfortunes that block nothing: what becomes of the one document they are about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.acceptance.attack import Attacks, Fault, Kind, add_body, bring, bring_signed, forge
from tests.acceptance.attacks_on_powers import revoke
from tests.acceptance.sample import LATER, NEW, NEW_TEXT, NEWS, NOTICE, RULE

if TYPE_CHECKING:
    from tests.acceptance.project import Project

ATTACKS = Attacks()
INDEX = "content/tongzhi/index.md"


@ATTACKS.survive("公钥停用之前已签署并公开", Kind.PASSES, document=NOTICE, rows=(49,))
def key_retired_after_publication(project: Project) -> None:
    project.remove(LATER)
    revoke(project, "r03", "revoked:\n  kind: retired\n  date: 2026-11-21")


@ATTACKS.survive(
    "公钥失密，失密早于公开",
    Kind.TOMBSTONE,
    *(Fault("document-suspended", path, "published:") for path in (NOTICE, NEWS, RULE)),
    document=NOTICE,
    rows=(50,),
)
def key_lost_before_publication(project: Project) -> None:
    project.remove(LATER)
    lines = "revoked:\n  kind: compromised\n  date: 2026-11-20\n  void_from: 2026-11-10"
    revoke(project, "r03", lines)


@ATTACKS.survive("统一社会信用代码恰好也像身份证号码", Kind.PASSES, document=NEW, rows=(88,))
def credit_code_like_an_identity(project: Project) -> None:
    bring_signed(project, add_body("承办单位统一社会信用代码为511100193001031408。"))


@ATTACKS.survive("定于日后发布", Kind.HELD, document=NEW, rows=(103,))
def publication_time_to_come(project: Project) -> None:
    bring(project)
    forge(project, NEW, published="2026-12-01 09:30")


@ATTACKS.survive("公示期已满", Kind.TOMBSTONE, document=NEW, rows=(103,))
def window_that_has_ended(project: Project) -> None:
    bring_signed(
        project, NEW_TEXT.replace("revision: 1\n", "revision: 1\nshow_until: 2026-11-19\n")
    )


@ATTACKS.survive("没有发布时间，审查记录齐全", Kind.HELD, document=NEW)
def signed_without_publication_time(project: Project) -> None:
    bring_signed(project, NEW_TEXT)
    lines = project.read(NEW).splitlines(keepends=True)
    project.write(NEW, "".join(x for x in lines if not x.startswith("published:")))


@ATTACKS.survive("短名取作 index，不能顶替栏目首页", Kind.PASSES, document=INDEX)
def document_named_as_the_page_of_its_column(project: Project) -> None:
    project.write(INDEX, NEW_TEXT)
    forge(project, INDEX)
