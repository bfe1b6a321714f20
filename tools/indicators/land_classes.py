"""Land classes (地类) that are counted together, by the codes of the land survey."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from .library import FOLDER


@dataclass(frozen=True)
class LandClass:
    name: str
    codes: tuple[str, ...]
    """prefixes of DLBM, 三调"""
    net: bool = False
    """田坎 is taken off"""
    town: tuple[str, ...] = ()
    """prefixes of CZCSXM; empty: anywhere"""

    def among(self, codes: Any) -> npt.NDArray[np.bool_]:
        """Which of a column of land codes belong to the class."""
        return _starting(codes, self.codes)

    def in_town(self, codes: Any) -> npt.NDArray[np.bool_]:
        return _starting(codes, self.town)


def _starting(codes: Any, prefixes: tuple[str, ...]) -> npt.NDArray[np.bool_]:
    return np.asarray(codes.astype("string").str.startswith(prefixes).fillna(False), dtype=bool)


@cache
def land_classes() -> dict[str, LandClass]:
    read = tomllib.loads((FOLDER / "land_classes.toml").read_text(encoding="utf-8"))
    return {
        name: LandClass(name, tuple(one["codes"]), one.get("net", False), tuple(one.get("town", ())))
        for name, one in read["class"].items()
    }
