"""A demonstration county (示例县): invented, the same for the same seed, with what is true of it written beside it."""

from .build import DEFAULT_PARCELS, SEED, build_demo
from .country import raise_country
from .county import County, think_out
from .sites import Site, build_sites
from .summary import Summary, summary_of

__all__ = [
    "DEFAULT_PARCELS",
    "SEED",
    "County",
    "Site",
    "Summary",
    "build_demo",
    "build_sites",
    "raise_country",
    "summary_of",
    "think_out",
]
