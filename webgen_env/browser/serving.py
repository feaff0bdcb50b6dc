"""What the browser gets for each request: a built file, a stub, or an error; no network."""

from __future__ import annotations

import base64
import re
import struct
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from posixpath import splitext
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from webgen_env.build.site import Site

ORIGIN = "https://site.test"
"""The one origin at which every site is served. ``.test`` is reserved (RFC 6761): it can never be a real site."""

MAX_STUB_PIXELS = 2000
DEFAULT_STUB_SIZE = (800, 600)

# Fixed and not taken from the machine's tables, which differ between systems.
_TYPES: Mapping[str, str] = {
    ".html": "text/html; charset=utf-8",
    ".htm": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json",
    ".map": "application/json",
    ".webmanifest": "application/manifest+json",
    ".xml": "application/xml",
    ".txt": "text/plain; charset=utf-8",
    ".md": "text/markdown; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".ico": "image/x-icon",
    ".bmp": "image/bmp",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".ttf": "font/ttf",
    ".otf": "font/otf",
    ".mp4": "video/mp4",
    ".webm": "video/webm",
    ".mp3": "audio/mpeg",
    ".ogg": "audio/ogg",
    ".wav": "audio/wav",
    ".pdf": "application/pdf",
    ".wasm": "application/wasm",
}

_KINDS: Mapping[str, str] = {
    "Image": "image",
    "Stylesheet": "stylesheet",
    "Font": "font",
    "Script": "script",
    "Media": "media",
    "Document": "document",
    "XHR": "fetch",
    "Fetch": "fetch",
    "EventSource": "fetch",
    "WebSocket": "websocket",
    "Ping": "ping",
    "Prefetch": "prefetch",
}

_EMPTY_STUBS: Mapping[str, str] = {
    "stylesheet": "text/css",
    "script": "text/javascript",
    "document": "text/html",
    # An empty font cannot be decoded, which makes the page use the next family, as a missing font does.
    "font": "font/woff2",
    "media": "video/mp4",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a request gets.

    Attributes:
        status: HTTP status; 0 for a network error.
        content_type: Media type of the body.
        body: The body.
        blocked: Kind of stub if the request was to another origin, such as ``"image"``; empty otherwise.
        missing: Path of a file of the site that does not exist; empty otherwise.
        received: Headers of a real answer from the network; they replace ours.
    """

    status: int
    content_type: str = ""
    body: bytes = b""
    blocked: str = ""
    missing: str = ""
    received: tuple[tuple[str, str], ...] = ()

    def headers(self) -> list[dict[str, str]]:
        """Response headers as the protocol wants them."""
        if self.received:
            return [{"name": name, "value": value} for name, value in self.received]
        headers = {"content-type": self.content_type, "cache-control": "no-store"}
        if self.blocked:
            headers |= {"access-control-allow-origin": "*", "cross-origin-resource-policy": "cross-origin"}
        return [{"name": name, "value": value} for name, value in headers.items()]

    def encoded(self) -> str:
        """The body in base64."""
        return base64.b64encode(self.body).decode("ascii")


@dataclass(frozen=True, slots=True)
class Server:
    """Answers requests of one site.

    Attributes:
        site: The built site.
        origin: Where it is served.
    """

    site: Site
    origin: str = ORIGIN

    def answer(self, url: str, kind: str, *, navigation: bool = False) -> Answer:
        """Answer one request. Never touches the network or the disk.

        Args:
            url: Absolute URL.
            kind: Resource type of the protocol, such as ``"Image"``.
            navigation: Whether a document is being opened, in the page itself or in a frame.

        Returns:
            The answer.
        """
        try:
            parts = urlsplit(url)
        except ValueError:
            return Answer(0, blocked=_KINDS.get(kind, "other"))
        if f"{parts.scheme}://{parts.netloc}" != self.origin:
            return stub(url, kind)
        path = unquote(parts.path).lstrip("/")
        for candidate in (path, f"{path.rstrip('/')}/index.html".lstrip("/")):
            content = self.site.files.get(candidate)
            if content is not None:
                return Answer(200, media_type(candidate), content)
        if navigation and not splitext(path)[1] and "index.html" in self.site.files:
            return Answer(200, media_type("index.html"), self.site.files["index.html"])
        if path == "favicon.ico":
            # Browsers ask for it unbidden; that it is absent says nothing about the site.
            return Answer(204, media_type(path))
        if navigation:
            # A page of the right type with nothing on it: for an empty answer Chromium shows a page of its own.
            return Answer(404, media_type("index.html"), b"<!doctype html>", missing=f"/{path}")
        return Answer(404, "text/plain; charset=utf-8", b"Not found", missing=f"/{path}")


def media_type(path: str) -> str:
    """Media type of a file by its extension; a generic one if it is not known."""
    return _TYPES.get(splitext(path)[1].lower(), "application/octet-stream")


def stub(url: str, kind: str) -> Answer:
    """What a request to another origin gets: always the same for the same request.

    Args:
        url: Absolute URL.
        kind: Resource type of the protocol.

    Returns:
        A neutral picture of the size that the URL asks for, an empty file, or a network error for calls.
    """
    blocked = _KINDS.get(kind, "other")
    if blocked == "image":
        return Answer(200, "image/png", neutral_picture(*asked_size(url)), blocked=blocked)
    if blocked in _EMPTY_STUBS:
        return Answer(200, _EMPTY_STUBS[blocked], blocked=blocked)
    return Answer(0, blocked=blocked)


_SIZE_PAIR = re.compile(r"(?<![0-9])([0-9]{2,4})[x×,/](?=([0-9]{2,4})(?![0-9]))")
_SIZE_ONE = re.compile(r"/([0-9]{2,4})(?:[/?#.]|$)")
_WIDTH = re.compile(r"[?&](?:w|width|size|s)=([0-9]{1,4})(?![0-9])")
_HEIGHT = re.compile(r"[?&](?:h|height)=([0-9]{1,4})(?![0-9])")


def asked_size(url: str) -> tuple[int, int]:
    """Size of the picture that a URL of a picture service asks for.

    Args:
        url: Such as ``https://images.example/photo?w=640&h=480`` or ``https://placeholder.example/600x400``.

    Returns:
        Width and height in pixels, 1–2,000; 800 × 600 if the URL does not say. With a width alone, 4:3.
    """
    text = url[:2000]
    width, height = _WIDTH.search(text), _HEIGHT.search(text)
    if width or height:
        wide = int(width[1]) if width else int(height[1]) * 4 // 3 if height else 0
        high = int(height[1]) if height else wide * 3 // 4
    elif pairs := _SIZE_PAIR.findall(text):
        # The last one: an identifier may stand before it.
        wide, high = int(pairs[-1][0]), int(pairs[-1][1])
    elif one := _SIZE_ONE.search(text):
        wide = high = int(one[1])
    else:
        wide, high = DEFAULT_STUB_SIZE
    return min(max(wide, 1), MAX_STUB_PIXELS), min(max(high, 1), MAX_STUB_PIXELS)


@lru_cache(maxsize=64)
def neutral_picture(width: int, height: int) -> bytes:
    """A PNG of one light grey.

    Args:
        width: Pixels.
        height: Pixels.

    Returns:
        The file: one bit per pixel with a palette of one colour, so it is small at any size.
    """
    row = b"\0" + bytes((width + 7) // 8)
    chunks = (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 3, 0, 0, 0)),
        (b"PLTE", bytes((209, 213, 219))),
        (b"IDAT", zlib.compress(row * height, 9)),
        (b"IEND", b""),
    )
    body = b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + body
