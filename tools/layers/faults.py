"""What is wrong with a layer's file or features, said so that whoever asked can put it right."""

from __future__ import annotations

from ..tool import ToolError


class LayerFault(ToolError):
    """A layer cannot be used as it is; the message names it and the way out."""
