"""The county at two sizes, opened once, and what is written beside it."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from measuring import Stored


@pytest.fixture(scope="session", params=[2_000, pytest.param(20_000, marks=pytest.mark.long)])
def county(request: pytest.FixtureRequest, demo_county: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of a county of so many parcels; only read."""
    from tools.demo_county import build_demo

    return demo_county if request.param == 2_000 else build_demo(tmp_path_factory.mktemp("larger") / "county")


@pytest.fixture(scope="session")
def stored(county: Path) -> Stored:
    return Stored(county)


@pytest.fixture(scope="session")
def truth(county: Path) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((county / "truth.json").read_text(encoding="utf-8"))
    return read
