"""Run a command and say how long it took and how much memory its largest process had."""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Run:
    """Wall-clock seconds, processor seconds of all processes, and the peak memory of the largest one in MB."""

    seconds: float
    processor_seconds: float
    megabytes: float


def run(command: Sequence[str | Path], cwd: Path, accept: Sequence[int] = (0,)) -> Run:
    """Run a command to its end; an exit code that is not accepted ends the benchmark with what the command said."""
    log = cwd / "benchmark.log"
    begin = time.perf_counter()
    with log.open("wb") as output:
        process = subprocess.Popen([str(part) for part in command], cwd=cwd, stdout=output, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - begin
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in accept:
        sys.exit(
            f"{' '.join(map(str, command))} ended with {process.returncode}:\n{log.read_text(errors='replace')[-4000:]}"
        )
    peak = usage.ru_maxrss / (1024 if sys.platform != "darwin" else 1024 * 1024)
    return Run(seconds, usage.ru_utime + usage.ru_stime, peak)


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
