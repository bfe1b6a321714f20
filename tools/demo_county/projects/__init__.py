"""Projects to try a check on: a site each, and what is known of it (FACTS.toml)."""

from .draw import Project, draw_projects
from .write import write_projects

__all__ = ["Project", "draw_projects", "write_projects"]
