"""Work in other processes."""

import os

import pytest

from kbgen.render.site import workers
from kbgen.render.site.workers import Background

each_way = pytest.mark.parametrize("cores", [1, 2])


@each_way
def test_a_task_gives_its_result(cores: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "available", lambda: cores)
    with Background(lambda: (os.getpid(), {"a": [1]}), 1_000) as task:
        process, value = task.result()
        assert value == {"a": [1]}
        assert (process == os.getpid()) == (cores == 1)
        assert task.result() == (process, value)


@each_way
def test_what_fails_in_a_task_is_seen_where_its_result_is_asked_for(
    cores: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "available", lambda: cores)

    def fail() -> None:
        raise ValueError("no")

    with Background(fail, 1_000) as task, pytest.raises(ValueError, match="no"):
        task.result()


def test_a_task_that_nobody_asks_for_ends_with_its_context(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "available", lambda: 2)
    read, write = os.pipe()
    with Background(lambda: os.read(read, 1), 1_000):
        pass  # the task waits for a byte that never comes
    os.close(write)
    os.set_blocking(read, False)
    assert os.read(read, 1) == b""  # the pipe is at its end: the task, which held its other end too, is gone
    os.close(read)


def test_a_small_task_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "available", lambda: 2)
    with Background(os.getpid, 3) as task:
        assert task.result() == os.getpid()
