"""The specification: a plain interpreter of what a decision means, one function a step.

In: a checked model and a case. Out: the full `Account` of its decision, from `decide.decide` or, where the
facts have been admitted, `decide.evaluate_case`. Tests hold the fast engine to it. It is slow on purpose: each
step looks at everything, and nothing is prepared or remembered.

1. *admit* the facts: `engine.admission`;
2. *derive* facts: `deriving`;
3. *match* rules and limits: `matching`;
4. *forbid*: `forbidding` strikes kinds from what rules propose;
5. *defeat*: `forbidding` sets aside the rules that other rules override;
6. *propose and combine*: `drafts` evaluates, `proposing` combines, then what is owed, then `otherwise`;
7. *bound*: `bounding` applies floors, caps and one rounding; *hold*: `scheduling`;
8. *authorise*: `authorising`;
9. *schedule and order*: `scheduling`.
"""
