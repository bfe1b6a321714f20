"""The county of 2,000 parcels, opened once, and what is written beside it."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from measuring import Stored


@pytest.fixture(scope="session")
def stored(demo_county: Path) -> Stored:
    return Stored(demo_county)


@pytest.fixture(scope="session")
def truth(demo_county: Path) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((demo_county / "truth.json").read_text(encoding="utf-8"))
    return read
