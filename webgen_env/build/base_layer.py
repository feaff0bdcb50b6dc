"""The base layer: what models ask for most, locked in files of this package."""

from __future__ import annotations

from collections.abc import Callable
from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from webgen_env.toolchain import Toolchain

MANIFESTS = ("package.json", "pnpm-lock.yaml")


def base_manifest(name: str) -> bytes:
    """Content of one of the :data:`MANIFESTS`."""
    return (resources.files("webgen_env.build") / "base" / name).read_bytes()


def install_base_layer(toolchain: Toolchain, progress: Callable[[str], None] | None = None) -> None:
    """Install the base layer if it is not there yet. Safe for many processes at once.

    Args:
        toolchain: The installed toolchain.
        progress: Called with a short sentence before there is something to wait for.

    Raises:
        InfrastructureError: The registry cannot be reached or the disk is full.
    """
    import asyncio

    from webgen_env.build.layers import LayerStore

    async def install() -> None:
        store = LayerStore(toolchain)
        if store.base() is None:
            if progress is not None:
                progress("packages that sites ask for most")
            await store.make_base(timeout_s=900.0)

    asyncio.run(install())
