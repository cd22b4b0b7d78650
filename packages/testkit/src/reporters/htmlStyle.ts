/** How the HTML report looks: light and dark, on a phone and on paper. */
export const htmlStyle = `
:root { color-scheme: light dark; --text: #1f2328; --soft: #59636e; --line: #d1d9e0; --card: #fff; --page: #f6f8fa; --code: #f0f3f6;
  --red: #b3261e; --yellow: #7a5600; --green: #1a6b35; --mark: #fff1e5; }
@media (prefers-color-scheme: dark) { :root { --text: #e6edf3; --soft: #9da7b3; --line: #3d444d; --card: #161b22; --page: #0d1117;
  --code: #0d1117; --red: #ff8a80; --yellow: #e3b341; --green: #7ee787; --mark: #3b2a1a; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text); font: 16px/1.55 system-ui, sans-serif; overflow-wrap: anywhere; }
header, main, footer { max-width: 60rem; margin: 0 auto; padding: 1rem; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 1rem 0 .25rem; }
h2 { font-size: 1.25rem; margin: 0; } h3 { font-size: 1.05rem; margin: 0; } h4 { font-size: .9rem; margin: 1rem 0 .25rem; color: var(--soft); }
p { margin: .4rem 0; } ul { margin: .4rem 0; padding-left: 1.2rem; }
a { color: inherit; }
.soft { color: var(--soft); } .red { color: var(--red); } .yellow { color: var(--yellow); } .green { color: var(--green); }
.card { background: var(--card); border: 1px solid var(--line); border-radius: .6rem; padding: 1rem 1.2rem; margin: 1rem 0; }
.failure { border-top: 1px solid var(--line); margin-top: 1.2rem; padding-top: 1.2rem; }
.level { font-weight: 700; }
.message { font-size: 1.05rem; }
pre { background: var(--code); border: 1px solid var(--line); border-radius: .4rem; padding: .6rem .8rem; margin: .4rem 0;
  font: .85rem/1.5 ui-monospace, Menlo, Consolas, monospace; white-space: pre-wrap; }
code { font-family: ui-monospace, Menlo, Consolas, monospace; font-size: .9em; }
.code { padding: .4rem 0; } .code span { display: block; padding: 0 .8rem 0 4.2rem; text-indent: -3.6rem; }
.code .here { background: var(--mark); font-weight: 700; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem; margin: .6rem 0; } dt { color: var(--soft); } dd { margin: 0; }
.line { list-style: none; margin: .4rem 0; padding: 0 0 0 1rem; border-left: 2px solid var(--line); }
.line li { position: relative; } .line li::before { content: ""; position: absolute; left: -1.4rem; top: .45rem; width: .65rem; height: .65rem;
  border-radius: 50%; background: var(--soft); }
summary { cursor: pointer; padding: .3rem 0; }
nav ul { list-style: none; padding: 0; } h2, nav li { display: flex; gap: .5rem; } nav li { padding: .2rem 0; }
@media (max-width: 30rem) { dl { grid-template-columns: 1fr; } dd { margin-bottom: .4rem; } .card { padding: .8rem; } }
@media print { body { background: #fff; font-size: 11pt; } .card { border: 0; padding: 0; } .failure { break-inside: avoid; } nav { display: none; } }
`
