"""TrainSettings: everything that decides a training run.

A run is data: a preset (or a file of one's own) and nothing else. Fields that TRL has too carry TRL's names and mean
the same; what TRL knows and these settings do not goes into ``sft.extra`` and ``grpo.extra``, whose keys are checked
against TRL's own classes when the run is resolved.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

TINY = "tiny"
"""As ``model.path``: a small model and its tokenizer are made on the spot, with no download."""

SLOTS = "slots"
"""As ``tasks.set``: tasks of the slots policy; as ``sft.source``: its completions."""

_Count = Annotated[int, Field(ge=0)]
_Positive = Annotated[int, Field(ge=1)]
_Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
_Amount = Annotated[float, Field(ge=0, allow_inf_nan=False)]
_More = Annotated[float, Field(gt=0, allow_inf_nan=False)]

Schedule = Literal["constant", "constant_with_warmup", "linear", "cosine", "cosine_with_min_lr"]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class TinySettings(_Part):
    """Sizes of the model that ``model.path: tiny`` makes on the spot."""

    layers: _Positive = Field(
        default=2, description="Transformer blocks. Generating on a CPU costs time for each of them."
    )
    hidden_size: _Positive = Field(default=192, description="Width of a token's state; divisible by heads.")
    heads: _Positive = Field(default=4, description="Attention heads; divisible by kv_heads.")
    kv_heads: _Positive = Field(default=2, description="Heads of keys and values (grouped-query attention).")
    intermediate_size: _Positive = Field(default=512, description="Width inside the feed-forward layer.")
    vocabulary: Annotated[int, Field(ge=300, le=65_536)] = Field(
        default=2048, description="Entries of the byte-pair tokenizer, which is trained on the same completions."
    )
    context: _Positive = Field(default=512, description="Most tokens of prompt and completion together.")


class LoraSettings(_Part):
    """Low-rank adapters (arXiv 2106.09685): only they are trained, the base model stays as it is."""

    rank: _Positive = Field(default=64, description="Rank r of the two factors.")
    alpha: _More = Field(default=128.0, description="Scale: the product is multiplied by alpha / rank.")
    dropout: _Share = Field(default=0.0, description="Dropout before the first factor.")
    targets: Literal["all-linear", "attention"] | Annotated[tuple[str, ...], Field(strict=False)] = Field(
        default="all-linear",
        description="Layers that get adapters: every linear one but the output, the four of attention, or a list of "
        "their names.",
    )


class ModelSettings(_Part):
    """What is trained."""

    path: str = Field(
        default="Qwen/Qwen2.5-Coder-7B-Instruct",
        min_length=1,
        description="Folder or hub id of the model; 'tiny' makes one on the spot, with no download.",
    )
    tiny: TinySettings = Field(default_factory=TinySettings, description="Sizes of the model that 'tiny' makes.")
    dtype: Literal["bfloat16", "float16", "float32"] = Field(
        default="bfloat16",
        description="Type that weights are loaded in. TRL's own default is float32, twice the memory of bfloat16.",
    )
    attention: Literal["auto", "eager", "sdpa", "flash_attention_2"] = Field(
        default="auto", description="Implementation of attention; 'auto' leaves it to transformers."
    )
    lora: LoraSettings | None = Field(
        default=None, description="Adapters to train instead of all weights; null trains all."
    )


class TaskSettings(_Part):
    """What is asked for."""

    set: str = Field(
        default="webgen-instruct",
        min_length=1,
        description="Task set to train on: 'slots', 'bundled', 'webgen-instruct', a JSONL file or a hub id.",
    )
    path: str | None = Field(
        default=None, description="For the WebGen names: their file or its folder; null looks around."
    )
    split: str | None = Field(default="train", description="Split to train on; null takes every task.")
    number: _Count = Field(default=0, description="Tasks to train on; 0 takes all ('slots' needs a number).")
    held_out_split: str | None = Field(
        default=None,
        description="Split of the held-out tasks; null takes them away from the tasks that are trained on.",
    )
    held_out: _Count = Field(default=0, description="Tasks that are never trained on, for evaluation before and after.")
    system_prompt: Literal["full", "short", "none"] = Field(
        default="full",
        description="What stands before an instruction: the environment's own system prompt, a line, or nothing. The "
        "full one costs tokens of the prompt.",
    )


class DesignSettings(_Part):
    """Numbers of the bundled design judge; null keeps its own."""

    weights: tuple[_Share, _Share, _Share, _Share] | None = Field(
        default=None, strict=False, description="Shares of rendering, relevance, layout and beauty in a grade."
    )
    weakest: _Share | None = Field(
        default=None, description="Share of the weakest criterion: 0 is the mean, 1 the minimum."
    )


class EnvironmentSettings(_Part):
    """What turns a completion into a reward."""

    preset: str = Field(default="webgen-r1", min_length=1, description="Reward preset: a name, or a TOML or JSON file.")
    judge: str = Field(
        default="design", min_length=1, description="Judge, such as 'design', 'vision:URL#MODEL', or the file of one."
    )
    design: DesignSettings | None = Field(
        default=None, description="Numbers of the judge 'design'; null keeps its own."
    )
    routes: _Count = Field(default=2, description="Most pages of a site that are visited besides its first.")
    builders: _Positive | None = Field(default=None, description="Most builds at once in each rank; null: by cores.")
    browsers: _Positive | None = Field(default=None, description="Most browsers at once in each rank; null: by cores.")
    judges: _Positive | None = Field(
        default=None,
        description="Most judgements at once in each rank; a judge on a server meets this times the ranks.",
    )
    timeout_s: _More = Field(default=120.0, description="Seconds after which the walk of one completion is given up.")
    retries: _Count = Field(
        default=2, description="Further tries after a fault of ours, such as a browser that crashed."
    )
    cache: bool = Field(default=True, description="Whether equal completions get their verdict from the cache.")
    evidence: Literal["none", "best", "all"] = Field(
        default="best",
        description="Bundles that are kept: none, those of each step's best completions, or all. A bundle has some "
        "hundred kilobytes.",
    )
    evidence_per_step: _Count = Field(default=1, description="With evidence 'best': bundles kept for each step.")
    seconds_per_reward: _More | None = Field(
        default=None,
        description="Seconds of one core for one reward, as 'webgen bench' measured them on the machine that scores; "
        "null assumes the number of the README. Only the dry run reads it.",
    )


class SftSettings(_Part):
    """The warm start: supervised training on completions that are good already."""

    source: str = Field(
        default=SLOTS,
        min_length=1,
        description="'slots' for completions of that policy, or a JSONL file of messages, as 'webgen export' writes.",
    )
    examples: _Count = Field(default=600, description="Most examples; 0 takes every one of a file.")
    fitting: _Share = Field(
        default=0.5,
        description="With source 'slots': probability with which each choice of a completion is the one that fits its "
        "instruction; the others are drawn at random.",
    )
    flawed: _Share = Field(
        default=0.0,
        description="With source 'slots': share of the completions that do not build, as those of a real model do not. "
        "Learning to tell them apart is left to the rewards.",
    )
    epochs: _More = Field(default=2.0, description="Passes over the examples, where max_steps is 0.")
    max_steps: _Count = Field(default=0, description="Most updates; 0 lets the epochs decide.")
    batch_size: _Positive = Field(default=32, description="Examples for each update, over all GPUs.")
    per_device_train_batch_size: _Positive = Field(default=1, description="Examples that a GPU holds at once.")
    max_length: _Positive = Field(default=32_768, description="Most tokens of an example; longer ones are cut by TRL.")
    learning_rate: _More = Field(default=1e-5, description="Peak learning rate.")
    lr_scheduler_type: Schedule = Field(default="cosine_with_min_lr", description="Course of the learning rate.")
    min_lr_rate: _Share = Field(default=0.1, description="With cosine_with_min_lr: its end, as a share of the peak.")
    warmup_steps: _Amount = Field(default=0.03, description="Updates of rising learning rate; below 1: a share of all.")
    max_grad_norm: _Amount = Field(default=0.2, description="Length to which gradients are clipped; 0 leaves them.")
    gradient_checkpointing: bool = Field(
        default=True, description="Recompute activations: less memory, a fifth more time."
    )
    until_built: _Share = Field(
        default=0.0,
        description="Stop as soon as this share of sampled completions builds; 0 never asks. GRPO needs groups in "
        "which some completions are better than others.",
    )
    save_steps: _Count = Field(
        default=25, description="Updates between two checkpoints; 0: none, a kill costs the warm start."
    )
    check_every: _Positive = Field(default=50, description="Updates between two such samples.")
    check_samples: _Positive = Field(default=32, description="Completions of one such sample.")
    extra: dict[str, Any] = Field(
        default_factory=dict, description="Further fields of TRL's SFTConfig, by their own names."
    )


class GrpoSettings(_Part):
    """Group-relative policy optimisation (arXiv 2402.03300)."""

    num_generations: Annotated[int, Field(ge=2)] = Field(
        default=16, description="Completions for each prompt, G: a reward counts against the others of its group."
    )
    prompts_per_step: _Positive = Field(default=8, description="Prompts for each step, over all GPUs.")
    per_device_train_batch_size: _Positive = Field(
        default=1, description="Completions that a GPU holds at once in an update; the rest follows by accumulation."
    )
    max_steps: _Positive = Field(
        default=400, description="Steps; in each one prompts_per_step x num_generations rewards."
    )
    max_prompt_length: _Positive = Field(
        default=4096,
        description="Most tokens of a prompt. TRL dropped the field: tasks with longer prompts are left out here, and "
        "counted.",
    )
    max_completion_length: _Positive = Field(
        default=8192, description="Most tokens of a completion. A site that is cut at the limit does not build."
    )
    learning_rate: _More = Field(default=5e-6, description="Peak learning rate.")
    lr_scheduler_type: Schedule = Field(default="cosine_with_min_lr", description="Course of the learning rate.")
    min_lr_rate: _Share = Field(default=0.1, description="With cosine_with_min_lr: its end, as a share of the peak.")
    warmup_steps: _Amount = Field(
        default=0.03,
        description="Steps of rising learning rate; below 1: a share of all. It stands for warmup_ratio, which "
        "transformers dropped.",
    )
    max_grad_norm: _Amount = Field(default=0.2, description="Length to which gradients are clipped; 0 leaves them.")
    temperature: _More = Field(default=1.0, description="Temperature of sampling; 1 samples from the policy itself.")
    top_p: Annotated[float, Field(gt=0, le=1)] = Field(default=1.0, description="Nucleus of sampling; 1 is off.")
    top_k: _Count = Field(default=0, description="Most likely tokens to sample from; 0 is off.")
    epsilon: _More = Field(default=0.2, description="How far the probability ratio may move, downward ...")
    epsilon_high: _More | None = Field(default=None, description="... and upward; null takes epsilon.")
    beta: _Amount = Field(
        default=0.01,
        description="Weight of the KL divergence from the start. Above 0 a frozen copy of the start lies in memory "
        "(with LoRA: none, the adapters are switched off).",
    )
    num_iterations: _Positive = Field(default=1, description="Updates on the same completions.")
    loss_type: Literal["grpo", "dapo", "dr_grpo", "bnpo", "cispo", "sapo", "luspo", "vespo"] = Field(
        default="bnpo",
        description="How losses of tokens are put together; 'bnpo' divides by the tokens of a micro-batch.",
    )
    scale_rewards: Literal["group", "batch", "none"] = Field(
        default="group", description="Whose standard deviation advantages are divided by."
    )
    importance_sampling_level: Literal["token", "sequence"] = Field(
        default="token", description="Where the probability ratio is taken; 'sequence' with loss_type 'grpo' is GSPO."
    )
    mask_truncated_completions: bool = Field(
        default=False,
        description="Whether completions that were cut leave the loss. Where all of them are cut nothing is learnt.",
    )
    gradient_checkpointing: bool = Field(
        default=True, description="Recompute activations: less memory, a fifth more time."
    )
    save_steps: _Positive = Field(default=25, description="Steps between two checkpoints: what a kill can cost.")
    save_total_limit: _Positive = Field(default=3, description="Checkpoints that are kept.")
    eval_steps: _Count = Field(
        default=0, description="Steps between two evaluations on held-out tasks; 0: before and after."
    )
    logging_steps: _Positive = Field(default=1, description="Steps between two lines of metrics.")
    log_completions: bool = Field(default=True, description="Whether completions are logged with their rewards.")
    extra: dict[str, Any] = Field(
        default_factory=dict, description="Further fields of TRL's GRPOConfig, by their own names."
    )


class GenerationSettings(_Part):
    """Who writes the completions."""

    engine: Literal["transformers", "vllm-colocate", "vllm-server"] = Field(
        default="vllm-colocate",
        description="The model itself (slow, any machine); a vLLM engine on the GPUs of the trainer; or a vLLM server "
        "on GPUs of its own.",
    )
    gpu_memory_utilization: Annotated[float, Field(gt=0, lt=1)] = Field(
        default=0.3,
        description="Share of a GPU that vLLM takes, weights and KV cache; of the server's GPU with a server.",
    )
    tensor_parallel_size: _Positive = Field(default=1, description="GPUs that one vLLM engine is spread over.")
    sleep: bool = Field(
        default=False, description="With vllm-colocate: whether the engine frees its memory while weights are updated."
    )
    server_url: str | None = Field(
        default=None, description="With vllm-server: where it is; null: port 8000 of this machine."
    )
    server_gpus: _Positive = Field(default=1, description="With vllm-server: GPUs of the server.")


class HardwareSettings(_Part):
    """The machine that the run is meant for."""

    gpus: _Count = Field(
        default=8, description="GPUs that train, one process on each; 0 trains on the CPU in one process."
    )
    gpu_memory_gb: _More = Field(
        default=80.0, description="Memory of a GPU in gigabytes (10^9 bytes). The dry run reads it."
    )
    cores: _Positive | None = Field(
        default=None,
        description="Cores that score. The dry run compares them with what the rewards need; null: tell only.",
    )
    zero_stage: Literal[0, 1, 2, 3] = Field(
        default=2,
        description="What DeepSpeed ZeRO divides among GPUs: 1 optimiser, 2 and gradients, 3 and weights; 0 nothing.",
    )
    offload_optimizer: bool = Field(
        default=False, description="Whether the optimiser's state lies in the machine's memory (DeepSpeed)."
    )
    threads: _Positive | None = Field(
        default=None, description="On the CPU: threads of torch; null leaves it to torch."
    )
    step_seconds: _More | None = Field(
        default=None,
        description="Seconds of a step without its rewards, as measured. The dry run computes the cores that keep up; "
        "null: those for a wait of 60, 30 and 15 s.",
    )


class OutputSettings(_Part):
    """Where everything goes."""

    folder: str = Field(
        default="webgen-runs/grpo", min_length=1, description="Folder of the run: checkpoints, curve, card."
    )
    report_to: Literal["tensorboard", "wandb", "none"] = Field(
        default="tensorboard", description="Where metrics are sent."
    )
    run_name: str | None = Field(default=None, description="Name of the run for W&B; null takes the folder's.")


class TrainSettings(_Part):
    """Everything that decides a training run.

    Example:
        >>> TrainSettings().grpo.num_generations
        16
    """

    name: str = Field(default="custom", description="Name of these settings, for the model card.")
    seed: _Count = Field(default=42, description="Seed of data order, sampling and initialisation.")
    model: ModelSettings = Field(default_factory=ModelSettings, description="What is trained.")
    tasks: TaskSettings = Field(default_factory=TaskSettings, description="What is asked for.")
    environment: EnvironmentSettings = Field(
        default_factory=EnvironmentSettings, description="What turns a completion into a reward."
    )
    sft: SftSettings | None = Field(
        default=None, description="The warm start; null starts GRPO from the model as it is."
    )
    grpo: GrpoSettings = Field(default_factory=GrpoSettings, description="The reinforcement learning.")
    generation: GenerationSettings = Field(
        default_factory=GenerationSettings, description="Who writes the completions."
    )
    hardware: HardwareSettings = Field(
        default_factory=HardwareSettings, description="The machine that the run is meant for."
    )
    output: OutputSettings = Field(default_factory=OutputSettings, description="Where everything goes.")

    @property
    def rewards_per_step(self) -> int:
        """Rewards that a step waits for: prompts_per_step x num_generations."""
        return self.grpo.prompts_per_step * self.grpo.num_generations

    @property
    def ranks(self) -> int:
        """Processes that train: one on each GPU, or one on the CPU."""
        return max(1, self.hardware.gpus)

    @property
    def uses_vllm(self) -> bool:
        """Whether a vLLM engine writes the completions."""
        return self.generation.engine != "transformers"
