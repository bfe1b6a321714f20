"""Where a Chinese font lies: Noto Sans SC (SIL Open Font Licence), a file of the installed `zhplot`."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path

FAMILY = "Noto Sans SC"


@cache
def font_file() -> Path:
    found = find_spec("zhplot")  # its file is all we take: the package itself is never imported
    assert found is not None
    assert found.origin is not None
    return Path(found.origin).parent / "fonts" / "NotoSansSC-Regular.ttf"
