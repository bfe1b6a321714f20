"""What is wrong with a layer's file or features, said so that whoever asked can put it right."""

from __future__ import annotations

from ..crs.faults import one_line
from ..tool import ToolError


class LayerFault(ToolError):
    """A layer cannot be used as it is; the message names it and the way out."""

    def __init__(self, text: str) -> None:
        super().__init__(one_line(text))


class Unreachable(LayerFault):
    """Where the layer is kept does not answer now; it may later."""
