"""TransformersModel: a vision-language model in this process."""

from __future__ import annotations

import asyncio
import hashlib
import io
import logging
import threading
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PIL import Image

from webgen_env.errors import ConfigurationError, JudgeError, MissingDependencyError
from webgen_env.findings import printable
from webgen_env.openai_server import Reply, Usage, sendable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from webgen_env.reward.vision.model import Sampling
    from webgen_env.reward.vision.question import Part, Question
    from webgen_env.reward.vision.spending import Ledger

logger = logging.getLogger(__name__)

_PIP_LINE = "pip install 'webgen-env[grpo]' torchvision"


class TransformersModel:
    """A vision-language model in this process, through ``transformers``.

    Loaded at the first question, on a thread of its own that answers one question after the other; for many at once a
    server such as vLLM is several times as fast. The form of the answer stands in the prompt only: nothing holds the
    model to it, so that small models often fault. The remote code of a model is never run. Pickles as its
    configuration.

    Args:
        name: Name on the hub, or a folder with the model and its processor.
        revision: Branch, tag or commit on the hub; empty for the newest. A commit makes the identity exact.
        device: Where it runs, such as ``"cuda"`` or ``"cpu"``; empty lets ``accelerate`` spread it over what there is.
        dtype: Type of the weights, such as ``"bfloat16"``; ``"auto"`` takes that of the files.

    Raises:
        ConfigurationError: The name is empty or not printable.
        MissingDependencyError: ``torch`` or ``transformers`` is not installed.
    """

    def __init__(self, name: str, *, revision: str = "", device: str = "", dtype: str = "auto") -> None:
        if not name.strip() or not name.isprintable() or len(name) > 400:
            raise ConfigurationError(f"Expected the name or folder of a model, got {printable(name, 60)!r}.")
        missing = [package for package in ("torch", "transformers") if find_spec(package) is None]
        if missing:
            raise MissingDependencyError(
                f"a vision judge in this process needs {' and '.join(missing)}, which is not installed: {_PIP_LINE}"
            )
        self._name = name
        self._revision = revision
        self._device = device
        self._dtype = dtype
        self._thread: ThreadPoolExecutor | None = None
        self._loaded: tuple[Any, Any] | None = None

    @property
    def identity(self) -> str:
        """Name and revision; for a folder its name and a digest of its files' names, sizes and times."""
        folder = Path(self._name)
        if not folder.is_dir():
            return f"hf:{self._name}@{self._revision or 'newest'}"
        files = sorted(path for path in folder.rglob("*") if path.is_file())
        listing = "".join(
            f"{path.relative_to(folder)}:{path.stat().st_size}:{path.stat().st_mtime_ns}\n" for path in files
        )
        return f"hf:{folder.name}@{hashlib.sha256(listing.encode('utf-8', 'surrogateescape')).hexdigest()[:12]}"

    @property
    def concurrency(self) -> int:
        """One: the model answers one question after the other."""
        return 1

    async def answer(self, question: Question, sampling: Sampling, ledger: Ledger, *, deadline: float) -> Reply:
        """Answer a question; see :class:`~webgen_env.reward.vision.VisionModel`.

        Generation stops at the next token when the deadline passes or the caller gives up.

        Raises:
            JudgeError: The model cannot be loaded, or fails on this question.
        """
        if self._thread is None:
            self._thread = ThreadPoolExecutor(1, thread_name_prefix="webgen-vision")
        ledger.open()
        stop = threading.Event()
        loop = asyncio.get_running_loop()
        timer = loop.call_at(deadline, stop.set)
        try:
            reply = await loop.run_in_executor(self._thread, self._answer, question, sampling, stop)
        finally:
            # A thread cannot be ended from outside; it looks at this after each token.
            stop.set()
            timer.cancel()
        ledger.add(reply.usage)
        return reply

    async def aclose(self) -> None:
        """End the thread and let go of the model. Idempotent."""
        thread, self._thread, self._loaded = self._thread, None, None
        if thread is not None:
            await asyncio.to_thread(thread.shutdown, cancel_futures=True)

    def __reduce__(self) -> tuple[Any, ...]:
        return (_restore, (self._name, self._revision, self._device, self._dtype))

    # --- on the model's thread ---

    def _answer(self, question: Question, sampling: Sampling, stop: threading.Event) -> Reply:
        import torch

        if stop.is_set():
            raise JudgeError(f"{self.identity}: the deadline passed before the model was free.", retryable=False)
        processor, model = self._load()
        try:
            with torch.random.fork_rng(), torch.inference_mode():
                if sampling.seed is not None:
                    torch.manual_seed(sampling.seed)
                return generate(processor, model, question, sampling, stop)
        except (RuntimeError, ValueError, KeyError, IndexError, TypeError) as error:
            # What a processor or model cannot cope with (memory, number of pictures) comes in all of these.
            raise JudgeError(f"{self.identity} failed: {printable(str(error), 300)}", retryable=False) from error

    def _load(self) -> tuple[Any, Any]:
        if self._loaded is None:
            from transformers import AutoModelForImageTextToText, AutoProcessor

            logger.info("loading %s", self._name)
            place = {"device_map": self._device or "auto"} if self._device != "cpu" else {}
            revision = {"revision": self._revision} if self._revision else {}
            try:
                processor = AutoProcessor.from_pretrained(self._name, trust_remote_code=False, **revision)
                model = AutoModelForImageTextToText.from_pretrained(
                    self._name, trust_remote_code=False, dtype=self._dtype, **place, **revision
                )
            except (OSError, ValueError, RuntimeError, ImportError) as error:
                message = f"The model {self._name!r} cannot be loaded: {printable(str(error), 300)}"
                raise JudgeError(message, retryable=False) from error
            self._loaded = (processor, model.eval())
        return self._loaded


def generate(processor: Any, model: Any, question: Question, sampling: Sampling, stop: threading.Event) -> Reply:
    """Draw one answer.

    Args:
        processor: Processor of the model, with a chat template.
        model: The model.
        question: What is asked.
        sampling: How the answer is drawn; the seed is the caller's to set.
        stop: Ends the generation at the next token.

    Returns:
        The answer with its tokens.
    """
    messages = [
        {"role": "system", "content": [{"type": "text", "text": sendable(question.system)}]},
        {"role": "user", "content": [_part(part) for part in question.parts]},
    ]
    inputs = processor.apply_chat_template(
        messages, add_generation_prompt=True, tokenize=True, return_dict=True, return_tensors="pt"
    ).to(model.device)
    drawn: dict[str, Any] = {"do_sample": False}
    if sampling.temperature is None:
        drawn = {}
    elif sampling.temperature > 0:
        drawn = {"do_sample": True, "temperature": sampling.temperature}
    output = model.generate(
        **inputs, **drawn, max_new_tokens=sampling.max_tokens, stopping_criteria=[_StopWhenTold(stop)]
    )
    sent = int(inputs["input_ids"].shape[1])
    tokens = output[0][sent:]
    text = processor.decode(tokens, skip_special_tokens=True)
    whole = not stop.is_set() and len(tokens) < sampling.max_tokens
    return Reply(text, Usage(sent, len(tokens)), whole)


class _StopWhenTold:
    """A stopping criterion of ``transformers``: whether each sequence is done."""

    def __init__(self, stop: threading.Event) -> None:
        self._stop = stop

    def __call__(self, input_ids: Any, *_: Any, **__: Any) -> Any:
        import torch

        return torch.full((input_ids.shape[0],), self._stop.is_set(), dtype=torch.bool, device=input_ids.device)


def _part(part: Part) -> Mapping[str, Any]:
    if isinstance(part, str):
        return {"type": "text", "text": sendable(part)}
    return {"type": "image", "image": Image.open(io.BytesIO(part)).convert("RGB")}


def _restore(name: str, revision: str, device: str, dtype: str) -> TransformersModel:
    return TransformersModel(name, revision=revision, device=device, dtype=dtype)
