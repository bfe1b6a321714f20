"""Overlay (空间叠加) of two sets of polygons: which meet, and in how much area."""

from .pairs import Overlaps, overlap_areas

__all__ = ["Overlaps", "overlap_areas"]
