"""The county of 2,000 parcels, opened once."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from measuring import Stored


@pytest.fixture(scope="session")
def stored(demo_county: Path) -> Stored:
    return Stored(demo_county)
