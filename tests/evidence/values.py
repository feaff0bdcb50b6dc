"""Values for the tests of evidence: rollouts of every kind, and hostile texts."""

from __future__ import annotations

import io
from typing import Any

from hypothesis import strategies as st
from PIL import Image, ImageDraw

from webgen_env.browser.visit import ConsoleMessage, Element, PageFacts, PageVisit, Visit
from webgen_env.build.site import Site
from webgen_env.evidence import GalleryItem
from webgen_env.examination.result import ContractVerdict, Examination, Outcome, StepDone
from webgen_env.findings import Finding
from webgen_env.reward.judge import Judgement
from webgen_env.reward.result import RewardResult
from webgen_env.scaffold.project import Project
from webgen_env.tasks.task import Task, TestCase

HOSTILE = (
    "</script></style></title></textarea><script>alert(1)</script>"
    "<img src=x onerror=alert(2)>\" onmouseover='alert(3)' {{ 7 * 7 }} {% raw %} javascript:alert(4) "
    "<svg onload=alert(5)> &lt;b&gt; \x00\x1b[31m \u202eevil\u202c \ud800 <!-- --> ]]>"
)

TASK = Task(
    id="garden",
    instruction="Make a site for a garden.",
    split="test",
    category="User Interaction",
    application_type="Booking",
    contracts=({"open": "/", "see": ["plots", 40]},),
    test_cases=(TestCase("Open /plots.", "Forty plots.", "Functional Testing", ("Form Operations",)),),
    metadata={"pages": ["Home", "Plots"], "background_color": "ivory", "nested": {"a": [1, 2.5, None, True]}},
)

ELEMENT = Element(
    tag="a", role="link", name="Plots", text="Plots", x=1.5, y=2.0, width=80.0, height=20.0, color=(1, 2, 3, 1.0),
    background=(250, 250, 250, 1.0), fill=(0, 0, 0, 0.0), background_image=False, font_size=16.0, font_weight=400,
    font_family="Inter", line_height=24.0, text_align="left", border_radius=0.0, border_width=1.0, shadow=False,
    padding=4.0, display="flex", interactive=True, disabled=False, labelled=True, href="/plots", visible=True, depth=3,
)  # fmt: skip

PROJECT = Project(
    files={"package.json": "{}\r\n", "src/App.tsx": "export default () => <b>😀 \ud800</b>;\n", "vite.config.ts": ""},
    dependencies={"react": "^18.3.1"},
    dev_dependencies={"vite": "^5.4.2"},
    configuration={"tailwind.config.js": "export default {}"},
    written=("src/App.tsx", "tailwind.config.js"),
    notes=(Finding("scaffold.owned-file", "Not used.", "vite.config.ts", "note"),),
    scaffold="starter@1#abc",
)

SITE = Site({"index.html": b"<!doctype html>", "assets/index-B2x.js": bytes(range(256))}, ("/", "/plots"))


def png(colour: str = "seagreen", size: tuple[int, int] = (1024, 768)) -> bytes:
    """A picture that is not of one colour only."""
    image = Image.new("RGB", size, colour)
    ImageDraw.Draw(image).rectangle((size[0] // 8, size[1] // 8, size[0] // 2, size[1] // 3), fill="white")
    output = io.BytesIO()
    image.save(output, "PNG")
    return output.getvalue()


def scored(reward: float = 4.2, *, functional: float = 1.0, **changes: Any) -> RewardResult:
    """A site that was opened and graded."""
    visual = reward - 0.1 * functional - 0.1
    errors = () if functional else (Finding("page.uncaught", "TypeError: plots is undefined", "/plots"),)
    values: dict[str, Any] = {
        "reward": reward,
        "terms": {"visual": visual, "functional": functional, "reasoning": 1.0},
        "stage": "scored",
        "task_id": TASK.id,
        "preset": "webgen-r1",
        "errors": errors,
        "violations": (Finding("manifest.extra-attribute", "An unknown attribute.", "completion:3", "note"),),
        "notes": (Finding("scaffold.owned-file", "Not used.", "vite.config.ts", "note"),),
        "visit": Visit(
            pages=(
                PageVisit(
                    "/",
                    screenshot=png(),
                    title="The garden",
                    text="Plots",
                    console=(ConsoleMessage("warning", "Future flag"),),
                    blocked_requests={"image": 3},
                    facts=PageFacts(elements=(ELEMENT, ELEMENT), styled_rules=12, language="en"),
                    elapsed_s=0.25,
                ),
                PageVisit(
                    "/plots",
                    screenshot=png("steelblue"),
                    title="Plots",
                    errors=tuple(str(error) for error in errors),
                    failed_requests=("/missing.json",),
                ),
                PageVisit("/hang", status="timeout"),
            ),
            discovered=("/", "/plots", "/hang"),
            timing={"home": 0.25},
        ),
        "judgement": Judgement(
            visual,
            {"rendering": 4.5, "relevance": 4.0, "layout": 3.9, "beauty": 3.8},
            "design-judge-1",
            "Clear bands.",
            {"contrast": 7.1},
        ),
        "build_log": "built in 312ms\r\nwith \ud800\n",
        "timing": {"parse": 0.01, "build": 0.3, "total": 1.1},
        "provenance": {"builder": "vite-8", "browser": "chromium-153"},
    }
    return RewardResult(**{**values, **changes})


def examined(text: str = "") -> Examination:
    """A contract that holds, one that is broken, and one that could not be decided."""

    def verdict(name: str, outcome: Outcome, *steps: StepDone, message: str = "") -> ContractVerdict:
        return ContractVerdict(
            name,
            outcome,
            text or f"The site can {name}.",
            text or "form",
            text or message,
            steps,
            screenshot=None if outcome == "inconclusive" else png("tan", (640, 400)),
            console=(text or f"warning: {name}",),
            ambiguous=outcome == "fail",
            elapsed_s=0.5,
        )

    done = StepDone(text or "open /", True, text or "200 plots")
    wrong = StepDone(text or "click button", False, text or "no element matches", (text or "<button> A", "<button> B"))
    return Examination(
        (
            verdict("plant", "pass", done),
            verdict("water", "fail", done, wrong, message="click button: no element matches"),
            verdict("weed", "inconclusive", message="the browser ended twice"),
        ),
        timing={"contracts": 1.5},
    )


def failed(stage: Any = "build", **changes: Any) -> RewardResult:
    """A completion that ended before there was a picture."""
    values: dict[str, Any] = {
        "reward": 0.0,
        "terms": {"visual": 0.0, "functional": 0.0, "reasoning": 1.0},
        "stage": stage,
        "preset": "webgen-r1",
        "errors": (Finding(f"{stage}.wrong", "Could not resolve './Map'.", "src/App.tsx:3"),),
    }
    return RewardResult(**{**values, **changes})


def faulty(stage: Any = "install") -> RewardResult:
    """A fault of ours."""
    return failed(stage, reward=None, fault="infra", fault_message="The registry did not answer.", errors=())


def item(policy: str, result: RewardResult, **changes: Any) -> GalleryItem:
    """A rollout of the common task."""
    return GalleryItem(**{"policy": policy, "task": TASK, "result": result, "completion": "<answer/>", **changes})


def hostile_item(text: str = HOSTILE) -> GalleryItem:
    """A rollout in which every text is hostile."""
    finding = Finding(text, text, text)
    page = PageVisit(
        text,
        screenshot=png(),
        title=text,
        text=text,
        console=(ConsoleMessage(text, text),),
        errors=(text,),
        failed_requests=(text,),
        blocked_requests={text: 1},
    )
    result = scored(
        errors=(finding,),
        violations=(finding,),
        notes=(finding,),
        fault_message=text,
        visit=Visit((page, page), discovered=(text,)),
        judgement=Judgement(1.0, {text: 2.0}, text, text, {text: 1.0}),
        terms={text: 1.0},
        preset=text,
        timing={text: 1.0},
        provenance={text: text},
        build_log=text,
        examination=examined(text),
    )
    task = Task(id=text, instruction=text + " and so on" * 100, category=text, application_type=text)
    return GalleryItem(policy=text, task=task, result=result, completion=text)


def texts(max_size: int = 60) -> st.SearchStrategy[str]:
    """Texts of any code points, lone surrogates included; a pair of surrogates is a character, not two lone ones."""
    return st.text(st.characters(exclude_categories=()), max_size=max_size).map(
        lambda text: text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
    )
