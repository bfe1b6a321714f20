"""What is wrong with a layer's reference system, said so that whoever asked can put it right."""

from __future__ import annotations

from ..tool import ToolError


class CrsFault(ToolError):
    """The coordinates of a layer cannot be trusted to mean a place on CGCS2000; the message names layer and way out."""
