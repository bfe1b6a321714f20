"""`eval mcq FILE`: a file of multiple-choice questions, put to a bare model or to one with the knowledge base."""

from __future__ import annotations

import argparse

from serve.settings import Settings

from . import run as running


def declare(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file",
        metavar="文件",
        help="C-Eval 式 CSV（question、A…、answer）或 EvalScope general_mcq 的 JSON lines",
    )
    running.declare_options(parser)


def run(args: argparse.Namespace, settings: Settings) -> int:
    args.tasks = [] if args.resume else [f"general_mcq:{args.file}"]
    return running.run(args, settings)
