"""What the attorney's pages show, put together from the document, the evaluation and the decisions. No markup here."""
