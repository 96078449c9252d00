"""The auditor's pages: the ledger, entry by entry, without the content it is about."""
