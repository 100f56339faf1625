"""Coverage: how much of a ruleset some cases reach, and few cases that reach all that can be reached.

In: a model, its cells and decided cases. Out: `Coverage`, and the cases that `suggesting` proposes. Called by
`Ruleset` and the command line.
"""
