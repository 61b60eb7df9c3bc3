"""A document as a page for people. Of Qt, it uses its core only."""
