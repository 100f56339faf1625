"""Deciding: from the facts of one case to recovery actions.

In: a `Model` and its cells, and the facts of a case. Out: an `Outcome` (the actions and refusals), and, only when
someone asks, an `Account` of everything that led to it. Two evaluators give both: `reference`, the specification
in plain code, and `matcher` with `settlement`, the fast one; tests demand that they never differ. `durable` matches
the same conditions by an engine of other people, for those who want a second opinion.
"""
