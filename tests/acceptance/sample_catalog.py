"""The catalogue of the made-up bureau: three columns, two units, eight people."""

from __future__ import annotations

from gongkai.core.demo_keys import demo_public_key

SITE = "wh.shili.example"
CODE = "11990000MB9900013U"
_PEOPLE = (
    ("r01", "l1", (), None),
    ("r02", "l2", (), None),
    ("r03", "l3", (), None),
    ("r04", "l2 l3", (), None),
    ("r05", "l3", (), "2026-06-30"),
    ("r06", "l2", ("fazhi",), None),
    ("r07", "", (), None),
    ("r08", "l1 l2", (), None),
)
"""Id, roles, units and end of office of everybody; r04 and r08 could sign two levels."""
_COLUMNS = (
    ("tongzhi", "通知", "[gongwen, dengji]"),
    ("guifan", "规范管理", "[gongwen]"),
    ("dongtai", "工作动态", "[dongtai]"),
)


def _person(name: str, roles: str, units: tuple[str, ...], end: str | None) -> str:
    lines = [f"- id: {name}", "  unit: bangongshi", "  keys:"]
    lines += [f"  - key: {demo_public_key(name).line}", "    start: 2024-01-01"]
    lines += ["  grants:"] if roles else []
    for role in roles.split():
        lines += [f"  - role: {role}"]
        lines += [f"    units: [{', '.join(units)}]"] if units else []
        lines += ["    start: 2024-01-01"] + ([f"    end: {end}"] if end else [])
    return "\n".join(lines)


def _column(name: str, title: str, types: str) -> str:
    return f"""- id: {name}
  name: {title}
  block: fdzdgk
  basis:
  - 《政府信息公开条例》第二十条
  art20: 1
  unit: bangongshi
  required: 是
  types: {types}
  intro: 公布本单位的{title}。
  keywords: [{title}]"""


def _root(name: str) -> str:
    return f"- id: {name}\n  holder: 示例市国家保密局\n  key: {demo_public_key(name).line}"


CATALOG = {
    "site": f"""id: {SITE}
name: 示例市望湖管理处
domain: {SITE}
url: https://{SITE}/
body: 示例市望湖管理处
undertaker: 示例市望湖管理处办公室
body_type: department
body_code: {CODE}
document_prefixes: [示湖通, 示湖规]
id_code: "9900000098"
icp: 示ICP备09900098号
police_filing: 示公网安备 99000002000098号
ipv6: 是
security_level: 第二级
contact:
  address: 示例市望湖区人民路8号
  postcode: "099000"
  hours: 工作日 9:00—17:00
  phone: 0999-5550980
  fax: 0999-5550981
  email: gongkai@{SITE}
supervision: 监督电话 0999-5550989
fault_report: https://www.shili.example/zhaocuo/
superior_name: 示例市人民政府
superior_url: https://www.shili.example/
today: 2026-11-20
""",
    "units": """units:
- {id: bangongshi, name: 办公室, phone: 0999-5550980, index_first: 1, index_last: 499}
- {id: fazhi, name: 法制科, phone: 0999-5550982, index_first: 500, index_last: 999}
""",
    "columns": "\n".join(("columns:", *(_column(*row) for row in _COLUMNS), "")),
    "key-areas": "key_areas:\n- {id: zd-guifan, name: 规范管理, columns: [guifan]}\n",
    "policy": """version: 1
levels:
- {role: l1, name: 信息员初审}
- {role: l2, name: 科室负责人复审（保密审查）}
- {role: l3, name: 分管领导终审}
rules:
- levels: [l1, l2, l3]
drafter_may_sign: [l1]
withdrawal_roles: [l2, l3]
waiver_roles: [l2, l3]
show_on_request: 是
publish_report: 否
""",
    "reviewers": "\n".join(
        (
            "version: 1\nthreshold: 1\nroots:",
            _root("root1"),
            f"builders:\n- {demo_public_key('builder').line}\nreviewers:",
            *(_person(*row) for row in _PEOPLE),
            "",
        )
    ),
    "holidays": "years: []\n",
}
