"""What the instrument is shown of a site."""

from __future__ import annotations

import pytest

from tests.validation.values import APP, contract, reference
from webgen_env.errors import ConfigurationError
from webgen_env.validation import (
    GENERIC_OPERATORS,
    Change,
    Mutant,
    Rewrite,
    SiteFaults,
    Subject,
    short_sample,
    subjects_of,
)

RENAMED = Mutant(
    id="renamed",
    operator="renamed-control",
    says="Save is called Keep.",
    changes=(Change(file="src/App.tsx", find="Save", replace="Keep"),),
    breaks=("show",),
)
LINK = Rewrite(
    id="other-tag",
    kind="element",
    says="It is a link.",
    changes=(Change(file="src/App.tsx", find="<button", replace="<a"),),
)


def of(*mutants: Mutant, rewrites: tuple[Rewrite, ...] = (), **options: bool) -> dict[str, Subject]:
    faults = SiteFaults(task="small", mutants=mutants, rewrites=rewrites)
    return {subject.id: subject for subject in subjects_of(reference(), faults, **options)}


def test_order_and_kinds() -> None:
    subjects = of(RENAMED, rewrites=(LINK,))
    assert list(subjects) == ["clean", "other-tag", *(operator.name for operator in GENERIC_OPERATORS), "renamed"]
    assert [subjects[name].kind for name in ("clean", "other-tag", "renamed")] == ["clean", "rewrite", "mutant"]
    assert subjects["clean"].files == {"src/App.tsx": APP}
    assert "Keep" in subjects["renamed"].files["src/App.tsx"]


def test_labels_of_generic_mutants_come_from_what_contracts_ask() -> None:
    subjects = of()
    assert subjects["endless-spinner"].breaks == ("show", "stay")
    assert subjects["console-error"].breaks == ("stay",)
    assert (subjects["syntax-error"].detector, subjects["syntax-error"].breaks) == ("build", ())
    assert (subjects["blank-page"].detector, subjects["blank-page"].breaks) == ("render", ())


def test_a_generic_mutant_that_no_contract_could_see_is_left_out() -> None:
    subjects = {subject.id for subject in subjects_of(reference(contract("show")), SiteFaults(task="small"))}
    assert "console-error" not in subjects
    assert "endless-spinner" in subjects


def test_only_labelled_contracts() -> None:
    assert [run.id for run in of(RENAMED, labelled_only=True)["renamed"].contracts] == ["show"]
    assert [run.id for run in of(RENAMED, labelled_only=True)["clean"].contracts] == ["show", "stay"]
    assert [run.id for run in of(RENAMED)["renamed"].contracts] == ["show", "stay"]


def test_a_label_without_a_contract_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="small/renamed: no contract shine; the task has show, stay"):
        of(RENAMED.model_copy(update={"breaks": ("shine",)}))


def test_a_change_that_does_not_apply_names_site_and_mutant() -> None:
    lost = RENAMED.model_copy(update={"changes": (Change(file="src/App.tsx", find="Send", replace="Keep"),)})
    with pytest.raises(ConfigurationError, match=r"small/renamed: src/App\.tsx: expected 'Send' exactly once"):
        of(lost)


def test_generic_operators_need_the_usual_application() -> None:
    for operator in GENERIC_OPERATORS:
        with pytest.raises(ConfigurationError, match=operator.name):
            operator.apply({"src/App.tsx": "export const App = 1;"})


def test_the_short_sample_is_what_is_marked_with_its_clean_sites() -> None:
    marked = RENAMED.model_copy(update={"id": "marked", "short": True})
    assert [subject.id for subject in short_sample(list(of(RENAMED, marked).values()))] == ["clean", "marked"]
    assert short_sample(list(of(RENAMED).values())) == []
