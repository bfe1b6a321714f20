"""workspace.toml: which layers a region's workspace holds, and which kinds do not exist there."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from .faults import LayerFault
from .names import near

MANIFEST = "workspace.toml"
SURVEY = "DLTB"


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class LayerEntry(_Entry):
    name: str = Field(min_length=1)
    kind: str | None = None
    file: str = Field(min_length=1)
    """relative to the folder, or the address of a database without its password: postgresql://user@host/name"""
    table: str | None = None
    edition: date | None = None
    source: str = ""
    grade: int = Field(default=0, ge=0)
    coverage: str | None = None
    crs: str | None = None
    code_scheme: str | None = None
    measured_from: str | None = None
    repair: bool = False
    uncertainty_m: float = Field(default=0.0, ge=0, le=100)
    """how far off its positions may be as it was surveyed or drawn"""


class AbsentEntry(_Entry):
    kind: str
    source: str
    date: date


class Manifest(_Entry):
    region: str = Field(pattern=r"^\d{6}$")
    name: str
    boundary: str | None = None
    reference: str | None = None
    """the layer whose place is beyond doubt; where none is named, the first of the land survey"""
    layer: tuple[LayerEntry, ...] = ()
    absent: tuple[AbsentEntry, ...] = ()

    @property
    def reference_layer(self) -> str | None:
        surveys = [entry.name for entry in self.layer if entry.kind == SURVEY]
        return self.reference or next(iter(surveys), None)


def read_manifest(folder: Path) -> Manifest:
    path = folder / MANIFEST
    try:
        plain = tomllib.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
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
    for key, named in (("boundary", manifest.boundary), ("reference", manifest.reference)):
        if named is not None and named not in names:
            raise LayerFault(f"{path} 的 {key} 写的图层“{named}”不在清单里；{near(named, names)}")
    return manifest


def _first(error: ValidationError) -> str:
    detail: Any = error.errors()[0]
    place = ".".join(str(part) for part in detail["loc"])
    reasons = {"extra_forbidden": "没有这个键", "missing": "缺少"}
    return f"{place} {reasons.get(detail['type'], detail['msg'])}"
