"""Evidence bundles (证据包): what a verdict rests on, kept so that it can be reached again without anything else."""

from .bundle import write_bundle
from .replay import Replay, replay

__all__ = ["Replay", "replay", "write_bundle"]
