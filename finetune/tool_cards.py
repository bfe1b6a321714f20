"""The tools a training conversation may ask for, as lines the model reads: from their own declarations."""

from __future__ import annotations

import tempfile
from pathlib import Path

from knowledge import KnowledgeBase
from knowledge.skills.cards import ToolCard, card_from_schema, card_of
from knowledge.today import today
from knowledge.tools import knowledge_tools
from tools.compliance.kept import KeptReviews
from tools.compliance.tools import compliance_tools
from tools.indicators.tools import indicator_tools
from tools.layers.handed_in import HandedIn
from tools.siting import siting_tools

NEVER_TRAINED_ON = ("locate_facilities", "export_layer", "convert_coordinates")
"""A fifth of the tools that conversations may ask for: by them the evaluation tells whether the list is read."""
_TO_COME = {
    "review_document": (
        "审查规划成果文件，列出问题、位置和依据",
        {"document": "附件编号", "profile": "成果类型，如 村庄规划"},
        ("document",),
    ),
}
"""Declared in the design, and not made by a factory here: name → gloss, arguments, required ones."""


def tool_cards(base: KnowledgeBase) -> dict[str, ToolCard]:
    nowhere = HandedIn(Path(tempfile.gettempdir()) / "guiyan-no-sites")
    made = [
        *knowledge_tools(base),
        *compliance_tools(lambda: None, nowhere, KeptReviews(), today),
        *indicator_tools(lambda: None, base.targets),
        *siting_tools(lambda: None, None, None, today),
    ]
    made = [tool for tool in made if tool.name not in NEVER_TRAINED_ON]
    cards = {tool.name: card_of(tool) for tool in made}
    for name, (gloss, arguments, required) in _TO_COME.items():
        properties = {argument: {"type": "string", "description": said} for argument, said in arguments.items()}
        cards.setdefault(name, card_from_schema(name, gloss, {"properties": properties, "required": required}))
    return cards
