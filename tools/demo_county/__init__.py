"""A demonstration county (示例县): invented, the same for the same seed, with what is true of it written beside it."""

from .build import DEFAULT_PARCELS, SEED, build_demo

__all__ = ["DEFAULT_PARCELS", "SEED", "build_demo"]
