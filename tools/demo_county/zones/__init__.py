"""Which cells lie in which zone. A zone is whole cells, so what two zones have in common is known here."""

from .catalog import CLASSES, Zones
from .draw import draw_development, draw_zones

__all__ = ["CLASSES", "Zones", "draw_development", "draw_zones"]
