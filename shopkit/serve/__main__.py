"""A server's own process: `python -m shopkit.serve dashboards`, or `lab` with its settings."""

import sys

from shopkit.lean import leave_out


def main(which: str, *told: str) -> None:
    """Become the server `which`."""
    leave_out()
    if which == "lab":
        from jupyterlab.labapp import main as lab

        sys.argv = ["jupyter-lab", *told]
        lab()
    else:
        from shopkit.serve.dashboards import main as dashboards

        dashboards()


if __name__ == "__main__":
    main(*sys.argv[1:])
