"""Proofs: the decision as one formula of logic, and what follows from it for every case.

The formula says the same as `engine.reference`, step by step, over variables in place of the facts of a case. A
property is broken where its contrary can be satisfied together with it; what the solver answers is decided once more
by the engine before anybody sees it. Needs z3, the extra `proof`.
"""
