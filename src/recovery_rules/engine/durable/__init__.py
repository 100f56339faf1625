"""A second opinion: the conditions of a ruleset matched by durable-rules, a Rete engine written in C by others.

In: the clauses of a ruleset, and cases as the numbers of the cells in which they lie. Out: for each case the mask of
the clauses that accept it, as the matcher gives it, or a typed result that says why there is no answer. The engine is
fed nothing but small whole numbers and runs in a child process, because it crashes on much that is harmless elsewhere.

1. `network` turns clauses into rules for it;
2. `child` runs it, in a process of its own;
3. `asking` starts that process, and survives its death;
4. `answers` says what can come of it;
5. `deciding` goes from an answer to the decision that follows.

Called by `testing.crosschecking`. The library comes with the extra `durable`; without it every answer is *absent*.
"""
