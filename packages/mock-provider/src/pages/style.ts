/** How the pages look, by day and by night. */

/** The style sheet of all pages. It is part of each page, so that a page is one file and needs nothing else. */
export const style = `
:root {
  color-scheme: light dark;
  --ground: light-dark(#f4f3f0, #131418);
  --card: light-dark(#ffffff, #1c1e24);
  --line: light-dark(#d9d6cf, #363a43);
  --ink: light-dark(#1d1f24, #eceef2);
  --quiet: light-dark(#5c5f66, #a8adb8);
  --accent: light-dark(#24527a, #9cc3ea);
  --on-accent: light-dark(#ffffff, #10202f);
  --wash: light-dark(#eef3f8, #232b35);
  --alarm: light-dark(#a3261a, #ffb4a8);
}
* { box-sizing: border-box; }
html { background: var(--ground); color: var(--ink); font: 100%/1.5 system-ui, sans-serif; }
body { display: grid; min-height: 100dvh; margin: 0; padding: 1.5rem 1rem; place-items: center; }
main {
  width: 100%; max-width: 27rem; padding: 2rem; background: var(--card);
  border: 1px solid var(--line); border-radius: 1rem; overflow-wrap: anywhere;
}
main.wide { max-width: 60rem; }
body:has(.wide) { place-items: start center; }
h1 { margin: 0; font-size: 1.4rem; font-weight: 600; line-height: 1.3; text-wrap: balance; }
p { margin: 0.75rem 0 0; }
.kind { margin: 0 0 0.75rem; color: var(--quiet); font-size: 0.8rem; letter-spacing: 0.06em; text-transform: uppercase; }
.quiet { color: var(--quiet); font-size: 0.9rem; }
code { font: 0.95em/1.5 ui-monospace, monospace; }
dl { display: grid; gap: 0.15rem; margin: 1.25rem 0 0; }
dt { margin-top: 0.6rem; color: var(--quiet); font-size: 0.85rem; }
dd { margin: 0; font: 0.85rem/1.6 ui-monospace, monospace; }
ul { margin: 0.75rem 0 0; padding-left: 1.25rem; }
h2, h3 { margin: 1.25rem 0 0; font-size: 1rem; font-weight: 600; }
a { color: var(--accent); }
pre {
  margin: 0.5rem 0 0; padding: 0.75rem; background: var(--wash); border-radius: 0.4rem; overflow-x: auto;
  font: 0.85rem/1.5 ui-monospace, monospace; white-space: pre-wrap;
}
.choices { display: flex; flex-wrap: wrap; gap: 0.75rem 1.25rem; align-items: center; margin-top: 1.25rem; }
.choices.column { flex-direction: column; align-items: stretch; max-width: 27rem; }
.choices label { font-size: 0.9rem; }
.choices.column label { display: grid; gap: 0.25rem; }
.choices button { flex: none; min-height: 2.25rem; padding: 0.25rem 1rem; }
.choices input:not([type]), select {
  min-height: 2.25rem; padding: 0.25rem 0.5rem; color: inherit; background: var(--card);
  border: 1px solid var(--quiet); border-radius: 0.4rem; font: inherit;
}
.choices input[type] { accent-color: var(--accent); }
.exchanges { margin: 1.25rem 0 0; padding: 0; list-style: none; }
.exchanges li { border-top: 1px solid var(--line); }
.exchanges dl { margin: 0 0 1rem 4.1rem; }
summary { display: flex; flex-wrap: wrap; gap: 0.25rem 0.9rem; padding: 0.5rem 0; font-size: 0.9rem; cursor: pointer; }
.exchanges summary::before { content: "▸"; width: 1ch; color: var(--quiet); }
.exchanges [open] > summary::before { content: "▾"; }
.number, time { color: var(--quiet); font-variant-numeric: tabular-nums; }
.number { min-width: 1.6rem; text-align: right; }
.mark { padding: 0 0.4rem; background: var(--wash); border-radius: 0.3rem; }
.steps { margin: 0; padding-left: 1.25rem; }
.steps dl { grid-template-columns: fit-content(40%) 1fr; gap: 0.15rem 1.25rem; margin-top: 0.5rem; }
.steps dt { margin: 0; }
.code { font: 600 1.5rem/1.4 ui-monospace, monospace; letter-spacing: 0.1em; }
.alarm { color: var(--alarm); font-weight: 600; }
fieldset { min-width: 0; margin: 1.5rem 0 0; padding: 0; border: 0; }
legend, .field { padding: 0; font-size: 0.9rem; font-weight: 600; }
.choice {
  display: flex; gap: 0.75rem; align-items: center; margin-top: 0.5rem; padding: 0.65rem 0.85rem;
  border: 1px solid var(--line); border-radius: 0.6rem; cursor: pointer;
}
.choice:has(:checked) { border-color: var(--accent); background: var(--wash); }
.choice:has(:focus-visible) { outline: 3px solid var(--accent); outline-offset: 2px; }
.choice input { flex: none; width: 1.1rem; height: 1.1rem; margin: 0; accent-color: var(--accent); outline: none; }
.choice small { display: block; color: var(--quiet); font-size: 0.85rem; }
.actions { display: flex; flex-wrap: wrap; gap: 0.75rem; margin-top: 1.75rem; }
button {
  flex: 1 1 8rem; min-height: 2.9rem; padding: 0.5rem 1.25rem; color: var(--on-accent); background: var(--accent);
  border: 1px solid var(--accent); border-radius: 0.6rem; font: inherit; font-weight: 600; cursor: pointer;
}
button.plain { color: var(--accent); background: transparent; }
button:hover { filter: brightness(1.08); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.field { display: block; margin-top: 1.5rem; }
.field input {
  display: block; width: 100%; min-height: 2.9rem; margin-top: 0.5rem; padding: 0.5rem 0.85rem; color: inherit;
  background: transparent; border: 1px solid var(--quiet); border-radius: 0.6rem;
  font: 1.2rem/1.4 ui-monospace, monospace; letter-spacing: 0.1em; text-transform: uppercase;
}
form > .quiet { margin-top: 1.25rem; }
footer { margin-top: 1.75rem; padding-top: 1rem; border-top: 1px solid var(--line); }
@media (max-width: 24rem) { main { padding: 1.25rem; } }
@media (prefers-reduced-motion: no-preference) { .choice, button { transition: background-color 120ms, border-color 120ms; } }
`
