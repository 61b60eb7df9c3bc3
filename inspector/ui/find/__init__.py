"""The Filter."""
