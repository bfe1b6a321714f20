"""The graded soft factors, each measured from the workspace's data and scored by its table."""

from .factor import Factor, Measured, scored
from .opening import Opened, open_factors

__all__ = ["Factor", "Measured", "Opened", "open_factors", "scored"]
