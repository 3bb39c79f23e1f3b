"""Projections: pure functions from the entries known at one time to what they amount to.

No I/O and no clock. A projection is called what it returns.
"""
