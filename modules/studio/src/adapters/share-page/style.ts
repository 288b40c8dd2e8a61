/** The style of a shared page: the site's own tones, nothing to load. */
export const style = `
:root { color-scheme: light dark;
  --paper: light-dark(oklch(0.977 0.012 80), oklch(0.182 0.013 46));
  --raised: light-dark(oklch(0.994 0.006 84), oklch(0.222 0.016 46));
  --line: light-dark(oklch(0.868 0.022 72), oklch(0.325 0.02 48));
  --ink: light-dark(oklch(0.235 0.022 45), oklch(0.945 0.016 82));
  --soft: light-dark(oklch(0.41 0.026 50), oklch(0.8 0.022 76));
  --ember: light-dark(oklch(0.64 0.19 38), oklch(0.68 0.19 41));
  --fill: light-dark(oklch(0.562 0.172 42), oklch(0.715 0.17 47));
  --fill-hover: light-dark(oklch(0.505 0.158 41), oklch(0.77 0.155 52));
  --on-fill: light-dark(oklch(0.99 0.01 84), oklch(0.19 0.04 40));
  --serif: 'Fraunces', Georgia, 'Times New Roman', serif }
* { box-sizing: border-box }
html { -webkit-text-size-adjust: 100% }
body { margin: 0; min-height: 100dvh; background: var(--paper); color: var(--ink);
  font: 400 1rem/1.5 'Inter', system-ui, sans-serif; -webkit-font-smoothing: antialiased }
main { width: min(100% - 32px, 960px); margin-inline: auto; padding-block: 24px 64px }
.brand { font-family: var(--serif); font-size: 1.125rem; font-weight: 600 }
h1 { margin: 24px 0 16px; font-family: var(--serif); font-size: clamp(1.5rem, 4vw, 2.125rem);
  font-weight: 560; line-height: 1.15; text-wrap: balance; overflow-wrap: anywhere }
p { margin: 12px 0 0; color: var(--soft); text-wrap: pretty; overflow-wrap: anywhere }
figure { margin: 0; display: grid; place-items: center; border: 1px solid var(--line);
  border-radius: 8px; overflow: hidden; background: var(--raised) }
video, figure img { display: block; width: auto; height: auto; max-width: 100%; max-height: 74dvh }
audio { width: calc(100% - 32px); margin: 24px 16px }
.row { display: flex; flex-wrap: wrap; align-items: center; gap: 12px 20px; margin-top: 20px }
.row p { margin: 0 }
.button { display: inline-flex; align-items: center; min-height: 48px; padding: 10px 22px;
  border-radius: 8px; background: var(--fill); color: var(--on-fill); font-weight: 600;
  text-decoration: none }
.button:hover { background: var(--fill-hover) }
:focus-visible { outline: 3px solid var(--ember); outline-offset: 2px }
`
