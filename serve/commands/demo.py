"""`demo`: a whole invented county to try everything on."""

from __future__ import annotations

import argparse
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

from ..settings import Settings
from .catalog import COMMANDS
from .printing import show
from .progress import Bar

if TYPE_CHECKING:
    from tools.demo_county import Summary

A_LINE = 6
"""Layers to a line."""


def declare(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", type=Path, required=True, metavar="文件夹", help="写到哪里：新的或空的文件夹")
    parser.add_argument("--parcels", type=int, metavar="数", help="多少个地类图斑，缺省两万；三十万也行")
    parser.add_argument("--seed", type=int, metavar="数", help="种子：同一个数、同样多的图斑，就是同一个县")


def run(args: argparse.Namespace, _settings: Settings) -> int:
    # only here: it brings every spatial library with it
    from tools.demo_county import DEFAULT_PARCELS, SEED, build_demo, summary_of

    bar = Bar()
    try:
        parcels = DEFAULT_PARCELS if args.parcels is None else args.parcels
        folder = build_demo(args.out.expanduser(), parcels, SEED if args.seed is None else args.seed, bar)
    finally:
        bar.close()
    show("\n".join(_told(summary_of(folder))))
    return 0


def _told(found: Summary) -> list[str]:
    layers = [f"{layer.name} {layer.features:,}" for layer in found.layers]
    size = f"{found.parcels:,} 个地类图斑，{found.area_km2:,.0f} 平方公里，{found.people / 1e4:.1f} 万人"
    return [
        f"{found.name}（{found.region}，虚构）在 {found.folder}",
        f"{size}，种子 {found.seed}",
        f"{len(layers)} 个图层（要素数）：",
        *("  " + "、".join(layers[n : n + A_LINE]) for n in range(0, len(layers), A_LINE)),
        "另有坡度栅格 slope.tif、统计表 statistics.csv、五部规划的指标 plans.csv、用途相容表 compatibility.toml；"
        f"{len(found.projects)} 个试审项目在 projects/",
        f"已知结果：truth.json，{found.sites} 块试审用地 truth_sites.geojson；故意放进的图层矛盾 {found.conflicts} 处",
        "接着可以试：",
        *(f"  {line}" for line in _next(found.folder, dict(found.projects))),
    ]


def _next(folder: Path, projects: dict[str, Path]) -> list[str]:
    """Commands of this release to go on with."""
    site = projects["厂房"]
    here, facts = shlex.quote(str(folder)), shlex.quote(str(site.with_name("FACTS.toml")))
    lines = {
        "kb": f"./guiyan kb add-targets {shlex.quote(str(folder / 'plans.csv'))}",
        "check": f"./guiyan check {shlex.quote(str(site))} --workspace {here} --date 2026-11-22 --project {facts}",
        "tool": f"GUIYAN_SPATIAL__WORKSPACE={here} ./guiyan tool compute_indicator --indicator 15分钟社区生活圈覆盖率",
    }
    return [line for command, line in lines.items() if command in COMMANDS]
