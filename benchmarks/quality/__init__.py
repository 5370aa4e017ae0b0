"""How good: retrieval on judged sets."""
