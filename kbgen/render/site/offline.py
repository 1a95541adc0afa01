"""``sw.js``, the service worker with which a reader keeps the site for reading offline.

It is the bundle's ``worker.js`` with the files that every page needs and a digest of them: a browser that has an older
one sees that the bytes differ, and takes the new files. A worker rules over what lies beside and below it, so it stands
at the site's root.
"""

import hashlib
import json
from pathlib import Path

from kbgen.render.site.engine import EngineOutput
from kbgen.render.site.output import Item, key_of
from kbgen.render.site.scripts import WORDS

PATH = "sw.js"
_NEEDED_BY_FEW = ("explore.js", "graph.js", "worker.js")
_FONTS = ("roboto-latin.woff2", "roboto-latin-ext.woff2")


def service_worker(worker: Path, engine: EngineOutput, assets: dict[str, Path], words: str) -> Item:
    """The service worker; ``worker`` is the bundle's, ``assets`` the whole bundle (path on the site → file).

    ``words`` is the script of the interface's words, empty where they are English: the worker has words of its own.
    """
    core = {path: engine.folder / path for path in engine.static() if path.endswith((".css", ".js"))}
    core |= {path: file for path, file in assets.items() if _is_core(path)}
    digest = hashlib.blake2b(digest_size=8)
    for path, file in sorted(core.items()):
        digest.update(f"{path}\0".encode() + hashlib.blake2b(file.read_bytes(), digest_size=16).digest())
    digest.update(words.encode())
    files = sorted([*core, WORDS] if words else core)
    named = json.dumps({"version": digest.hexdigest(), "files": files}, separators=(",", ":"))
    content = f"self.kbgenCore={named};\n{words}".encode() + worker.read_bytes()
    return Item(PATH, key_of(hashlib.blake2b(content, digest_size=12).hexdigest()), content.__bytes__)


def _is_core(path: str) -> bool:
    name = path.rpartition("/")[2]
    return name in _FONTS or (name.endswith((".css", ".js")) and name not in _NEEDED_BY_FEW)
