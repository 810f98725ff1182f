"""The time limits of columns (公开时限) in words."""

from __future__ import annotations

LIMITS = {
    "same-day": "与文件同步",
    "at-once": "即时公开",
    "on-change": "变更后及时更新",
    "yearly": "每年公开",
    "quarterly": "每季度公开",
    "before": "事前公开",
    "01-31": "每年1月31日前",
    "03-31": "每年3月31日前",
    "04-01": "每年4月1日前",
}
"""What the limits that are no number of days are called."""


def describe_limit(limit: str) -> str:
    """A column's time limit in words, empty for none."""
    if limit.endswith("wd"):
        return f"形成或变更之日起{limit[:-2]}个工作日内"
    if limit[:-1].isdigit():
        return f"{limit[:-1]}日内"
    return LIMITS.get(limit, "")
