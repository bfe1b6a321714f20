"""What every page has: head, navigation, type, and the panel that opens a provision beside the work."""

from __future__ import annotations

from nicegui import ui

from ..services import Services
from .provision_panel import ProvisionPanel

_STYLE = """
:root { --nicegui-default-padding: 0; --nicegui-default-gap: 0.75rem; }
body { font-family: "Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", "WenQuanYi Micro Hei",
  sans-serif; background: #f5f6f4; color: #1f2a26; line-height: 1.75; }
.bar { background: #1d4d3f; }
.bar a { color: #dcebe4; text-decoration: none; padding: 0.25rem 0.75rem; border-radius: 6px; }
.bar a.here { background: #ffffff22; color: #fff; font-weight: 600; }
.work { width: 100%; max-width: 860px; margin: 0 auto; padding: 1rem; }
.asked { background: #dfeee7; border-radius: 12px 12px 2px 12px; padding: 0.5rem 0.9rem; align-self: flex-end;
  max-width: 85%; white-space: pre-wrap; overflow-wrap: anywhere; }
.said { background: #fff; border: 1px solid #e2e6e2; border-radius: 12px; padding: 0.9rem 1.1rem; width: 100%; }
.said .line { white-space: pre-wrap; overflow-wrap: anywhere; }
.said .line.source { color: #1d4d3f; font-weight: 600; margin-top: 0.4rem; }
.cite { cursor: pointer; background: #e7f1ec; color: #17513f; border: 1px solid #b9d6c9; border-radius: 6px;
  padding: 0 0.4rem; margin: 0 0.15rem; font-size: 0.85em; line-height: 1.5; font-family: inherit; }
.cite:focus-visible { outline: 2px solid #17513f; }
.notice { background: #fff7e0; border-left: 3px solid #d9a400; padding: 0.35rem 0.7rem; font-size: 0.92em;
  width: 100%; }
.sound { background: #e4f3ea; border-left: 3px solid #1b7f4f; padding: 0.35rem 0.7rem; width: 100%; }
.refused { background: #fdeeee; border-left: 3px solid #b3261e; padding: 0.5rem 0.8rem; width: 100%; }
.law { white-space: pre-wrap; overflow-wrap: anywhere; background: #fafbf9; border: 1px solid #e2e6e2;
  border-radius: 8px; padding: 0.8rem 1rem; }
.law mark { background: #ffe58a; padding: 0 0.1em; }
.verdict { border-radius: 8px; padding: 0.1rem 0.9rem; font-size: 1.15rem; font-weight: 700; color: #fff; }
.verdict.good { background: #1b7f4f; } .verdict.bad { background: #b3261e; } .verdict.open { background: #8a5a00; }
.verdict.quiet { background: #5d6b65; }
.map { border: 1px solid #e2e6e2; border-radius: 8px; max-width: 640px; }
.facts { border-top: 1px dashed #cfd8d3; padding-top: 0.6rem; }
.fact > .grow { min-width: 12rem; }
.attached { background: #eef3f0; border: 1px solid #b9d6c9; border-radius: 6px; padding: 0 0.5rem; }
.muted { color: #5d6b65; font-size: 0.92em; }
.status { border-radius: 6px; padding: 0.05rem 0.5rem; font-size: 0.85em; color: #fff; background: #5d6b65; }
.status.in_force { background: #1b7f4f; } .status.repealed { background: #b3261e; }
.status.superseded { background: #8a5a00; } .status.not_yet_in_force { background: #2a5db0; }
.q-drawer { max-width: 100vw; }
@media (max-width: 600px) { .work { padding: 0.6rem; } .asked { max-width: 95%; } }
"""
_PAGES = (("/", "问答"), ("/search", "检索"), ("/knowledge", "知识库"))


def frame(services: Services, here: str) -> ProvisionPanel:
    """Draws the frame; the page's own content follows. Returns the panel that citations open."""
    ui.add_css(_STYLE)
    ui.colors(primary="#1d4d3f", secondary="#5d6b65", accent="#2a5db0")
    with ui.header().classes("bar items-center px-4 py-2 no-wrap"):
        ui.label("规言").classes("text-lg font-bold text-white whitespace-nowrap mr-2")
        with ui.row().classes("items-center gap-1 no-wrap"):
            for path, name in _PAGES:
                link = ui.link(name, path).classes("whitespace-nowrap")
                if path == here:
                    link.classes("here").props("aria-current=page")
        ui.space()
        ui.label(f"法律文本截至 {services.base.corpus_end}").classes("text-xs text-white opacity-80 gt-xs")
    return ProvisionPanel(services)
