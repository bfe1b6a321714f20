"""The region an indicator is computed for: the workspace's own, or a town or village within it."""

from __future__ import annotations

import difflib
from dataclasses import dataclass

import shapely
from shapely.geometry.base import BaseGeometry

from ..layers import Workspace
from ..tool import ToolError

KIND = "XZQ"


@dataclass(frozen=True)
class Region:
    code: str
    """6, 9 or 12 digits"""
    name: str
    shape: BaseGeometry
    """EPSG:4490"""


def region_of(workspace: Workspace, said: str | None) -> Region:
    """By code or by name; ToolError with near names for one that is not there, or that several places bear."""
    if said is None or said in (workspace.region, workspace.name):
        if workspace.boundary is None:
            raise ToolError(
                f"{workspace.name}的工作区没有写明边界（boundary），不知道区域有多大；请在 workspace.toml 里写上"
            )
        return Region(workspace.region, workspace.name, workspace.boundary)
    places = _places(workspace)
    found = sorted({(code, name) for code, name, _ in places if said in (code, name)})
    if len(found) > 1:
        told = "、".join(f"{name}（{code}）" for code, name in found)
        raise ToolError(f"有{len(found)}个地方叫“{said}”：{told}；请给区划代码")
    if not found:
        names = [workspace.name, workspace.region, *(one for code, name, _ in places for one in (name, code))]
        near = difflib.get_close_matches(said, names, n=5, cutoff=0.4) or names[:6]
        raise ToolError(f"{workspace.name}（{workspace.region}）的工作区里没有“{said}”；相近的有：{'、'.join(near)}")
    ((code, name),) = found
    return Region(code, name, shapely.union_all([shape for held, _, shape in places if held == code]))


def _places(workspace: Workspace) -> list[tuple[str, str, BaseGeometry]]:
    """(code, name, shape) of every administrative area of the first layer of its level."""
    places: dict[str, list[tuple[str, str, BaseGeometry]]] = {}
    for layer in workspace.of_kind(KIND):
        features = layer.features()
        if not {"XZQDM", "XZQMC"} <= set(features.columns):
            continue
        codes, names = features["XZQDM"].astype(str), features["XZQMC"].astype(str)
        found: dict[str, list[tuple[str, str, BaseGeometry]]] = {}
        for code, name, shape in zip(codes, names, features.geometry, strict=True):
            found.setdefault(code, []).append((code, name, shape))
        places = found | places
    return [place for several in places.values() for place in several]
