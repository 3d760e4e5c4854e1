"""What the viewer's address asks for."""

import os
from urllib.parse import parse_qsl

# Never handed on: whoever holds the token may open every page.
SECRET = frozenset({"token"})


def asked(names: frozenset[str] | set[str] | None = None) -> dict[str, str]:
    """The address's `?name=value` pairs, the last of each; the token left out.

    A preheated kernel waits here until a viewer comes, so call it before reading any data:
    a figure read earlier would be older than the page. `names` keeps only those asked for.
    """
    pairs = parse_qsl(_query_string(), keep_blank_values=True, max_num_fields=50)
    return {
        name: value
        for name, value in pairs
        if name not in SECRET and (names is None or name in names)
    }


def _query_string() -> str:
    if os.environ.get("VOILA_PREHEAT") == "True":
        from voila.utils import wait_for_request

        wait_for_request()
    return os.environ.get("QUERY_STRING", "")
