"""Signing in, the second factor, sessions and keys for programs: the pages of one's own account."""
