"""What is known: law texts and their versions in time, searched by words, meaning and citations."""

from .errors import StoreUnavailable, UnknownReference, UnreadableDocument
from .instruments.instrument import Instrument, Status, Version
from .knowledge_base import KnowledgeBase
from .opening import open_knowledge_base, rebuild_projections
from .results import Notice, ProvisionView, SearchHit, SearchResults, Wire
from .settings import Group, KnowledgeSettings

__all__ = [
    "Group",
    "Instrument",
    "KnowledgeBase",
    "KnowledgeSettings",
    "Notice",
    "ProvisionView",
    "SearchHit",
    "SearchResults",
    "Status",
    "StoreUnavailable",
    "UnknownReference",
    "UnreadableDocument",
    "Version",
    "Wire",
    "open_knowledge_base",
    "rebuild_projections",
]
