"""A decision in words, as an auditor reads it: what is done, why, by which rules, how amounts and times came about.

`text.explain` puts it together. `locales` holds every word, one module a locale; `words` are the names and values of
one ruleset in one of them, and `voice` what all sentences about one decision share.
"""
