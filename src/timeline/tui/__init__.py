"""The replay screen: one store of state, and panes that only render it."""
