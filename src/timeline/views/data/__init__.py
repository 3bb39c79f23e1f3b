"""The record as data for other programs. Every format states its basis, and has the same bytes for the same basis."""
