"""Pictures of answers, as SVG of our own: the same bytes for the same answer, readable without colour."""
