"""One check in the form that is asked for."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from gongkai.publish.check_forms.github import render_github
from gongkai.publish.check_forms.gitlab import render_gitlab
from gongkai.publish.check_forms.junit import render_junit
from gongkai.publish.check_forms.sarif import render_sarif

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongkai.core.findings import Finding
    from gongkai.core.gate import Verdict


def render_form(form: str, verdict: Verdict, findings: Sequence[Finding]) -> str:
    """Findings in a form for programs, with its last line break.

    Args:
        form: `json`, `sarif`, `github`, `gitlab` or `junit`.
        verdict: The gate's, for what else a form tells.
        findings: Those to be shown.

    Raises:
        KeyError: for another form.
    """
    site = verdict.catalog.site.id if verdict.catalog else ""
    renderers = {
        "json": lambda: f"{json.dumps([*map(asdict, findings)], ensure_ascii=False, indent=1)}\n",
        "sarif": lambda: render_sarif(findings, site),
        "github": lambda: render_github(findings),
        "gitlab": lambda: render_gitlab(findings),
        "junit": lambda: render_junit(
            findings, _list_documents(verdict), site, verdict.now
        ).decode(),
    }
    return renderers[form]()


def _list_documents(verdict: Verdict) -> list[str]:
    return [
        *(draft.source.path for draft in verdict.drafts),
        *(grave.source.path for grave in verdict.withdrawn),
        *(source.path for source in verdict.unfinished),
    ]
