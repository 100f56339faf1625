"""The first stage: the text of a file in, a located tree and diagnostics out.

Nothing here knows what a ruleset is. Every later stage takes the tree (`tree`), points at it with spans
(`span`) and reports with codes (`codes`, `diagnostics`); `frame` shows a report to its author.
"""
