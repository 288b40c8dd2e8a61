/** The page's style: one sans, one accent, light and dark. */
export const docsStyle = `:root {
  color-scheme: light dark;
  --paper: light-dark(oklch(0.985 0.004 60), oklch(0.18 0.01 50));
  --raised: light-dark(oklch(1 0 0), oklch(0.22 0.012 50));
  --ink: light-dark(oklch(0.24 0.015 50), oklch(0.93 0.008 70));
  --soft: light-dark(oklch(0.47 0.015 50), oklch(0.73 0.012 60));
  --line: light-dark(oklch(0.89 0.008 60), oklch(0.32 0.012 50));
  --accent: light-dark(oklch(0.52 0.17 38), oklch(0.75 0.14 45));
  --code: light-dark(oklch(0.955 0.006 60), oklch(0.25 0.012 50));
}
* { box-sizing: border-box; }
html { scroll-padding-top: 24px; }
body {
  margin: 0; background: var(--paper); color: var(--ink);
  font: 16px/1.5 'Inter Variable', Inter, system-ui, -apple-system, 'Segoe UI', sans-serif;
  display: grid; grid-template-columns: minmax(240px, 300px) minmax(0, 1fr);
}
nav {
  position: sticky; top: 0; height: 100vh; overflow-y: auto; padding: 24px 16px 48px 24px;
  border-right: 1px solid var(--line); font-size: 14px;
}
nav p { margin: 16px 0 4px; font-weight: 600; }
nav .brand { margin-top: 0; font-size: 16px; }
nav small { color: var(--soft); font-weight: 400; }
nav ul { list-style: none; margin: 0; padding: 0; }
nav details { border: 0; margin: 16px 0 0; }
nav summary { padding: 4px 0; text-transform: capitalize; }
nav li a { display: block; padding: 4px 8px; border-radius: 8px; overflow-wrap: anywhere; }
nav li a:hover { background: var(--code); }
main { padding: 48px clamp(16px, 5vw, 72px) 72px; max-width: 1000px; min-width: 0; }
h1 { font-size: 39px; line-height: 1.15; margin: 0 0 16px; letter-spacing: -0.02em; }
h2 { font-size: 25px; line-height: 1.15; margin: 72px 0 16px; text-transform: capitalize; }
h3 { font-size: 16px; margin: 0 0 8px; overflow-wrap: anywhere; }
p, dd { max-width: 68ch; }
.lead { font-size: 20px; color: var(--soft); }
a { color: inherit; text-decoration: none; }
p a, li a, dt a { color: var(--accent); }
nav a { color: inherit; }
a:hover, main p a, main li a { text-decoration: underline; text-underline-offset: 0.15em; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
.skip { position: absolute; left: -999px; }
.skip:focus { left: 16px; top: 16px; background: var(--raised); padding: 8px 16px; z-index: 1; }
article {
  background: var(--raised); border: 1px solid var(--line); border-radius: 8px;
  padding: 24px; margin: 0 0 24px;
}
article:target, dt:target { border-color: var(--accent); box-shadow: 0 0 0 1px var(--accent); }
.verb { font: 600 12px/1 ui-monospace, monospace; color: var(--accent); letter-spacing: 0.03em; }
h3 .verb { border: 1px solid currentColor; border-radius: 8px; padding: 4px 8px; margin-right: 8px; }
.summary { font-size: 20px; margin: 8px 0; }
.facts { color: var(--soft); font-size: 14px; }
.status { font-variant-numeric: tabular-nums; color: var(--soft); font-weight: 600; }
details { border-top: 1px solid var(--line); }
summary { padding: 12px 0; cursor: pointer; font-weight: 600; font-size: 14px; }
pre {
  background: var(--code); border-radius: 8px; padding: 16px; margin: 0 0 16px; overflow-x: auto;
  font-size: 14px;
}
code { overflow-wrap: anywhere; font-family: ui-monospace, 'SF Mono', Menlo, Consolas, monospace; font-size: 0.9em; }
.curl { user-select: all; position: relative; }
.copy {
  font: inherit; font-size: 14px; min-height: 32px; padding: 4px 12px; margin: 0 0 8px;
  border: 1px solid var(--line); border-radius: 8px; background: var(--raised); color: inherit;
  cursor: pointer;
}
table { width: 100%; border-collapse: collapse; font-size: 14px; margin: 0 0 16px; }
th, td {
  text-align: left; vertical-align: top; padding: 8px 12px 8px 0; border-top: 1px solid var(--line);
  overflow-wrap: anywhere;
}
th { font-weight: 500; }
.codes {
  columns: 2 260px; list-style: none; padding: 0; margin: 0 0 16px; font-size: 14px;
  overflow-wrap: anywhere;
}
.problems dt { overflow-wrap: anywhere; padding: 8px; border: 1px solid transparent; border-radius: 8px; font-weight: 600; }
.problems dd { margin: 0 8px 8px; color: var(--soft); }
@media (max-width: 820px) {
  body { display: block; }
  nav { position: static; height: auto; padding: 16px; border-right: 0; border-bottom: 1px solid var(--line); }
  nav p, nav details { margin: 0; }
  nav p a, nav summary { padding: 10px 0; min-height: 44px; }
  nav p a { display: block; }
  nav li a { padding: 10px 8px; min-height: 44px; }
  main { padding-top: 24px; }
  h1 { font-size: 31px; }
}
`

/**
 * Adds a copy button to each command; without it a click selects the whole command. On a phone the
 * lists of operations begin closed, so that the page begins with what it says.
 */
export const docsScript = `if (matchMedia('(max-width: 820px)').matches) {
  for (const list of document.querySelectorAll('nav details')) list.open = false
}
for (const command of document.querySelectorAll('.curl')) {
  const button = document.createElement('button')
  button.className = 'copy'
  button.type = 'button'
  button.textContent = 'Copy command'
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(command.textContent)
    button.textContent = 'Copied'
  })
  command.before(button)
}
`
