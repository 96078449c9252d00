"""Casework's pages. Thin: they ask the selectors and services, and put what comes back before a person."""
