"""Which layers the spatial tools work on: values only; `serve/settings.py` alone reads the environment."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict


class SpatialSettings(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)

    workspace: Path | None = None
    """Folder with workspace.toml: the layers of this node's region. Without one the spatial tools say so."""
    datum_shifts: Path | None = None
    """TOML file of this node only, with the parameters from Xi'an 80 or Beijing 54 to CGCS2000."""
    rule_packs: Path | None = None
    """Folder of further rule packs, such as a province's own, beside those that come with the program."""
