"""Analysis: what a ruleset does on all cases, and what some cases show of it.

In: a checked `Model` and its cells. Out: findings, proofs, differences and coverage, each with real cases. Called by
the façades and the command line; deciding never needs it.
"""
