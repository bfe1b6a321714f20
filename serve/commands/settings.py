"""`settings`: what is in force and where each value comes from, secrets hidden."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from ..env_example import env_example
from ..setting_names import leaves, value_of, written
from ..settings import Settings, sources
from .printing import show, show_json

_FROM = {"variable": "环境变量", ".env": ".env", None: "缺省"}


def declare(parser: argparse.ArgumentParser) -> None:
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="打印一个 JSON 对象")
    form.add_argument("--example", action="store_true", help="打印 .env.example：全部设置、缺省值和含义")


def run(args: argparse.Namespace, settings: Settings) -> int:
    if args.example:
        show(env_example())
    elif args.json:
        show_json({name: value for name, value, _ in _in_force(settings)})
    else:
        show("\n".join(f"{name}={value}  # {source}" for name, value, source in _in_force(settings)))
    return 0


def _in_force(settings: Settings) -> Iterator[tuple[str, str, str]]:
    given = sources()
    for leaf in leaves(Settings):
        if leaf.chosen_by is None or value_of(settings, (*leaf.path[:-1], "kind")) == leaf.chosen_by[1]:
            yield leaf.name, written(value_of(settings, leaf.path)), _FROM[given.get(leaf.name)]
