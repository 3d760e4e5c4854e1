"""The tasks' page: the board, what comes back, and what comes from elsewhere."""
