from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.evidence.values import texts
from webgen_env.errors import EvidenceError
from webgen_env.evidence._names import assign_names, is_safe_path, resolve_inside, short_hash, slug


@given(texts(200))
def test_a_slug_is_short_ascii(text: str):
    result = slug(text)
    assert 1 <= len(result) <= 40
    assert set(result) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert result.strip("-") == result


def test_a_slug_of_nothing_is_the_default():
    assert slug("///", "home") == "home"
    assert slug("/About us/") == "about-us"


def test_a_hash_tells_borders_apart():
    assert short_hash("ab", "c") != short_hash("a", "bc")
    assert short_hash("\ud800") == short_hash("\ud800")
    assert len(short_hash("x")) == 12


@pytest.mark.parametrize("path", ["a", "src/App.tsx", "src/Ünï 😀.tsx", "a b/c.d", ".eslintrc", "..."])
def test_ordinary_paths_are_safe(path: str):
    assert is_safe_path(path)


@pytest.mark.parametrize(
    "path",
    ["", "/etc/passwd", "../x", "a/../b", "a/./b", "a//b", "a/", "C:/x", "a\\b", "a\0b", "a\nb", "\ud800", "\u202ea",
     "x" * 201, "é" * 101, "a/" * 40 + "b", "a/" + "b" * 900],
)  # fmt: skip
def test_hostile_paths_are_not(path: str):
    assert not is_safe_path(path)


def test_paths_keep_their_names_unless_they_clash():
    names = assign_names(["a", "a/b", "A", "src/x.ts", "SRC/X.ts", "src", "../up", "_renamed/x"])
    assert names["a"] == "a"
    assert names["src/x.ts"] == "src/x.ts"
    for path in ("a/b", "A", "SRC/X.ts", "src", "../up", "_renamed/x"):
        assert names[path].startswith("_renamed/")


@given(st.lists(texts(12) | st.sampled_from(["a", "A", "a/b", "a/b/c", "../a", "/a", "a/../../b"]), unique=True))
def test_any_paths_can_be_written_side_by_side(paths: list[str]):
    import tempfile

    names = assign_names(paths)
    assert list(names) == paths
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "root"
        root.mkdir()
        for path, name in names.items():
            file = resolve_inside(root, name, told_by="test")
            file.parent.mkdir(parents=True, exist_ok=True)
            assert not file.exists()
            file.write_bytes(path.encode("utf-8", "surrogatepass"))
        for path, name in names.items():
            assert (root / name).read_bytes() == path.encode("utf-8", "surrogatepass")
        assert [found.name for found in Path(folder).iterdir()] == ["root"]


def test_a_name_that_leads_outside_is_refused(tmp_path: Path):
    (tmp_path / "bundle").mkdir()
    (tmp_path / "secret").write_text("x")
    (tmp_path / "bundle" / "link").symlink_to(tmp_path)
    for name in ("../secret", str(tmp_path / "secret"), "link/secret"):
        with pytest.raises(EvidenceError, match=r"site\.json\.files: .* leads outside"):
            resolve_inside(tmp_path / "bundle", name, told_by="site.json.files")
    assert resolve_inside(tmp_path / "bundle", "inner", told_by="x") == tmp_path / "bundle" / "inner"
