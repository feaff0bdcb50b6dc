"""The toolchain: Node, the locked npm packages and the folder where everything is kept."""

from webgen_env.toolchain.home import cache_home
from webgen_env.toolchain.node import Node, locate_node
from webgen_env.toolchain.toolchain import Toolchain, install_toolchain, locate_toolchain, lock_digest

__all__ = ["Node", "Toolchain", "cache_home", "install_toolchain", "locate_node", "locate_toolchain", "lock_digest"]
