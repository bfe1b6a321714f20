"""What a clause does to its reader: obliges, permits, forbids; and whether it denies."""

from __future__ import annotations

import re
from typing import Literal

Modality = Literal["must", "may", "must_not", "need_not"]

_PATTERNS: tuple[tuple[Modality, re.Pattern[str]], ...] = (
    ("must_not", re.compile(r"不得|禁止|严禁|不准|不允许|不能|不可以?(?!抗|避|移|或缺|分|再生|逆)|不应当?|无权|不予")),
    ("need_not", re.compile(r"无需|无须|不必|不需要?|毋须|可以不|免予|免于|不再")),
    ("must", re.compile(r"应当(?!知道)|应该|必须|须(?!知)|应(?!急|对|用|付|诉|缴|收|税|答|力|邀|届)|有义务|负责")),
    ("may", re.compile(r"可以|有权|允许|准许|得以|(?<![许认宁尚方])可(?!能|行|靠|持续|再生|燃|达|见|移|抗|避)")),
)
_NEGATION = re.compile(r"不|未|非(?!法|洲|物质|机动|农业|居民|典)|无(?!偿|线|人|障碍|期徒刑|形|害|居民)|没有|除外|以外")


def modalities(clause: str) -> set[Modality]:
    found: set[Modality] = set()
    rest = clause
    for name, pattern in _PATTERNS:
        if pattern.search(rest):
            found.add(name)
            rest = pattern.sub(" ", rest)
    return found


def negations(clause: str) -> int:
    """How many denials are left once the modal words are taken out."""
    rest = clause
    for _, pattern in _PATTERNS:
        rest = pattern.sub(" ", rest)
    return len(_NEGATION.findall(rest))
