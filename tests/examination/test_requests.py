"""What the requests of a page under examination get, in whichever document and worker they are made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.examination.conftest import judge, site, visible
from webgen_env.browser.serving import Server
from webgen_env.contracts import parse_contracts
from webgen_env.errors import ConfigurationError
from webgen_env.examination import Examiner
from webgen_env.examination.failing import OvertimeError
from webgen_env.examination.reply import ABORTED, reply_with
from webgen_env.examination.tab import Tab

if TYPE_CHECKING:
    from webgen_env.browser.serving import Answer
    from webgen_env.examination import ContractVerdict

FILES = {"app_dot_js": "document.querySelector('#out').textContent = 'done'", "look_dot_css": "p { color: navy }"}
PAGE = "<link rel=stylesheet href=/look.css><p id=out></p><script type=module src=/app.js></script>"
ELSEWHERE = "<img src=https://elsewhere.example/a.png alt=a><img src=/missing.png alt=b>"


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Paths and addresses that were asked for, in order."""
    urls: list[str] = []
    answer = Server.answer

    def noting(self: Server, url: str, kind: str, *, navigation: bool = False) -> Answer:
        urls.append(url.removeprefix("https://site.test"))
        return answer(self, url, kind, navigation=navigation)

    monkeypatch.setattr(Server, "answer", noting)
    return urls


def contracts(number: int, *steps: Any) -> list[dict[str, Any]]:
    return [
        {"id": f"c{index}", "requirement": "It works.", "category": "form", "steps": list(steps)}
        for index in range(number)
    ]


async def examined(examiner: Examiner, html: str, number: int, *steps: Any, **files: str) -> list[ContractVerdict]:
    found = await examiner.examine_contracts(site(html, **files), parse_contracts(contracts(number, *steps)))
    return list(found.contracts)


@pytest.mark.asyncio(loop_scope="module")
async def test_files_of_the_site_are_sent_once_to_a_lane(examiner: Examiner, asked: list[str]) -> None:
    verdicts = await examined(examiner, PAGE, 6, visible("done"), {"reload": True}, visible("done"), **FILES)
    assert [verdict.verdict for verdict in verdicts] == ["pass"] * 6
    assert asked.count("/") == 12
    # The examiner of these tests has two lanes.
    assert asked.count("/app.js") == asked.count("/look.css") == 2


@pytest.mark.asyncio(loop_scope="module")
async def test_what_is_missing_or_elsewhere_is_asked_for_by_every_document(
    examiner: Examiner, asked: list[str]
) -> None:
    verdicts = await examined(examiner, PAGE + ELSEWHERE, 4, visible("done"), **FILES)
    assert [verdict.verdict for verdict in verdicts] == ["pass"] * 4
    assert asked.count("/missing.png") == asked.count("https://elsewhere.example/a.png") == 4


WORKERS = {
    "a file": "const worker = new Worker('/worker.js')",
    "a module": "const worker = new Worker('/worker.js', { type: 'module' })",
    "text of the page": """
        const text = `importScripts('${location.origin}/worker.js')`;
        const worker = new Worker(URL.createObjectURL(new Blob([text])))""",
}
WORKER = "fetch(`${location.origin}/data.json`).then((got) => got.json()).then(({ said }) => postMessage(said))"
LISTEN = "; worker.onmessage = ({ data }) => { document.querySelector('#out').textContent = data }"


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("start", WORKERS.values(), ids=WORKERS)
async def test_workers_are_served_too(examiner: Examiner, asked: list[str], start: str) -> None:
    html = f"<p id=out></p><script>{start}{LISTEN}</script>"
    waits = [{"wait": 0.5}] * 4
    verdicts = await examined(
        examiner, html, 3, *waits, visible("worked"), worker_dot_js=WORKER, data_dot_json='{"said": "worked"}'
    )
    assert [verdict.verdict for verdict in verdicts] == ["pass"] * 3, verdicts[0].message
    assert asked.count("/data.json") >= 3


@pytest.mark.asyncio(loop_scope="module")
async def test_a_worker_that_fails_is_the_site_s_fault(examiner: Examiner) -> None:
    html = f"<p id=out></p><script>const worker = new Worker('/none.js'){LISTEN}</script>"
    verdict = await judge(examiner, html, visible("worked"))
    assert verdict.verdict == "fail"


@pytest.mark.asyncio(loop_scope="module")
async def test_pictures_may_be_kept_to_what_failed(examiner: Examiner) -> None:
    sparing = Examiner(concurrency=1, pictures="failed")
    try:
        passed = await judge(sparing, "<p>here</p>", visible("here"))
        failed = await judge(sparing, "<p>here</p>", visible("there"))
    finally:
        await sparing.aclose()
    assert (passed.verdict, failed.verdict) == ("pass", "fail")
    assert passed.screenshot is None
    assert "here" in passed.aria
    assert failed.screenshot is not None
    assert failed.screenshot.startswith(b"\x89PNG")
    whole = await judge(examiner, "<p>here</p>", visible("here"))
    assert whole.screenshot is not None
    assert whole.aria == passed.aria


def test_an_unknown_choice_of_pictures_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="pictures: expected one of all, failed, got 'none'"):
        Examiner(pictures="none")  # type: ignore[arg-type]


SERVER = Server(site(PAGE, **FILES))
FOREIGN = "https://elsewhere.example/"


@pytest.mark.parametrize(
    ("url", "kind", "kept"),
    [
        ("https://site.test/app.js", "Script", True),
        ("https://site.test/look.css", "Stylesheet", True),
        ("https://site.test/index.html", "Document", False),
        ("https://site.test/missing.js", "Script", False),
        (f"{FOREIGN}a.png", "Image", False),
        (f"{FOREIGN}a.js", "Script", False),
    ],
)
def test_only_what_the_site_has_may_be_kept(url: str, kind: str, kept: bool) -> None:
    reply = reply_with(SERVER.answer(url, kind, navigation=kind == "Document"), kind)
    assert ("max-age" in reply.headers["cache-control"]) is kept
    assert kept or reply.headers["cache-control"] == "no-store"
    assert "server-timing" not in reply.headers
    assert not reply.refused


def test_a_call_to_elsewhere_is_refused() -> None:
    assert reply_with(SERVER.answer(f"{FOREIGN}api", "XHR"), "XHR").refused == "ConnectionRefused"
    assert ABORTED.refused == "Aborted"


def test_a_document_can_be_told_the_time() -> None:
    answer = SERVER.answer("https://site.test/", "Document", navigation=True)
    reply = reply_with(answer, "Document", "clock;dur=5")
    assert reply.headers["server-timing"] == "clock;dur=5"
    assert reply.body == answer.body


UNREAD = {
    "a missing file": "fetch('/gone')",
    "a missing file that is read": "fetch('/gone').then((answer) => answer.text())",
    "what is sent": "fetch('/gone', { method: 'POST', body: 'a' })",
    "a question without a body": "fetch('/app.js', { method: 'HEAD' })",
}


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("script", UNREAD.values(), ids=UNREAD)
async def test_an_answer_that_nobody_reads_is_not_waited_for(
    examiner: Examiner, monkeypatch: pytest.MonkeyPatch, script: str
) -> None:
    waited: list[str] = []
    patiently = Tab.patiently

    async def noting(self: Tab, doing: Any, seconds: float) -> Any:
        try:
            return await patiently(self, doing, seconds)
        except OvertimeError as error:
            waited.append(str(error))
            raise

    monkeypatch.setattr(Tab, "patiently", noting)
    html = f"<p id=out></p><script>{script}.then(() => {{ out.textContent = 'answered' }})</script>"
    [verdict] = await examined(examiner, html, 1, visible("answered"), **FILES)
    assert (verdict.verdict, waited) == ("pass", [])
