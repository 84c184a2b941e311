/** How the page looks: like a page of lecture notes, by day, by night, and on paper. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --paper: #fdfcf9; --ink: #1c1b19; --soft: #5a564f; --line: #ddd8cd; --link: #1d4f8c; --good: #1f6b35; --bad: #a3201a; --panel: #f5f2ea;
  --diagram-paper: var(--paper); --diagram-ink: var(--ink); --diagram-soft: var(--soft);
}
@media (prefers-color-scheme: dark) {
  :root { --paper: #16171a; --ink: #e9e6df; --soft: #b1aba0; --line: #3a3a3d; --link: #93bff5; --good: #7fd197; --bad: #ff9a90; --panel: #1e2024; }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  margin: 0; background: var(--paper); color: var(--ink);
  font: 1.0625rem/1.55 "Latin Modern Roman", "Latin Modern Math", "STIX Two Text", "Iowan Old Style", "Palatino Linotype", Palatino, "Book Antiqua", Georgia, "DejaVu Serif", serif;
  font-variant-numeric: lining-nums tabular-nums;
}
math { font-family: "Latin Modern Math", "STIX Two Math", "Cambria Math", math; font-size: 1.06em; }
a { color: var(--link); text-underline-offset: .15em; text-decoration-thickness: .06em; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 2px; }
.skip { position: absolute; left: -999px; }
.skip:focus { left: 1rem; top: 1rem; background: var(--paper); padding: .5rem 1rem; z-index: 1; }
.page { max-width: 80rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; }
.page > header, main { min-width: 0; max-width: 62rem; }
section, .convention { max-width: 50rem; }
h1 { font-size: clamp(1.5rem, 1.2rem + 1.6vw, 2.1rem); line-height: 1.2; font-weight: 600; margin: 0 0 .75rem; text-wrap: balance; }
h2 { font-size: 1.4rem; font-weight: 600; margin: 2.5rem 0 .5rem; padding-bottom: .3rem; border-bottom: 1px solid var(--line); }
h3 { font-size: 1.1rem; font-weight: 600; margin: 0 0 .35rem; display: flex; gap: .75rem; align-items: baseline; }
h4 { font-size: 1rem; font-weight: 600; margin: .75rem 0 .25rem; }
p { margin: .4rem 0; max-width: 42rem; }
.soft, .shape, .uses, .turn { color: var(--soft); font-size: .9rem; }
.shape { margin-left: auto; font-weight: 400; white-space: nowrap; }
.number { color: var(--soft); font-weight: 400; min-width: 1.6em; }
.convention { display: flex; flex-wrap: wrap; gap: .15rem 1.5rem; margin: 0 0 1rem; padding: .6rem .9rem; background: var(--panel); font-size: .9rem; }
.convention div { display: flex; gap: .4rem; }
.convention dt { color: var(--soft); }
.convention dt::after { content: ":"; }
.convention dd { margin: 0; }
.equation { margin: .55rem 0; padding: .15rem 0 .15rem 4.5rem; text-indent: -2rem; line-height: 2.1; overflow-x: auto; overflow-y: hidden; }
.equation math { text-indent: 0; }
.tml-underline { padding-bottom: .1em; border-bottom: .07em solid; }
.equation.shapes { color: var(--soft); font-size: .95em; }
.givens { display: flex; flex-wrap: wrap; gap: .5rem 2.5rem; list-style: none; margin: 1rem 0; padding: 0 0 0 2.5rem; }
.givens li { max-width: 100%; }
.givens .equation { padding-left: 0; text-indent: 0; margin: 0; }
.steps { list-style: none; margin: 0; padding: 0; }
.steps > li { padding: 1.4rem 0 .9rem; border-bottom: 1px solid var(--line); }
.steps > li:last-child { border-bottom: 0; }
.steps > li:target { background: var(--panel); box-shadow: 0 0 0 .75rem var(--panel); }
.check { font-size: .9rem; }
.good { color: var(--good); font-weight: 600; }
.bad { color: var(--bad); font-weight: 700; }
.uses a { margin-left: .35rem; }
.uses span + span { margin-left: 1.25rem; }
.turn { display: flex; justify-content: flex-end; gap: 1.5rem; max-width: none; margin-bottom: 0; }
details { margin: .35rem 0; font-size: .97rem; }
summary { cursor: pointer; width: fit-content; color: var(--link); }
details[open] { border-left: 2px solid var(--line); padding-left: .9rem; margin-left: -.9rem; }
figure { margin: 1.5rem 0 0; overflow-x: auto; }
figure svg { display: block; height: auto; max-width: 100%; min-width: min(var(--natural), max(44rem, .7 * var(--natural))); }
.paths { padding-left: 2.5rem; }
.paths .equation { padding-left: 2rem; margin: .2rem 0; }
nav.contents { font-size: .95rem; }
nav.contents h2 { font-size: 1rem; margin: 0 0 .5rem; border: 0; padding: 0; }
nav.contents ol { list-style: none; margin: 0 0 .75rem; padding: 0; display: flex; flex-wrap: wrap; gap: .2rem .9rem; }
nav.contents p { margin: .3rem 0 .1rem; color: var(--soft); font-size: .85rem; }
nav.contents a { display: inline-block; padding: .15rem 0; }
footer { margin-top: 3rem; padding-top: 1rem; border-top: 1px solid var(--line); color: var(--soft); font-size: .9rem; }
@media (min-width: 66rem) {
  .page { display: grid; grid-template-columns: 13rem minmax(0, 1fr); gap: 0 4rem; padding-top: 3rem; }
  .page > header, main { grid-column: 2; }
  nav.contents { grid-column: 1; grid-row: 1 / span 2; position: sticky; top: 2rem; align-self: start; max-height: calc(100vh - 4rem); overflow-y: auto; }
  nav.contents ol { display: block; }
  nav.contents li { margin: .1rem 0; }
}
@media (max-width: 40rem) {
  .page { padding: 1.25rem 1rem 3rem; }
  .equation { padding-left: 2rem; }
  .equation.wide { font-size: .85em; }
  .givens { padding-left: 0; }
}
@media print {
  :root { color-scheme: light; --paper: #fff; --ink: #000; --soft: #444; --line: #bbb; --link: #000; --panel: #f4f4f4; --good: #000; --bad: #000; }
  body { font-size: 10.5pt; }
  nav.contents, .turn, .skip { display: none; }
  .page { display: block; padding: 0; max-width: none; }
  .page > header, main, section { max-width: none; }
  a { text-decoration: none; }
  .equation, figure { overflow: visible; }
  figure svg { min-width: 0; }
  h2, h3, h4 { break-after: avoid; }
  .equation, p { break-inside: avoid; }
  @page { margin: 2cm; }
}
`;
