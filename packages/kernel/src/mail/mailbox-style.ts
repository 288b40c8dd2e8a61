/** The style of the development mailbox: system fonts, light and dark, nothing to load. */
export const mailboxStyle = `
:root { color-scheme: light dark;
  --paper: light-dark(oklch(0.985 0.005 80), oklch(0.19 0.012 60));
  --ink: light-dark(oklch(0.25 0.02 60), oklch(0.93 0.01 80));
  --quiet: light-dark(oklch(0.5 0.02 60), oklch(0.72 0.015 70));
  --line: light-dark(oklch(0.9 0.01 70), oklch(0.32 0.015 60));
  --accent: light-dark(oklch(0.5 0.16 38), oklch(0.74 0.15 45)); }
* { box-sizing: border-box }
body { margin: 0 auto; max-width: 56rem; padding: 0 16px 48px; background: var(--paper);
  color: var(--ink); font: 16px/1.5 system-ui, sans-serif }
header { display: flex; flex-wrap: wrap; gap: 4px 16px; padding: 16px 0; color: var(--quiet);
  border-bottom: 1px solid var(--line) }
h1 { margin: 24px 0 16px; font-size: 25px; line-height: 1.2; overflow-wrap: anywhere }
h2 { margin: 32px 0 8px; font-size: 16px }
a { color: var(--accent) }
a:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px }
ul { list-style: none; margin: 0; padding: 0 }
li { border-bottom: 1px solid var(--line) }
li a { display: grid; grid-template-columns: 1fr auto; gap: 4px 16px; padding: 12px 0;
  color: inherit; text-decoration: none }
li a:hover strong { color: var(--accent) }
li strong { overflow-wrap: anywhere }
li span, li time { color: var(--quiet) }
li span { grid-column: 1; grid-row: 2; overflow-wrap: anywhere }
time { font-variant-numeric: tabular-nums }
dl { display: grid; grid-template-columns: auto 1fr; gap: 4px 16px; margin: 0 }
dt { color: var(--quiet) }
dd { margin: 0; overflow-wrap: anywhere }
iframe { display: block; width: 100%; border: 1px solid var(--line);
  border-radius: 8px; background: Canvas }
pre { margin: 0; padding: 16px; border: 1px solid var(--line); border-radius: 8px;
  font: 14px/1.5 ui-monospace, monospace; white-space: pre-wrap; overflow-wrap: anywhere }
`
