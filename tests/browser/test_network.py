"""Nothing that a page does reaches a network, this machine's own included."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from tests.browser.conftest import home

ATTEMPTS = """<h1>net</h1><p id=p></p>
<img src="BASE/image"><link rel=stylesheet href="BASE/style"><script src="BASE/script"></script>
<iframe src="BASE/frame"></iframe><object data="BASE/object"></object><video src="BASE/video"></video>
<iframe sandbox="allow-scripts" srcdoc="<script>fetch('BASE/srcdoc').catch(() => 0)</script>"></iframe>
<link rel=preconnect href="BASE/"><link rel=dns-prefetch href="//name.example">
<link rel=prefetch href="BASE/prefetch">
<link rel=modulepreload href="BASE/module"><link rel=manifest href="BASE/manifest"><link rel=icon href="BASE/icon">
<script type=speculationrules>{"prefetch": [{"source": "list", "urls": ["BASE/rules"]}]}</script>
<form action="BASE/form" method=post target=f id=form></form><iframe name=f></iframe>
<script>
const seen = [];
const note = (x) => { seen.push(x); p.textContent = seen.sort().join(' ') };
const hosts = ['127.0.0.1', 'localhost', '0.0.0.0', '[::1]', '127.1', '2130706433'];
for (const h of hosts) fetch(`http://${h}:PORT/fetch`, { mode: 'no-cors' }).then(() => note('fetched'), () => note('no'));
fetch('file:///etc/passwd').then(() => note('file'), () => note('no'));
fetch('https://site.test:PORT/x').then(() => note('port'), () => note('no'));
const x = new XMLHttpRequest(); x.onload = () => note('xhr'); x.open('GET', 'BASE/xhr'); x.send();
navigator.sendBeacon('BASE/beacon', 'x');
const ws = new WebSocket('ws://127.0.0.1:PORT/socket');
ws.onopen = () => note('socket'); ws.onerror = () => note('no');
const es = new EventSource('BASE/events'); es.onopen = () => note('events'); es.onerror = () => es.close();
const code = `fetch('BASE/worker').then(() => postMessage('worker'), () => postMessage('no'))`;
new Worker(URL.createObjectURL(new Blob([code]))).onmessage = (e) => note(e.data);
new Worker('/own.js').onmessage = (e) => note(e.data);
try { new RTCPeerConnection({ iceServers: [{ urls: 'stun:127.0.0.1:PORT' }] }) } catch { note('no') }
import('BASE/import').then(() => note('import'), () => note('no'));
form.submit();
</script>"""


@pytest.fixture
def server() -> Iterator[tuple[int, list[str]]]:
    """A server on this machine that notes everything that arrives."""
    arrived: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def handle(self) -> None:
            arrived.append(str(self.client_address))
            super().handle()

        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("access-control-allow-origin", "*")
            self.end_headers()

        do_POST = do_GET  # noqa: N815 - the name that the standard library asks for

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - as above
            pass

    listener = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=listener.serve_forever, daemon=True)
    thread.start()
    yield listener.server_port, arrived
    listener.shutdown()
    listener.server_close()
    thread.join()


@pytest.mark.parametrize("sandbox", ["none", "auto"])
async def test_nothing_arrives(make_browser, server, sandbox):
    port, arrived = server
    chrome = make_browser(sandbox=sandbox)
    html = ATTEMPTS.replace("BASE", f"http://127.0.0.1:{port}").replace("PORT", str(port))
    page = await home(
        chrome, html, own_dot_js="fetch('/data.json').then((r) => r.text()).then(postMessage)", data_dot_json="own"
    )
    assert page.status == "ok"
    # A module of another origin is answered like any script: with an empty one.
    assert set(page.text.removeprefix("net ").split()) == {"no", "own", "import"}
    assert page.blocked_requests["fetch"] >= 9
    assert page.blocked_requests["websocket"] == 1
    assert arrived == []


async def test_the_site_can_still_be_asked_for(chrome):
    page = await home(
        chrome,
        "<p id=p></p><script>fetch('/a.txt').then(async r => p.textContent = await r.text())</script>",
        a_dot_txt="yes",
    )
    assert page.text == "yes"
