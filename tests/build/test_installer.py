from __future__ import annotations

import pickle

import pytest

from webgen_env.build.arbiter import judge
from webgen_env.build.installer import PackageError, blame, installer_environment
from webgen_env.errors import InfrastructureError


@pytest.mark.parametrize(
    ("code", "rule"),
    [
        ("ERR_PNPM_FETCH_404", "install.unknown-package"),
        ("ERR_PNPM_NO_MATCHING_VERSION", "install.unknown-version"),
        ("ERR_PNPM_EXOTIC_SUBDEP", "install.specifier-refused"),
    ],
)
def test_what_only_the_project_can_be_blamed_for(code: str, rule: str) -> None:
    message = "GET https://registry.example/nope: Not Found - 404\n\nFailed to resolve nope@^1.0.0"
    error = blame({"code": code, "message": message}, "")
    assert isinstance(error, PackageError)
    assert error.finding.rule == rule
    assert "nope@^1.0.0" in error.finding.message
    assert "registry.example" not in error.finding.message
    assert pickle.loads(pickle.dumps(error)).finding == error.finding


@pytest.mark.parametrize(
    "code",
    [
        "ERR_PNPM_RESOLVING_NPM_RESOLVER_NETWORK_ERROR",
        "ERR_PNPM_FETCH",
        "ERR_PNPM_FETCH_401",
        "ERR_PNPM_FETCH_500",
        "ERR_PNPM_TARBALL_INTEGRITY",
        "ERR_PNPM_ENOSPC",
        "SOMETHING_NEW",
        "",
    ],
)
def test_everything_else_is_ours(code: str) -> None:
    error = blame({"code": code, "message": "tried https://registry.example/a and failed"}, "")
    assert isinstance(error, InfrastructureError)
    assert error.stage == "install"
    assert "registry.example" not in str(error)


def test_no_event_at_all_is_ours() -> None:
    error = blame(None, "killed by\x1b[31m something")
    assert isinstance(error, InfrastructureError)
    assert "\x1b" not in str(error)


def test_the_environment_for_installers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NODE_OPTIONS", "--require ./evil.js")
    monkeypatch.setenv("NPM_CONFIG_REGISTRY", "http://mirror.invalid/")
    environment = installer_environment()
    assert "NODE_OPTIONS" not in environment
    assert environment["pnpm_config_registry"] == "http://mirror.invalid/"


CONFLICT = """npm error code ERESOLVE
npm error ERESOLVE unable to resolve dependency tree
npm error
npm error While resolving: project@1.0.0
npm error Found: eslint@9.9.1
npm error node_modules/eslint
npm error
npm error Could not resolve dependency:
npm error peer eslint@"^3.0.0 || ^8.0.0" from eslint-plugin-react-hooks@4.6.0
"""


def test_npm_refuses_a_conflict() -> None:
    finding = judge(CONFLICT)
    assert finding.rule == "install.peer-conflict"
    assert "eslint-plugin-react-hooks@4.6.0" in finding.message
    assert "eslint@9.9.1" in finding.message


@pytest.mark.parametrize(
    ("code", "rule"), [("E404", "install.unknown-package"), ("ETARGET", "install.unknown-version")]
)
def test_npm_finds_something_missing(code: str, rule: str) -> None:
    with pytest.raises(PackageError) as caught:
        judge(f"npm error code {code}\n")
    assert caught.value.finding.rule == rule


@pytest.mark.parametrize("output", ["npm error code ECONNREFUSED\n", "", "npm error code ENOSPC"])
def test_npm_fails_for_a_reason_of_ours(output: str) -> None:
    with pytest.raises(InfrastructureError):
        judge(output)
