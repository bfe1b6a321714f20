"""The demonstration county, built beside its place and put there whole."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from pyogrio.errors import DataSourceError

from tools import ToolError

from .country import Progress, raise_country
from .county import think_out
from .plans import FILE as PLANS
from .plans import plans_csv
from .projects import draw_projects, write_projects
from .sites import build_sites
from .sites.ground import Ground
from .sites.ways import Ways
from .size import LARGEST, SMALLEST
from .slope import FILE as SLOPE
from .slope import write_slope
from .statistics import FILE as STATISTICS
from .statistics import statistics_csv
from .store import frozen_time, store
from .strangers import list_contents, refuse_strangers
from .truth import write_truth

SEED = 20261122
DEFAULT_PARCELS = 20_000
COMPATIBILITY = Path(__file__).parent / "compatibility.toml"
"""What the county allows on land planned for something else; a part of its workspace."""


def build_demo(
    folder: Path, parcels: int = DEFAULT_PARCELS, seed: int = SEED, progress: Progress = lambda *_: None
) -> Path:
    """Write the county into `folder`; it is there completely or not at all.

    ToolError for a folder that holds anything but a former demonstration county, or that cannot be written.
    """
    if not SMALLEST <= parcels <= LARGEST:
        raise ToolError(f"示例县的图斑数 {parcels} 应在 {SMALLEST} 与 {LARGEST} 之间")
    if not 0 <= seed < 2**63:
        raise ToolError(f"种子 {seed} 应是不小于 0 的整数")
    folder = folder.absolute()
    refuse_strangers(folder)
    building: Path | None = None
    try:
        building = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
        _write(building, parcels, seed, progress)
        building.chmod(0o755)
        _put(building, folder)
    except (OSError, DataSourceError) as error:
        why = error.strerror if isinstance(error, OSError) and error.strerror else error
        raise ToolError(f"{folder} 写不进去：{why}；请换一个可写、空间够的地方") from error
    finally:
        if building is not None:
            shutil.rmtree(building, ignore_errors=True)
    return folder


def _put(building: Path, folder: Path) -> None:
    """In its place, where a former county gives way and comes back should that fail."""
    former = building.with_name(f"{building.name}-former")
    if folder.exists():
        folder.rename(former)
    try:
        building.rename(folder)
    except OSError:
        if former.exists():
            former.rename(folder)
        raise
    shutil.rmtree(former, ignore_errors=True)


def _write(folder: Path, parcels: int, seed: int, progress: Progress) -> None:
    county = think_out(raise_country(parcels, seed, progress))
    ground, ways = Ground(county), Ways(county)
    with frozen_time():
        layers = store(folder, county, progress)
        projects = draw_projects(county, ground, ways)
        write_projects(folder, projects)
        progress("写出坡度", 0, 2)
        write_slope(folder / SLOPE, county)
        progress("写出真值", 1, 2)
        write_truth(folder, county, layers, projects, build_sites(county, ways=ways), ways)
    shutil.copyfile(COMPATIBILITY, folder / COMPATIBILITY.name)
    (folder / PLANS).write_text(plans_csv(county), encoding="utf-8")
    (folder / STATISTICS).write_text(statistics_csv(county), encoding="utf-8")
    list_contents(folder)
