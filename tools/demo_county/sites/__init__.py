"""Sites of which it is known what they meet, because they are put together from the county's cells."""

from .build import build_sites
from .site import Site

__all__ = ["Site", "build_sites"]
