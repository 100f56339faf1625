"""Linking: all name and type checks between a document and the model.

In: a `RulesetDocument`, resolved with what it extends. Out: a `Model`, or every problem of the file at once. Called by
the façade. The modules follow what they link: `types`, `kinds`, `facts`, `derived`, `conditions`, `actions`, `rules`,
`tables`, `limits`, `examples`; `link` holds their order.
"""

from recovery_rules.model.link.link import link

__all__ = ["link"]
