"""What the check-in is measured against; no part of the product."""
