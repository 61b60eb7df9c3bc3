"""What is open, where it came from and what is remembered: what the features share. No widgets."""
