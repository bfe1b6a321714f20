"""The service: one process and one worker, because the embedded stores are held by one."""

from __future__ import annotations

import os
import signal
import socket
from collections.abc import Callable
from contextlib import suppress
from types import FrameType
from typing import NoReturn

import uvicorn

from knowledge.errors import StoreUnavailable
from knowledge.projections import Progress

from .app import create_app
from .pages import mount
from .port_holder import who_holds
from .run_file import Running, only_service, publish
from .services import Services, open_services
from .settings import Settings


def serve(settings: Settings, *, progress: Progress, ready: Callable[[str], None]) -> None:
    """Until SIGTERM or Ctrl-C; answers under way are finished first. StoreUnavailable when it cannot start."""
    with only_service(settings.state_folder), _port(settings) as listener:
        settings = settings.with_port(listener.getsockname()[1])
        signal.signal(signal.SIGTERM, _leave)
        with open_services(settings, progress=progress) as services:
            services.planner  # noqa: B018 - a model that cannot be opened is told now, not at the first question
            server = _Server(services, ready)
            # Once it has drained, uvicorn raises the signal again; what is left to do is to close the stores.
            with suppress(SystemExit, KeyboardInterrupt):
                server.run(sockets=[listener])
            if not server.started:
                raise StoreUnavailable("服务没有启动；原因在上面的输出里")


class _Server(uvicorn.Server):
    def __init__(self, services: Services, ready: Callable[[str], None]) -> None:
        settings = services.settings
        app = create_app(services)
        mount(app, services)
        super().__init__(
            uvicorn.Config(
                app,
                workers=1,
                log_level="warning",
                proxy_headers=False,
                server_header=False,
                timeout_graceful_shutdown=settings.drain_seconds,
            )
        )
        self._services = services
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            settings = self._services.settings
            running = Running(
                pid=os.getpid(),
                host=settings.host,
                port=settings.port,
                instance=self._services.instance,
                token=self._services.token,
                started=self._services.started,
            )
            publish(settings.state_folder, running)
            self._ready(running.address)


def _port(settings: Settings) -> socket.socket:
    """Bound before the stores are opened: a port that is taken is told at once."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((settings.host, settings.port))
    except OSError as error:
        listener.close()
        raise StoreUnavailable(who_holds(settings.host, settings.port, error)) from error
    return listener


def _leave(_signal: int, _frame: FrameType | None) -> NoReturn:
    """Also before uvicorn takes over, so that a build in progress closes its stores."""
    raise SystemExit(0)
