"""Find a Java for the tests of Spark, or install one: ``python -m tools.java`` prints its path.

The one that ``JAVA_HOME`` names is taken first, then the system's. Where neither is new enough, Debian's or Ubuntu's
package is installed if this runs as root.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from tools.chromium import install_packages

OLDEST = 17
"""The oldest Java that Spark 4 runs on: https://spark.apache.org/docs/4.0.0/."""

PACKAGES = ("openjdk-17-jre-headless", "openjdk-21-jre-headless")


def find() -> Path | None:
    """A Java that is new enough."""
    home = os.environ.get("JAVA_HOME")
    path = Path(home) / "bin" / "java" if home else Path(shutil.which("java") or os.devnull)
    try:
        told = subprocess.run([path, "-version"], capture_output=True, text=True, check=False).stderr
    except OSError:
        return None
    version = re.search(r'version "(\d+)', told)
    return path if version and int(version[1]) >= OLDEST else None


def main() -> None:
    """Print the path of a Java that is there, installing one first where there is none."""
    path = find()
    for package in PACKAGES:
        if not path:
            install_packages(package)
            path = find()
    if not path:
        sys.exit(f"no Java {OLDEST} for the tests of Spark: install `{PACKAGES[0]}`, or name its folder in JAVA_HOME")
    print(path)


if __name__ == "__main__":
    main()
