"""A sheet in each format that leaves the program."""
