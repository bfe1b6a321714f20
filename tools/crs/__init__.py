"""Which place a coordinate means: reference systems, the gate before them, ellipsoidal areas."""

from .ellipsoid import area_of, ellipsoidal_area
from .faults import CrsFault
from .local_frame import LocalFrame

__all__ = ["CrsFault", "LocalFrame", "area_of", "ellipsoidal_area"]
