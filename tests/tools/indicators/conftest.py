"""The county of squares, opened once."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tools.layers import Workspace, open_workspace

sys.path.insert(0, str(Path(__file__).parent))
from county_of_squares import build


@pytest.fixture(scope="session")
def squares(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Only read. Copy it, or build another, before changing it."""
    return build(tmp_path_factory.mktemp("squares") / "workspace")


@pytest.fixture(scope="session")
def county(squares: Path) -> Workspace:
    return open_workspace(squares)
