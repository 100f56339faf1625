"""Differences: every region of cases in which two rulesets decide differently, or the proof that there is none."""
