"""Reports as a planner files them: one content, written as Word or PDF, with map figures."""

from .content import Figure, Heading, Paragraph, Report, Table
from .map_figure import MapLayer, draw_map
from .write import write_document

__all__ = ["Figure", "Heading", "MapLayer", "Paragraph", "Report", "Table", "draw_map", "write_document"]
