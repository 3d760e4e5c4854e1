"""`python3 -m shopkit`, and the command `shopkit` once it is set up.

Kept to words that Python 3.6 can read: an old Python must get far enough to be told that it is old.
"""

import gettext
import locale
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))


def main(argv=None):
    """The exit code of what `argv` asks for; sets up the environment on first use."""
    if sys.version_info < (3, 11):  # noqa: UP036 - this is where it is refused
        sys.stderr.write(too_old() + "\n")
        return 1
    from shopkit.setup import main as prepared

    return prepared(sys.argv[1:] if argv is None else argv)


def too_old():
    """One sentence in the system's language, without `shopkit.text`, which needs a newer Python."""
    say = gettext.NullTranslations().gettext
    names = ("SHOPKIT_LANG", "LC_ALL", "LANG")
    asked = [os.environ[name] for name in names if os.environ.get(name)]
    spoken = asked[0] if asked else locale.getlocale()[0] or ""
    if spoken.lower().startswith(("zh", "chinese")):
        with open(os.path.join(HERE, "text", "zh.mo"), "rb") as file:
            say = gettext.GNUTranslations(file).gettext
    return say(
        "This is Python {found}, and the workbook needs 3.11 or newer: install it, "
        "then run the same command with the new one."
    ).format(found="{}.{}".format(*sys.version_info))


if __name__ == "__main__":
    if not __package__:  # started by its path, `python3 some/where/shopkit start`
        sys.path[0] = os.path.dirname(HERE)
    sys.exit(main())
