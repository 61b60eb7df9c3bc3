"""The list of connections and what is stored for them: managed, handed on, deleted; and who is signed in."""
