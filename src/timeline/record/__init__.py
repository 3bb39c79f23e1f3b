"""A record folder and its log: the one way into the log, and where the shipped record and its cache are."""
