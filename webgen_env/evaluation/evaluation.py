"""Evaluation: an agent on every task of a benchmark, as a document."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from webgen_env.codec import decode, encode
from webgen_env.errors import EvidenceError
from webgen_env.evaluation.metrics import Metric, by_case_category, by_category, measure
from webgen_env.evaluation.outcomes import SiteOutcome  # noqa: TC001 - decode looks it up at run time

DOCUMENT = "evaluation.json"
FORMAT = 1
"""Version of the document's form."""

PUBLISHED = {"webgen-bench": (101, 647)}
"""Sites and test cases of a benchmark as it was published."""

_MAX_DOCUMENT_BYTES = 512 * 1024**2


@dataclass(frozen=True)
class Evaluation:
    """An agent on every task of a benchmark.

    Attributes:
        benchmark: Name or file of the benchmark.
        agent: Name of the agent.
        preset: Reward preset.
        judge: Identity of the judge that graded the look; empty if none did.
        tester: Identity of what tested the cases; empty if nothing did.
        linter: Identity of what checked the projects; empty if nothing did.
        sites: Every task of the benchmark, in its order, also those that were never started.
        provenance: Versions of everything else that decided.
    """

    benchmark: str
    agent: str
    preset: str = ""
    judge: str = ""
    tester: str = ""
    linter: str = ""
    sites: tuple[SiteOutcome, ...] = ()
    provenance: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def metrics(self) -> Mapping[str, Metric]:
        """FSR, VRR, AAS and LDPR."""
        return measure(self.sites)

    @cached_property
    def categories(self) -> Mapping[str, Mapping[str, Metric]]:
        """The metrics for each category of tasks."""
        return by_category(self.sites)

    @cached_property
    def case_categories(self) -> Mapping[str, Metric]:
        """FSR for each category of test cases."""
        return by_case_category(self.sites)

    @property
    def cases(self) -> int:
        """Test cases of the whole benchmark."""
        return sum(len(site.cases) for site in self.sites)

    @property
    def not_started(self) -> Mapping[str, int]:
        """Sites and cases that were never started: 0 in every metric, and told apart here."""
        left = [site for site in self.sites if not site.started]
        return {"sites": len(left), "cases": sum(len(site.cases) for site in left)}

    @property
    def answers(self) -> Mapping[str, int]:
        """Cases of started sites by what became of them: each answer, ``"no answer"`` and ``"not asked"``."""
        found = Counter[str]()
        for site in self.sites:
            if site.started:
                for case in site.cases:
                    found[case.answer or ("no answer" if case.source else "not asked")] += 1
        return {name: found[name] for name in ("YES", "PARTIAL", "NO", "no answer", "not asked") if found[name]}

    @property
    def stages(self) -> Mapping[str, int]:
        """Started sites by the stage where they ended."""
        return dict(Counter(site.stage for site in self.sites if site.started))

    def remarks(self) -> tuple[str, ...]:
        """What the numbers can and cannot say, in plain sentences."""
        return tuple(_remarks(self))

    def write(self, folder: str | os.PathLike[str]) -> Path:
        """Write the document.

        Args:
            folder: Where; it must be there.

        Returns:
            The file.
        """
        content = {
            "format": FORMAT,
            "metrics": {name: asdict(metric) for name, metric in self.metrics.items()},
            "categories": {
                name: {metric: asdict(value) for metric, value in metrics.items()}
                for name, metrics in self.categories.items()
            },
            "case_categories": {name: asdict(metric) for name, metric in self.case_categories.items()},
            "not_started": dict(self.not_started),
            "answers": dict(self.answers),
            "stages": dict(self.stages),
            "remarks": list(self.remarks()),
            **encode(self),
        }
        path = Path(folder) / DOCUMENT
        partial = path.with_name(f".{path.name}.{os.getpid()}")
        partial.write_text(json.dumps(content, indent=1, ensure_ascii=True) + "\n", "ascii")
        partial.replace(path)
        return path


def read_evaluation(folder: str | os.PathLike[str]) -> Evaluation:
    """Read the document of an evaluation.

    Args:
        folder: Folder of the evaluation.

    Returns:
        The evaluation; its metrics are computed anew from its sites.

    Raises:
        EvidenceError: There is none, or it is broken; names file and field.
    """
    path = Path(folder) / DOCUMENT
    try:
        if path.stat().st_size > _MAX_DOCUMENT_BYTES:
            raise EvidenceError(f"{path}: more than {_MAX_DOCUMENT_BYTES} bytes.")
        content: Any = json.loads(path.read_bytes())
    except OSError as error:
        raise EvidenceError(
            f"{path}: cannot be read ({error.strerror}). Expected the --out folder of 'webgen evaluate'."
        ) from None
    except (ValueError, RecursionError) as error:
        if isinstance(error, EvidenceError):
            raise
        raise EvidenceError(f"{path}: expected JSON ({str(error)[:200]}).") from None
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise EvidenceError(f"{path}.format: expected {FORMAT}; it was written by another version.")
    names = Evaluation.__dataclass_fields__
    return decode(Evaluation, {name: value for name, value in content.items() if name in names}, str(path))


def _remarks(evaluation: Evaluation) -> list[str]:
    sites, cases = len(evaluation.sites), evaluation.cases
    left, answers = evaluation.not_started, evaluation.answers
    said = [f"Every number is over all {sites} sites or all {cases} test cases; what is missing counts 0."]
    published = PUBLISHED.get(evaluation.benchmark, (sites, cases))
    if (sites, cases) != published:
        said.append(
            f"{evaluation.benchmark} has {published[0]} sites and {published[1]} test cases; the file here holds "
            "others, so that these numbers are not those of the benchmark."
        )
    if left["sites"]:
        said.append(f"{left['sites']} sites with {left['cases']} test cases were never started; they count 0.")
    faults = Counter(site.fault for site in evaluation.sites if site.fault)
    if faults:
        counted = ", ".join(f"{number} {fault}" for fault, number in sorted(faults.items()))
        said.append(f"Faults of ours, not of the sites, prevented a verdict ({counted}); these sites count 0.")
    if evaluation.metrics["FSR"].value is None:
        said.append(
            "FSR was not measured: no tester was given, and no task has contracts. Nothing here says whether a site "
            "does what was asked for."
        )
    if evaluation.metrics["FSR"].value is not None and answers.get("not asked"):
        said.append(f"{answers['not asked']} cases were not asked about; they count 0.")
    if answers.get("no answer"):
        said.append(f"{answers['no answer']} cases got no answer through a fault of the tester; they count 0.")
    alike = [name for name in ("VRR", "LDPR") if evaluation.metrics[name].value in (0.0, 1.0)]
    if alike and sites > 1:
        # With n equal outcomes, 95 % of the time the share of the other kind is below 3/n (Hanley and Lippman-Hand,
        # JAMA 249, 1983).
        said.append(
            f"{' and '.join(alike)} came out alike on every site, where a bootstrap has no width; among other sites "
            f"like these, up to {min(1.0, 3 / sites):.1%} may come out otherwise."
        )
    if evaluation.judge.startswith("design"):
        said.append(
            "The look was graded by the embedded DesignJudge, which computes a grade from pixels and rendered "
            "elements. Its AAS must not be compared with one of a vision-language model."
        )
    said.append("Numbers of different harnesses, scaffolds, judges or testers must not be compared with each other.")
    return said
