"""`check`: whether a site may be built on as planned (规划符合性审查)."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from tools.compliance.facts import read_facts

from ..requests import CheckRequest, understood
from ..settings import Settings
from .arguments import given
from .check_text import compliance_text
from .printing import show, show_json
from .progress import at_node

_PATHS = ("site", "workspace", "report", "bundle", "geojson")


def declare(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("site", type=Path, metavar="用地文件", help="GeoPackage、Shapefile、GeoJSON、报批坐标 TXT 等")
    parser.add_argument(
        "--workspace", type=Path, metavar="文件夹", help="图层工作区（有 workspace.toml）；缺省用设置里的"
    )
    parser.add_argument("--date", metavar="日期", help="审查日期，按当日有效的法律；缺省为今天")
    parser.add_argument("--project", type=Path, metavar="文件", help="项目事实（TOML）；没有写的当作不知道")
    parser.add_argument("--layer", metavar="名称", help="文件里有几个图层时用哪一个")
    parser.add_argument("--crs", metavar="坐标系", help="文件没有写明坐标系时写，如 EPSG:4524")
    parser.add_argument("--repair", action="store_true", help="修复自相交的图形（会说明面积变化）")
    parser.add_argument("--tolerance", dest="tolerance_m2", metavar="平方米", help="不超过它的重叠不作为占用，缺省 1")
    parser.add_argument("--report", type=Path, metavar="文件", help="审查报告，.docx 或 .pdf")
    parser.add_argument("--bundle", type=Path, metavar="文件夹", help="证据包，可以重放")
    parser.add_argument("--geojson", type=Path, metavar="文件", help="重叠图形")
    parser.add_argument("--json", action="store_true", help="打印一个 JSON 对象")


def run(args: argparse.Namespace, settings: Settings) -> int:
    asked: dict[str, Any] = given(args, *_PATHS, "date", "layer", "crs", "tolerance_m2")
    for name in _PATHS:
        if name in asked:
            asked[name] = Path(asked[name]).absolute()
    if args.project is not None:
        asked["facts"] = read_facts(args.project).model_dump(mode="json", exclude_none=True)
    wanted = understood(CheckRequest, {**asked, "repair": args.repair})
    with at_node(settings) as node:
        answer = node.check_site(wanted)
    show_json(answer) if args.json else show(compliance_text(answer))
    return 0
