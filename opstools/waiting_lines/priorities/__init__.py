"""Classes of customers, the higher before the lower, nobody interrupted."""
