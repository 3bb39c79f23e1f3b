"""The commands, one module each: DESCRIPTION, EXAMPLE, `configure` and `run`."""
