"""Questions about clauses over columns: which overlap, what they leave out, and how much of the space that is."""
