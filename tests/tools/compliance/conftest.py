"""A reviewer over the county of zones and the real national laws."""

from __future__ import annotations

from pathlib import Path

import pytest
from county_of_zones import opened

from knowledge import KnowledgeBase
from knowledge.statutes import KnowledgeStatutes
from tools.compliance.review import Reviewer


@pytest.fixture(scope="session")
def statutes(knowledge_base: KnowledgeBase) -> KnowledgeStatutes:
    return KnowledgeStatutes(knowledge_base, lambda: knowledge_base.generation)


@pytest.fixture(scope="session")
def reviewer(zones: Path, statutes: KnowledgeStatutes) -> Reviewer:
    return Reviewer(opened(zones), statutes)
