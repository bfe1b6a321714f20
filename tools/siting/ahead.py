"""Layers of a whole workspace read ahead, several at a time, since nearly half of a selection is reading."""

from __future__ import annotations

import os
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

from ..indicators.land import SURVEY
from ..layers import Layer, Workspace
from ..tool import ToolError
from .definitions import FactorKey, constraint_rules, factor_rules
from .network import ROADS
from .reading import Scope, speaking_layers
from .request import Asked
from .slope_raster import is_raster
from .uses import Use


def read_ahead(workspace: Workspace, scope: Scope, factors: Iterable[FactorKey], use: Use, asked: Asked) -> None:
    """A part of a region is read from the files' own index instead, where it is wanted."""
    if not scope.whole:
        return
    kinds = [SURVEY, *(rule.zone for rule in constraint_rules() if rule.zone and rule.holds_for(use.code))]
    kinds += [data.kind for key in factors for data in factor_rules()[key].data] + [kind for kind, _ in ROADS]
    layers = [layer for kind in dict.fromkeys(kinds) for layer in speaking_layers(workspace, kind, asked.day)]
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        list(pool.map(_read, [layer for layer in layers if not is_raster(layer)]))


def _read(layer: Layer) -> None:
    with suppress(ToolError):  # said where the layer is used
        layer.features()
