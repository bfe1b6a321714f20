"""The small county that tests of the spatial tools share."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def demo_county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Workspace folder of a county of 2,000 parcels; only read. Copy it before changing it."""
    from tools.demo_county import build_demo

    return build_demo(tmp_path_factory.mktemp("county") / "demo", 2_000)
