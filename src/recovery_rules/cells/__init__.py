"""Cells: the finite shape of a ruleset.

In: a `Model`. Out: columns (each fact's domain cut at every constant that some condition compares it with),
clauses (every condition as alternatives over cells) and the proofs that a ruleset must pass before it loads.
Inside one cell no condition can change its truth, so whatever holds for the cells holds for every case.
"""
