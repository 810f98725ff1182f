"""An example for each rule, all made up; `gongkai explain` and the handbook show them."""

from __future__ import annotations

from gongkai.core.rules.examples.attachments import ATTACHMENT_EXAMPLES
from gongkai.core.rules.examples.content import CONTENT_EXAMPLES
from gongkai.core.rules.examples.history import HISTORY_EXAMPLES
from gongkai.core.rules.examples.lifecycle import LIFECYCLE_EXAMPLES
from gongkai.core.rules.examples.records import RECORD_EXAMPLES
from gongkai.core.rules.examples.review import REVIEW_EXAMPLES
from gongkai.core.rules.examples.scan import SCAN_EXAMPLES
from gongkai.core.rules.examples.structure import STRUCTURE_EXAMPLES
from gongkai.core.rules.examples.verification import VERIFICATION_EXAMPLES

__all__ = ["EXAMPLES"]

EXAMPLES = {
    **CONTENT_EXAMPLES,
    **RECORD_EXAMPLES,
    **ATTACHMENT_EXAMPLES,
    **REVIEW_EXAMPLES,
    **LIFECYCLE_EXAMPLES,
    **SCAN_EXAMPLES,
    **STRUCTURE_EXAMPLES,
    **HISTORY_EXAMPLES,
    **VERIFICATION_EXAMPLES,
}
"""Every rule's example by the rule's id."""
