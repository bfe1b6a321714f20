"""Workspaces and what works on them, opened when first asked for and again when their manifest or layers change."""

from __future__ import annotations

import threading
from collections import OrderedDict
from pathlib import Path

from tools.compliance.review import Reviewer
from tools.compliance.rules import Rulebook
from tools.compliance.rules.rulebook import PACKS
from tools.layers import Workspace, open_workspace
from tools.layers.manifest import MANIFEST
from tools.settings import SpatialSettings
from tools.statutes import Statutes

_KEPT = 4
"""Workspaces kept open: their small layers stay in memory."""


class Spatial:
    def __init__(self, settings: SpatialSettings, statutes: Statutes) -> None:
        self.settings = settings
        self._statutes = statutes
        self._open: OrderedDict[tuple[object, ...], Reviewer] = OrderedDict()
        self._lock = threading.Lock()

    def own_reviewer(self) -> Reviewer | None:
        """Of the node's own workspace; None where it has none."""
        return self.reviewer(self.settings.workspace) if self.settings.workspace is not None else None

    def own_workspace(self) -> Workspace | None:
        reviewer = self.own_reviewer()
        return reviewer.workspace if reviewer else None

    def reviewer(self, folder: Path) -> Reviewer:
        """ToolError where the folder is no workspace."""
        key = _key(folder)
        with self._lock:
            if key not in self._open or self._open[key].workspace.changed:
                workspace = open_workspace(folder, datum_shifts=self.settings.datum_shifts)
                self._open[key] = Reviewer(workspace, self._statutes, self._rulebook())
                while len(self._open) > _KEPT:
                    self._open.popitem(last=False)
            self._open.move_to_end(key)
            return self._open[key]

    def _rulebook(self) -> Rulebook:
        more = self.settings.rule_packs
        return Rulebook(self._statutes, (PACKS, more) if more else (PACKS,))


def _key(folder: Path) -> tuple[object, ...]:
    """Another one when the manifest was written anew."""
    try:
        stat = (folder / MANIFEST).stat()
    except OSError:
        return (folder.resolve(),)
    return (folder.resolve(), stat.st_mtime_ns, stat.st_size, stat.st_ino)
