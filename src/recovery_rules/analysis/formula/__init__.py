"""What a ruleset decides as one formula of logic, over variables in place of the facts of a case.

It says the same as `engine.reference`, step by step: derived facts, rules that match and survive, limits, what is
offered, combined, bounded and held, and who may do it. What logic cannot say, such as which day the calendar gives, is
a guess: a variable of which only bounds are known. Needs z3, the extra `proof`.
"""
