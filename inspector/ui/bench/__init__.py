"""What every feature is given: what is open, where we are, what is remembered, how the person is told. No widgets."""
