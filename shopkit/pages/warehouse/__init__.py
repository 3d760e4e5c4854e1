"""The warehouse's page: receive, put away, count, reorder, ship, and keep it safe."""
