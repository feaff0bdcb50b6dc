"""Runs first in every Python of the vLLM environment: lets a torchvision made for GPUs be imported beside a torch
without.

Its compiled operators do not load there, and its Python part then registers shapes for two operators that nobody has
declared. They are declared here, right before it is imported; nothing that vLLM does on a CPU calls them.
"""

from __future__ import annotations

import sys
from importlib.machinery import PathFinder
from pathlib import Path

_SCHEMAS = (
    "nms(Tensor dets, Tensor scores, float iou_threshold) -> Tensor",
    "qnms(Tensor dets, Tensor scores, float iou_threshold) -> Tensor",
)


class _BeforeTorchvision:
    """Declares the operators when somebody looks for torchvision, and finds nothing itself."""

    def __init__(self) -> None:
        self.kept = None

    def find_spec(self, name, path=None, target=None):
        if name == "torchvision" and self.kept is None:
            self.kept = _declared(PathFinder.find_spec(name, path))


def _declared(spec):
    import torch

    compiled = Path(spec.origin).with_name("_C.so") if spec is not None and spec.origin else None
    if compiled is None:
        return None
    try:
        torch.ops.load_library(compiled)
    except OSError:
        library = torch.library.Library("torchvision", "DEF")
        for schema in _SCHEMAS:
            library.define(schema)
        return library  # the declarations end with it
    return compiled


sys.meta_path.insert(0, _BeforeTorchvision())
