"""The process that reads one file: a request on stdin, progress and the answer on stdout."""

import gc
import json
import sys
from collections.abc import Callable
from time import monotonic

from shopkit.errors import BadFile, ShopkitError
from shopkit.intake.limits import MEMORY, TOO_BIG

TICK = 0.25


def main() -> None:
    """Read the file that stdin asks for; say one JSON line at a time."""
    _limit()
    sys.meta_path.insert(0, _WithoutPandas())
    # Rows of cells are many lists without rings: looking for rings among them doubles the time.
    gc.disable()
    asked = json.loads(sys.stdin.buffer.read())
    try:
        _say({"preview": _answer(asked)})
    except ShopkitError as error:
        _say({"refused": type(error).__name__, "template": error.template, "facts": error.facts})
    except MemoryError:
        _say({"refused": BadFile.__name__, "template": TOO_BIG, "facts": {}})


def _answer(asked: dict) -> dict:
    if "grid" in asked:
        from shopkit.intake.grid import grid

        return grid(**asked["grid"])
    if "board" in asked:
        from shopkit.intake.trello import plain_board

        return plain_board(**asked["board"])
    from shopkit.intake.asked import Asked
    from shopkit.intake.reading import read

    return read(Asked.of(asked), _teller()).as_json()


class _WithoutPandas:
    """pyarrow looks for pandas when it is handed a list, and pandas takes a second to load."""

    @staticmethod
    def find_spec(name: str, path: object = None, target: object = None) -> None:
        """Refuse pandas; leave every other name to the next finder."""
        if name == "pandas":
            raise ModuleNotFoundError(name)


def _limit() -> None:
    if sys.platform == "linux":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def _teller() -> Callable[[str, float], None]:
    said = [0.0]

    def tell(stage: str, share: float) -> None:
        if monotonic() - said[0] >= TICK:
            said[0] = monotonic()
            _say({"progress": [stage, share]})

    return tell


def _say(news: dict) -> None:
    line = json.dumps(news, ensure_ascii=False, default=str)
    sys.stdout.buffer.write(line.encode(errors="replace") + b"\n")
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
