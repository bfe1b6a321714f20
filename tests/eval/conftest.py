"""The small task within reach of every test, and a target that does it right."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from small_task import Answering


@pytest.fixture
def right() -> Answering:
    return Answering(lambda text: str(2 * int(text)))
