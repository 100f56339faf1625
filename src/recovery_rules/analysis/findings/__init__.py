"""What an author should know of a ruleset that loads: findings, each with cases that show it."""
