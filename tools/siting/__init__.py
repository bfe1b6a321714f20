"""Site selection (辅助选址): which ground of a region suits a use, and where several facilities would serve best."""

from .precheck import OpenCheck, Precheck, PrecheckOf
from .reviewing import prechecked_by
from .tools import siting_tools
from .uses import use_in

__all__ = ["OpenCheck", "Precheck", "PrecheckOf", "prechecked_by", "siting_tools", "use_in"]
