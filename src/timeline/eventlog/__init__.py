"""The log: `store` writes it through the event-sourcing library, `read` reads it with SQLite alone."""
