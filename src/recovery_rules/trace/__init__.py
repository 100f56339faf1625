"""Why a decision is as it is: as data, as text, why not, and what if.

In: a model and the `Account` of one decision. Out: data or text; nothing here decides anything, and nothing is
computed before somebody asks. The façades call

- `data.trace_data(model, account)`, or one `data.TraceWriter(model)` for many decisions: the trace as data, whose
  JSON Schema is `schema.trace_schema()`;
- `text.explain(model, account, locale)`: the audit text;
- `why_not.why_not(model, account, name, account_of)`, shown by `why_not_text.render_why_not`;
- `what_if.what_if(model, decide, given, kind)`, shown by `what_if_text.render_what_if`.

`locales` holds every word of the texts, one module a locale.
"""
