"""The rules of the gate; `handbook/rules.md` lists them all."""

from __future__ import annotations

from gongkai.core.rules.attachments import ATTACHMENT_RULES
from gongkai.core.rules.content import CONTENT_RULES
from gongkai.core.rules.history import HISTORY_RULES
from gongkai.core.rules.lifecycle import LIFECYCLE_RULES
from gongkai.core.rules.participation import PARTICIPATION_RULES
from gongkai.core.rules.review import REVIEW_RULES
from gongkai.core.rules.rule import Rule
from gongkai.core.rules.scan import SCAN_RULES
from gongkai.core.rules.services import SERVICE_RULES
from gongkai.core.rules.structure import STRUCTURE_RULES
from gongkai.core.rules.verification import VERIFICATION_RULES

__all__ = ["RULES", "Rule"]

RULES = {
    rule.id: rule
    for rule in (
        *CONTENT_RULES,
        *PARTICIPATION_RULES,
        *SERVICE_RULES,
        *ATTACHMENT_RULES,
        *REVIEW_RULES,
        *LIFECYCLE_RULES,
        *SCAN_RULES,
        *STRUCTURE_RULES,
        *HISTORY_RULES,
        *VERIFICATION_RULES,
    )
}
"""Every rule by its id."""
