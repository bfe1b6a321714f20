"""For every test: nothing leaves this machine, and generated examples may take as long as a slow machine needs."""

from __future__ import annotations

import ipaddress
import sys
from typing import Any

from hypothesis import settings

settings.register_profile("guiyan", deadline=None)
settings.load_profile("guiyan")


def _is_here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host in ("", "localhost")


def _stay_on_this_machine(event: str, arguments: tuple[Any, ...]) -> None:
    if event != "socket.connect" or not isinstance(arguments[1], tuple):
        return
    host = str(arguments[1][0])
    if not _is_here(host):
        raise ConnectionRefusedError(f"A test reached out to {host}: tests work on a machine that is cut off")


sys.addaudithook(_stay_on_this_machine)
