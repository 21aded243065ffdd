"""How the page looks, on light and dark screens and on paper."""

from __future__ import annotations

from collections.abc import Mapping

# Each of the eight colours of markers stands out 3:1 or more from its paper.
LIGHT: Mapping[str, str] = {
    "paper": "#ffffff",
    "ink": "#1b1f24",
    "soft": "#59626e",
    "line": "#d5dae1",
    "mark": "#e2ebfa",
    "c0": "#1f5fbf",
    "c1": "#c2410c",
    "c2": "#0b7a53",
    "c3": "#8b2fb8",
    "c4": "#946200",
    "c5": "#be185d",
    "c6": "#0e7490",
    "c7": "#4b5563",
}
DARK: Mapping[str, str] = {
    "paper": "#15181d",
    "ink": "#e7eaee",
    "soft": "#a3acb8",
    "line": "#343b45",
    "mark": "#24344f",
    "c0": "#7db3ff",
    "c1": "#ff9d66",
    "c2": "#4fd6a0",
    "c3": "#d49bff",
    "c4": "#f2c14e",
    "c5": "#ff8fc0",
    "c6": "#5fd3ea",
    "c7": "#c3cad6",
}
_RULES = """\
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; background: var(--paper);
  color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
h1 { font-size: 1.6rem; line-height: 1.25; }
h2 { margin-top: 2.5rem; font-size: 1.2rem; break-after: avoid; }
p, dt, caption, figcaption { color: var(--soft); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem; }
dd { margin: 0; overflow-wrap: anywhere; }
figure { margin: 1rem 0; break-inside: avoid; }
.plot { display: block; width: 100%; max-width: 40rem; height: auto; }
.grid { fill: none; stroke: var(--line); }
.diagonal { fill: none; stroke: var(--soft); stroke-dasharray: 5 4; }
.tick { fill: var(--soft); font-size: 12px; }
.axis { fill: var(--ink); font-size: 14px; }
.bar { fill: var(--soft); }
.zero { fill: var(--c0); }
path[class^="c"] { fill-opacity: .8; stroke: var(--paper); stroke-width: .6; }
path[class^="c"]:hover { fill-opacity: 1; stroke: var(--ink); stroke-width: 1.5; }
.legend { display: flex; flex-wrap: wrap; gap: .3rem 1.2rem; margin: .5rem 0; padding: 0;
  list-style: none; }
.legend svg { width: 1rem; height: 1rem; vertical-align: -.15rem; }
.wide { overflow-x: auto; break-inside: avoid; }
table { border-collapse: collapse; margin: 1rem 0; font-variant-numeric: tabular-nums; }
caption { text-align: left; padding-bottom: .3rem; }
th, td { padding: .25rem .8rem; border-bottom: 1px solid var(--line); text-align: right;
  white-space: nowrap; }
th:first-child { padding-left: 0; text-align: left; }
tbody th { font-weight: normal; }
.same { background: var(--mark); font-weight: bold; }
tr { break-inside: avoid; }
@media print {
  body { max-width: none; margin: 0; font-size: .75rem; }
  .wide { overflow: visible; }
  th, td { padding: .15rem .4rem; white-space: normal; }
  .plot { max-width: 28rem; }
  .same, .bar, path { print-color-adjust: exact; }
}
"""


def style() -> str:
    """The style sheet."""
    # Paper is light whatever the screen is.
    dark = f"@media screen and (prefers-color-scheme: dark) {{ :root {{ {_variables(DARK)} }} }}"
    fills = "\n".join(f".{name} {{ fill: var(--{name}); }}" for name in LIGHT if name[1:].isdigit())
    light = f":root {{ color-scheme: light dark; {_variables(LIGHT)} }}"
    return "\n".join([light, dark, _RULES + fills])


def _variables(palette: Mapping[str, str]) -> str:
    return " ".join(f"--{name}: {value};" for name, value in palette.items())
