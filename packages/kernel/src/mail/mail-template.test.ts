import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { mailTemplate } from './mail-template.ts'

const confirmation = {
  title: 'Your table is booked',
  paragraphs: ['Thank you. We are looking forward to cooking for you.'],
  facts: [
    { label: 'When', value: 'Sunday, 22 November 2026, 18:00' },
    { label: 'Guests', value: '8' },
    { label: 'Reference', value: 'HX7-4QK' },
  ],
  button: { label: 'See or change your booking', link: 'https://example.com/b/1?token=a.b&x=1' },
  closing: ['The link works until the day after your booking.'],
  footer: ['Ember & Oak', 'You get this mail because you booked with us.'],
}

function tagsOf(html: string): Set<string> {
  return new Set(html.match(/<\/?[a-z!]+/gi))
}

test('the text part reads well on its own', () => {
  expect(mailTemplate(confirmation).text).toMatchInlineSnapshot(`
    "Your table is booked
    ====================

    Thank you. We are looking forward to cooking for you.

    When:      Sunday, 22 November 2026, 18:00
    Guests:    8
    Reference: HX7-4QK

    See or change your booking. Open this link:
    https://example.com/b/1?token=a.b&x=1

    The link works until the day after your booking.

    -- 
    Ember & Oak
    You get this mail because you booked with us.
    "
  `)
})

test('the HTML part says the same', () => {
  expect(mailTemplate(confirmation).html).toMatchInlineSnapshot(`
    "<!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width">
    <meta name="color-scheme" content="light dark">
    <meta name="supported-color-schemes" content="light dark">
    <title>Your table is booked</title>
    <style>@media (prefers-color-scheme:dark){body,.page{background:#171310 !important;color:#f2ece4 !important}th,.footer{color:#b5a99c !important}th,td,.footer{border-color:#3a322b !important}.button{background:#e0703f !important;color:#1c0d05 !important}}</style>
    </head>
    <body class="page" style="margin:0;padding:0;background:#f6f3ee;color:#241f1a">
    <div class="page" style="width:100%;background:#f6f3ee"><div style="max-width:560px;margin:0 auto;padding:32px 24px;font:16px/1.5 Inter,system-ui,-apple-system,Segoe UI,sans-serif">
    <h1 style="margin:0 0 16px;font-size:25px;line-height:1.2">Your table is booked</h1>
    <p style="margin:0 0 16px;white-space:pre-line">Thank you. We are looking forward to cooking for you.</p>
    <table style="width:100%;margin:8px 0 24px;border-collapse:collapse">
    <tr><th scope="row" style="padding:8px 16px 8px 0;text-align:left;vertical-align:top;font-weight:400;color:#6a6058;border-top:1px solid #ddd5ca;white-space:nowrap">When</th><td style="padding:8px 0;vertical-align:top;border-top:1px solid #ddd5ca;font-variant-numeric:tabular-nums">Sunday, 22 November 2026, 18:00</td></tr>
    <tr><th scope="row" style="padding:8px 16px 8px 0;text-align:left;vertical-align:top;font-weight:400;color:#6a6058;border-top:1px solid #ddd5ca;white-space:nowrap">Guests</th><td style="padding:8px 0;vertical-align:top;border-top:1px solid #ddd5ca;font-variant-numeric:tabular-nums">8</td></tr>
    <tr><th scope="row" style="padding:8px 16px 8px 0;text-align:left;vertical-align:top;font-weight:400;color:#6a6058;border-top:1px solid #ddd5ca;white-space:nowrap">Reference</th><td style="padding:8px 0;vertical-align:top;border-top:1px solid #ddd5ca;font-variant-numeric:tabular-nums">HX7-4QK</td></tr>
    </table>
    <p style="margin:0"><a class="button" href="https://example.com/b/1?token=a.b&amp;x=1" style="display:inline-block;margin:8px 0 24px;padding:12px 24px;border-radius:8px;background:#a63d12;color:#ffffff;font-weight:600;text-decoration:none">See or change your booking</a></p>
    <p style="margin:0 0 16px;white-space:pre-line">The link works until the day after your booking.</p>
    <p class="footer" style="margin:32px 0 0;padding-top:16px;border-top:1px solid #ddd5ca;font-size:14px;color:#6a6058">Ember &amp; Oak<br>You get this mail because you booked with us.</p>
    </div></div>
    </body>
    </html>
    "
  `)
})

test('a mail needs no facts, button or closing', () => {
  const { text } = mailTemplate({ title: 'Hello', paragraphs: ['One line.'], footer: ['Us'] })
  expect(text).toBe('Hello\n=====\n\nOne line.\n\n-- \nUs\n')
})

test('nothing that is told becomes markup', () => {
  fc.assert(
    fc.property(fc.string(), (piece) => {
      const told = `<script>${piece}"'&</script>`
      const plain = mailTemplate({ ...confirmation, footer: ['one line'] }).html
      const { html } = mailTemplate({
        ...confirmation,
        title: told,
        paragraphs: [told],
        facts: [{ label: told, value: told }],
        button: { label: told, link: 'https://example.com' },
        closing: [told],
        footer: [told],
        language: told,
      })
      expect(html).not.toContain('<script')
      expect(tagsOf(html)).toEqual(tagsOf(plain))
    }),
  )
})

test.each(['javascript:alert(1)', 'data:text/html,x', '//example.com', 'file:///etc/passwd', ''])(
  'a button can not lead to %j',
  (link) => {
    const told = { ...confirmation, button: { label: 'Go', link } }
    expect(() => mailTemplate(told)).toThrow(RangeError)
  },
)

test('a quote in a link can not leave its attribute', () => {
  const link = 'https://example.com/?q="><img src=x>'
  const { html } = mailTemplate({ ...confirmation, button: { label: 'Go', link } })
  expect(html).not.toContain('<img')
})
