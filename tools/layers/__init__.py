"""Layers of a region: formats, catalogue, workspace, and the site that is asked about."""

from .faults import LayerFault
from .layer import Layer
from .notices import Notice, NoticeKind
from .site import read_site
from .workspace import NO_WORKSPACE, Standing, StandingState, Workspace, open_workspace

__all__ = [
    "NO_WORKSPACE",
    "Layer",
    "LayerFault",
    "Notice",
    "NoticeKind",
    "Standing",
    "StandingState",
    "Workspace",
    "open_workspace",
    "read_site",
]
