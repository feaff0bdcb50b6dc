"""Nothing that a page does reaches a network, this machine's own included."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from tests.browser.conftest import home
from webgen_env.browser.gateway import Gateway, is_public

ATTEMPTS = """<h1>net</h1><p id=p></p>
<img src="BASE/image"><link rel=stylesheet href="BASE/style"><script src="BASE/script"></script>
<iframe src="BASE/frame"></iframe><object data="BASE/object"></object><video src="BASE/video"></video>
<iframe sandbox=allow-scripts srcdoc="<script>fetch('BASE/srcdoc').catch(() => 0)</script>"></iframe>
<link rel=preconnect href="BASE/"><link rel=dns-prefetch href="//name.example">
<link rel=prefetch href="BASE/prefetch">
<link rel=modulepreload href="BASE/module">
<link rel=manifest href="BASE/manifest"><link rel=icon href=BASE/icon>
<script type=speculationrules>{"prefetch": [{"source": "list", "urls": ["BASE/rules"]}]}</script>
<form action="BASE/form" method=post target=f id=form></form><iframe name=f></iframe>
<script>
const seen = [];
const note = (x) => { seen.push(x); p.textContent = seen.sort().join(' ') };
const hosts = ['127.0.0.1', 'localhost', '0.0.0.0', '[::1]', '127.1', '2130706433'];
const options = { mode: "no-cors" };
for (const h of hosts) fetch(`http://${h}:PORT/fetch`, options).then(() => note("fetched"), () => note("no"));
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


@pytest.mark.parametrize("options", [{"sandbox": "none"}, {}, {"network": True}])
async def test_nothing_arrives(make_browser, server, options):
    port, arrived = server
    chrome = make_browser(**options)
    html = ATTEMPTS.replace("BASE", f"http://127.0.0.1:{port}").replace("PORT", str(port))
    page = await home(
        chrome, html, own_dot_js="fetch('/data.json').then((r) => r.text()).then(postMessage)", data_dot_json="own"
    )
    assert page.status == "ok"
    # A module of another origin is answered like any script: with an empty one.
    assert set(page.text.removeprefix("net ").split()) - {"import"} == {"no", "own"}
    if "network" not in options:
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


@pytest.mark.parametrize("address", ["93.184.216.34", "8.8.8.8", "2606:4700::1111"])
def test_public_addresses(address):
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        *(
            "127.0.0.1",
            "127.8.8.8",
            "0.0.0.0",
            "10.0.0.1",
            "172.16.5.5",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
        ),
        *("::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "2002:7f00:1::"),
        *("224.0.0.1", "255.255.255.255", "192.0.2.1", "ff02::1", "localhost", ""),
    ],
)
def test_addresses_that_are_not_public(address):
    assert not is_public(address)


async def test_the_gateway_fetches_what_is_allowed(server):
    port, arrived = server
    answer = await Gateway(lambda address: address == "127.0.0.1").fetch(
        "GET", f"http://127.0.0.1:{port}/x?y=1", {"Accept": "*/*", "Host": "elsewhere"}, None
    )
    assert answer.status == 200
    assert ("access-control-allow-origin", "*") in answer.received
    assert len(arrived) == 1


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1:PORT/", "http://localhost:PORT/", "file:///etc/passwd", "http://[::1]:PORT/", "http://", "x"],
)
async def test_the_gateway_refuses_the_rest(server, url):
    port, arrived = server
    answer = await Gateway().fetch("GET", url.replace("PORT", str(port)), {}, None)
    assert answer.status == 0
    assert arrived == []


async def test_a_socket_fails_as_one_would_without_a_network(chrome):
    page = await home(
        chrome,
        """<p id=p></p><script>
        const seen = []; const note = (x) => { seen.push(x); p.textContent = seen.join(' ') };
        const ws = new WebSocket('wss://chat.example/room'); note(ws.url); note(ws.readyState); note(WebSocket.OPEN);
        try { ws.send('x') } catch (e) { note(e.name) }
        ws.onerror = () => note('error'); ws.addEventListener('close', (e) => note(e.code + ' ' + ws.readyState));
        try { new WebSocket('http://[') } catch (e) { note(e.name) }
        </script>""",
    )
    assert page.text == "wss://chat.example/room 0 1 InvalidStateError SyntaxError error 1006 3"
    assert page.blocked_requests == {"websocket": 1}
    assert page.errors == ()
