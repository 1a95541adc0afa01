"""What services say of their limits is understood, and kept to before it is broken."""

import datetime
from email.utils import format_datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from requests.structures import CaseInsensitiveDict

from kbgen.enrich.failure import ServiceError
from kbgen.enrich.http import Session
from kbgen.enrich.limits import asked_wait, interval, used_up
from kbgen.enrich.settings import CROSSREF, GITHUB, HUGGING_FACE
from tests.enrich.conftest import FastClock
from tests.enrich.replica import Replica, Reply, json_reply

NOW = 1_800_000_000.0
IN_A_MINUTE = format_datetime(datetime.datetime.fromtimestamp(NOW + 60, datetime.UTC), usegmt=True)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Retry-After": "17"}, 17),
        ({"retry-after": " 1.5 "}, 1.5),
        ({"Retry-After": IN_A_MINUTE}, 60),
        ({"Retry-After": "Wed, 21 Oct 2015 07:28:00 GMT"}, 0),
        ({"Retry-After": "soon"}, None),
        ({"Retry-After": "soon", "x-ratelimit-remaining": "0", "x-ratelimit-reset": "30"}, 30),
        ({"x-ratelimit-remaining": "0", "x-ratelimit-reset": str(int(NOW) + 90)}, 90),
        ({"x-ratelimit-remaining": "0", "x-ratelimit-reset": str(int(NOW) - 5)}, 0),
        ({"X-RateLimit-Remaining": "3", "X-RateLimit-Reset": "30"}, None),
        ({"x-ratelimit-remaining": "0"}, None),
        ({"x-ratelimit-remaining": "0", "x-ratelimit-reset": "tomorrow"}, None),
        ({"RateLimit": '"api";r=0;t=120', "RateLimit-Policy": '"fixed window";"api";q=500;w=300'}, 120),
        ({"RateLimit": '"api";r=489;t=120'}, None),
        ({"RateLimit-Remaining": "0", "RateLimit-Reset": "45"}, 45),
        ({}, None),
    ],
)
def test_how_long_a_service_asks_to_be_left_alone(headers: dict[str, str], seconds: float | None) -> None:
    assert asked_wait(CaseInsensitiveDict(headers), NOW) == seconds


@pytest.mark.parametrize(
    ("number", "window", "seconds"),
    [
        ("50", "1s", 0.02),
        ("1", "1s", 1.0),
        ("3000", "60s", 0.02),
        ("3", "", 0.0),
        ("0", "1s", 0.0),
        ("-1", "1s", 0.0),
        ("many", "1s", 0.0),
    ],
)
def test_the_rate_that_a_service_states(number: str, window: str, seconds: float) -> None:
    assert interval({"x-rate-limit-limit": number, "x-rate-limit-interval": window}) == seconds


@given(text=st.text(max_size=30), other=st.text(max_size=30))
def test_whatever_stands_in_the_headers_is_a_time_or_nothing(text: str, other: str) -> None:
    for name in ("Retry-After", "RateLimit", "x-ratelimit-reset", "x-rate-limit-limit"):
        headers = {name: text, "x-ratelimit-remaining": "0", "x-rate-limit-interval": other}
        for seconds in (asked_wait(headers, NOW), used_up(headers, NOW), interval(headers)):
            assert seconds is None or 0 <= seconds < float("inf")


def test_a_service_is_asked_as_slowly_as_it_says(session: Session, replica: Replica, clock: FastClock) -> None:
    replica.always("crossref", json_reply({"message": {}}, x_rate_limit_limit="1", x_rate_limit_interval="2s"))
    for number in range(4):
        session.get(CROSSREF, f"works/{number}")
    # The first answer tells how fast; the second request has already been promised its turn.
    assert 4 <= sum(clock.waits) <= 6


def test_a_service_is_never_asked_faster_than_the_settings_say(
    replica: Replica, tmp_path: Path, clock: FastClock
) -> None:
    replica.always("crossref", json_reply({"message": {}}, x_rate_limit_limit="50", x_rate_limit_interval="1s"))
    with Session(replica.settings(tmp_path, KBGEN_CROSSREF_INTERVAL="3"), clock) as session:
        for number in range(3):
            session.get(CROSSREF, f"works/{number}")
    assert sum(clock.waits) == 6


def test_the_last_answer_of_a_limit_is_taken_and_the_next_request_waits(
    session: Session, replica: Replica, clock: FastClock
) -> None:
    replica.misbehave("hugging-face", json_reply({"id": "1"}, RateLimit='"api";r=0;t=40'))
    assert session.get(HUGGING_FACE, "api/papers/2101.00001") is not None
    assert clock.waits == []
    assert session.get(HUGGING_FACE, "api/papers/2102.00002") is None
    assert clock.waits == [40]


def test_a_used_up_limit_is_not_broken(session: Session, replica: Replica, clock: FastClock) -> None:
    reset = str(int(clock.time()) + 1800)
    replica.misbehave("github", json_reply({"full_name": "a/b"}, x_ratelimit_remaining="0", x_ratelimit_reset=reset))
    assert session.get(GITHUB, "repos/a/b") is not None
    with pytest.raises(ServiceError, match=r"asks to wait 30 minutes.*GITHUB_TOKEN raises its limit"):
        session.get(GITHUB, "repos/a/c")
    assert replica.count("github") == 1


def test_a_date_to_come_back_is_waited_for(session: Session, replica: Replica, clock: FastClock) -> None:
    until = format_datetime(datetime.datetime.fromtimestamp(clock.time() + 20, datetime.UTC), usegmt=True)
    replica.misbehave("crossref", Reply(b"slow down", 429, headers={"Retry-After": until}))
    assert session.get(CROSSREF, "works/10.5555%2Fjournal.9") is not None
    assert sum(clock.waits) == 20
