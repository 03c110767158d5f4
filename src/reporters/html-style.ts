/** The style of the HTML report: light and dark by the reader's preference, contrast of 4.5 to 1 at least, printable. */
export const htmlStyle = `
:root { color-scheme: light dark; --ground: #fff; --panel: #f5f6f8; --line: #c9ced6; --text: #1b1f24; --soft: #565e69;
  --ok: #1a7037; --near: #8a5a00; --bad: #b3261e; --note: #1f5fa8; --track: #e1e5ea; --okpanel: #eaf6ee; --badpanel: #fdeeed; }
@media (prefers-color-scheme: dark) { :root { --ground: #14171c; --panel: #1e232a; --line: #3f4855; --text: #e7eaee;
  --soft: #a6afbb; --ok: #63c985; --near: #e2b04a; --bad: #ff8a80; --note: #84b8f5; --track: #333b46; --okpanel: #17291e;
  --badpanel: #331b1a; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.5rem; max-width: 76rem; background: var(--ground); color: var(--text);
  font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.4rem; margin: 0; } h2 { font-size: 1.15rem; margin: 2rem 0 0.6rem; } h3 { font-size: 1rem; margin: 0; }
p { margin: 0.3rem 0; } code { font: 0.9em ui-monospace, monospace; }
.verdict { padding: 1rem 1.2rem; border-radius: 8px; border-left: 6px solid var(--ok); background: var(--okpanel); }
.verdict.fail { border-color: var(--bad); background: var(--badpanel); }
.soft { color: var(--soft); font-size: 0.9rem; }
.ok { color: var(--ok); } .near { color: var(--near); } .bad { color: var(--bad); }
.error { color: var(--bad); } .warning { color: var(--near); } .note { color: var(--note); }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: 0.92rem; }
th, td { text-align: left; padding: 0.35rem 0.9rem 0.35rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
td { font-variant-numeric: tabular-nums; } td.session { min-width: 12rem; } td.count { white-space: nowrap; }
svg.bar { display: block; width: 11rem; height: 8px; margin-top: 0.25rem; }
svg.bar rect { fill: var(--track); } svg.bar .ok { fill: var(--ok); } svg.bar .near { fill: var(--near); } svg.bar .bad { fill: var(--bad); }
svg.network { max-width: 100%; height: auto; }
svg.network text { fill: var(--text); font: 13px system-ui, sans-serif; } svg.network .small { fill: var(--soft); font-size: 11px; }
svg.network .head { fill: var(--soft); font-size: 12px; }
svg.network .place { fill: var(--panel); stroke: var(--line); } svg.network .place.ok { stroke: var(--ok); }
svg.network .place.near { stroke: var(--near); stroke-width: 2; } svg.network .place.bad { stroke: var(--bad); stroke-width: 2; }
svg.network .link { fill: none; stroke: var(--line); stroke-width: 1.5; } svg.network .link.ok { stroke: var(--ok); }
svg.network .link.near { stroke: var(--near); stroke-dasharray: 7 3; } svg.network .link.bad { stroke: var(--bad); stroke-dasharray: 2 4; }
details { margin: 0.5rem 0; border: 1px solid var(--line); border-radius: 6px; padding: 0.55rem 0.9rem; background: var(--panel); }
summary { cursor: pointer; } summary h3 { display: inline; font-weight: 600; }
dl { display: grid; grid-template-columns: 6rem 1fr; gap: 0.3rem 0.8rem; margin: 0.7rem 0 0.2rem; }
dt { color: var(--soft); } dd { margin: 0; } dd p { margin: 0 0 0.3rem; } ul.plain { list-style: none; padding: 0; margin: 0; } li { margin: 0.25rem 0; }
@media (max-width: 40rem) { dl { grid-template-columns: 1fr; } body { padding: 0.8rem; } }
@media print { body { max-width: none; padding: 0; } details { break-inside: avoid; } }
`;
