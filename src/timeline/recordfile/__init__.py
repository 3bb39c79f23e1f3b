"""Record files: text to entries with places (`read`), and entries to text (`write`).

The only parser and the only writer of record files. Must not know of the log.
"""
