"""A document as a page for people. No widgets."""
