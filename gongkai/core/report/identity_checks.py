"""The site's identity card: identification code and domain, as 《政府网站发展指引》 has them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gongkai.core.report.checks import Duty, Gap, Topic, judge

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.report.checks import Check
    from gongkai.core.report.holdings import Holdings

_BASIS = "《政府网站发展指引》（国办发〔2017〕47号）"
_CODE = re.compile(r"[0-9]{10}|bm[0-9]{8}")
_DOMAIN = ".gov.cn"

CODE = Duty(
    "elements-site-code",
    Topic.ELEMENTS,
    "网站标识码格式正确",
    _BASIS,
    measure="个",
    note="地方网站为10位数字，部委网站为bm加8位数字",
)
DOMAIN = Duty(
    "elements-domain",
    Topic.ELEMENTS,
    "使用政府网站域名",
    _BASIS,
    measure="个",
    note="演练站点（编号以 .example 结尾）不作判断",
)


def check_identity(holdings: Holdings) -> Iterator[Check]:
    """The code that the site bears and the domain under which it stands."""
    site = holdings.catalog.site
    coded = _CODE.fullmatch(site.id_code) is not None
    text = f"网站标识码“{site.id_code}”不是10位数字，也不是bm加8位数字"
    yield judge(CODE, 1, [] if coded else [Gap("", "", "", text)])
    judged = not holdings.catalog.is_demo
    official = f".{site.domain}".endswith(_DOMAIN)
    strange = [] if official else [Gap("", "", "", f"域名{site.domain}不以{_DOMAIN}结尾")]
    yield judge(DOMAIN, int(judged), strange if judged else [])
