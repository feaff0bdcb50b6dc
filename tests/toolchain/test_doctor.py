from __future__ import annotations

from pathlib import Path

import pytest

from webgen_env.toolchain.doctor import Check, examine, healthy

PARTS = {"platform", "python", "machine", "home", "node", "packages", "browser", "base layer", "sandbox"}


def _by_name(checks: tuple[Check, ...]) -> dict[str, Check]:
    return {check.name: check for check in checks}


def test_this_machine_is_set_up() -> None:
    checks = examine()
    assert set(_by_name(checks)) == PARTS
    assert healthy(checks), [check for check in checks if check.status == "missing"]
    assert _by_name(checks)["browser"].details["kind"] == "sparticuz"
    assert all(check.mend for check in checks if check.status != "ok")


def test_an_empty_home_is_missing_everything_and_says_how_to_mend_it(tmp_path: Path) -> None:
    checks = _by_name(examine(tmp_path / "new"))
    for part in ("packages", "browser", "base layer"):
        assert (checks[part].status, checks[part].mend) == ("missing", "webgen setup")
    assert checks["node"].status == "ok"
    assert not healthy(tuple(checks.values()))
    assert not (tmp_path / "new").exists(), "looking changes nothing"


def test_a_home_that_cannot_be_written_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tempfile.TemporaryFile", refuse)
    home = _by_name(examine(tmp_path))["home"]
    assert (home.status, "WEBGEN_HOME" in home.mend) == ("missing", True)
