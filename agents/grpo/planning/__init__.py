"""Planning: what a training run would do and need, found out before it is started."""

from agents.grpo.planning.arguments import grpo_arguments, grpo_config, lora_config, sft_arguments, sft_config

__all__ = ["grpo_arguments", "grpo_config", "lora_config", "sft_arguments", "sft_config"]
