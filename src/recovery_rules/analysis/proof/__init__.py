"""Proofs: what follows for every case from what a ruleset decides, said as one formula in `analysis.formula`.

A property is broken where its contrary can be satisfied together with that formula; what the solver answers is decided
once more by the engine before anybody sees it. Needs z3, the extra `proof`.
"""
