"""One typed model for each type of document that a disclosure site carries."""

from __future__ import annotations

from gongkai.core.models.affairs import (
    Emergency,
    News,
    Proposal,
    PublicNotice,
    Response,
    Statistics,
)
from gongkai.core.models.annual import NEWEST_REPORT, AnnualReport, YearlyForm
from gongkai.core.models.base import Attachment, Consent, Document, Record
from gongkai.core.models.dataset import DataSet
from gongkai.core.models.entries import RegisterEntry, Tombstone
from gongkai.core.models.facilities import ComplaintChannels, MediaMatrix, ReadingPlaces
from gongkai.core.models.finance import FiscalReport, Procurement, Project
from gongkai.core.models.lost import LostProperty
from gongkai.core.models.organ import Guide, Organisation, RequestGuide
from gongkai.core.models.participation import LetterDigest, ProposalTable, Questions
from gongkai.core.models.policy import (
    Consultation,
    Interpretation,
    NormativeDocument,
    OfficialDocument,
    Rule,
)
from gongkai.core.models.progress import Meeting, TaskTable
from gongkai.core.models.service import LicenceResult, PenaltyResult, PowerItem, ServiceGuide

_MODELS: tuple[type[Record], ...] = (
    Guide,
    Rule,
    OfficialDocument,
    NormativeDocument,
    Interpretation,
    Consultation,
    Organisation,
    RequestGuide,
    ComplaintChannels,
    ReadingPlaces,
    MediaMatrix,
    LostProperty,
    DataSet,
    ServiceGuide,
    LicenceResult,
    PenaltyResult,
    PowerItem,
    FiscalReport,
    Procurement,
    Project,
    Meeting,
    TaskTable,
    Proposal,
    ProposalTable,
    Emergency,
    Response,
    LetterDigest,
    Questions,
    Statistics,
    NEWEST_REPORT,
    YearlyForm,
    News,
    PublicNotice,
    RegisterEntry,
)

RECORD_TYPES: dict[str, type[Record]] = {model.type_id: model for model in _MODELS}
"""Every document type by its id, as `type:` spells it."""

__all__ = [
    "RECORD_TYPES",
    "AnnualReport",
    "Attachment",
    "ComplaintChannels",
    "Consent",
    "Consultation",
    "DataSet",
    "Document",
    "Emergency",
    "FiscalReport",
    "Guide",
    "Interpretation",
    "LetterDigest",
    "LicenceResult",
    "LostProperty",
    "MediaMatrix",
    "Meeting",
    "News",
    "NormativeDocument",
    "OfficialDocument",
    "Organisation",
    "PenaltyResult",
    "PowerItem",
    "Procurement",
    "Project",
    "Proposal",
    "ProposalTable",
    "PublicNotice",
    "Questions",
    "ReadingPlaces",
    "Record",
    "RegisterEntry",
    "RequestGuide",
    "Response",
    "Rule",
    "ServiceGuide",
    "Statistics",
    "TaskTable",
    "Tombstone",
    "YearlyForm",
]
