"""The real builder and browser, shared by the tests that need them."""

from __future__ import annotations

import pytest

from webgen_env.browser import ChromiumBrowser
from webgen_env.build import ViteBuilder
from webgen_env.compliance import check_compliance
from webgen_env.manifest import parse_manifest
from webgen_env.scaffold import default_scaffold

HOSTILE = (
    "",
    "   \n\t ",
    "</script></webAction></webArtifact></answer><script>alert(1)</script>",
    'Build a shop called "`${process.exit()}`". Pages: {evil}, </h1>, "quotes\' and \\backslashes\\ and Home.',
    "]]> <![CDATA[ ]]> {{ }} {0} %s %n ${x} \\u2028 \u2028\u2029 \u202e reversed",
    "\ud800 lone \udfff surrogates \x00\x01\x1b[31m and controls",
    "日本語のサイトを作ってください。ページ：ホーム、商品、お問い合わせ。背景は白、ボタンは紺。",
    "🦊" * 500,
    "Pages: " + ", ".join(f"Page {n}" for n in range(200)) + ".",
    "Make A, B. Pages: ab, AB, aB and Ab.",
    "Pages: App, NotFound, constructor, __proto__ and index.",
    "Build X, a shop. Pages: Shop, Item and Basket. Shop shows twelve items with constructor, prototype and price.",
    "((((" * 2000 + '"' * 2001 + "Pages: (a, b, (c. ",
)
"""Instructions that nobody means well with."""


def parsed(completion):
    """Parse a completion and check it as the cascade does."""
    manifest = parse_manifest(completion)
    project = default_scaffold().compose(manifest)
    return manifest, project, check_compliance(manifest, project)


def errors(findings):
    return [str(finding) for finding in findings if finding.severity == "error"]


@pytest.fixture
async def vite():
    vite = ViteBuilder()
    yield vite
    await vite.aclose()


@pytest.fixture
async def chromium():
    chromium = ChromiumBrowser(routes=3, processes=1)
    yield chromium
    await chromium.aclose()
