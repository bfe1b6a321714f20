"""`openapi`: the document that describes every route."""

from __future__ import annotations

import argparse

from ..settings import Settings
from .printing import show_json
from .progress import at_node


def declare(_parser: argparse.ArgumentParser) -> None:
    """Nothing to choose."""


def run(_args: argparse.Namespace, settings: Settings) -> int:
    with at_node(settings) as node:
        show_json(node.openapi())
    return 0
