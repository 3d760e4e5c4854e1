"""What the viewer's address asks for."""

import json
import os
from urllib.parse import parse_qsl

# Never handed on: whoever holds the token may open every page.
SECRET = frozenset({"token"})
SERVER = {"APP_IP": "127.0.0.1", "APP_PORT": "8866", "SERVER_URL": "/", "KERNEL_ID": ""}


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
        os.environ.update(_request())
    return os.environ.get("QUERY_STRING", "")


def _request() -> dict[str, str]:
    """What the server tells a warm kernel of its viewer, when there is one; empty without a server.

    Voila's own helper does the same, but importing it takes a kernel 3 s and 40 MB.
    """
    from websockets.exceptions import WebSocketException
    from websockets.sync.client import connect

    told = {name: os.environ.get(f"VOILA_{name}", known) for name, known in SERVER.items()}
    url = "ws://{APP_IP}:{APP_PORT}{SERVER_URL}voila/query/{KERNEL_ID}".format(**told)
    try:
        with connect(url, open_timeout=5) as link:
            return json.loads(link.recv())
    except (OSError, WebSocketException):
        return {}
