/** The style of the sandbox's page: the site's own tones, nothing to load. */
export const sandboxStyle = `
:root { color-scheme: light dark;
  --paper: light-dark(oklch(0.977 0.012 80), oklch(0.182 0.013 46));
  --raised: light-dark(oklch(0.994 0.006 84), oklch(0.222 0.016 46));
  --line: light-dark(oklch(0.868 0.022 72), oklch(0.325 0.02 48));
  --line-strong: light-dark(oklch(0.62 0.03 60), oklch(0.56 0.03 55));
  --ink: light-dark(oklch(0.235 0.022 45), oklch(0.945 0.016 82));
  --soft: light-dark(oklch(0.41 0.026 50), oklch(0.8 0.022 76));
  --ember: light-dark(oklch(0.64 0.19 38), oklch(0.68 0.19 41));
  --fill: light-dark(oklch(0.562 0.172 42), oklch(0.715 0.17 47));
  --fill-hover: light-dark(oklch(0.505 0.158 41), oklch(0.77 0.155 52));
  --on-fill: light-dark(oklch(0.99 0.01 84), oklch(0.19 0.04 40));
  --link: light-dark(oklch(0.515 0.16 40), oklch(0.765 0.145 52));
  --info: light-dark(oklch(0.45 0.08 245), oklch(0.79 0.085 245));
  --info-wash: light-dark(oklch(0.945 0.014 235), oklch(0.265 0.025 245));
  --serif: 'Fraunces', Georgia, 'Times New Roman', serif }
* { box-sizing: border-box }
html { -webkit-text-size-adjust: 100% }
body { margin: 0; min-height: 100dvh; background: var(--paper); color: var(--ink);
  font: 400 1rem/1.5 'Inter', system-ui, sans-serif; -webkit-font-smoothing: antialiased }
.note { display: flex; justify-content: center; gap: 8px; padding: 12px 16px;
  background: var(--info-wash); color: var(--info); font-size: 0.875rem; text-align: center }
.note svg { flex: none; width: 20px; height: 20px }
main { width: min(100% - 32px, 480px); margin-inline: auto; padding-block: 32px 72px }
.brand { display: flex; align-items: center; gap: 8px; font-family: var(--serif);
  font-size: 1.25rem; font-weight: 600 }
.brand svg { width: 24px; height: 24px; color: var(--ember) }
.brand span { margin-left: auto; padding: 2px 10px; border: 1px solid var(--line);
  border-radius: 999px; color: var(--soft); font: 500 0.75rem/1.5 'Inter', system-ui, sans-serif }
.card { margin-top: 24px; padding: clamp(20px, 5vw, 32px); border: 1px solid var(--line);
  border-radius: 8px; background: var(--raised);
  box-shadow: 0 1px 2px oklch(0.3 0.04 45 / 0.06), 0 8px 28px oklch(0.3 0.04 45 / 0.1) }
h1 { margin: 0; font-family: var(--serif); font-size: clamp(1.5625rem, 6vw, 1.9375rem);
  font-weight: 560; line-height: 1.15; letter-spacing: -0.012em; text-wrap: balance }
.amount { display: block; margin: 8px 0 0; font-size: clamp(1.9375rem, 8vw, 2.4375rem);
  font-weight: 600; line-height: 1.15; letter-spacing: -0.02em; font-variant-numeric: tabular-nums }
p { margin: 8px 0 0; color: var(--soft); text-wrap: pretty; overflow-wrap: anywhere }
form { display: grid; gap: 12px; margin-top: 24px }
button, .button { display: block; width: 100%; min-height: 52px; padding: 12px 16px;
  border: 1px solid var(--line-strong); border-radius: 8px; background: none; color: var(--ink);
  font: inherit; text-align: left; text-decoration: none; cursor: pointer;
  transition: background-color 140ms ease-out, border-color 140ms ease-out }
button strong, .button { font-weight: 600 }
button span { display: block; color: var(--soft); font-size: 0.875rem }
button:hover { border-color: var(--ink) }
.first { border-color: transparent; background: var(--fill); color: var(--on-fill);
  text-align: center }
.first span { color: inherit }
.first:hover { border-color: transparent; background: var(--fill-hover) }
h2 { margin: 20px 0 -4px; font-size: 0.875rem; font-weight: 600; color: var(--soft) }
:focus-visible { outline: 3px solid var(--ember); outline-offset: 2px }
a { color: var(--link); text-underline-offset: 0.18em }
a.first { color: var(--on-fill) }
.back { display: inline-block; margin-top: 24px; padding-block: 10px }
@media (prefers-reduced-motion: reduce) { * { transition: none !important } }
`
