"""A start does not wait for what nobody needs."""

import subprocess
import sys


def test_jupyters_libraries_do_without_the_address_grammar():
    told = "from shopkit.lean import leave_out; leave_out(); import jsonschema, sys; "
    told += "jsonschema.validate({'a': 1}, {'type': 'object'}, format_checker=jsonschema.FormatChecker()); "
    told += "print('lark' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
