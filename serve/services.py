"""The composition root: from settings to an open knowledge base, planner and tools. Nothing else makes them."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from knowledge import KnowledgeBase, open_knowledge_base
from knowledge.projections import Progress
from knowledge.statutes import KnowledgeStatutes
from knowledge.today import today
from knowledge.tools import knowledge_tools
from tools import AnyTool
from tools.compliance.kept import KeptReviews
from tools.compliance.tools import compliance_tools
from tools.indicators.tools import indicator_tools
from tools.layers.handed_in import HandedIn
from tools.siting import prechecked_by, siting_tools

from .settings import Settings
from .spatial import Spatial

if TYPE_CHECKING:
    from agents.planner import Planner
    from agents.understanding.understand import Understander
    from agents.understanding.vocabulary import Vocabulary


class Services:
    def __init__(self, settings: Settings, base: KnowledgeBase, closing: ExitStack) -> None:
        self.settings = settings
        self.base = base
        self.statutes = KnowledgeStatutes(base, lambda: base.generation)
        self.spatial = Spatial(settings.spatial, self.statutes)
        self.sites = HandedIn(settings.state_folder / "sites")
        self.reviews = KeptReviews()
        self.candidates = settings.state_folder / "candidates"
        self.tools: list[AnyTool] = [
            *knowledge_tools(base),
            *compliance_tools(self.spatial.own_reviewer, self.sites, self.reviews, today),
            *indicator_tools(self.spatial.own_workspace, base.targets),
            *siting_tools(
                self.spatial.own_workspace,
                prechecked_by(self.spatial.own_reviewer),
                self.candidates,
                today,
            ),
        ]
        self.instance = secrets.token_hex(8)
        self.token = secrets.token_urlsafe(32)
        self.started = datetime.now(UTC)
        self._closing = closing

    @cached_property
    def planner(self) -> Planner:
        """Opened when first asked for: a search needs neither LangGraph nor a model."""
        from agents.models import open_model
        from agents.planner import Planner

        from .conversations import open_conversations

        model = open_model(self.settings.model)
        if model is not None:
            self._closing.callback(model.close)
        conversations = open_conversations(self.settings.state_folder / "conversations.sqlite")
        self._closing.callback(conversations.conn.close)
        return Planner(self.base, model, conversations, self.tools, self._vocabulary())

    @cached_property
    def understander(self) -> Understander:
        """By the tool classifier; only tools that a conversation may ask for."""
        from agents.understanding.understand import ByClassifier, Understander
        from agents.understanding.understanding import REQUIRED
        from knowledge.passages.packaged_embedder import packaged_embedder
        from knowledge.skills.cards import card_of
        from knowledge.skills.classifier import ToolClassifier

        classifier = ToolClassifier(packaged_embedder(self.settings.knowledge.folder / "embedding"))
        cards = [card_of(tool) for tool in self.tools if tool.name in REQUIRED]
        return Understander(ByClassifier(classifier), cards, self.base, self._vocabulary())

    def _vocabulary(self) -> Vocabulary:
        from agents.understanding.vocabulary import Vocabulary

        targets = self.base.targets

        def plans() -> list[str]:
            return [plan.name for plan in targets.target_plans()]

        def places() -> list[str]:
            workspace = self.spatial.own_workspace()
            return [workspace.name] if workspace else []

        return Vocabulary(plans, places, targets.indicators)


@contextmanager
def open_services(settings: Settings, *, progress: Progress | None = None) -> Iterator[Services]:
    with ExitStack() as closing:
        base = open_knowledge_base(settings.knowledge, progress=progress)
        closing.callback(base.close)
        yield Services(settings, base, closing)
