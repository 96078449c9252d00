"""The pages on which people are let in, looked after, locked out, and leave."""
