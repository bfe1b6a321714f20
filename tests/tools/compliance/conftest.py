"""A reviewer over the county of zones and the real national laws."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from county_of_zones import build, opened

from knowledge import KnowledgeBase
from knowledge.statutes import KnowledgeStatutes
from tools.compliance.review import Reviewer


@pytest.fixture(scope="session")
def statutes(knowledge_base: KnowledgeBase) -> KnowledgeStatutes:
    return KnowledgeStatutes(knowledge_base, lambda: knowledge_base.generation)


@pytest.fixture(scope="session")
def zones(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Only read; `build` another to change it."""
    return build(tmp_path_factory.mktemp("zones") / "county")


@pytest.fixture(scope="session")
def reviewer(zones: Path, statutes: KnowledgeStatutes) -> Reviewer:
    return Reviewer(opened(zones), statutes)
