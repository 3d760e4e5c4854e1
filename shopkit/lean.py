"""What a library would load unasked and nobody here needs, left out before it is imported."""

import sys

# jsonschema takes it where it is installed (Jupyter's event log brings it), to check a format that
# no page and no notebook uses; building its grammars takes two seconds of every start.
UNUSED = ("rfc3987_syntax",)


def leave_out() -> None:
    """To be called before anything of Jupyter is imported: its libraries do without these."""
    for name in UNUSED:
        sys.modules.setdefault(name, None)  # type: ignore[arg-type]
