from __future__ import annotations

import pytest

from webgen_env.errors import ConfigurationError
from webgen_env.sizes import BROWSER_BYTES, BUILDER_BYTES, OWN_BYTES, Machine, Sizes

GIB = 1024**3


@pytest.mark.parametrize(
    ("cores", "memory", "expected"),
    [
        (1, 64 * GIB, (1, 1)),
        (2, 24 * GIB, (2, 1)),
        (8, 64 * GIB, (8, 4)),
        (64, 256 * GIB, (64, 32)),
        (64, 8 * GIB, (8, 4)),
        (2, 1 * GIB, (1, 1)),
        (2, GIB // 4, (1, 1)),
    ],
)
def test_the_default_suits_cores_and_memory(cores: int, memory: int, expected: tuple[int, int]) -> None:
    machine = Machine(cores, memory)
    builders, browsers = Sizes().resolve(machine)
    assert (builders, browsers) == expected
    Sizes(builders, browsers).check(machine)


def test_what_is_asked_for_is_taken_and_the_rest_fits_beside_it() -> None:
    machine = Machine(16, OWN_BYTES + 4 * BUILDER_BYTES + 2 * BROWSER_BYTES)
    assert Sizes(builders=4).resolve(machine) == (4, 2)
    assert Sizes(browsers=2).resolve(machine) == (4, 2)
    assert Sizes(3, 1).resolve(machine) == (3, 1)


@pytest.mark.parametrize("value", [0, -1, 1.5, True, "2"])
@pytest.mark.parametrize("name", ["builders", "browsers", "judges"])
def test_sizes_are_positive_integers(name: str, value: object) -> None:
    with pytest.raises(ConfigurationError, match=rf"{name} must be a positive integer or None, got {value!r}"):
        Sizes(**{name: value})  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["builders", "browsers"])
def test_more_than_four_for_each_core_is_beyond_the_machine(name: str) -> None:
    machine = Machine(2, 1000 * GIB)
    Sizes(**{name: 8}).check(machine)
    with pytest.raises(ConfigurationError, match=rf"{name} must be at most 8 \(4 for each of 2 usable cores\), got 9"):
        Sizes(**{name: 9}).check(machine)


def test_more_than_the_memory_holds_is_beyond_the_machine() -> None:
    with pytest.raises(ConfigurationError, match=r"4 builders and 2 browsers need about 4\.0 GiB .* may use 2\.0 GiB"):
        Sizes(4, 2).check(Machine(4, 2 * GIB))
    Sizes(1, 1).check(Machine(4, GIB // 4))
    Sizes().check(Machine(64, GIB // 4))


def test_judgements_may_be_many_because_a_judge_may_be_elsewhere() -> None:
    Sizes(judges=1000).check(Machine(1, GIB))
