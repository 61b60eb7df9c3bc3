"""What stands between the draft and a ticket."""
