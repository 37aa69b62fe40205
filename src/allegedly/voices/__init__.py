"""Who speaks: attributions, their chains to the root source, and the acts of speech."""
