"""What the server would put into a new ticket: asked for in a context, and put under a draft that is open (rebase)."""
