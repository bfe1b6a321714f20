"""What is true of the county by construction: counted from its cells, never measured by overlay."""

from .write import SITES, write_truth

__all__ = ["SITES", "write_truth"]
