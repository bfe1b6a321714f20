"""`bundle`: one file that installs Guiyan on a machine that is cut off."""

from __future__ import annotations

import argparse
import hashlib
import platform
import sys
from pathlib import Path

from ..bundle import write_bundle
from ..own_node import version
from ..settings import Settings
from .printing import show
from .progress import Bar

HERE = f"{sys.version_info.major}.{sys.version_info.minor}"


def declare(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", nargs="?", type=Path, metavar="文件", help="缺省为 guiyan-版本-平台-py版本.guiyan")
    parser.add_argument("--platform", choices=["x86_64", "aarch64"], default=platform.machine(), help="缺省同本机")
    parser.add_argument("--python", default=HERE, metavar="3.x", help="那台机器上的 Python，缺省同本机")


def run(args: argparse.Namespace, _settings: Settings) -> int:
    file: Path = args.file or Path(f"guiyan-{version()}-{args.platform}-py{args.python}.guiyan")
    bar = Bar()
    write_bundle(file, machine=args.platform, python=args.python, progress=bar)
    bar.close()
    with file.open("rb") as stream:
        checksum = hashlib.file_digest(stream, "sha256").hexdigest()
    show(f"{file}  {file.stat().st_size / 1e6:.0f} MB  SHA-256 {checksum}")
    show(f"在那台机器上的空目录里：tar xf {file.name} guiyan && ./guiyan up --offline {file.name}")
    return 0
