"""One trap: how its file is made, and what a gate that knows its business does with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from shapely.geometry.base import BaseGeometry

Write = Callable[[Path, Sequence[BaseGeometry]], Sequence[BaseGeometry] | None]
"""Given where to write and three parcels in degrees, writes the file; the shapes it truly holds where it is sound."""


@dataclass(frozen=True)
class Trap:
    name: str
    kind: str
    """Group it is counted in."""
    suffix: str
    write: Write
    says: str = ""
    """Pattern that the refusal must fit, so that whoever asked knows what to mend; empty for a sound file."""
    layer: str | None = None
    crs: str | None = None

    @property
    def sound(self) -> bool:
        return not self.says
