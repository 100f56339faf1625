"""The looks of the coverage page, light and dark; colour is never the only sign."""

from __future__ import annotations

from typing import Final

STYLE: Final = """\
:root { color-scheme: light dark; --ink: #1d2329; --soft: #5f6b76; --line: #d9dfe5; --paper: #fff;
  --good: #1a7f37; --good-paper: #e6f6ea; --bad: #b3261e; --bad-paper: #fdeceb; --some: #8a5a00;
    --some-paper: #fff4d6; }
@media (prefers-color-scheme: dark) { :root { --ink: #e3e8ed; --soft: #97a3ae; --line: #343c45; --paper: #15191e;
  --good: #57c278; --good-paper: #16301f; --bad: #ff8f86; --bad-paper: #3a1b1a; --some: #e6b450;
    --some-paper: #33290f; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 76rem; padding: 1.5rem; color: var(--ink); background: var(--paper);
  font: 15px/1.5 system-ui, "Noto Sans CJK SC", sans-serif; }
h1 { margin: 0; font-size: 1.6rem; } h1 b { margin-left: .5rem; } header p { margin: .2rem 0 1.2rem;
    color: var(--soft); }
h2 { margin: 2rem 0 .5rem; font-size: 1.15rem; overflow-wrap: anywhere; }
table { border-collapse: collapse; } th { text-align: left; font-weight: 600; } td, th { vertical-align: top; }
.summary td, .summary th { padding: .25rem .9rem .25rem 0; border-bottom: 1px solid var(--line); }
.summary tr:last-child > * { border-bottom: 0; font-weight: 600; }
.number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; } .note { color: var(--soft); }
.bar { width: 9rem; height: .7rem; margin-top: .4rem; border-radius: .35rem; overflow: hidden;
    background: var(--bad-paper);
  border: 1px solid var(--line); }
.bar i { display: block; height: 100%; background: var(--good); }
details { margin: .3rem 0; } summary { cursor: pointer; } summary b { color: var(--bad); }
ul { margin: .3rem 0 .8rem; padding-left: 1.4rem; columns: 26rem; } li { break-inside: avoid;
    overflow-wrap: anywhere; }
a { color: var(--soft); font-size: .85em; text-decoration: none; } a:hover { text-decoration: underline; }
.cells th { padding: .3rem 1rem .3rem 0; width: 13rem; min-width: 8rem; overflow-wrap: anywhere; font-weight: 400; }
.cells tr { border-bottom: 1px solid var(--line); } .cells td { padding: .2rem 0; }
.cell { display: inline-block; margin: .1rem .25rem .1rem 0; padding: 0 .45rem; border: 1px solid;
    border-radius: .3rem;
  font-size: .85rem; }
.cell.reached { color: var(--good); background: var(--good-paper); }
.cell.missing { color: var(--bad); background: var(--bad-paper); border-style: dashed; }
.cell.impossible { color: var(--soft); text-decoration: line-through; }
.source { width: 100%; font: 13px/1.45 ui-monospace, "DejaVu Sans Mono", monospace; }
.source td { padding: 0 .6rem 0 0; } .source td:nth-child(-n+2) { width: 1px; color: var(--soft); user-select: none; }
.source code { font: inherit; white-space: pre-wrap; overflow-wrap: anywhere; }
.source small { display: block; padding-left: 2rem; font-size: 12px; }
.source .reached { background: var(--good-paper); } .source .reached td:nth-child(2) { color: var(--good); }
.source .missing { background: var(--bad-paper);
    } .source .missing td:nth-child(2), .missing small { color: var(--bad); }
.source .partly { background: var(--some-paper);
    } .source .partly td:nth-child(2), .partly small { color: var(--some); }
:target { outline: 2px solid var(--some); }
@media print { .source { font-size: 10px; } details > * { display: block; } }
"""
