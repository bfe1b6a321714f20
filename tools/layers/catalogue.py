"""The layer catalogue (图层目录): kinds that rules and indicators ask for."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path


@cache
def catalogue() -> Mapping[str, str]:
    """Chinese names by kind, e.g. YJJBNT: 永久基本农田."""
    return tomllib.loads(Path(__file__).with_name("catalogue.toml").read_text(encoding="utf-8"))
