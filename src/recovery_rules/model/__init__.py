"""The checked ruleset: facts, conditions, action kinds, rules, tables and limits, all names and types resolved.

In: a resolved document and its located tree. Out: one immutable `Model`. Every later stage (cells, engine, trace,
analysis) reads the model and nothing before it. `link` builds it; nothing in a model needs checking again.
"""
