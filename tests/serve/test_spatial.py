"""The workspace of a node: opened once, and again when what it stands on has changed."""

from __future__ import annotations

from pathlib import Path

import geopandas
import pyogrio
import pytest
import shapely

from knowledge import KnowledgeBase
from knowledge.statutes import KnowledgeStatutes
from serve.spatial import Spatial
from tools.crs import CrsFault
from tools.settings import SpatialSettings

MANIFEST = 'region = "999901"\nname = "示例县"\n[[layer]]\nname = "红线"\nkind = "STBHHX"\nfile = "zones.gpkg"\n'


def written(folder: Path, system: str, count: int = 1) -> Path:
    shapes = [shapely.box(500_000 + n * 200, 3_300_000, 500_100 + n * 200, 3_300_100) for n in range(count)]
    pyogrio.write_dataframe(geopandas.GeoDataFrame(geometry=shapes, crs=system), folder / "zones.gpkg")
    (folder / "workspace.toml").write_text(MANIFEST, encoding="utf-8")
    return folder


@pytest.fixture
def statutes(knowledge_base: KnowledgeBase) -> KnowledgeStatutes:
    return KnowledgeStatutes(knowledge_base)


def test_a_workspace_is_opened_again_when_a_file_that_was_read_changes(
    tmp_path: Path, statutes: KnowledgeStatutes
) -> None:
    spatial = Spatial(SpatialSettings(workspace=written(tmp_path, "EPSG:4547")), statutes)
    workspace = spatial.own_workspace()
    assert workspace is not None
    assert len(workspace.layer("红线").features()) == 1
    assert spatial.own_workspace() is workspace
    (tmp_path / "zones.gpkg").unlink()
    written(tmp_path, "EPSG:4547", count=2)
    again = spatial.own_workspace()
    assert again is not None
    assert len(again.layer("红线").features()) == 2


def test_old_datums_are_read_with_the_parameters_of_the_settings(tmp_path: Path, statutes: KnowledgeStatutes) -> None:
    folder = written(tmp_path, "EPSG:2383")
    plain = Spatial(SpatialSettings(workspace=folder), statutes).own_workspace()
    assert plain is not None
    with pytest.raises(CrsFault, match="西安80"):
        plain.layer("红线").features()
    shifts = tmp_path / "shifts.toml"
    shifts.write_text('["西安80"]\nuncertainty_m = 0.4\npipeline = "+proj=affine +xoff=0.0005"\n')
    told = Spatial(SpatialSettings(workspace=folder, datum_shifts=shifts), statutes).own_workspace()
    assert told is not None
    assert told.layer("红线").uncertainty_m == 0.4
    assert len(told.layer("红线").features()) == 1
