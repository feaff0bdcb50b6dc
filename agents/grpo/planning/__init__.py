"""Planning: what a training run would do and need, found out before it is started."""

from agents.grpo.planning.architecture import KNOWN, Architecture, architecture_of, read_architecture
from agents.grpo.planning.arguments import grpo_arguments, grpo_config, lora_config, sft_arguments, sft_config
from agents.grpo.planning.guards import check, look_at
from agents.grpo.planning.launch import check_launch, launch_lines
from agents.grpo.planning.memory import EngineEstimate, MemoryEstimate, MemoryItem
from agents.grpo.planning.plan import Feeding, Plan, make_plan
from agents.grpo.planning.remarks import Remark

__all__ = [
    "KNOWN",
    "Architecture",
    "EngineEstimate",
    "Feeding",
    "MemoryEstimate",
    "MemoryItem",
    "Plan",
    "Remark",
    "architecture_of",
    "check",
    "check_launch",
    "grpo_arguments",
    "grpo_config",
    "launch_lines",
    "look_at",
    "lora_config",
    "make_plan",
    "read_architecture",
    "sft_arguments",
    "sft_config",
]
