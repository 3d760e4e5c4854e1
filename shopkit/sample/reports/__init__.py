"""One module a platform report: what happened, in the words and the syntax of that report."""
