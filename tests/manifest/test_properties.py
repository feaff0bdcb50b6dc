"""Properties of the parser on arbitrary text."""

from __future__ import annotations

import pickle
import re
from inspect import getsource

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from webgen_env.manifest import MANIFEST_RULES, _writer, parse_manifest, parser, paths, render_completion
from webgen_env.manifest.commands import read_command
from webgen_env.manifest.paths import is_reserved, path_problem

FRAGMENTS = (
    "<think>",
    "</think>",
    "<answer>",
    "</answer>",
    '<webArtifact id="a" title="b">',
    "</webArtifact>",
    '<webAction type="file" filePath="src/a.ts">',
    '<webAction type="file" filePath="../a.ts">',
    '<webAction type="shell">',
    "<webAction",
    "</webAction>",
    "<![CDATA[",
    "]]>",
    "```xml\n",
    "```",
    "\n",
    "\r\n",
    " ",
    "npm install",
    '"',
    "'",
    ">",
    "\0",
    "\ud800",
)

any_text = st.text(alphabet=st.characters(), max_size=60)
hostile = st.lists(st.one_of(st.sampled_from(FRAGMENTS), any_text), max_size=40).map("".join)
segment = st.text(
    alphabet=st.characters(exclude_categories=("C", "Z"), exclude_characters="/\\:"), min_size=1, max_size=12
)
plain_paths = (
    st.lists(segment, min_size=1, max_size=4)
    .map("/".join)
    .filter(lambda path: path_problem(path) is None and not is_reserved(path))
)
contents = st.lists(
    st.one_of(
        st.sampled_from([part for part in FRAGMENTS if part not in ("\0", "\ud800")]),
        st.text(alphabet=st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=40),
    ),
    max_size=8,
).map("".join)


def distinct(files: dict[str, str]) -> dict[str, str]:
    """Keep files that neither collide nor lie below each other."""
    kept: dict[str, str] = {}
    for path, text in files.items():
        key = paths.collision_key(path)
        keys = {paths.collision_key(other) for other in kept}
        above = {folder for other in keys for folder in paths.parents(other)}
        if key not in keys | above and not keys.intersection(paths.parents(key)):
            kept[path] = text
    return kept


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(hostile)
def test_no_text_crashes_the_parser(text: str) -> None:
    manifest = parse_manifest(text)
    assert manifest == parse_manifest(text)
    assert pickle.loads(pickle.dumps(manifest)) == manifest
    assert manifest.found or not manifest.files
    for file in manifest.files:
        assert path_problem(file.path) is None
        assert not is_reserved(file.path)
        file.content.encode()
        assert 1 <= file.line <= text.count("\n") + 1
    for finding in manifest.findings:
        assert finding.rule in MANIFEST_RULES
        str(finding).encode()


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(plain_paths, contents, max_size=5).map(distinct), st.sampled_from(["Shop", 'A "b" & <c>']))
def test_parsing_what_was_rendered_gives_it_back(files: dict[str, str], title: str) -> None:
    manifest = parse_manifest(render_completion(files, title=title))
    assert manifest.contents == files
    assert list(manifest.contents) == list(files)
    assert manifest.title == title
    assert [command.text for command in manifest.commands] == ["npm install", "npm run dev"]
    assert manifest.findings == ()
    assert manifest.reasoning_form
    assert manifest.complete


@settings(max_examples=200, deadline=None)
@given(any_text, hostile)
def test_a_think_part_never_writes_files(think: str, rest: str) -> None:
    quoted = '<webArtifact id="a" title="b"><webAction type="file" filePath="quoted.ts">x</webAction></webArtifact>'
    text = f"<think>{quoted}{think}</think><answer>{rest.replace('</think>', '')}</answer>"
    assert "quoted.ts" not in parse_manifest(text).contents


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(
        any_text,
        st.lists(st.sampled_from(["npm", "install", "i", "&&", "-D", "antd", "@a/b", "x@1", ";", "|"])).map(" ".join),
    )
)
def test_no_command_crashes(text: str) -> None:
    meaning = read_command(text)
    assert meaning.harmless == (not meaning.problem)
    assert meaning.harmless or not meaning.packages


@settings(max_examples=300, deadline=None)
@given(st.text())
def test_a_good_path_stays_inside(path: str) -> None:
    if path_problem(path) is None:
        assert not path.startswith("/")
        assert ".." not in path.split("/")
        assert "\\" not in path
        assert len(path.encode()) <= paths.MAX_PATH_BYTES


def test_every_rule_of_the_source_is_documented() -> None:
    named = set(re.findall(r'"((?:manifest|reasoning)\.[a-z-]+)"', getsource(parser) + getsource(_writer)))
    named |= {f"manifest.{name}" for name in re.findall(r'"(path-[a-z]+)"', getsource(paths))}
    named |= {"manifest.id-missing", "manifest.title-missing"}
    assert named == set(MANIFEST_RULES)
