"""The meetings' page: the stand-up, the week, the month, decisions, praise and the group chat."""
