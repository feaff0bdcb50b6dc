"""Tiny models with random weights, made on the spot: real code, meaningless words.

As a program: ``python tiny_models.py KIND FOLDER`` saves one that vLLM serves, with the interpreter that has vLLM;
``KIND`` is ``text`` or ``vision``.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

LLAVA_TEMPLATE = (
    "{% for message in messages %}<s>{{ message.role }}: {% for part in message.content %}"
    "{% if part.type == 'image' %}<image>{% else %}{{ part.text }}{% endif %}{% endfor %}</s>{% endfor %}"
    "{% if add_generation_prompt %}<s>assistant: {% endif %}"
)
QWEN_TEMPLATE = (
    "{% for message in messages %}<|im_start|>{{ message.role }}\n{% if message.content is string %}"
    "{{ message.content }}{% else %}{% for part in message.content %}{% if 'image' in part.type %}"
    "<|vision_start|><|image_pad|><|vision_end|>{% else %}{{ part.text }}{% endif %}{% endfor %}{% endif %}<|im_end|>\n"
    "{% endfor %}{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)
QWEN_WORDS = ["<|im_start|>", "<|vision_start|>", "<|vision_end|>", "<|image_pad|>", "<|video_pad|>"]


def byte_tokenizer(words: list[str], **special: str) -> Any:
    """A tokenizer with one token per byte, and one for each special word."""
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers
    from transformers import PreTrainedTokenizerFast

    alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
    tokenizer = Tokenizer(models.BPE(vocab={letter: number for number, letter in enumerate(alphabet)}, merges=[]))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    fast = PreTrainedTokenizerFast(tokenizer_object=tokenizer, **special)
    fast.add_special_tokens({"additional_special_tokens": words})
    return fast


def make_tiny_llava(folder: Path) -> Path:
    """Save a LLaVA with two layers of 64 units; needs no torchvision."""
    import torch
    from transformers import (
        CLIPImageProcessorPil,
        CLIPVisionConfig,
        LlamaConfig,
        LlavaConfig,
        LlavaForConditionalGeneration,
        LlavaProcessor,
    )

    fast = byte_tokenizer(["<image>"], bos_token="<s>", eos_token="</s>", pad_token="<pad>")
    size = {"height": 32, "width": 32}
    pictures = CLIPImageProcessorPil(size={"shortest_edge": 32}, crop_size=size, do_convert_rgb=True)
    processor = LlavaProcessor(
        pictures, fast, patch_size=16, vision_feature_select_strategy="default", chat_template=LLAVA_TEMPLATE,
        image_token="<image>", num_additional_image_tokens=1,
    )  # fmt: skip
    torch.manual_seed(0)
    sizes = {"hidden_size": 64, "intermediate_size": 64, "num_hidden_layers": 2, "num_attention_heads": 2}
    config = LlavaConfig(
        vision_config=CLIPVisionConfig(image_size=32, patch_size=16, projection_dim=64, **sizes),
        text_config=LlamaConfig(vocab_size=len(fast), num_key_value_heads=2, max_position_embeddings=20_000, **sizes),
        image_token_index=fast.convert_tokens_to_ids("<image>"),
        image_seq_length=4,
    )
    return _save(LlavaForConditionalGeneration(config), processor, fast, folder)


def make_tiny_qwen_vl(folder: Path) -> Path:
    """Save a Qwen2.5-VL with two layers; vLLM on a CPU wants heads of 64 units."""
    import torch
    from transformers import (
        Qwen2_5_VLConfig,
        Qwen2_5_VLForConditionalGeneration,
        Qwen2_5_VLProcessor,
        Qwen2VLImageProcessor,
        Qwen2VLVideoProcessor,
    )

    fast = byte_tokenizer(QWEN_WORDS, eos_token="<|im_end|>", pad_token="<|endoftext|>")
    sizes = {"shortest_edge": 56 * 56, "longest_edge": 112 * 112}
    processor = Qwen2_5_VLProcessor(
        Qwen2VLImageProcessor(size=sizes), fast, Qwen2VLVideoProcessor(size=sizes), chat_template=QWEN_TEMPLATE
    )
    numbers = {word: fast.convert_tokens_to_ids(word) for word in QWEN_WORDS}
    torch.manual_seed(0)
    config = Qwen2_5_VLConfig(
        text_config={
            "vocab_size": len(fast), "bos_token_id": None, "eos_token_id": fast.eos_token_id, "hidden_size": 128,
            "intermediate_size": 128, "num_hidden_layers": 2, "num_attention_heads": 2, "num_key_value_heads": 2,
            "max_position_embeddings": 32_768,
            "rope_parameters": {"rope_type": "default", "rope_theta": 10_000.0, "mrope_section": [8, 12, 12]},
        },
        vision_config={
            "depth": 2, "hidden_size": 128, "intermediate_size": 128, "num_heads": 2, "out_hidden_size": 128,
            "fullatt_block_indexes": [1],
        },
        image_token_id=numbers["<|image_pad|>"],
        video_token_id=numbers["<|video_pad|>"],
        vision_start_token_id=numbers["<|vision_start|>"],
        vision_end_token_id=numbers["<|vision_end|>"],
    )  # fmt: skip
    return _save(Qwen2_5_VLForConditionalGeneration(config), processor, fast, folder)


def make_tiny_qwen(folder: Path) -> Path:
    """Save a Qwen2 with two layers, for text alone."""
    import torch
    from transformers import Qwen2Config, Qwen2ForCausalLM

    fast = byte_tokenizer(QWEN_WORDS[:1], eos_token="<|im_end|>", pad_token="<|endoftext|>")
    fast.chat_template = QWEN_TEMPLATE
    torch.manual_seed(0)
    config = Qwen2Config(
        vocab_size=len(fast), bos_token_id=None, eos_token_id=fast.eos_token_id, hidden_size=128,
        intermediate_size=128, num_hidden_layers=2, num_attention_heads=2, num_key_value_heads=2,
        max_position_embeddings=4096,
    )  # fmt: skip
    return _save(Qwen2ForCausalLM(config), fast, fast, folder)


def _save(model: Any, processor: Any, tokenizer: Any, folder: Path) -> Path:
    model.generation_config.eos_token_id = tokenizer.eos_token_id
    model.generation_config.pad_token_id = tokenizer.pad_token_id
    model.save_pretrained(folder)
    processor.save_pretrained(folder)
    return folder


if __name__ == "__main__":
    {"text": make_tiny_qwen, "vision": make_tiny_qwen_vl}[sys.argv[1]](Path(sys.argv[2]))
