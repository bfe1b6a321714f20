"""workspace.toml: which layers a region's workspace holds, and which kinds do not exist there."""

from __future__ import annotations

import difflib
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from .faults import LayerFault

MANIFEST = "workspace.toml"


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class LayerEntry(_Entry):
    name: str = Field(min_length=1)
    kind: str | None = None
    file: str = Field(min_length=1)
    table: str | None = None
    edition: date | None = None
    source: str = ""
    grade: int = Field(default=0, ge=0)
    coverage: str | None = None
    crs: str | None = None
    code_scheme: str | None = None
    measured_from: str | None = None
    repair: bool = False


class AbsentEntry(_Entry):
    kind: str
    source: str
    date: date


class Manifest(_Entry):
    region: str = Field(pattern=r"^\d{6}$")
    name: str
    boundary: str | None = None
    layer: tuple[LayerEntry, ...] = ()
    absent: tuple[AbsentEntry, ...] = ()


def read_manifest(folder: Path) -> Manifest:
    path = folder / MANIFEST
    try:
        plain = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise LayerFault(f"{folder} 不是工作区：里面没有 {MANIFEST}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise LayerFault(f"{path} 读不懂：{error}；请存成 UTF-8 编码的 TOML") from None
    try:
        manifest = Manifest.model_validate(plain)
    except ValidationError as error:
        raise LayerFault(f"{path} 写得不对：{_first(error)}") from None
    names = [entry.name for entry in manifest.layer]
    twice = {name for name in names if names.count(name) > 1}
    if twice:
        raise LayerFault(f"{path} 里有同名的图层：{'、'.join(sorted(twice))}")
    if manifest.boundary is not None and manifest.boundary not in names:
        raise LayerFault(
            f"{path} 的 boundary 写的图层“{manifest.boundary}”不在清单里；{near(manifest.boundary, names)}"
        )
    return manifest


def near(name: str, names: list[str]) -> str:
    """相近的有…, for a name that is not there."""
    found = difflib.get_close_matches(name, names, n=5, cutoff=0.3) or sorted(names)[:8]
    return f"相近的有：{'、'.join(found)}" if found else "工作区里没有图层"


def _first(error: ValidationError) -> str:
    detail: Any = error.errors()[0]
    place = ".".join(str(part) for part in detail["loc"])
    reasons = {"extra_forbidden": "没有这个键", "missing": "缺少"}
    return f"{place} {reasons.get(detail['type'], detail['msg'])}"
