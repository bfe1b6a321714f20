"""What is wanted of which tool: intent, arguments read by code, and what is missing."""

from .understanding import Attachment, Understanding

__all__ = ["Attachment", "Understanding"]
