"""How an optimum is proved: bounds that are weights of tasks, loads of stations, and a search."""
