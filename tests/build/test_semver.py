from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from webgen_env.build.semver import MAX_LENGTH, Version, parse_range, parse_version

if TYPE_CHECKING:
    from webgen_env.toolchain import Toolchain

RANGES = [
    "", "*", "x", "X", "1", "1.2", "1.2.3", "1.x", "1.2.x", "1.X", "=1.2.3", "v1.2.3", "= v1.2.3", "^1.2.3", "^0.2.3",
    "^0.0.3", "^0.0", "^0", "^1.2.x", "^x", "~1.2.3", "~1.2", "~1", "~0", "~>1.2", "~0.0.0", ">=1.2", ">1.2", ">1",
    "<1", "<=1.2", "<2", ">*", "<*", ">=x", "<=1.x", ">1.x", "<1.x <2", "1.2.3 - 2.3.4", "1.2 - 2", "1 - 2.x", "* - 2",
    "^1.2.3-beta.2", "~1.2.3-beta.2", ">1.2.3-alpha", "1.2.3-beta", ">=1.0.0-rc.0 <2", "^5.1.0-rc.0", "1 || 2",
    "^1 || ^3", "a || 1", "|| 1", "latest", "next", "foo", ">= 1.2.3", "^ 1.2", "1.2.3beta", "1.2.3+build",
    "<1.2.3-beta", "<1.2.3 >1", "01.2.3", "1.2.3.4", ">=1.2.3-0", "<2.0.0-0", ">=1.2.3-0 <2", "^0.x", "^0.0.x",
    "1.2.3 2", ">=0", "git+x", "file:../x", "npm:a@1", "workspace:*", "^18.0.0 || ^19.0.0", "-1", "1.-2",
]  # fmt: skip
VERSIONS = [
    "0.0.0", "0.0.1", "0.0.3", "0.0.4", "0.1.0", "0.2.3", "0.2.9", "0.3.0", "1.0.0", "1.2.0", "1.2.3", "1.2.4",
    "1.2.3-beta", "1.2.3-beta.2", "1.2.3-beta.10", "1.2.3-alpha", "1.2.3-0", "1.2.4-beta", "1.3.0", "2.0.0", "2.0.0-0",
    "2.0.0-rc.1", "2.3.4", "2.3.5", "3.0.0", "3.1.0", "5.1.0", "5.1.0-rc.0", "5.2.0", "10.0.0", "18.3.1",
]  # fmt: skip


@pytest.fixture(scope="module")
def reference(toolchain: Toolchain) -> list[list[bool] | None]:
    """What npm's own semver says of every range: admitted versions, or that it is no range."""
    semver = toolchain.npm_cli.parents[1] / "node_modules" / "semver"
    script = f"""
        const semver = require({json.dumps(str(semver))});
        const [ranges, versions] = JSON.parse(require("fs").readFileSync(0));
        const admits = (range) => versions.map((version) => semver.satisfies(version, range, true));
        const answer = (range) => semver.validRange(range, true) === null ? null : admits(range);
        console.log(JSON.stringify(ranges.map(answer)));
    """
    done = subprocess.run(
        [toolchain.node, "-e", script], input=json.dumps([RANGES, VERSIONS]), capture_output=True, text=True, check=True
    )
    answer: list[list[bool] | None] = json.loads(done.stdout)
    return answer


@pytest.mark.parametrize("index", range(len(RANGES)), ids=[repr(text) for text in RANGES])
def test_ranges_admit_what_npm_admits(index: int, reference: list[list[bool] | None]) -> None:
    parsed = parse_range(RANGES[index])
    versions = [parse_version(text) for text in VERSIONS]
    ours = None if parsed is None else [parsed.admits(version) for version in versions if version is not None]
    assert ours == reference[index]


def test_the_reference_knows_ranges_and_others(reference: list[list[bool] | None]) -> None:
    assert None in reference
    assert any(answer and any(answer) and not all(answer) for answer in reference)


@pytest.mark.parametrize("text", ["", "1", "1.2", "a.b.c", "1.2.3.4", "^1.2.3", "9" * 300, "1.2.99999999999999999999"])
def test_what_is_no_version(text: str) -> None:
    assert parse_version(text) is None


def test_order_of_versions() -> None:
    texts = ["1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta.2", "1.0.0-beta.11", "1.0.0", "1.0.1"]
    versions = [version for text in texts if (version := parse_version(text)) is not None]
    assert [str(version) for version in sorted(set(versions))] == texts


@given(st.text(max_size=400))
@settings(max_examples=300, deadline=None)
def test_any_text_is_read_or_refused(text: str) -> None:
    parsed = parse_range(text)
    if parsed is not None:
        parsed.admits(Version(1, 2, 3))
        assert len(text) <= MAX_LENGTH
    parse_version(text)


@given(st.tuples(*[st.integers(0, 10**6)] * 3))
def test_a_version_satisfies_itself_and_its_caret(numbers: tuple[int, int, int]) -> None:
    version = Version(*numbers)
    for text in (str(version), f"^{version}", f"~{version}", f">={version}", "*"):
        wanted = parse_range(text)
        assert wanted is not None
        assert wanted.admits(version)
    below = parse_range(f"<{version}")
    assert below is not None
    assert not below.admits(version)
