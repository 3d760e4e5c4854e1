"""The manager's page: why figures changed, what to watch, targets, customers."""
