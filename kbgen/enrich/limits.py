"""What the headers of an answer say of a service's limits.

``Retry-After`` is of RFC 9110; ``x-ratelimit-*`` are GitHub's, and with seconds instead of a time OpenAlex's;
``RateLimit`` is of the IETF's draft on rate limits, as Hugging Face has it; ``x-rate-limit-*`` are Crossref's.
"""

import datetime
import re
from collections.abc import Mapping
from email.utils import parsedate_to_datetime

Headers = Mapping[str, str]
"""Headers by name, whatever the letters' case."""

_EARLIEST_TIME = 1_000_000_000
"""From here on a number is a time in seconds since 1970, and below it a number of seconds."""

_REMAINING = re.compile(r"\br=([0-9]{1,9})\b")
_SECONDS = re.compile(r"\bt=([0-9]{1,9})\b")
_RATE = re.compile(r"[0-9]{1,12}(?:\.[0-9]{1,9})?")


def asked_wait(headers: Headers, now: float) -> float | None:
    """Seconds for which a service asks to be left alone; ``None`` where it does not say."""
    after = headers.get("Retry-After", "").strip()
    if _RATE.fullmatch(after):
        return float(after)
    if after:
        try:
            until = parsedate_to_datetime(after)
        except ValueError:
            return used_up(headers, now)
        return max(0.0, until.replace(tzinfo=until.tzinfo or datetime.UTC).timestamp() - now)
    return used_up(headers, now)


def used_up(headers: Headers, now: float) -> float | None:
    """Seconds until a limit that this answer was the last under begins anew; ``None`` where requests are left."""
    limit = headers.get("RateLimit", "")
    if (remaining := _REMAINING.search(limit)) and (seconds := _SECONDS.search(limit)):
        return float(seconds[1]) if int(remaining[1]) == 0 else None
    for prefix in ("x-ratelimit", "RateLimit"):
        reset = headers.get(f"{prefix}-reset", "").strip()
        if headers.get(f"{prefix}-remaining", "").strip() == "0" and _RATE.fullmatch(reset):
            time = float(reset)
            return max(0.0, time - now) if time >= _EARLIEST_TIME else time
    return None


def interval(headers: Headers) -> float:
    """Seconds between two requests that a service's stated rate leaves; 0 where it states none."""
    number = headers.get("x-rate-limit-limit", "").strip()
    window = headers.get("x-rate-limit-interval", "").strip().removesuffix("s")
    if not _RATE.fullmatch(number) or not _RATE.fullmatch(window) or float(number) == 0:
        return 0.0
    return float(window) / float(number)
