"""What everybody in the tests signs in with."""

PASSWORD = "a quiet blue heron"
