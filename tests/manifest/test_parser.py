from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from webgen_env.manifest import MANIFEST_RULES, Manifest, parse_manifest, render_completion
from webgen_env.manifest.parser import MAX_COMPLETION_CHARACTERS, MAX_FINDINGS

if TYPE_CHECKING:
    from webgen_env.findings import Finding


def file(path: str = "src/App.tsx", text: str = "export default 1;") -> str:
    return f'<webAction type="file" filePath="{path}">\n{text}\n</webAction>\n'


def artifact(body: str, attributes: str = 'id="site" title="Site"') -> str:
    return f"<webArtifact {attributes}>\n{body}</webArtifact>\n"


def answer(body: str, think: str = "A plan.") -> str:
    return f"<think>\n{think}\n</think>\n<answer>\n```xml\n{body}```\n</answer>\n"


def rules(manifest: Manifest, severity: str = "error") -> list[str]:
    return [finding.rule for finding in manifest.findings if finding.severity == severity]


def finding(manifest: Manifest, rule: str) -> Finding:
    return next(found for found in manifest.findings if found.rule == rule)


def test_the_asked_form_has_no_findings() -> None:
    shell = '<webAction type="shell">npm install</webAction>\n<webAction type="start">npm run dev</webAction>\n'
    manifest = parse_manifest(answer(artifact(file("a.ts", "one") + file("src/b.ts", "two") + shell)))
    assert manifest.findings == ()
    assert (manifest.id, manifest.title, manifest.found, manifest.complete) == ("site", "Site", True, True)
    assert manifest.contents == {"a.ts": "one", "src/b.ts": "two"}
    assert [(command.kind, command.text) for command in manifest.commands] == [
        ("shell", "npm install"),
        ("start", "npm run dev"),
    ]
    assert manifest.think == "\nA plan.\n"
    assert manifest.reasoning_form


def test_lines_count_from_the_start_of_the_completion() -> None:
    manifest = parse_manifest(answer(artifact(file() + '<webAction type="shell">npm i</webAction>\n')))
    assert [written.line for written in manifest.files] == [7]
    assert [command.line for command in manifest.commands] == [10]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"<answer>{artifact(file())}</answer>", id="no think"),
        pytest.param(artifact(file()), id="no tags at all"),
        pytest.param(f"```xml\n{artifact(file())}```", id="fence only"),
        pytest.param(f"Sure!\n\n{artifact(file())}\nEnjoy.", id="prose around"),
        pytest.param(f"<think>x</think>\n{artifact(file())}", id="no answer tags"),
        pytest.param(f"<think>x<answer>{artifact(file())}</answer>", id="think unclosed"),
        pytest.param(f"x</think><answer>{artifact(file())}</answer>", id="think opened by the prompt"),
        pytest.param(answer(artifact(file(), "id='site'  data-x=1\n title='Site' checked")), id="single quotes"),
        pytest.param(answer(artifact(file(), 'title="Site" id="site"')), id="attribute order"),
        pytest.param(answer(artifact(file())).replace("webA", "weba"), id="case of tags"),
        pytest.param(answer(artifact(file()).replace('type="file" filePath', "filePath")), id="no type"),
        pytest.param(
            answer(
                artifact(file().replace('type="file" filePath="src/App.tsx"', "filePath='src/App.tsx' type='file' x"))
            ),
            id="action attributes",
        ),
        pytest.param(answer(artifact(file("./src/App.tsx"))), id="leading dot"),
        pytest.param(answer(artifact(file())).replace("\n", "\r\n"), id="carriage returns"),
        pytest.param(answer(artifact(file()).replace("</web", "  </web")), id="indented closing tags"),
        pytest.param(answer(artifact(file()).replace("</webArtifact>", "</webArtifact >")), id="blank in closing tag"),
        pytest.param(answer(artifact(file(text="<![CDATA[\nexport default 1;\n]]>"))), id="CDATA"),
        pytest.param(answer(artifact(file(text="```tsx\nexport default 1;\n```"))), id="fenced file"),
        pytest.param(answer(f'{artifact(file())}<webAction type="shell">rm</webAction>'), id="action outside"),
    ],
)
def test_what_models_vary_is_tolerated(text: str) -> None:
    manifest = parse_manifest(text)
    assert manifest.found
    assert manifest.complete
    assert {path: content.strip() for path, content in manifest.contents.items()} == {
        "src/App.tsx": "export default 1;"
    }
    assert not [rule for rule in rules(manifest) if rule.startswith("manifest.")]
    assert manifest.title == "Site"


# --- think and answer ---


def test_a_quoted_example_in_the_think_part_does_no_harm() -> None:
    think = f"I must answer like {artifact(file('wrong.ts'))} and then stop."
    manifest = parse_manifest(answer(artifact(file()), think))
    assert list(manifest.contents) == ["src/App.tsx"]
    assert manifest.findings == ()
    assert manifest.reasoning_form


def test_a_whole_quoted_form_in_the_think_part_does_no_harm() -> None:
    quoted = answer(artifact(file("wrong.ts")))
    manifest = parse_manifest(answer(artifact(file()), f"The form is\n{quoted}\nNow for real."))
    assert list(manifest.contents) == ["src/App.tsx"]
    assert manifest.reasoning_form
    assert manifest.findings == ()


def test_a_quoted_think_tag_in_the_think_part_does_no_harm() -> None:
    for think in ("I use <think> tags.", "I end it with </think> later.", "<think> and </think> are tags."):
        manifest = parse_manifest(answer(artifact(file()), think))
        assert list(manifest.contents) == ["src/App.tsx"], think
        assert manifest.reasoning_form, think


def test_an_artifact_only_in_the_think_part_does_not_count() -> None:
    for text in (f"<think>{artifact(file())}</think><answer>done</answer>", f"<think>{artifact(file())}"):
        manifest = parse_manifest(text)
        assert not manifest.found
        assert manifest.files == ()
        assert "manifest.missing" in rules(manifest)


def test_an_artifact_in_a_think_part_opened_by_the_prompt_does_not_count() -> None:
    think = f"Like {artifact(file('wrong.ts'))}"
    manifest = parse_manifest(f"{think}</think>\n<answer>{artifact(file())}</answer>")
    assert list(manifest.contents) == ["src/App.tsx"]
    assert rules(manifest) == ["reasoning.think-unopened"]
    assert manifest.think == think


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("<answer>x</answer>", "reasoning.think-missing"),
        ("<think> \n</think><answer>x</answer>", "reasoning.think-empty"),
        ("plan</think><answer>x</answer>", "reasoning.think-unopened"),
        ("<think>plan<answer>x</answer>", "reasoning.think-unclosed"),
        ("<think>plan</think>x", "reasoning.answer-missing"),
        ("<think>plan</think><answer>x", "reasoning.answer-unclosed"),
        ("<answer>x</answer><think>plan</think>", "reasoning.order"),
        ("<think>plan</think><answer>x</answer><answer>y</answer>", "reasoning.order"),
        ("<think>plan</think><answer>x<think>more</think></answer>", "reasoning.order"),
        ("<think>plan</think><answer>x</answer></answer>", "reasoning.order"),
        ("<think>plan</think>", "reasoning.answer-missing"),
        ("", "reasoning.think-missing"),
    ],
)
def test_reasoning_form_fires(text: str, rule: str) -> None:
    manifest = parse_manifest(text)
    assert not manifest.reasoning_form
    assert rule in rules(manifest)


@pytest.mark.parametrize(
    "text",
    ["<think>plan</think><answer>x</answer>", "\n <think>plan</think>\n\n<answer></answer>\n", answer("")],
)
def test_reasoning_form_holds(text: str) -> None:
    manifest = parse_manifest(text)
    assert manifest.reasoning_form
    assert not [rule for rule in rules(manifest) if rule.startswith("reasoning.")]


@pytest.mark.parametrize("text", ["Hi {}", "{} Bye"])
def test_text_outside_is_noted_and_keeps_the_form(text: str) -> None:
    manifest = parse_manifest(text.format("<think>plan</think><answer>x</answer>"))
    assert manifest.reasoning_form
    assert rules(manifest, "note") == ["reasoning.text-outside"]


def test_tags_of_the_form_inside_a_file_are_text() -> None:
    text = "const a = '<think>';\n</think>\n</answer>\n<answer>\nconst b = '</answer>';"
    manifest = parse_manifest(answer(artifact(file(text=text))))
    assert manifest.contents == {"src/App.tsx": text}
    assert manifest.findings == ()
    assert manifest.reasoning_form


# --- several artifacts ---


def test_the_last_complete_artifact_of_the_answer_counts() -> None:
    first, second = artifact(file("first.ts")), artifact(file("second.ts"), 'id="b" title="B"')
    cut = '<webArtifact id="c" title="C">\n<webAction type="file" filePath="cut.ts">\nexport'
    manifest = parse_manifest(f"<think>x</think><answer>{first}{second}{cut}</answer>{artifact(file('after.ts'))}")
    assert list(manifest.contents) == ["second.ts"]
    assert manifest.id == "b"
    assert manifest.complete
    assert rules(manifest, "note") == ["manifest.several"]


def test_an_artifact_restarted_in_the_middle_of_a_file_counts() -> None:
    cut = '<webArtifact id="a" title="A">\n<webAction type="file" filePath="cut.ts">\nexport\n'
    manifest = parse_manifest(answer(cut + artifact(file(), 'id="b" title="B"')))
    assert list(manifest.contents) == ["src/App.tsx"]
    assert manifest.id == "b"


def test_an_artifact_named_in_prose_does_no_harm() -> None:
    manifest = parse_manifest(answer(f"Here is the <webArtifact> you asked for.\n{artifact(file())}"))
    assert list(manifest.contents) == ["src/App.tsx"]
    assert manifest.complete


# --- truncation and missing tags ---


def test_a_cut_last_file_is_not_taken_and_earlier_ones_are() -> None:
    whole = answer(artifact(file("a.ts", "one") + file("b.ts", "two two two")))
    manifest = parse_manifest(whole[: whole.index("two two") + 5])
    assert manifest.contents == {"a.ts": "one"}
    assert not manifest.complete
    assert manifest.found
    assert "manifest.file-cut" in rules(manifest)
    assert "b.ts" in finding(manifest, "manifest.file-cut").message


def test_every_prefix_gives_only_whole_files() -> None:
    files = {"a.ts": "one\n<b>", "src/b.tsx": "two\n</div>\n", "c.css": "three"}
    whole = render_completion(files, title="T")
    for end in range(len(whole)):
        taken = parse_manifest(whole[:end]).contents
        assert all(files[path] == text for path, text in taken.items()), end
    assert parse_manifest(whole).contents == files


def test_a_missing_end_of_the_artifact_is_a_violation_that_keeps_the_files() -> None:
    manifest = parse_manifest(answer(f'<webArtifact id="a" title="A">\n{file()}'))
    assert list(manifest.contents) == ["src/App.tsx"]
    assert not manifest.complete
    assert rules(manifest) == ["manifest.artifact-unclosed"]
    assert manifest.reasoning_form


@pytest.mark.parametrize("ending", ["", "</webAction>", "\n</webAction>\n", "\n"])
@pytest.mark.parametrize("kind", ["shell", "start"])
def test_a_command_never_swallows_the_next_file(kind: str, ending: str) -> None:
    manifest = parse_manifest(answer(artifact(f'<webAction type="{kind}">npm install{ending}{file()}')))
    assert manifest.contents == {"src/App.tsx": "export default 1;"}
    assert [command.text for command in manifest.commands] == ["npm install"]
    assert ("manifest.action-unclosed" in rules(manifest)) == ("</" not in ending)


def test_an_unclosed_cdata_section_of_a_command_never_swallows_a_file() -> None:
    body = '<webAction type="shell"><![CDATA[npm install</webAction>\n' + file(text="<![CDATA[x]]>")
    manifest = parse_manifest(answer(artifact(body)))
    assert manifest.contents == {"src/App.tsx": "x"}
    assert manifest.commands[0].text == "npm install"


def test_a_file_without_its_end_does_not_swallow_the_next() -> None:
    body = file("a.ts", "one").replace("</webAction>\n", "") + file("b.ts", "two")
    manifest = parse_manifest(answer(artifact(body)))
    assert manifest.contents == {"a.ts": "one", "b.ts": "two"}
    assert rules(manifest) == ["manifest.action-unclosed"]


def test_a_last_file_without_its_end_is_taken_when_the_artifact_ends() -> None:
    manifest = parse_manifest(answer(artifact(file("a.ts", "one").replace("</webAction>\n", ""))))
    assert manifest.contents == {"a.ts": "one"}
    assert rules(manifest) == ["manifest.action-unclosed"]


def test_prose_between_actions_is_no_content() -> None:
    for end in ("</webAction>\n\nNow the styles:\n\n", "</webAction> Now the styles:\n"):
        body = file("a.ts", "one").replace("</webAction>\n", end) + file("b.ts", "two")
        manifest = parse_manifest(answer(artifact(body)))
        assert {path: text.rstrip() for path, text in manifest.contents.items()} == {"a.ts": "one", "b.ts": "two"}
        assert manifest.findings == ()


# --- file content ---


@pytest.mark.parametrize(
    "text",
    [
        "const close = '</webAction>';\nexport default close;",
        'const both = \'<webAction type="file" filePath="x">hi</webAction>\';',
        "const end = `</webArtifact>`;\nconst more = 1;",
        'const example = `\n<webAction type="file" filePath="x.ts">\nhi\n</webAction>\n`;',
        'const all = `\n<webArtifact id="x">\n<webAction type="shell">npm i</webAction>\n</webArtifact>\n`;',
        "if (a < b && c > d) { /* &lt; &amp; stay */ }",
        "<div>&nbsp;&copy; &lt;b&gt;</div>",
        "# Title\n\n```sh\nnpm i\n```\n",
        "\n\nleading and trailing newlines\n\n",
        "   indented\n\ttabs\t",
        "emoji \N{PARTY POPPER} עברית \u2028 end",
        "",
    ],
)
def test_content_is_verbatim(text: str) -> None:
    manifest = parse_manifest(answer(artifact(file("a.ts", text) + file("b.ts", "two"))))
    assert manifest.contents == {"a.ts": text, "b.ts": "two"}
    assert manifest.findings == ()


def test_content_on_the_line_of_its_tags_is_taken() -> None:
    body = (
        '<webAction type="file" filePath="a.txt">one</webAction><webAction type="file" filePath="b.txt">two</webAction>'
    )
    assert parse_manifest(answer(artifact(body))).contents == {"a.txt": "one", "b.txt": "two"}


def test_a_fence_around_markdown_stays() -> None:
    text = "```sh\nnpm i\n```"
    assert parse_manifest(answer(artifact(file("README.md", text)))).contents == {"README.md": text}
    fenced = parse_manifest(answer(artifact(file("a.sh", text))))
    assert fenced.contents == {"a.sh": "npm i"}
    assert rules(fenced, "note") == ["manifest.fenced-file"]


def test_entities_in_attributes_are_resolved() -> None:
    manifest = parse_manifest(artifact(file("a&amp;b.ts"), 'id="x" title="Fish &amp; &quot;Chips&quot; &copy"'))
    assert manifest.title == 'Fish & "Chips" &copy'
    assert list(manifest.contents) == ["a&b.ts"]


# --- paths, limits and other violations ---


@pytest.mark.parametrize(
    ("path", "rule"),
    [
        ("", "path-missing"),
        ("/etc/passwd", "path-absolute"),
        ("../outside.ts", "path-escape"),
        ("src/../../outside.ts", "path-escape"),
        ("C:/windows.ts", "path-drive"),
        ("c:evil.ts", "path-drive"),
        ("src\\App.tsx", "path-backslash"),
        ("src/\0.ts", "path-character"),
        ("src/a\x1b[2J.ts", "path-character"),
        ("src/\u202egnp.ts", "path-character"),
        ("src/\ud800.ts", "path-character"),
        ("src//a.ts", "path-form"),
        ("src/./a.ts", "path-form"),
        ("src/", "path-form"),
        ("src/" + "a" * 256, "path-long"),
        ("a/" * 200 + "b.ts", "path-long"),
        ("é" * 128, "path-long"),
    ],
)
def test_bad_paths_are_violations_and_write_nothing(path: str, rule: str) -> None:
    manifest = parse_manifest(answer(artifact(file(path) + file("good.ts"))))
    assert list(manifest.contents) == ["good.ts"]
    assert manifest.reserved == ()
    assert rules(manifest) == [f"manifest.{rule}"]
    assert finding(manifest, f"manifest.{rule}").place == "completion:7"


@pytest.mark.parametrize(
    "path",
    ["a.ts", "src/a b.ts", "app/(tabs)/[id].tsx", "src/été/日本.tsx", ".prettierrc", "..a/b..ts", "a" * 255, "@x/y.ts"],
)
def test_good_paths_are_written(path: str) -> None:
    manifest = parse_manifest(answer(artifact(file(path))))
    assert list(manifest.contents) == [path]
    assert manifest.findings == ()


@pytest.mark.parametrize(
    "path",
    [
        "node_modules/react/index.js",
        "packages/a/node_modules/x.js",
        ".git/hooks/pre-commit",
        ".GIT/config",
        ".npmrc",
        "src/.npmrc",
        ".env",
        ".env.local",
        ".pnpmfile.cjs",
        "package-lock.json",
        "yarn.lock",
        "pnpm-lock.yaml",
        "bun.lockb",
    ],
)
def test_reserved_names_are_noted_and_not_written(path: str) -> None:
    manifest = parse_manifest(answer(artifact(file(path, "x"))))
    assert manifest.files == ()
    assert [written.path for written in manifest.reserved] == [path]
    assert rules(manifest) == []
    assert rules(manifest, "note") == ["manifest.path-reserved"]


@pytest.mark.parametrize(
    ("second", "rule", "severity"),
    [
        (file("src/a.ts", "other"), "manifest.path-duplicate", "error"),
        (file("src/a.ts", "one"), "manifest.path-duplicate", "note"),
        (file("src/A.ts", "one"), "manifest.path-case", "error"),
        (file("SRC/a.ts", "other"), "manifest.path-case", "error"),
        (file("src/a.ts/b.ts"), "manifest.path-conflict", "error"),
        (file("src"), "manifest.path-conflict", "error"),
    ],
)
def test_of_colliding_paths_the_first_counts(second: str, rule: str, severity: str) -> None:
    manifest = parse_manifest(answer(artifact(file("src/a.ts", "one") + second)))
    assert manifest.contents == {"src/a.ts": "one"}
    assert rules(manifest, severity) == [rule]


def test_paths_that_differ_in_composition_of_accents_collide() -> None:
    manifest = parse_manifest(answer(artifact(file("ol\u00e9.ts", "one") + file("ole\u0301.ts", "two"))))
    assert manifest.contents == {"ol\u00e9.ts": "one"}
    assert rules(manifest) == ["manifest.path-case"]


def test_the_number_of_files_is_limited() -> None:
    for count in (200, 201):
        manifest = parse_manifest(answer(artifact("".join(file(f"src/{number}.ts") for number in range(count)))))
        assert len(manifest.files) == 200
        assert rules(manifest) == ["manifest.file-count"] * (count - 200)


def test_the_size_of_a_file_is_limited_in_bytes() -> None:
    limit = 512 * 1024
    for text, fits in (("a" * limit, True), ("a" * (limit + 1), False), ("é" * (limit // 2 + 1), False)):
        manifest = parse_manifest(answer(artifact(file("a.ts", text) + file("b.ts"))))
        assert list(manifest.contents) == (["a.ts", "b.ts"] if fits else ["b.ts"])
        assert rules(manifest) == ([] if fits else ["manifest.file-size"])


def test_the_total_size_is_limited() -> None:
    body = "".join(file(f"{number}.ts", "a" * 512 * 1024) for number in range(9))
    manifest = parse_manifest(answer(artifact(body)))
    assert len(manifest.files) == 8
    assert rules(manifest) == ["manifest.total-size"]


@pytest.mark.parametrize("text", ["a\0b", "a\ud800b"])
def test_files_that_are_not_text_are_not_written(text: str) -> None:
    manifest = parse_manifest(answer(artifact(file("a.ts", text) + file("b.ts"))))
    assert list(manifest.contents) == ["b.ts"]
    assert rules(manifest) == ["manifest.not-text"]


def test_actions_of_other_types() -> None:
    body = '<webAction type="Deploy">now</webAction>\n<webAction>what</webAction>\n<webAction type="start"/>\n'
    manifest = parse_manifest(answer(artifact(body + file())))
    assert [(command.kind, command.text) for command in manifest.commands] == [("deploy", "now"), ("start", "")]
    assert rules(manifest) == ["manifest.type-missing"]
    assert rules(manifest, "note") == ["manifest.type-unknown"]
    assert list(manifest.contents) == ["src/App.tsx"]


def test_missing_id_and_title_are_noted() -> None:
    manifest = parse_manifest(answer(artifact(file(), 'id=" "')))
    assert rules(manifest, "note") == ["manifest.id-missing", "manifest.title-missing"]


def test_findings_are_bounded_and_errors_are_not_lost() -> None:
    notes = "".join(file("yarn.lock") for _ in range(MAX_FINDINGS + 20))
    few = parse_manifest(answer(artifact(notes)))
    assert len(few.findings) == MAX_FINDINGS + 1
    assert few.findings[-1].rule == "manifest.more"
    assert rules(few) == []
    assert rules(parse_manifest(answer(artifact(notes + file("../x"))))) == ["manifest.more"]


def test_a_completion_over_the_limit_is_cut() -> None:
    text = answer(artifact(file()))
    manifest = parse_manifest(text + " " * MAX_COMPLETION_CHARACTERS)
    assert list(manifest.contents) == ["src/App.tsx"]
    assert rules(manifest) == ["manifest.too-long"]
    hidden = parse_manifest(" " * MAX_COMPLETION_CHARACTERS + text)
    assert not hidden.found


def test_too_many_tags_are_a_violation() -> None:
    manifest = parse_manifest(answer(artifact(file(text="</webAction>'\n" * 20_001))))
    assert "manifest.too-many-tags" in rules(manifest)


@pytest.mark.parametrize(
    "text", ["", " ", "\0" * 100, "\ud800", "hello", "<webArtifact", "<webArtifact id='", "]]>", "```"]
)
def test_no_manifest(text: str) -> None:
    manifest = parse_manifest(text)
    assert not manifest.found
    assert manifest.files == ()
    assert "manifest.missing" in rules(manifest)


def test_every_rule_is_documented() -> None:
    source = " ".join(
        finding.rule
        for text in ("", answer(artifact(file("../a") + file("yarn.lock") + file("a.ts", "\0"))))
        for finding in parse_manifest(text).findings
    )
    assert all(rule in MANIFEST_RULES for rule in source.split())
