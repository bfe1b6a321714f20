"""The written records as one file that `finetune.train` reads, with a card of what is in it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from knowledge import KnowledgeBase
from knowledge.passages.embedding import Embedder

from .collection import collect
from .evidence import EvidenceMaker
from .example import SKILLS, Example
from .examples import ExampleMaker
from .record import Record, UnderstandRecord
from .shortlists import Shortlists
from .tool_cards import tool_cards

EXAMPLES, CARD = "examples.json", "DATA.md"
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class TrainingData:
    training: list[Example]
    held_out: list[Example]
    refused: list[tuple[str, str]]
    """(id, why)"""


def make_training_data(base: KnowledgeBase, embedder: Embedder, seed: int, progress: Progress) -> TrainingData:
    """The same records and knowledge base give the same examples."""
    collected = collect()
    parts = [_all(collected.training), _all(collected.held_out)]
    told = [record for part in parts for record in part if isinstance(record, UnderstandRecord)]
    progress("分类器", 0, 0)
    maker = ExampleMaker(Shortlists(tool_cards(base), told, embedder, seed), EvidenceMaker(base, seed), seed)
    done, count, made = 0, sum(map(len, parts)), list[list[Example]]()
    for part in parts:
        made.append([])
        for record in part:
            made[-1].extend(maker.of([record]))
            done += 1
            progress("训练样本", done, count)
    return TrainingData(made[0], made[1], collected.refused)


def write_training_data(data: TrainingData, folder: Path) -> None:
    """Each file whole or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    lists = {"training": [asdict(one) for one in data.training], "held_out": [asdict(one) for one in data.held_out]}
    _write(folder / EXAMPLES, json.dumps(lists, ensure_ascii=False, indent=0))
    _write(folder / CARD, card_of(data))


def card_of(data: TrainingData) -> str:
    """数据卡：how many examples of each skill, how many kept back and refused, one of each to look at."""
    counts = [Counter(one.skill for one in part) for part in (data.training, data.held_out)]
    lines = [
        "# 训练数据卡",
        "",
        "由 `./guiyan model data` 写成。记录是逐条手写的问句和答语（来历见 `finetune/records/SOURCES_*.md`），"
        "条文和工具由本机的知识库和工具声明给出。",
        "",
        "| 技能 | 训练 | 留出 | 提示平均字数 | 答语平均字数 |",
        "| --- | ---: | ---: | ---: | ---: |",
    ]
    for skill in SKILLS:
        own = [one for one in data.training if one.skill == skill]
        asked, said = (_mean([len(getattr(one, side)) for one in own]) for side in ("prompt", "answer"))
        lines.append(f"| {skill} | {counts[0][skill]} | {counts[1][skill]} | {asked} | {said} |")
    whys = Counter(why.split(" ", 1)[0] for _, why in data.refused)
    lines += [
        "",
        f"没有收的记录 {len(data.refused)} 条：" + ("、".join(f"{why} {n}" for why, n in whys.items()) or "无"),
    ]
    for skill in SKILLS:
        sample = next((one for one in data.training if one.skill == skill), None)
        if sample:
            lines += ["", f"## {skill} 一例（{sample.id}）", "", "```", f"{sample.prompt}{sample.answer}", "```"]
    return "\n".join([*lines, ""])


def _all(part: dict[str, list[Record]]) -> list[Record]:
    return [record for records in part.values() for record in records]


def _mean(lengths: Sequence[int]) -> int:
    return round(sum(lengths) / len(lengths)) if lengths else 0


def _write(path: Path, text: str) -> None:
    partial = path.with_name(f".{path.name}.partial")
    partial.write_text(text, encoding="utf-8")
    partial.replace(path)
