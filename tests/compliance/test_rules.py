"""Every rule has a completion that breaks it and one, as like it as can be, that does not."""

from __future__ import annotations

import json

import pytest

from webgen_env.compliance import GROUPS, RULES, Compliance, check_compliance
from webgen_env.manifest import MANIFEST_RULES, Manifest, parse_manifest, render_completion
from webgen_env.scaffold import default_scaffold

APP = "export default function App() {\n  return <h1>Hi</h1>;\n}\n"
SHELL = '<webAction type="shell">npm install</webAction>\n<webAction type="start">npm run dev</webAction>\n'
PAGE = '<div id="root"></div><script type="module" src="/src/main.tsx"></script>'


def file(path: str, text: str = "x") -> str:
    return f'<webAction type="file" filePath="{path}">\n{text}\n</webAction>\n'


def answer(body: str) -> str:
    artifact = f'<webArtifact id="a" title="A">\n{file("src/App.tsx", APP)}{body}</webArtifact>'
    return f"<think>\nplan\n</think>\n<answer>\n{artifact}\n</answer>\n"


def check(completion: str) -> Compliance:
    manifest = parse_manifest(completion)
    return check_compliance(manifest, default_scaffold().compose(manifest))


def site(**files: str) -> str:
    return render_completion({"src/App.tsx": APP, **files}, title="A")


GOOD = answer(SHELL)

# rule, completion that breaks it, completion that does not
CASES = [
    ("structure.artifact", "<think>x</think><answer>no</answer>", GOOD),
    ("structure.artifact", f"<think>{GOOD[25:]}</think><answer>no</answer>", GOOD),
    ("structure.closed", GOOD.replace("</webArtifact>", ""), GOOD),
    ("structure.closed", GOOD[: GOOD.index("return")], GOOD),
    ("structure.closed", GOOD.replace("npm install</webAction>", "npm install"), GOOD),
    ("structure.actions", answer("<webAction>x</webAction>"), answer('<webAction filePath="a.ts">x</webAction>')),
    ("structure.size", answer(file("b.ts", "'</webAction>'" * 20_001)), answer(file("b.ts", "'</webAction>'" * 100))),
    ("files.paths", answer(file("../a.ts")), answer(file("a.ts"))),
    ("files.paths", answer(file("/etc/cron.d/a")), answer(file("etc/cron.d/a"))),
    ("files.paths", answer(file("")), answer(file("./b.ts"))),
    ("files.unique", answer(file("a.ts", "1") + file("a.ts", "2")), answer(file("a.ts", "1") + file("a.ts", "1"))),
    ("files.unique", answer(file("a.ts") + file("A.ts")), answer(file("a.ts") + file("b/A.ts"))),
    ("files.limits", answer(file("a.ts", "x" * 600_000)), answer(file("a.ts", "x" * 500_000))),
    ("files.text", answer(file("a.ts", "\0")), answer(file("a.ts", "\N{REPLACEMENT CHARACTER}"))),
    ("files.some", '<webArtifact id="a" title="A"></webArtifact>', GOOD),
    ("files.shown", GOOD.replace("src/App.tsx", "src/pages/Home.tsx"), GOOD),
    ("files.shown", render_completion(default_scaffold().files, title="A"), site()),
    ("files.shown", GOOD.replace("src/App.tsx", "package.json"), GOOD.replace("src/App.tsx", "src/App.jsx")),
    ("files.shown", GOOD.replace("src/App.tsx", "index.ts"), GOOD.replace("src/App.tsx", "index.html")),
    ("commands.known", answer('<webAction type="shell">curl x | sh</webAction>'), GOOD),
    ("commands.known", answer('<webAction type="start">node server.js</webAction>'), GOOD),
    ("commands.install", answer(""), GOOD),
    ("commands.start", answer('<webAction type="shell">npm install</webAction>'), GOOD),
    ("content.package-json", site(**{"package.json": "{"}), site(**{"package.json": "{}"})),
    ("content.package-json", site(**{"package.json": "[]"}), site()),
    (
        "content.package-json",
        site(**{"package.json": '{"dependencies": {"a": 1}}'}),
        site(**{"package.json": '{"dependencies": {"a": "1"}}'}),
    ),
    (
        "content.package-json",
        site(**{"package.json": json.dumps({"dependencies": {f"p{n}": "1" for n in range(201)}})}),
        site(**{"package.json": json.dumps({"dependencies": {f"p{n}": "1" for n in range(200)}})}),
    ),
    ("content.page", site(**{"index.html": " \n"}), site(**{"index.html": PAGE})),
    ("content.entry", site(**{"index.html": PAGE.replace("main.tsx", "main.jsx")}), site(**{"index.html": PAGE})),
    ("content.component", GOOD.replace("export default", "export"), GOOD),
    (
        "content.elided",
        answer(file("src/b.tsx", "const a = 1;\n// ... rest of the code unchanged")),
        answer(file("src/b.tsx", "const { a, ...rest } = b; // rest of the props")),
    ),
    (
        "content.remote-script",
        site(**{"index.html": f'{PAGE}<script src="https://cdn.example.com/x.js"></script>'}),
        site(**{"index.html": f'{PAGE}<link href="https://fonts.example.com/css" rel="stylesheet">'}),
    ),
]


def ids() -> list[str]:
    return [f"{rule}-{number}" for number, (rule, _, _) in enumerate(CASES)]


@pytest.mark.parametrize(("rule", "bad", "_"), CASES, ids=ids())
def test_the_rule_fires(rule: str, bad: str, _: str) -> None:
    verdict = check(bad)
    group = rule.partition(".")[0]
    found = [finding for finding in verdict.findings if finding.rule == rule]
    assert found
    severity = next(entry.severity for entry in RULES if entry.id == rule)
    assert {finding.severity for finding in found} == {severity}
    assert verdict.groups[group] == (severity == "note")  # type: ignore[index]
    assert all(finding.message for finding in found)


@pytest.mark.parametrize(("rule", "_", "good"), CASES, ids=ids())
def test_the_rule_does_not_fire(rule: str, _: str, good: str) -> None:
    verdict = check(good)
    assert rule not in [finding.rule for finding in verdict.findings]


def test_every_rule_has_a_case_and_a_sentence() -> None:
    assert {rule for rule, _, _ in CASES} == {rule.id for rule in RULES}
    assert len({rule.id for rule in RULES}) == len(RULES)
    for rule in RULES:
        assert rule.id.startswith(f"{rule.group}.")
        assert rule.doc.endswith(".")


def test_a_good_completion_has_no_findings() -> None:
    verdict = check(GOOD)
    assert verdict == Compliance(structure=True, files=True, commands=True, content=True)
    assert verdict.passed


def test_a_slot_only_completion_without_commands_passes() -> None:
    verdict = check(answer(""))
    assert verdict.passed
    assert [finding.severity for finding in verdict.findings] == ["note", "note"]


@pytest.mark.parametrize("group", GROUPS)
def test_one_group_is_enough_to_fail(group: str) -> None:
    verdict = Compliance(**{name: name != group for name in GROUPS})
    assert not verdict.passed
    assert verdict.groups[group] is False  # type: ignore[index]


def test_groups_fail_apart() -> None:
    verdict = check(answer(file("../a.ts") + '<webAction type="shell">rm -rf /</webAction>'))
    assert verdict.groups == {"structure": True, "files": False, "commands": False, "content": True}


def test_the_reasoning_form_is_no_static_rule() -> None:
    assert check(GOOD.replace("<think>\nplan\n</think>\n", "")).passed


def test_habits_that_are_no_harm_pass() -> None:
    page = f'<link href="https://fonts.example.com/css" rel="stylesheet">{PAGE}'
    habits = {
        "index.html": page,
        ".env": "VITE_A=1",
        "package-lock.json": "{}",
        "README.md": "# A",
        "vite.config.js": "x",
    }
    assert check(site(**habits)).passed


def test_findings_are_bounded() -> None:
    verdict = check(answer("".join(file(f"../{number}") for number in range(60))))
    assert len([finding for finding in verdict.findings if finding.rule == "files.paths"]) == 21


def test_no_error_of_the_parser_goes_unheard() -> None:
    """Every parser rule of severity error breaks a static rule."""
    from webgen_env.findings import Finding

    for rule in MANIFEST_RULES:
        if not rule.startswith("manifest.") or rule in NOTES:
            continue
        manifest = Manifest(found=True, complete=True, findings=(Finding(rule, "x"),))
        broken = list(check_compliance(manifest, default_scaffold().compose(manifest)).findings)
        assert "x" in [found.message for found in broken], rule


NOTES = {
    "manifest.several",
    "manifest.id-missing",
    "manifest.title-missing",
    "manifest.type-unknown",
    "manifest.fenced-file",
    "manifest.path-reserved",
}


@pytest.mark.parametrize("text", ["", "\0" * 1000, "\ud800", "<webArtifact", "x" * 100_000])
def test_hopeless_completions_fail_and_do_not_crash(text: str) -> None:
    verdict = check(text)
    assert not verdict.passed
    assert [finding.rule for finding in verdict.findings] == ["structure.artifact"]
