"""`.env.example`, written from `Settings`: every setting with its default and what it means."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from .setting_names import Leaf, leaves, written
from .settings import Settings

HEAD = """\
# Every setting of Guiyan with its default. Copy to .env and take the leading "# " off what you change;
# a process variable of the same name goes before .env. ./guiyan settings prints what is in force.
# Written by: ./guiyan settings --example > .env.example
"""


def env_example() -> str:
    return HEAD + "".join(f"\n{block}" for block in map(_block, leaves(Settings)))


def _block(leaf: Leaf) -> str:
    lines = [f"# {line}" for told in _told(leaf) for line in textwrap.wrap(told, 110)]
    return "\n".join([*lines, f"# {leaf.name}={written(leaf.default)}"]) + "\n"


def _told(leaf: Leaf) -> Iterator[str]:
    if leaf.meaning:
        yield leaf.meaning
    if leaf.choices:
        yield f"One of: {', '.join(leaf.choices)}."
    if leaf.chosen_by:
        kind, value = leaf.chosen_by
        yield f"Only with {kind}={value}{', and then it must be given' if leaf.required else ''}."
