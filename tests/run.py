"""All tests: what is timed alone on the machine, after the rest on every core of it."""

import subprocess
import sys

REST = ["-n", "auto", "--dist", "loadscope", "-m", "not timed"]
TIMED = ["-m", "timed"]


def main(wanted: list[str]) -> int:
    """The worst exit code of the runs; with words of one's own, one run of just these."""
    runs = [wanted] if wanted else [REST, TIMED]
    return max(subprocess.call([sys.executable, "-P", "-m", "pytest", *run]) for run in runs)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
