"""Land classes by code, and whose land it is."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

Owner = Literal["国有", "集体"]

_OWNERS: dict[str, Owner] = {"1": "国有", "2": "国有", "3": "集体", "4": "集体"}
"""First digit of 权属性质 (QSXZ): 10 and 20 the state's, 30 to 34 and 40 collective."""


@dataclass(frozen=True)
class LandKind:
    """What a parcel's code says; None: nothing certain."""

    farmland: bool | None
    agricultural: bool | None


UNKNOWN_LAND = LandKind(None, None)


def land_kind(code: str, scheme: str | None) -> LandKind:
    """`scheme` 三调 or 用地用海…; of another, or none, only what all schemes say of the code."""
    said = {_of_scheme(code, one) for name, one in _schemes().items() if scheme is None or scheme.startswith(name)}
    if not said:
        said = {_of_scheme(code, one) for one in _schemes().values()}
    if len(said) == 1:
        return said.pop()
    farmland = {one.farmland for one in said}
    agricultural = {one.agricultural for one in said}
    return LandKind(
        farmland.pop() if len(farmland) == 1 else None, agricultural.pop() if len(agricultural) == 1 else None
    )


def owner_of(nature: Any) -> Owner | None:
    """By 权属性质; None where it is empty or no known code."""
    return _OWNERS.get(str(nature).strip()[:1]) if len(str(nature).strip()) == 2 else None


def _of_scheme(code: str, scheme: dict[str, tuple[str, ...]]) -> LandKind:
    if not code.startswith(scheme["first"]):
        return UNKNOWN_LAND
    return LandKind(code.startswith(scheme["farmland"]), _agricultural(code, scheme["agricultural"]))


def _agricultural(code: str, prefixes: tuple[str, ...]) -> bool | None:
    """A coarse code such as 04 holds classes of both sorts."""
    if code.startswith(prefixes):
        return True
    return None if any(prefix.startswith(code) for prefix in prefixes) else False


@cache
def _schemes() -> dict[str, dict[str, tuple[str, ...]]]:
    read = tomllib.loads((Path(__file__).parent / "land_codes.toml").read_text(encoding="utf-8"))["scheme"]
    return {name: {key: tuple(values) for key, values in one.items()} for name, one in read.items()}
