"""What is wrong with a layer's reference system, said so that whoever asked can put it right."""

from __future__ import annotations

from ..tool import ToolError


class CrsFault(ToolError):
    """The coordinates of a layer cannot be trusted to mean a place on CGCS2000; the message names layer and way out."""

    def __init__(self, text: str) -> None:
        super().__init__(one_line(text))


def one_line(text: str) -> str:
    """Names come from files: a line break or control character in one must not break a message apart."""
    return "".join(character if character.isprintable() else "�" for character in text)
