"""The whole walk with the real builder, browser and judge: what each kind of input gets."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import agents
from webgen_env import RewardResult, Scorer, Task, TaskSet, render_completion

pytestmark = pytest.mark.slow

APP = "import Home from './pages/Home';\nexport default function App() { return <Home />; }\n"
PAGE = """\
export default function Home() {
  return (
    <main className="p-8">
      <h1 className="text-4xl font-bold">Harbour bakery</h1>
      <p>Bread from the night oven, every day from six.</p>
    </main>
  );
}
"""
TASK = Task(id="bakery", instruction="A site for a harbour bakery with its bread.")


def site(**changes: str | None) -> str:
    """A small good completion; keyword ``src__App_tsx="…"`` sets a file."""
    files: dict[str, str] = {"src/App.tsx": APP, "src/pages/Home.tsx": PAGE}
    for name, text in changes.items():
        path = name.replace("__", "/").replace("_tsx", ".tsx").replace("_css", ".css").replace("_json", ".json")
        if text is not None:
            files[path] = text
    return render_completion(files, title="Bakery")


def package_json(**dependencies: str) -> str:
    return json.dumps(
        {
            "name": "bakery",
            "private": True,
            "version": "0.0.0",
            "type": "module",
            "scripts": {"dev": "vite", "build": "vite build", "preview": "vite preview"},
            "dependencies": {"react": "^18.3.1", "react-dom": "^18.3.1", **dependencies},
            "devDependencies": {"vite": "^5.4.2", "@vitejs/plugin-react": "^4.3.1"},
        }
    )


@pytest.fixture(scope="module")
def scorer() -> Iterator[Scorer]:
    with Scorer(builders=1, browsers=1, routes=3) as scorer:
        yield scorer


@pytest.fixture(scope="module")
def score(scorer: Scorer) -> Callable[[str], RewardResult]:
    def one(completion: str, task: Task = TASK) -> RewardResult:
        [result] = scorer.score_batch_sync([task], [completion])
        assert result.fault is None, result.fault_message
        return result

    return one


Score = Callable[..., RewardResult]


def test_a_small_good_site_is_scored(score: Score) -> None:
    result = score(site())
    assert (result.stage, result.errors) == ("scored", ())
    assert result.terms["functional"] == result.terms["reasoning"] == 1.0
    assert result.reward == pytest.approx(result.terms["visual"] + 0.2)
    assert result.visit is not None
    assert "Bread from the night oven" in result.visit.home.text
    assert {"scaffold", "builder", "browser", "judge", "preset", "webgen-env"} <= set(result.provenance)
    assert {"parse", "layer", "build", "render", "judge", "total"} <= set(result.timing)


@pytest.mark.parametrize(
    ("name", "completion"),
    [
        ("empty", ""),
        ("prose", "I am sorry, but I would rather talk about the weather."),
        ("huge", "<webArtifact " * 4_000_000),
        ("binary-like", "".join(chr(value % 256) for value in range(200_000))),
        ("lone surrogates", "\ud83d" * 1000 + "<answer>" + "\udc00"),
        ("artifact in the think part only", f"<think>{site()}</think><answer>done</answer>"),
    ],
)
def test_what_is_no_project_builds_nothing(score: Score, name: str, completion: str) -> None:
    result = score(completion)
    assert (result.stage in ("format", "static"), result.reward) == (True, 0.0), name
    assert result.violations
    assert "build" not in result.timing


def test_a_missing_import_names_the_specifier_and_its_file(score: Score) -> None:
    result = score(
        site(src__App_tsx="import Lost from './pages/Lost';\nexport default function App() { return <Lost />; }\n")
    )
    assert (result.stage, result.reward) == ("build", 0.0)
    assert any("./pages/Lost" in error.message and "src/App.tsx" in str(error) for error in result.errors)


def test_an_undeclared_package_of_the_base_layer_is_a_missing_import(score: Score) -> None:
    result = score(site(src__App_tsx="import dayjs from 'dayjs';\nexport default () => <p>{dayjs().year()}</p>;\n"))
    assert (result.stage, result.reward) == ("build", 0.0)
    assert any("dayjs" in error.message for error in result.errors)


@pytest.mark.parametrize(
    ("dependencies", "named"),
    [
        ({"webgen-no-such-package-xyz": "^1.0.0"}, "webgen-no-such-package-xyz"),
        ({"clsx": "^999.0.0"}, "clsx"),
        ({"left": "file:../../etc"}, "left"),
        ({"left": "git+https://example.org/left.git"}, "left"),
        ({"left": "npm:clsx@2"}, "left"),
    ],
)
def test_a_package_that_cannot_be_had_is_named(score: Score, dependencies: dict[str, str], named: str) -> None:
    result = score(site(package_json=package_json(**dependencies)))
    assert (result.stage, result.reward) == ("install", 0.0)
    assert any(named in error.message for error in result.errors)


def test_throwing_on_load_is_not_functional_and_shows_the_error(score: Score) -> None:
    result = score(site(src__App_tsx="export default function App(): never { throw new Error('oven is cold'); }\n"))
    assert result.stage in ("render", "scored")
    assert result.terms["functional"] == 0.0
    assert any("oven is cold" in error.message for error in result.errors)


def test_a_blank_page_is_never_above_a_page_with_content(score: Score) -> None:
    blank = score(site(src__App_tsx="export default function App() { return null; }\n"))
    assert blank.terms["visual"] == 0.0
    assert blank.reward is not None
    assert blank.reward < (score(site()).reward or 0.0)
    unstyled = score(site(src__index_css="", src__pages__Home_tsx=PAGE.replace(' className="text-4xl font-bold"', "")))
    assert blank.reward < (unstyled.reward or 0.0)


def test_a_route_that_crashes_while_home_works_is_named(score: Score) -> None:
    app = """\
import { BrowserRouter, Link, Route, Routes } from 'react-router-dom';
import Home from './pages/Home';
function About(): never { throw new Error('about is broken'); }
export default function App() {
  return (
    <BrowserRouter>
      <Link to="/about">About</Link>
      <Routes><Route path="/" element={<Home />} /><Route path="/about" element={<About />} /></Routes>
    </BrowserRouter>
  );
}
"""
    result = score(site(src__App_tsx=app))
    assert (result.stage, result.terms["functional"]) == ("scored", 0.0)
    assert any(error.place.startswith("/about") and "about is broken" in error.message for error in result.errors)


@pytest.mark.parametrize(
    "body",
    [
        "while (true) window.name = 'again';",
        "const hold: number[][] = []; for (;;) hold.push(new Array(1_000_000).fill(1));",
        "location.href = 'https://example.org/';",
        "setInterval(() => { location.reload(); }, 10);",
        "for (;;) alert('again');",
    ],
)
def test_a_hostile_page_gets_a_verdict_and_its_successor_the_usual_one(score: Score, body: str) -> None:
    usual = score(site())
    hostile = score(site(src__App_tsx=f"{body}\nexport default function App() {{ return <p>hello</p>; }}\n"))
    assert hostile.fault is None
    assert hostile.terms["functional"] == 0.0
    assert score(site()).reward == usual.reward


def test_nothing_outside_is_read_written_or_run(score: Score, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the-secret-of-the-machine")
    marker = tmp_path / "ran"
    run = f"require('fs').writeFileSync({str(marker)!r}, 'x')"
    attempts = {
        "raw import": site(
            src__App_tsx=f"import s from '{secret}?raw';\nexport default function App() {{ return <p>{{s}}</p>; }}\n"
        ),
        "relative raw import": site(
            src__App_tsx=f"import s from '../../../../../../../..{secret}?raw';\nexport default () => <p>{{s}}</p>;\n"
        ),
        "css import": site(src__index_css=f"@import '{secret}';\n"),
        "css url": site(src__index_css=f"body {{ background: url('{secret}'); }}\n"),
        "glob": site(
            src__App_tsx=f"const all = import.meta.glob('{tmp_path}/*.txt', {{ query: '?raw', eager: true }});\n"
            "export default () => <p>{JSON.stringify(all)}</p>;\n"
        ),
    }
    plain = render_completion(
        {
            "src/App.tsx": APP,
            "src/pages/Home.tsx": PAGE,
            "vite.config.ts": f"{run};\nexport default {{}};\n",
            "postcss.config.js": f"{run};\nexport default {{}};\n",
            "tailwind.config.js": f"{run};\nexport default {{ content: ['{tmp_path}/*'] }};\n",
        },
        title="Bakery",
    )
    for name, completion in attempts.items():
        result = score(completion)
        seen = json.dumps(
            [result.visit.home.text if result.visit else "", [str(error) for error in result.errors], result.build_log]
        )
        assert "the-secret-of-the-machine" not in seen, name
        if result.visit is not None:
            assert not any("the-secret" in page.text for page in result.visit.pages), name
    result = score(plain)
    assert result.stage == "scored"
    assert not marker.exists()
    outside = score(
        render_completion(
            {"src/App.tsx": APP, "src/pages/Home.tsx": PAGE, "../escape.txt": "x", str(tmp_path / "abs"): "x"},
            title="B",
        )
    )
    assert outside.stage == "static"
    assert not (tmp_path / "abs").exists()
    shell = score(
        render_completion({"src/App.tsx": APP, "src/pages/Home.tsx": PAGE}, title="B", shell=[f"touch {marker}"])
    )
    assert shell.stage == "static"
    assert not marker.exists()


def test_a_page_cannot_reach_local_addresses(score: Score) -> None:
    app = """\
import { useEffect, useState } from 'react';
export default function App() {
  const [said, say] = useState('waiting');
  useEffect(() => {
    fetch('http://127.0.0.1:1/').then(() => say('reached'), () => say('unreachable'));
  }, []);
  return <main className="p-8"><h1 className="text-3xl">{said}</h1></main>;
}
"""
    result = score(site(src__App_tsx=app))
    assert result.visit is not None
    assert "unreachable" in result.visit.home.text


_AGAIN = """
import hashlib, json, sys
import agents
from webgen_env import Scorer, TaskSet
task = TaskSet.bundled()[sys.argv[1]]
completion = agents.make("showcase").act(task.instruction, {"task_id": task.id})
with Scorer(builders=1, browsers=1, routes=3) as scorer:
    [result] = scorer.score_batch_sync([task], [completion])
pages = [hashlib.sha256(page.screenshot).hexdigest() for page in result.visit.pages]
print(json.dumps([result.reward, dict(result.terms), result.stage, pages, [page.text for page in result.visit.pages]]))
"""


@pytest.mark.parametrize("index", [0, 11])
def test_the_same_completion_in_new_processes_gives_the_same_reward_and_pictures(index: int) -> None:
    task_id = sorted(agents.showcase_task_ids())[0] if index == 0 else TaskSet.bundled()[index].id
    outputs = [
        subprocess.run([sys.executable, "-c", _AGAIN, task_id], capture_output=True, text=True, check=True).stdout
        for _ in range(2)
    ]
    assert outputs[0] == outputs[1]
    reward, _, stage, pages, _ = json.loads(outputs[0])
    assert stage == "scored"
    assert reward > 0
    assert len(pages) > 1


def test_bundled_policies_end_where_they_are_meant_to(scorer: Scorer) -> None:
    expected = {
        "silent": {"format"},
        "chatty": {"format"},
        "thinker": {"format"},
        "incomplete": {"static"},
        "intruder": {"static"},
        "hallucinator": {"install"},
        "careless": {"build"},
        "crasher": {"render"},
        "blank": {"render"},
        "looper": {"render"},
        "broken-route": {"scored"},
        "unstyled": {"scored"},
        "off-topic": {"scored"},
        "scaffold": {"scored"},
        "showcase": {"scored"},
    }
    task = TaskSet.bundled()[sorted(agents.showcase_task_ids())[0]]
    completions = [agents.make(name).act(task.instruction, {"task_id": task.id}) for name in expected]
    results = dict(zip(expected, scorer.score_batch_sync([task] * len(expected), completions), strict=True))
    assert {name: result.stage for name, result in results.items() if result.stage not in expected[name]} == {}
    assert all(result.fault is None for result in results.values())
    rewards = {name: result.reward or 0.0 for name, result in results.items()}
    for good in ("scaffold", "showcase"):
        assert results[good].terms["functional"] == 1.0, results[good].errors
    for flawed in set(expected) - {"scaffold", "showcase"}:
        assert rewards["scaffold"] > rewards[flawed], (flawed, rewards)
    for name in ("crasher", "blank", "looper", "broken-route"):
        assert results[name].terms["functional"] == 0.0, name


def test_pictures_are_of_the_viewport(score: Score) -> None:
    result = score(site())
    assert result.visit is not None
    assert result.visit.home.screenshot is not None
    digest = hashlib.sha256(result.visit.home.screenshot).hexdigest()
    assert hashlib.sha256(score(site()).visit.home.screenshot).hexdigest() == digest  # type: ignore[union-attr,arg-type]
