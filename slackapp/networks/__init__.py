"""One file per network, the same shape. Nothing of an SDK leaves its file."""
