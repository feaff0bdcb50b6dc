from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from webgen_env.errors import ConfigurationError
from webgen_env.evidence._folders import new_folder

KILLED = """
import os, signal, sys
from pathlib import Path
from webgen_env.evidence._folders import new_folder
with new_folder(Path(sys.argv[1]), marker="done") as folder:
    (folder / "done").write_text("half")
    os.kill(os.getpid(), signal.SIGKILL)
"""


def write(target: Path, text: str) -> None:
    with new_folder(target, marker="done") as folder:
        (folder / "done").write_text(text)


def test_the_folder_appears_at_the_end(tmp_path: Path):
    target = tmp_path / "deep" / "target"
    with new_folder(target, marker="done") as folder:
        (folder / "done").write_text("1")
        assert not target.exists()
        assert folder.name.startswith(".")
    assert (target / "done").read_text() == "1"
    assert [path.name for path in target.parent.iterdir()] == ["target"]


def test_an_exception_leaves_nothing(tmp_path: Path):
    target = tmp_path / "target"
    write(target, "old")

    def fail() -> None:
        with new_folder(target, marker="done") as folder:
            (folder / "done").write_text("new")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert (target / "done").read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["target"]


def test_a_killed_writer_leaves_nothing_that_stays(tmp_path: Path):
    target = tmp_path / "tar[get]*"
    run = subprocess.run([sys.executable, "-c", KILLED, str(target)], check=False)
    assert run.returncode == -9
    (left,) = tmp_path.iterdir()
    assert left.name.endswith(".partial")
    write(target, "new")
    assert [path.name for path in tmp_path.iterdir()] == [target.name]


def test_a_living_writer_is_left_alone(tmp_path: Path):
    target = tmp_path / "target"
    with new_folder(target, marker="done") as folder:
        (folder / "done").write_text("first begun")
        write(target, "second")
        assert folder.exists()
        assert (target / "done").read_text() == "second"
    assert (target / "done").read_text() == "first begun"


def test_what_is_not_ours_is_not_replaced(tmp_path: Path):
    target = tmp_path / "target"
    target.mkdir()
    (target / "thesis.txt").write_text("precious")
    with pytest.raises(ConfigurationError, match="holds no done"), new_folder(target, marker="done"):
        pytest.fail("the block must not run")
    assert (target / "thesis.txt").read_text() == "precious"

    file = tmp_path / "file"
    file.write_text("precious")
    with pytest.raises(ConfigurationError), new_folder(file, marker="done"):
        pytest.fail("the block must not run")

    link = tmp_path / "link"
    link.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(ConfigurationError), new_folder(link, marker="done"):
        pytest.fail("the block must not run")


def test_an_empty_folder_and_an_older_one_are_replaced(tmp_path: Path):
    target = tmp_path / "target"
    target.mkdir()
    write(target, "1")
    (target / "more").mkdir()
    write(target, "2")
    assert [path.name for path in target.iterdir()] == ["done"]
    assert (target / "done").read_text() == "2"


def test_a_folder_without_a_name_is_refused():
    with pytest.raises(ConfigurationError, match="no name"), new_folder(Path("/"), marker="done"):
        pytest.fail("the block must not run")


def test_many_writers_of_one_folder(tmp_path: Path):
    target = tmp_path / "target"
    failures: list[Exception] = []

    def attempt(number: int) -> None:
        try:
            for _ in range(5):
                write(target, str(number))
        except (OSError, ConfigurationError) as error:
            failures.append(error)

    threads = [threading.Thread(target=attempt, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert (target / "done").read_text() in "0123"
    assert [path.name for path in tmp_path.iterdir()] == ["target"]
