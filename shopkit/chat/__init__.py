"""Group chat as rules: what a robot expects, how long it takes, how fast, and who is told next."""
