"""The plain county, opened once."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tools.layers import Workspace, open_workspace

sys.path.insert(0, str(Path(__file__).parent))
from plain_county import build


@pytest.fixture(scope="session")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Only read. Copy it, or build another, before changing it."""
    return build(tmp_path_factory.mktemp("plain") / "workspace")


@pytest.fixture(scope="session")
def county(plain: Path) -> Workspace:
    return open_workspace(plain)
