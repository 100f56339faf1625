"""The shape of a ruleset file: the located tree in, documents that pydantic has checked out.

`reading` turns the tree of a file into one `RulesetDocument` or reports every key and value that is out of
place; `schema` gives the same shapes as a JSON Schema for editors. What names and expressions mean is not
asked here: `model` links documents. Importing this package imports nothing; its modules import pydantic.
"""
