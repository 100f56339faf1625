"""What an auditor asks of a decision: why not this action or rule, and what would have to be different.

`why_not` follows each way to an action to where it ended; `what_if` searches for the smallest sets of changes of facts
that lead to it. Both answer with data, which `why_not_text` and `what_if_text` tell.
"""
