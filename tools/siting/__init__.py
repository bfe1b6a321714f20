"""Site selection (辅助选址): which ground of a region suits a use, and where several facilities would serve best."""

from .precheck import OpenCheck, Precheck, PrecheckOf

__all__ = ["OpenCheck", "Precheck", "PrecheckOf"]
