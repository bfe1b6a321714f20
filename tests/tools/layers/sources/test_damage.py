"""Files damaged at random: read, or refused in one sentence; nothing else, whatever the format."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from stored_layers import SYSTEM, WITHOUT_SYSTEM, WRITERS, parcels

from tools import ToolError
from tools.layers import read_site

pytestmark = [pytest.mark.long, pytest.mark.filterwarnings("ignore::RuntimeWarning")]


def damaged(content: bytes, chance: random.Random) -> bytes:
    """A few bytes changed, taken out or doubled."""
    changed = bytearray(content)
    for _ in range(chance.choice([1, 1, 2, 5, 20])):
        at = chance.randrange(len(changed)) if changed else 0
        match chance.randrange(3):
            case 0:
                changed[at : at + 1] = chance.randbytes(1)
            case 1:
                del changed[at : at + chance.randrange(1, 50)]
            case _:
                changed[at:at] = changed[max(0, at - 30) : at]
    return bytes(changed)


@pytest.mark.parametrize("name", WRITERS)
def test_damage_is_read_over_or_refused(tmp_path: Path, name: str) -> None:
    path = WRITERS[name](tmp_path, parcels())
    files = {file: file.read_bytes() for file in sorted(tmp_path.rglob("*")) if file.is_file()}
    refused = 0
    for seed in range(150):
        chance = random.Random(seed)
        file = chance.choice(list(files))
        file.write_bytes(damaged(files[file], chance))
        try:
            assert read_site(path, crs=SYSTEM if name in WITHOUT_SYSTEM else None).features() is not None
        except ToolError as fault:
            refused += 1
            assert "\n" not in str(fault)  # noqa: PT017 - either is right
        file.write_bytes(files[file])
    assert refused
