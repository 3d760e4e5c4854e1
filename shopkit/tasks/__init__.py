"""Tasks as values, what may become of them, and what their flow tells."""
