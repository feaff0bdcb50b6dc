"""Judges from files: TOML, JSON or YAML, validated."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from webgen_env.errors import ConfigurationError
from webgen_env.settings_file import place_of, problems_of, read_settings

if TYPE_CHECKING:
    from webgen_env.contracts.places import Document, PathKey
    from webgen_env.reward.judge import Judge

ENDINGS = (".toml", ".json", ".yaml", ".yml")

_FORBID = ConfigDict(extra="forbid", strict=True)
_Amount = Annotated[float, Field(ge=0, allow_inf_nan=False, strict=False)]


class _Prices(BaseModel):
    model_config = _FORBID
    input: _Amount
    output: _Amount
    currency: str = "USD"


class _Budget(BaseModel):
    model_config = _FORBID
    max_cost: _Amount | None = None
    max_tokens: int | None = None
    max_requests: int | None = None


class _Asking(BaseModel):
    """What is common to every way of reaching a model."""

    model_config = _FORBID
    votes: int | None = None
    temperature: float | Literal["none"] | None = None
    seed: int | Literal["none"] | None = None
    pages: int | None = None
    picture_side: int | None = None
    text_characters: int | None = None
    max_answer_tokens: int | None = None
    grade_from: Literal["overall", "criteria"] | None = None
    timeout_s: float | None = None
    prices: _Prices | None = None
    budget: _Budget | None = None
    cache: bool | str | None = None


class _Vision(_Asking):
    judge: Literal["vision"]
    model: str
    url: str | None = None
    key_variable: str | None = None
    answer_form: Literal["auto", "schema", "plain"] | None = None
    retries: int | None = None
    backoff_s: float | None = None
    request_timeout_s: float | None = None
    concurrency: int | None = None


class _Local(_Asking):
    judge: Literal["transformers"]
    model: str
    revision: str | None = None
    device: str | None = None
    dtype: str | None = None


class _Named(BaseModel):
    model_config = _FORBID
    judge: str

    @property
    def spec(self) -> str:
        return self.judge


class _Part(BaseModel):
    model_config = ConfigDict(extra="allow")
    weight: Annotated[float, Field(gt=0, allow_inf_nan=False)]


class _Mixture(BaseModel):
    model_config = _FORBID
    judge: Literal["mix"]
    parts: list[_Part] = Field(min_length=1, max_length=16)


_KINDS: dict[str, TypeAdapter[Any]] = {
    "vision": TypeAdapter(_Vision),
    "transformers": TypeAdapter(_Local),
    "mix": TypeAdapter(_Mixture),
}
_ENDPOINT = ("model", "url", "key_variable", "answer_form", "retries", "backoff_s", "request_timeout_s", "concurrency")
_SETTINGS = (
    "votes", "temperature", "seed", "pages", "picture_side", "text_characters", "max_answer_tokens", "grade_from",
    "timeout_s",
)  # fmt: skip


def load_judge(path: str | Path) -> Judge:
    """Read a judge from a file.

    The field ``judge`` says what it is. ``"vision"``: a model behind a server, with the fields of
    :class:`~webgen_env.reward.vision.Endpoint` and :class:`~webgen_env.reward.vision.VisionSettings`, of which
    ``temperature`` and ``seed`` may also be ``"none"``; ``"transformers"``: a model in this process (``model``,
    ``revision``, ``device``, ``dtype``) with the same settings; ``"mix"``: a list ``parts``, each a judge with a
    ``weight``; anything else: a specification as :func:`~webgen_env.reward.make_judge` takes it. The first two also
    take tables ``prices`` (``input`` and ``output`` of a million tokens, ``currency``) and ``budget`` (``max_cost``,
    ``max_tokens``, ``max_requests``), and ``cache`` (``false``, or a folder). A key never stands in a file.

    Args:
        path: A ``.toml``, ``.json``, ``.yaml`` or ``.yml`` file.

    Returns:
        The judge.

    Raises:
        ConfigurationError: The file cannot be read or a field is not what was expected; names file and field,
            and the line where the file is JSON or YAML.
        MissingDependencyError: It is YAML, and PyYAML is not installed.

    Example:
        A file ``judge.toml``::

            judge = "mix"
            [[parts]]
            weight = 0.3
            judge = "design"
            [[parts]]
            weight = 0.7
            judge = "vision"
            model = "gpt-4o-2024-11-20"
            votes = 3
            prices = { input = 2.5, output = 10.0 }
            budget = { max_cost = 20.0 }
    """
    return _make(read_settings(Path(path), what="judge", endings=ENDINGS), (), depth=0)


def _make(document: Document, place: PathKey, *, depth: int) -> Judge:
    content = document.data
    for key in place:
        content = content[key]
    if depth:
        content = {name: value for name, value in content.items() if name != "weight"}
    kind = content.get("judge") if isinstance(content, dict) else None
    where = ": ".join(filter(None, (place_of(document, place), ".".join(map(str, place)))))
    if not isinstance(kind, str):
        raise ConfigurationError(f"{where}: expected a field 'judge' that names a kind of judge, got {kind!r}.")
    adapter = _KINDS.get(kind, TypeAdapter(_Named))
    try:
        fields = adapter.validate_python(content)
    except ValidationError as error:
        raise ConfigurationError(f"{problems_of(error, document, place)}.") from None
    try:
        if isinstance(fields, _Mixture):
            return _mixture(fields, document, place, depth)
        if isinstance(fields, _Asking):
            return _vision(fields)
        return _named(fields.spec)
    except ConfigurationError as error:
        raise ConfigurationError(str(error) if str(error).startswith(document.name) else f"{where}: {error}") from None


def _mixture(fields: _Mixture, document: Document, place: PathKey, depth: int) -> Judge:
    from webgen_env.reward.mixture import MixtureJudge

    if depth >= 3:
        raise ConfigurationError("mixtures of mixtures end at the third level.")
    parts = (_make(document, (*place, "parts", number), depth=depth + 1) for number in range(len(fields.parts)))
    return MixtureJudge([(judge, part.weight) for judge, part in zip(parts, fields.parts, strict=True)])


def _vision(fields: _Asking) -> Judge:
    from webgen_env.reward import vision

    given = fields.model_dump(exclude_none=True)
    settings: dict[str, Any] = {
        name: None if given[name] == "none" else given[name] for name in _SETTINGS if name in given
    }
    model: vision.VisionModel
    if isinstance(fields, _Local):
        named = {name: given[name] for name in ("revision", "device", "dtype") if name in given}
        model = vision.TransformersModel(fields.model, **named)
    else:
        model = vision.OpenAIModel(vision.Endpoint(**{name: given[name] for name in _ENDPOINT if name in given}))
    prices = vision.Prices(**given["prices"]) if "prices" in given else None
    budget = vision.Budget(**given["budget"]) if "budget" in given else None
    return vision.VisionJudge(
        model,
        vision.VisionSettings(**settings),
        ledger=vision.Ledger(prices, budget),
        cache=vision.choose_answer_cache(fields.cache),
    )


def _named(spec: str) -> Judge:
    from webgen_env.reward.judges import make_judge

    if spec.endswith(ENDINGS):
        raise ConfigurationError(f"a file of a judge names no further file, got {spec!r}.")
    return make_judge(spec)
