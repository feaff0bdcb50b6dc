"""Connection: the Chrome DevTools Protocol over a pair of pipes; Session: one target of it.

The protocol is spoken directly and not through a driver process: rendering under virtual time with frames issued on
command (``Target.createTarget`` with ``enableBeginFrameControl``) has to be asked for when a page is created, and pipes
leave no port open on the machine. Messages are JSON, each ended by a NUL byte.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Any

_LOGGER = logging.getLogger(__name__)

# A message longer than this (a screenshot is about 1 MB) ends the connection: only a hostile page can cause one.
MAX_MESSAGE_BYTES = 128 * 1024 * 1024

Params = Mapping[str, Any]
Handler = Callable[[dict[str, Any]], None]


class ProtocolError(Exception):
    """Chromium refused a command."""


class DisconnectedError(Exception):
    """Chromium went away, or the connection was closed."""


class Connection(asyncio.Protocol):
    """The pipes to one browser process, shared by all its sessions.

    All methods are to be called on the event loop that opened the connection.
    """

    def __init__(self) -> None:
        self._calls: dict[int, tuple[str, asyncio.Future[dict[str, Any]]]] = {}
        self._sessions: dict[str, Session] = {}
        self._next_id = 0
        self._buffer = bytearray()
        self._scanned = 0
        self._writer: asyncio.WriteTransport | None = None
        self._reader: asyncio.BaseTransport | None = None
        self._closed = asyncio.Event()
        self.browser = Session(self, "")

    @classmethod
    async def open(cls, read_fd: int, write_fd: int) -> Connection:
        """Connect.

        Args:
            read_fd: Where Chromium's answers arrive; owned by the connection from here on.
            write_fd: Where commands go; owned by the connection from here on.

        Returns:
            The open connection.
        """
        loop = asyncio.get_running_loop()
        connection = cls()
        connection._reader, _ = await loop.connect_read_pipe(lambda: connection, os.fdopen(read_fd, "rb", 0))
        connection._writer, _ = await loop.connect_write_pipe(asyncio.BaseProtocol, os.fdopen(write_fd, "wb", 0))
        return connection

    @property
    def closed(self) -> bool:
        """Whether Chromium went away or :meth:`close` was called."""
        return self._closed.is_set()

    async def wait_closed(self) -> None:
        """Wait until the connection has ended."""
        await self._closed.wait()

    def send(self, method: str, params: Params | None, session: str) -> asyncio.Future[dict[str, Any]]:
        """Send a command at once, in order, without waiting.

        Args:
            method: Command, such as ``"Page.navigate"``.
            params: Its parameters.
            session: Session that it is for; empty for the browser itself.

        Returns:
            A future of the result. It raises :class:`ProtocolError` or :class:`DisconnectedError`; whoever drops it
            unread loses nothing but the answer.
        """
        future: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()
        future.add_done_callback(_mark_read)
        if self._writer is None or self.closed or self._writer.is_closing():
            future.set_exception(DisconnectedError(f"{method}: Chromium is not connected"))
            return future
        self._next_id += 1
        message: dict[str, Any] = {"id": self._next_id, "method": method, "params": params or {}}
        if session:
            message["sessionId"] = session
        self._calls[self._next_id] = (method, future)
        self._writer.write(json.dumps(message).encode("ascii") + b"\0")
        return future

    def session(self, session_id: str) -> Session:
        """Register a session that Chromium opened."""
        session = Session(self, session_id)
        self._sessions[session_id] = session
        return session

    def forget(self, session: Session) -> None:
        """Drop a session: its later events are ignored."""
        self._sessions.pop(session.id, None)

    def close(self) -> None:
        """Close both pipes; Chromium ends when its own end reads the end of file. Idempotent."""
        writer, self._writer = self._writer, None
        reader, self._reader = self._reader, None
        # A pipe that the other end closed is closing already; aborting it once more would fail inside asyncio.
        if writer is not None and not writer.is_closing():
            writer.abort()
        if reader is not None:
            reader.close()
        self._end()

    def data_received(self, data: bytes) -> None:
        """Cut the stream into messages (called by asyncio)."""
        self._buffer += data
        while (end := self._buffer.find(0, self._scanned)) >= 0:
            message = bytes(self._buffer[:end])
            del self._buffer[: end + 1]
            self._scanned = 0
            self._dispatch(json.loads(message))
        self._scanned = len(self._buffer)
        if self._scanned > MAX_MESSAGE_BYTES:
            _LOGGER.warning("Chromium sent a message of more than %d bytes; closing the connection", MAX_MESSAGE_BYTES)
            self.close()

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - asyncio passes it
        """Fail everything that still waits (called by asyncio)."""
        self.close()

    def _dispatch(self, message: dict[str, Any]) -> None:
        if "id" in message:
            method, future = self._calls.pop(message["id"], ("", None))
            if future is None or future.done():
                return
            if "error" in message:
                future.set_exception(ProtocolError(f"{method}: {message['error'].get('message', 'refused')}"))
            else:
                future.set_result(message.get("result", {}))
            return
        session = self._sessions.get(message["sessionId"]) if "sessionId" in message else self.browser
        if session is not None:
            session.emit(message["method"], message.get("params", {}))

    def _end(self) -> None:
        if self.closed:
            return
        self._closed.set()
        calls, self._calls = self._calls, {}
        for method, future in calls.values():
            if not future.done():
                future.set_exception(DisconnectedError(f"{method}: Chromium went away"))


class Session:
    """One target of a connection: a page, or the browser itself.

    Attributes:
        id: Identifier that Chromium gave it; empty for the browser.
    """

    def __init__(self, connection: Connection, session_id: str) -> None:
        self._connection = connection
        self._handlers: defaultdict[str, list[Handler]] = defaultdict(list)
        self.id = session_id

    def send(self, method: str, params: Params | None = None) -> asyncio.Future[dict[str, Any]]:
        """Send a command to this target; see :meth:`Connection.send`."""
        return self._connection.send(method, params, self.id)

    def on(self, event: str, handler: Handler) -> None:
        """Call a function with the parameters of every event of one name."""
        self._handlers[event].append(handler)

    def expect(self, event: str, wanted: Callable[[dict[str, Any]], bool]) -> asyncio.Future[dict[str, Any]]:
        """Wait for an event; what comes from now on counts.

        Args:
            event: Name of the event.
            wanted: Whether it is the one, from its parameters.

        Returns:
            A future of its parameters.
        """
        future: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()

        def handler(params: dict[str, Any]) -> None:
            if not future.done() and wanted(params):
                future.set_result(params)

        self.on(event, handler)
        future.add_done_callback(lambda _: self._handlers[event].remove(handler))
        return future

    def emit(self, event: str, params: dict[str, Any]) -> None:
        """Deliver an event (called by the connection)."""
        for handler in tuple(self._handlers.get(event, ())):
            handler(params)


def _mark_read(future: asyncio.Future[dict[str, Any]]) -> None:
    """Keep asyncio from logging the error of an answer that nobody waits for."""
    if not future.cancelled():
        future.exception()
