"""`eval bench NAME`: benchmarks over the node's own knowledge base, each with a peer's figure beside ours."""

from __future__ import annotations

import argparse
from pathlib import Path

from knowledge.passages.e5_conversion import converted_model
from knowledge.passages.onnx_embedder import OnnxEmbedder
from serve.commands.progress import Bar
from serve.services import open_services
from serve.settings import Settings
from tools import ToolError

from ..bench.answers import bench_answers
from ..bench.area import bench_area
from ..bench.check import bench_check
from ..bench.exam import bench_exam
from ..bench.harness import bench_harness
from ..bench.overlay import bench_overlay
from ..bench.references import bench_references
from ..bench.search import bench_search, bench_search_at
from ..bench.siting import bench_siting
from ..bench.stard import bench_stard
from ..targets.retriever import Retriever


def declare(parser: argparse.ArgumentParser) -> None:
    named = parser.add_subparsers(dest="name", required=True, metavar="名称")
    search = named.add_parser("search", help="检索用时，旁列 BM25")
    search.add_argument("--provisions", type=int, metavar="条数", help="扩到这么多条再测，如 150000")
    quality = named.add_parser("quality", help="检索质量，旁列 BM25")
    quality.add_argument("--exam", type=Path, metavar="文件夹", help="规划考题（queries.jsonl）")
    quality.add_argument(
        "--stard", type=Path, metavar="文件夹", help="STARD（corpus.jsonl.gz、queries.jsonl、qrels.tsv）"
    )
    named.add_parser("references", help="全部条文的精确引用")
    named.add_parser("answers", help="拒答与引用")
    harness = named.add_parser("harness", help="评测框架自己的开销，旁列直接循环调用")
    harness.add_argument("--at-once", type=int, default=2, metavar="个数", help="同时问几例，缺省 2")
    harness.add_argument("--rounds", type=int, default=5, metavar="轮数", help="交替测几轮，缺省 5")
    area = named.add_parser("area", help="椭球面积，旁列 pyproj.Geod")
    area.add_argument("--parcels", type=int, default=437_006, metavar="个数", help="图斑数，缺省 437006")
    area.add_argument("--json", action="store_true", help="输出一个 JSON 对象")
    check = named.add_parser("check", help="一块用地的全部审查项，旁列 geopandas 求交")
    check.add_argument("--parcels", type=int, default=300_000, metavar="个数", help="图斑数，缺省 300000")
    check.add_argument("--sites", type=int, default=40, metavar="个数", help="用地块数，缺省 40")
    check.add_argument("--json", action="store_true", help="输出一个 JSON 对象")
    siting = named.add_parser("siting", help="辅助选址各步用时，旁列 geopandas")
    siting.add_argument("--parcels", type=int, default=300_000, metavar="个数", help="图斑数，缺省 300000")
    siting.add_argument("--json", action="store_true", help="输出一个 JSON 对象")
    overlay = named.add_parser("overlay", help="叠加面积，旁列 geopandas.overlay")
    overlay.add_argument("--parcels", type=int, default=299_209, metavar="个数", help="图斑数，缺省 299209")
    overlay.add_argument("--buildings", type=Path, metavar="ZIP", help="改用一个压缩的 Shapefile，与错开几米的自己相叠")
    overlay.add_argument("--json", action="store_true", help="输出一个 JSON 对象")


def run(args: argparse.Namespace, settings: Settings) -> int:
    bar = Bar()
    kept = settings.state_folder / "bench"
    if args.name == "area":
        return bench_area(args.parcels, as_json=args.json)
    if args.name == "siting":
        return bench_siting(args.parcels, kept, as_json=args.json)
    if args.name == "overlay":
        return bench_overlay(args.parcels, args.buildings, as_json=args.json)
    if args.name == "search" and args.provisions:
        return bench_search_at(args.provisions, kept / "many", bar)
    if args.name == "quality" and args.stard:
        embedder = OnnxEmbedder(converted_model(settings.knowledge.folder / "embedding"))
        bench_stard(_folder(args.stard), kept / "stard", embedder, bar)
        if not args.exam:
            return 0
    if args.name == "quality" and not args.exam:
        raise ToolError("请给出 --exam 文件夹 或 --stard 文件夹")
    with open_services(settings, progress=bar) as services:
        bar.close()
        if args.name == "check":
            return bench_check(args.parcels, args.sites, kept, services.statutes, as_json=args.json)
        if args.name == "search":
            return bench_search(services.base)
        if args.name == "quality":
            return bench_exam(services.base, _folder(args.exam))
        if args.name == "harness":
            return bench_harness(Retriever(services.base), at_once=args.at_once, rounds=args.rounds)
        if args.name == "references":
            return bench_references(services.base)
        return bench_answers(services.planner)


def _folder(path: Path) -> Path:
    if not path.is_dir():
        raise ToolError(f"没有这个文件夹：{path}")
    return path
