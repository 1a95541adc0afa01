"""Run a command and say how long it took and how much memory its largest process had."""

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Run:
    """Wall-clock seconds, processor seconds of all processes, and the peak memory of the largest one in MB."""

    seconds: float
    processor_seconds: float
    megabytes: float


_LAUNCHER = """
import json, os, sys, time
begin = time.perf_counter()
process = os.posix_spawn(sys.argv[2], sys.argv[2:], os.environ)
_, status, usage = os.wait4(process, 0)
told = time.perf_counter() - begin, usage.ru_utime + usage.ru_stime, usage.ru_maxrss, os.waitstatus_to_exitcode(status)
with open(sys.argv[1], "w") as file:
    json.dump(told, file)
"""
"""Starts the command that follows a file's name, and writes into the file what it took.

A process begins with the peak of the one it was started by, so the one that starts it has to be small.
"""


def run(command: Sequence[str | Path], cwd: Path, accept: Sequence[int] = (0,)) -> Run:
    """Run a command to its end; an exit code that is not accepted ends the benchmark with what the command said."""
    log, told = cwd / "benchmark.log", cwd / "benchmark.json"
    launcher = [sys.executable, "-I", "-S", "-c", _LAUNCHER, told, *command]
    with log.open("wb") as output:
        subprocess.run([str(part) for part in launcher], cwd=cwd, stdout=output, stderr=subprocess.STDOUT, check=True)
    seconds, processor_seconds, peak, code = json.loads(told.read_text())
    told.unlink()
    if code not in accept:
        sys.exit(f"{' '.join(map(str, command))} ended with {code}:\n{log.read_text(errors='replace')[-4000:]}")
    return Run(seconds, processor_seconds, peak / (1024 if sys.platform != "darwin" else 1024 * 1024))


def machine() -> str:
    """The machine in a line: processor, cores, memory, Python."""
    import platform

    import psutil

    model = platform.processor() or platform.machine()
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.is_file():
        names = [line.partition(":")[2].strip() for line in cpuinfo.read_text().splitlines() if "model name" in line]
        model = names[0] if names else model
    memory = f"{psutil.virtual_memory().total / 2**30:.0f} GiB"
    return f"{model}, {psutil.cpu_count()} cores, {memory}, {platform.system()}, Python {platform.python_version()}"
