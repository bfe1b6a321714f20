"""Errors, named for who must act.

ToolError (tools)        whoever asked: it cannot be answered as given
├── UnknownReference     no such instrument or provision, or several
└── UnreadableDocument   a file that is no law text
StoreUnavailable         whoever operates the node
"""

from tools import ToolError


class StoreUnavailable(Exception):
    """A store cannot be reached, opened or trusted. The message names it and the way out."""


class UnknownReference(ToolError):
    """No such instrument or provision here, or the name fits several."""


class UnreadableDocument(ToolError):
    """A file that cannot be taken in as a law text."""


__all__ = ["StoreUnavailable", "ToolError", "UnknownReference", "UnreadableDocument"]
