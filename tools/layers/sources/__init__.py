"""Formats a layer may be stored in, all read in the same way."""

from .opening import is_database, open_database, open_source
from .source import Bounds, Header, Source, stamp_of

__all__ = ["Bounds", "Header", "Source", "is_database", "open_database", "open_source", "stamp_of"]
