"""The language of conditions and amounts: types and values, unary tests, typed total expressions.

In: texts that an author wrote, each with its place in the file. Out: typed trees over *plain* values (see
`types`). Called by `model` while it links a ruleset; nothing here knows what a rule is.
"""
