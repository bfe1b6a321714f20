"""The gate every site file passes before it is checked, as a tool that can be judged by itself: no rules, no law."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import shapely
from pydantic import Field

from knowledge import Wire
from tools import tool
from tools.crs.ellipsoid import ellipsoidal_area
from tools.layers import open_workspace, read_site


class SiteRead(Wire):
    area_m2: float
    longitude: float
    latitude: float
    """Of the centroid, degrees of CGCS2000."""
    notices: tuple[str, ...]


@tool
def read_site_file(
    path: Annotated[str, Field(description="用地文件")],
    workspace: Annotated[str, Field(description="工作区文件夹")],
    layer: Annotated[str | None, Field(description="文件里有几个图层时用哪一个")] = None,
    crs: Annotated[str | None, Field(description="文件没有写明坐标系时写，如 EPSG:4524")] = None,
) -> SiteRead:
    """读一份用地文件：位置、坐标系或图形有疑问就说明并拒绝，没有疑问给出椭球面积和中心."""
    site = read_site(Path(path), layer=layer, crs=crs, workspace=open_workspace(Path(workspace)))
    shapes = site.features().geometry.to_numpy()
    centre = shapely.centroid(shapely.union_all(shapes))
    return SiteRead(
        area_m2=float(ellipsoidal_area(shapes).sum()),
        longitude=centre.x,
        latitude=centre.y,
        notices=tuple(notice.text for notice in site.notices),
    )
