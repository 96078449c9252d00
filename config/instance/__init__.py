"""The state of the instance as its administrator sees it, and the few first steps that make it safe to open to others."""
