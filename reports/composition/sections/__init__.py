"""The sections of a report, one module each: a function that writes on the galley what the snapshot holds."""
