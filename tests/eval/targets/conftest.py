"""A scripted endpoint for the targets that reach one."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from scripted_endpoint import Scripted, serving


@pytest.fixture
def scripted() -> Iterator[Scripted]:
    with serving() as made:
        yield made
