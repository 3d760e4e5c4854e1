"""What to order, how much and when: demand, stock policy, and proposals with their arithmetic."""
