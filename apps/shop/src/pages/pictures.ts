import type { Html } from './html.ts'

// Drawn on 240 × 180. `a`: the body of the thing; `b`: what lies on it or behind it; `c`: a glow.
const drawings: Readonly<Record<string, string>> = {
  skillet: `<g transform="rotate(-14 120 90)"><rect class="b" x="158" y="82" width="70" height="16" rx="8"/><circle cx="214" cy="90" r="3.5"/><circle class="a" cx="106" cy="90" r="60"/><circle cx="106" cy="90" r="48"/><path class="b" d="M82 78q10-16 30-11 24-3 25 18 6 21-18 27-20 12-32-4-17-12-5-30z"/><circle class="c" cx="108" cy="90" r="12"/></g>`,
  knife: `<g transform="rotate(-16 120 90)"><path class="a" d="M14 104q52-38 128-38v38z"/><path d="M40 97q44-19 102-19"/><path class="b" d="M142 64h56q22 0 22 16t-14 16h-64z"/><circle cx="160" cy="80" r="3"/><circle cx="180" cy="80" r="3"/><circle cx="200" cy="80" r="3"/></g>`,
  saucepan: `<path d="M88 40q-8-8 0-16t0-16M112 40q-8-8 0-16t0-16"/><path class="b" d="M150 88h66q8 0 8 7t-8 7h-66z"/><path class="a" d="M46 80h108v44q0 22-22 22H68q-22 0-22-22z"/><path class="c" d="M40 80q60-36 120 0z"/><circle cx="100" cy="56" r="5"/><path d="M60 100v22"/>`,
  board: `<g transform="rotate(-5 120 90)"><path class="a" d="M44 46q0-12 12-12h112q12 0 12 12v22q26-4 26 22t-26 22v22q0 12-12 12H56q-12 0-12-12z"/><circle cx="188" cy="90" r="6"/><rect x="58" y="48" width="106" height="84" rx="8"/><path d="M74 66h40M70 84h26M76 102h58M70 118h34"/><circle class="c" cx="134" cy="78" r="18"/><circle cx="134" cy="78" r="12"/><path d="M134 66v24M122 78h24"/></g>`,
  bowl: `<path class="a" d="M44 82q4 66 60 66h32q56 0 60-66z"/><ellipse class="b" cx="120" cy="82" rx="76" ry="18"/><path class="c" d="M66 84q4-22 54-20 50-2 54 20-54 20-108 0z"/><path d="M48 104q12 10 22 2t22 4 26-2 28 2 24-4 22-2"/><path d="M98 148v8h44v-8"/>`,
  mug: `<path d="M106 36q-8-8 0-15t0-15M126 36q-8-8 0-15t0-15"/><path class="b" d="M148 72q36-6 34 24t-34 28v-12q20-2 21-16t-21-12z"/><path class="a" d="M66 54h84v74q0 20-20 20H86q-20 0-20-20z"/><path d="M66 66h84"/><circle class="c" cx="92" cy="92" r="4"/><circle class="c" cx="118" cy="84" r="3"/><circle class="c" cx="110" cy="112" r="5"/><circle class="c" cx="132" cy="100" r="3.5"/><circle class="c" cx="84" cy="126" r="3"/><circle class="c" cx="132" cy="128" r="4"/>`,
  dripper: `<path class="b" d="M160 58q28 0 24 20t-32 16v-10q16 0 18-8t-14-8z"/><path class="a" d="M62 40h108l-32 56H94z"/><path d="M84 40q6 34 18 56M116 40v56M148 40q-6 34-18 56"/><rect class="b" x="78" y="96" width="76" height="12" rx="6"/><path class="c" d="M116 112q7 9 0 14-7-5 0-14z"/><path class="a" d="M84 132h64v14q0 18-18 18h-28q-18 0-18-18z"/><path d="M148 138q16 0 14 10t-16 10"/>`,
  apron: `<path d="M94 40Q74 12 120 12t26 28M72 96 44 84M168 96l28-12"/><path class="a" d="M94 40q26 10 52 0l6 38q20 6 20 20l6 66H62l6-66q0-14 20-20z"/><path class="b" d="M82 110h32v26q0 6-6 6H88q-6 0-6-6zM126 110h32v26q0 6-6 6h-20q-6 0-6-6z"/><path d="M88 78q32 8 64 0"/>`,
  candles: `<path class="b" d="M40 148h160v6q0 8-8 8H48q-8 0-8-8z"/><path class="a" d="M60 76h18v72H60zM94 56h18v92H94zM128 68h18v80h-18zM162 88h18v60h-18z"/><path d="M69 76v-6M103 56v-6M137 68v-6M171 88v-6"/><path class="c" d="M69 46q10 12 5 20-5 6-10 0-5-8 5-20zM103 26q10 12 5 20-5 6-10 0-5-8 5-20zM137 38q10 12 5 20-5 6-10 0-5-8 5-20zM171 58q10 12 5 20-5 6-10 0-5-8 5-20z"/>`,
  salt: `<path class="a" d="M62 80v54q0 18 58 18t58-18V80z"/><ellipse class="b" cx="120" cy="80" rx="58" ry="17"/><path class="c" d="M76 80q20-34 44-34t44 34q-44 18-88 0z"/><path d="m104 66 9-6 8 7-8 6zM128 58l8-4 6 7-8 4zM122 78l9-4 7 6-9 4zM92 78l6-4 6 5-6 4zM146 74l6-3 5 5-6 3z"/><path d="M62 108q58 22 116 0"/>`,
  oil: `<path class="b" d="M112 16h24v18h-24z"/><path class="a" d="M110 34h28v24q0 10 10 20 12 11 12 26v44q0 14-14 14h-44q-14 0-14-14v-44q0-15 12-26 10-10 10-20z"/><path class="c" d="M90 104h68v34H90z"/><path d="M104 120h40M112 128h24"/><path d="M66 150q-24-24-8-70"/><path class="b" d="M58 84q-20-4-22-24 22 2 22 24zM54 104q-22 0-28-20 24 0 28 20zM56 126q-22 4-30-14 22-4 30 14zM62 100q4-20 22-22 0 20-22 22z"/>`,
  honey: `<path class="b" d="M78 36h84q6 0 6 6v10q0 6-6 6H78q-6 0-6-6V42q0-6 6-6z"/><path class="a" d="M80 58h80q14 10 14 26v50q0 22-22 22H88q-22 0-22-22V84q0-16 14-26z"/><path class="c" d="m120 84 22 13v25l-22 13-22-13V97z"/><path d="m120 98 10 6v11l-10 6-10-6v-11z"/><path d="M78 88v36M78 132v4"/>`,
}

/** The drawing of a product. It takes its colours from the page. */
export function pictureOf(name: string, label: string | undefined): Html {
  const said = label === undefined ? 'aria-hidden="true"' : 'role="img"'
  const drawing = drawings[name] ?? drawings['bowl'] ?? ''
  return { markup: `<svg class="drawing" viewBox="0 0 240 180" ${said}>${drawing}</svg>` }
}
