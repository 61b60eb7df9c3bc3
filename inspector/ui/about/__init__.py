"""Which program this is, and whether there is a newer one."""
