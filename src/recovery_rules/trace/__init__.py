"""Why a decision is as it is: as data, as text, why not, and what if.

In: a model and the `Account` of one decision. Out: data or text; nothing here decides anything, and nothing is
computed before somebody asks. The façades call

- `data.trace_data(model, account)`, or one `data.TraceWriter(model)` for many decisions: the trace as data, whose
  JSON Schema is `schema.trace_schema()`;
- `telling.text.explain(model, account, locale)`: the audit text;
- `questions.why_not.why_not(model, account, name, account_of)`, shown by `questions.why_not_text.render_why_not`;
- `questions.what_if.what_if(model, decide, given, kind)`, shown by `questions.what_if_text.render_what_if`.

The data know nothing of words, and the words nothing of questions.
"""
