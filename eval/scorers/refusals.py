"""Whether an answer is a refusal: as the target says itself, else by the words with which models decline."""

from __future__ import annotations

import re

from ..exchange import Reply
from ..task import Score

_DECLINES = re.compile(
    r"(?:无法|不能|不便|没法|不会|难以)(?:为您|为你|向您|就此|直接|准确|据以|帮您|帮你)*"
    r"(?:回答|提供|协助|满足|帮助|给出|处理|支持|判断|确认|完成)"
    r"|(?:抱歉|对不起|很遗憾)[，,]"
    r"|超出.{0,8}(?:范围|能力)|不在.{0,10}范围(?:内|之内)"
    r"|没有(?:找到|收录|收入|收集|掌握|查到).{0,20}(?:条文|正文|规定|依据|信息|资料|法律)"
    r"|(?<!不得)拒绝回答|不存在(?:这一|这个|该|此|您|你)"
    r"|I(?:'m| am) sorry|I can(?:not|'t)",
    re.IGNORECASE,
)
_WITHIN = 120
"""A refusal says so at its beginning; later 不能 belongs to what a law forbids."""


def refuses(reply: Reply) -> bool:
    if reply.refused is not None:
        return reply.refused
    return bool(_DECLINES.search(reply.text[:_WITHIN])) or not reply.text.strip()


def right_to_refuse(refused: bool, due: bool) -> Score:
    """1 when refused where that is due, and answered where it is not."""
    if refused == due:
        return Score(1.0)
    return Score(0.0, "应拒答而作答" if due else "可回答而拒答")
