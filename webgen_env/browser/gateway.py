"""Gateway: requests to public addresses, made on behalf of a page that itself has no network."""

from __future__ import annotations

import asyncio
import http.client
import ipaddress
import logging
import socket
import ssl
import time
from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

from webgen_env.browser.serving import Answer

_LOGGER = logging.getLogger(__name__)

MAX_BODY_BYTES = 16 * 1024 * 1024
TIMEOUT_S = 8.0

# What belongs to one connection, or is wrong once the body has been read and its length is known.
_HOP_BY_HOP = frozenset(
    {
        "connection",
        "keep-alive",
        "proxy-authenticate",
        "te",  # codespell:ignore te
        "trailer",
        "transfer-encoding",
        "upgrade",
        "content-length",
    }
)


def is_public(address: str) -> bool:
    """Whether an address is one of the public internet: not this machine's, its network's, or reserved.

    Args:
        address: IPv4 or IPv6 address in text form.
    """
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(parsed, ipaddress.IPv6Address):
        # An IPv4 address in the clothes of IPv6 is judged as what it is.
        inner = parsed.ipv4_mapped or parsed.sixtofour or (parsed.teredo or (None, None))[1]
        if inner is not None:
            return inner.is_global and not inner.is_multicast
    return parsed.is_global and not parsed.is_multicast


class Gateway:
    """Fetches from public addresses only.

    The name is resolved once, every address is checked, and the connection goes to a checked address: a name that
    points elsewhere the second time gains nothing. Redirects are handed back and are requests of their own.

    Args:
        allowed: Whether an address may be connected to.
    """

    def __init__(self, allowed: Callable[[str], bool] = is_public) -> None:
        self._allowed = allowed
        self._tls = ssl.create_default_context()

    async def fetch(self, method: str, url: str, headers: Mapping[str, str], body: bytes | None) -> Answer:
        """Make one request.

        Args:
            method: HTTP method.
            url: Absolute ``http`` or ``https`` URL.
            headers: Headers of the page's request.
            body: Its body.

        Returns:
            The answer; a network error if the address is not allowed, not reached, or sends too much.
        """
        try:
            return await asyncio.to_thread(self._fetch, method, url, headers, body)
        except (OSError, http.client.HTTPException, ValueError) as error:
            _LOGGER.debug("Gateway: %s: %s", url[:200], error)
            return Answer(0)

    def _fetch(self, method: str, url: str, headers: Mapping[str, str], body: bytes | None) -> Answer:
        parts = urlsplit(url)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise ValueError("only http and https are let through")
        port = parts.port or (443 if parts.scheme == "https" else 80)
        connection = http.client.HTTPConnection(parts.hostname, port, timeout=TIMEOUT_S)
        connection.sock = self._connect(parts.hostname, port, secure=parts.scheme == "https")
        try:
            target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            sent = {name: value for name, value in headers.items() if name.lower() not in {"host", "accept-encoding"}}
            connection.request(method, target, body=body, headers={**sent, "Accept-Encoding": "identity"})
            response = connection.getresponse()
            content = _read(response, time.monotonic() + TIMEOUT_S)
            kept = tuple((name, value) for name, value in response.getheaders() if name.lower() not in _HOP_BY_HOP)
            return Answer(response.status, response.getheader("content-type", ""), content, received=kept)
        finally:
            connection.close()

    def _connect(self, host: str, port: int, *, secure: bool) -> socket.socket:
        found = {str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
        if not found or not all(self._allowed(address) for address in found):
            raise ValueError("not a public address")
        plain = socket.create_connection((sorted(found)[0], port), TIMEOUT_S)
        try:
            return self._tls.wrap_socket(plain, server_hostname=host) if secure else plain
        except (OSError, ValueError):
            plain.close()
            raise


def _read(response: http.client.HTTPResponse, deadline: float) -> bytes:
    """Read a body of bounded length in bounded time: a server may send a byte now and then for ever."""
    content = bytearray()
    while chunk := response.read1(65536):
        content += chunk
        if len(content) > MAX_BODY_BYTES or time.monotonic() > deadline:
            raise ValueError(f"more than {MAX_BODY_BYTES} bytes or {TIMEOUT_S} seconds")
    return bytes(content)
