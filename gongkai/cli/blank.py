"""A catalogue without an identity: what only the body itself can know is left to fill in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gongkai.core.drafts import PLACEHOLDER
from gongkai.core.models.catalog import Contact, Site
from gongkai.publish.workspace import write_file

if TYPE_CHECKING:
    from pathlib import Path

_KEPT = frozenset({"body_type", "ipv6"})
_HINTS = {
    "id": "同网站域名，如 gaj.shili.gov.cn；写入每条审查签名，一经使用不再改变",
    "url": "以 https:// 开头、以 / 结尾",
    "body_code": "18 位统一社会信用代码，用于索引号",
    "document_prefixes": "全部列出，写作 [示公规, 示公通]",
    "postcode": "六位数字",
    "fault_report": "以 https:// 开头的网址",
    "superior_url": "以 https:// 开头的网址",
}
_REVIEWERS = f"""\
# 人员一律用编号，不写姓名；编号与姓名的对照表由保密办保管，不放入本仓库。
# 各人在自己的电脑上运行 ssh-keygen -t ed25519 -f gongkai-r01（r01 换成本人编号），
# 把 gongkai-r01.pub 的前两段（ssh-ed25519 AAAA…）填到 key；私钥只由本人保管，不放入本仓库。
# 三级审查由三个不同的人签署；每个责任部门都要有 l1，可再加 r04、r05……
# 根密钥由上级机关或者保密办保管，用来封印 catalog/、hooks/ 和 mkdocs.yml，一把使用，一把备用。
version: 1
threshold: 1
roots:
- id: root1
  holder: {PLACEHOLDER}
  key: {PLACEHOLDER}
- id: root2
  holder: {PLACEHOLDER}
  key: {PLACEHOLDER}
builders: []  # 发布机的公钥，没有可留空
reviewers:
"""
_REVIEWER = """\
- id: {person}
  unit: {unit}
  keys:
  - key: {blank}
    start: {blank}  # 启用日期，如 2026-01-31
  grants:
  - role: {role}{scope}
    start: {blank}  # 任职日期
"""
_GRANTS = (
    ("r01", "l1", "\n    units: [{unit}]  # 限于本部门；不写这一行为全部部门"),
    ("r02", "l2", ""),
    ("r03", "l3", ""),
)


def blank_identity(folder: Path) -> None:
    """Empties what only the body itself can know; the gate refuses until it is filled in."""
    catalog = folder / "catalog"
    site = (catalog / "site.yml").read_text("utf-8")
    write_file(folder, "catalog/site.yml", blank_site(site))
    units = (catalog / "units.yml").read_text("utf-8")
    blank_units = re.sub(r"(?m)^(  phone:).*$", rf"\1 {PLACEHOLDER}", units)
    write_file(folder, "catalog/units.yml", blank_units)
    first = re.search(r"(?m)^- id: (\S+)$", units)
    reviewers = format_reviewers(first[1] if first else PLACEHOLDER)
    write_file(folder, "catalog/reviewers.yml", reviewers)
    config = (folder / "mkdocs.yml").read_text("utf-8")
    config = re.sub(r"(?m)^site_name: .*$", "site_name: 政府信息公开", config)
    write_file(folder, "mkdocs.yml", re.sub(r"(?m)^site_url: .*\n", "", config))


def blank_site(text: str) -> str:
    """`site.yml` with its values taken out and each field explained."""
    fields = {**Contact.model_fields, **Site.model_fields}
    lines = []
    for line in text.splitlines():
        match = re.match(r"(\s*)(\w+): \S", line)
        if match is None or match[2] in _KEPT:
            lines.append(line)
        elif match[2] != "today":
            field = fields[match[2]]
            hint = _HINTS.get(match[2], field.description)
            note = f"{field.title}，{hint}" if hint else field.title
            lines.append(f"{match[1]}{match[2]}: {PLACEHOLDER}  # {note}")
    return "\n".join(lines) + "\n"


def format_reviewers(unit: str) -> str:
    """`reviewers.yml` with the fewest people who can publish: one for each level."""
    people = (
        _REVIEWER.format(
            person=person, unit=unit, role=role, scope=scope.format(unit=unit), blank=PLACEHOLDER
        )
        for person, role, scope in _GRANTS
    )
    return _REVIEWERS + "".join(people)
