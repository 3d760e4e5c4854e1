"""Files from outside, read, checked and shown before anything is kept."""
