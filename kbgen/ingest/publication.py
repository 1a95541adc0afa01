"""Where and when a work appeared, out of what its record, verified facts and lists say."""

from collections.abc import Sequence
from dataclasses import dataclass

from kbgen.ingest.contribution import Contribution
from kbgen.model.paper import Paper


@dataclass(frozen=True, slots=True)
class Publication:
    """Where and when a work appeared."""

    venue: str | None = None
    year: int | None = None
    track: str | None = None


def publication_of(old: Paper, entries: Sequence[Contribution]) -> Publication:
    """A published venue before a preprint, a verified statement before a list's, and a record's own before all."""

    def rank(entry: Contribution) -> tuple[bool, bool]:
        return (not entry.published, not entry.draft.verified)

    stating = sorted((entry for entry in entries if entry.venue), key=rank)
    venue = old.venue or (stating[0].venue if stating else None)
    of_venue = [entry for entry in stating if entry.venue == venue]
    # A verified year without a venue is the year of the publication; one with the preprint is the preprint's.
    dated = [entry for entry in entries if entry.draft.verified and entry.venue in {venue, None}]
    dated += [entry for entry in of_venue if entry not in dated]
    dated += sorted((entry for entry in entries if entry not in dated), key=rank)
    year = old.year or next((entry.year for entry in dated if entry.year), None)
    tracks = [entry.track for entry in of_venue if entry.track and entry.year in {year, None}]
    track = old.track or (_fullest(tracks) if tracks and not old.venue else None)
    return Publication(venue, year, track)


def _fullest(tracks: Sequence[str]) -> str:
    """The first track, or a fuller form of it: ``workshop: Visually Grounded Interaction and Language``."""
    head = tracks[0].split(":", 1)[0]
    return max((track for track in tracks if track.split(":", 1)[0] == head), key=len)
