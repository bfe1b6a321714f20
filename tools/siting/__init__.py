"""Site selection (辅助选址): which ground of a region suits a use, and where several facilities would serve best."""

from .precheck import OpenCheck, Precheck, PrecheckOf
from .reviewing import prechecked_by
from .tools import siting_tools

__all__ = ["OpenCheck", "Precheck", "PrecheckOf", "prechecked_by", "siting_tools"]
