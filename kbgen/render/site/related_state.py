"""What related papers were worked out from, in a file of arrays beside them.

The file's name ends in a digest of all that they follow from. It goes before the related papers are written and comes
back after them, so that it is there only where they are whole.
"""

import io
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kbgen.store.files import write_bytes

if TYPE_CHECKING:
    import numpy as np

    from kbgen.graph.related_update import RelatedState

_STEM = "related-from-"
_UNREADABLE = (OSError, ValueError, KeyError, IndexError, EOFError, zipfile.BadZipFile)


@dataclass(frozen=True)
class StateFile:
    """The file in ``folder`` of related papers that were made from ``made_from``."""

    folder: Path
    made_from: str

    @property
    def _path(self) -> Path:
        return self.folder / f"{_STEM}{self.made_from}.npz"

    def is_there(self) -> bool:
        """Whether the related papers that are kept were made from this."""
        return self._path.is_file()

    def read(self, names: str) -> "tuple[RelatedState, list[str]] | None":
        """The state that an earlier build left and the facts of its papers; ``None`` where it used other names."""
        for path in self._others():
            try:
                return _unpacked(path, names)
            except _UNREADABLE:
                # It can be made again, and nothing is lost but time.
                return None
        return None

    def remove(self) -> None:
        """From now on related papers may be half written."""
        for path in self._others():
            path.unlink(missing_ok=True)

    def write(self, content: bytes) -> None:
        """From now on the related papers that are kept are whole."""
        write_bytes(self._path, content)

    def _others(self) -> list[Path]:
        return sorted(self.folder.glob(f"{_STEM}*.npz"))


def packed(state: "RelatedState", facts: list[str], names: str) -> bytes:
    """The content of a file; ``facts`` are those of each paper."""
    import numpy as np

    features, candidates = state
    content = io.BytesIO()
    np.savez(
        content,
        names=_bytes([names]),
        facts=_bytes(facts),
        ids=_bytes(features.ids),
        things=_bytes(features.things),
        ends=features.ends,
        columns=features.columns.astype(np.int32),
        others=candidates.others.astype(np.int32),
        floor=candidates.floor,
    )
    return content.getvalue()


def _unpacked(path: Path, names: str) -> "tuple[RelatedState, list[str]] | None":
    import numpy as np

    from kbgen.graph.candidates import Candidates
    from kbgen.graph.features import Features
    from kbgen.graph.related_update import RelatedState

    with np.load(io.BytesIO(path.read_bytes()), allow_pickle=False) as file:
        if _texts(file["names"]) != [names]:
            return None
        columns, others = file["columns"].astype(np.int64), file["others"].astype(np.int64)
        features = Features(tuple(_texts(file["ids"])), _texts(file["things"]), file["ends"], columns)
        return RelatedState(features, Candidates(others, file["floor"])), _texts(file["facts"])


def _bytes(texts: "list[str] | tuple[str, ...]") -> "np.ndarray":
    import numpy as np

    return np.frombuffer("\0".join(texts).encode("utf-8", "surrogatepass"), dtype=np.uint8)


def _texts(content: "np.ndarray") -> list[str]:
    return content.tobytes().decode("utf-8", "surrogatepass").split("\0") if len(content) else []
