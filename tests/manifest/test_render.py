from __future__ import annotations

import pytest

from webgen_env.errors import ConfigurationError
from webgen_env.manifest import parse_manifest, render_completion


def test_the_whole_form() -> None:
    assert render_completion({"a.ts": "x"}, title="My Shop", think="Plan.", shell=("npm i",)) == (
        "<think>\nPlan.\n</think>\n<answer>\n```xml\n"
        '<webArtifact id="my-shop" title="My Shop">\n'
        '<webAction type="file" filePath="a.ts">\nx\n</webAction>\n'
        '<webAction type="shell">npm i</webAction>\n'
        '<webAction type="start">npm run dev</webAction>\n'
        "</webArtifact>\n```\n</answer>\n"
    )


def test_options() -> None:
    manifest = parse_manifest(render_completion({}, title="", artifact_id="x", shell=(), start=""))
    assert (manifest.id, manifest.title, manifest.files, manifest.commands) == ("x", "", (), ())
    assert parse_manifest(render_completion({}, title="???")).id == "site"


def test_content_that_looks_like_the_form_is_kept_apart() -> None:
    files = {
        "a.ts": "</webAction>\n</webArtifact>\n]]>\n]]]]><![CDATA[>",
        "b.ts": "```\nx\n```",
        "c.ts": "<![CDATA[x]]>",
    }
    manifest = parse_manifest(render_completion(files, title="T"))
    assert manifest.contents == files
    assert manifest.findings == ()


def test_a_think_text_that_ends_itself_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="</think>"):
        render_completion({}, title="T", think="a </THINK> b")
