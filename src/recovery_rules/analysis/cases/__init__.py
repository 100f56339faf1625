"""Cases that show what a ruleset does: valid ones, those at its boundaries, and few that reach all of it.

In: a model, its cells and its decider. Out: values of facts. Called by the command `cases` and by the strategies of
`testing`.
"""
