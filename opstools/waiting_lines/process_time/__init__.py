"""What a customer's service effectively takes, failures counted in."""
