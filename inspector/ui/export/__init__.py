"""The draft in the shapes that other people and programs want."""
