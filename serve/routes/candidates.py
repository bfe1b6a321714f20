"""What site selection found, as files: candidates' geometries and where they lie."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path as File
from typing import Annotated, Any

from fastapi import APIRouter, Path, Response

from tools import ToolError
from tools.layers import Workspace
from tools.siting.candidate_map import candidate_map

from ..problems import documented

_GEOPACKAGE = "application/geopackage+sqlite3"
Name = Annotated[str, Path(description="select_site 结果里的 file", pattern=r"^siting-\d{2,8}-[0-9a-f]{12}\.gpkg$")]


def candidate_routes(folder: File, workspace: Callable[[], Workspace | None]) -> APIRouter:
    """`folder`: where the tools write."""
    router = APIRouter(tags=["sites"])

    def kept(name: str) -> File:
        path = folder / name
        if not path.is_file():
            raise ToolError(f"没有选址结果“{name}”；请重新选址")
        return path

    @router.get(
        "/candidates/{name}",
        operation_id="get_candidates",
        responses=_as(_GEOPACKAGE) | documented(400, 422),
        response_class=Response,
    )
    def get_candidates(name: Name) -> Response:
        """Geometries of the candidates as a GeoPackage (候选地块图形)."""
        return Response(kept(name).read_bytes(), media_type=_GEOPACKAGE)

    @router.get(
        "/candidates/{name}/map.png",
        operation_id="get_candidate_map",
        responses=_as("image/png") | documented(400, 422),
        response_class=Response,
    )
    def get_candidate_map(name: Name) -> Response:
        """Where the candidates lie (候选地块位置图)."""
        return Response(candidate_map(kept(name), workspace()), media_type="image/png")

    return router


def _as(media_type: str) -> dict[int | str, dict[str, Any]]:
    return {200: {"content": {media_type: {}}}}
