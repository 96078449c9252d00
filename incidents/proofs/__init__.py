"""Proofs about the custody ledger: Merkle trees (RFC 6962), signed checkpoints, and the check of both. No Django, no clock."""
