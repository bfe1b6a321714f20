"""A real service and Debian's chromium, cut off from everything but this machine."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="session")
def address(service_address):
    return service_address


@pytest.fixture(params=[(1360, 860), (390, 800)], ids=["desktop", "phone"])
def page(request, browser):
    """Fails the test when the page says an error or asks for anything outside this machine."""
    width, height = request.param
    page = browser.new_page(viewport={"width": width, "height": height}, locale="zh-CN")
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    outside = re.compile(r"^(?!data:|blob:)\w+://(?!127\.0\.0\.1)")
    page.on("request", lambda r: complaints.append(r.url) if outside.match(r.url) else None)
    yield page
    shots = ROOT / "data" / "screenshots"
    shots.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=shots / f"{request.node.name}.png")
    page.close()
    assert complaints == []
