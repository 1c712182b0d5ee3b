"""What holds for customers, as numbers and pure functions."""
