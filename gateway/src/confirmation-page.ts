import { createHash } from 'node:crypto'

export type ConfirmationPage = {
  state: 'OPEN' | 'USED' | 'EXPIRED' | 'WITHDRAWN' | 'CHANGED' | 'UNKNOWN' | 'ALTERED'
  reason: string | null
  name: string | null
  expiresAt: string | null
  entry: { label: string; text: string }[]
}

const style = `
:root { color-scheme: light; }
body { margin: 0; font: 1.125rem/1.5 system-ui, sans-serif; color: #0b0c0c; background: #fff; }
main { max-width: 42rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; }
h1 { font-size: 1.75rem; line-height: 1.2; }
dl { margin: 1.5rem 0; border-top: 1px solid #b1b4b6; }
dl div { padding: .6rem 0; border-bottom: 1px solid #b1b4b6; }
dt { font-weight: 700; }
dd { margin: 0; white-space: pre-line; overflow-wrap: anywhere; }
button { font: inherit; font-weight: 700; padding: .7rem 1.2rem; color: #fff; background: #00703c; border: 2px solid #00703c; border-radius: 3px; cursor: pointer; }
button:hover { background: #005a30; }
button:focus-visible { outline: 3px solid #0b0c0c; outline-offset: 3px; }
`

/** A page that runs nothing, loads nothing, sends its form only here, and is framed by nobody. */
export const pagePolicy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`

/** What the link would confirm, with the button that does. `key` makes two presses of it one. */
export function askToConfirm({ name, expiresAt, entry }: ConfirmationPage, key: string): string {
  const lines = entry.map(({ label, text }) => `<div><dt>${escape(label)}</dt><dd>${escape(text)}</dd></div>`)
  return layOut(
    'Is this entry right?',
    `<p>You were sent this link because the directory of services lists <strong>${escape(name ?? '')}</strong>. This is what it says today.</p>
<dl>${lines.join('')}</dl>
<p>If all of it is right, confirm it. Nothing happens before you press the button. If something is wrong, do not confirm: answer the message the link came in, and say what.</p>
<form method="post"><input type="hidden" name="key" value="${escape(key)}"><button type="submit">Confirm that this entry is right</button></form>
<p>The link works once, until ${toDay(expiresAt)}.</p>`
  )
}

export function sayThanks(name: string): string {
  return layOut('Thank you', `<p>You have confirmed that the entry of <strong>${escape(name)}</strong> is right. You can close this page.</p>`)
}

const headings: Record<Exclude<ConfirmationPage['state'], 'OPEN'>, string> = {
  USED: 'This link has been used',
  EXPIRED: 'This link has expired',
  WITHDRAWN: 'There is nothing to confirm',
  CHANGED: 'The entry has changed',
  UNKNOWN: 'There is no such link',
  ALTERED: 'This link is not whole'
}

export function sayWhyNot({ state, reason }: Pick<ConfirmationPage, 'reason'> & { state: keyof typeof headings }): string {
  return layOut(headings[state], `<p>${escape(reason ?? '')}</p>`)
}

export function sayTryAgain(message: string): string {
  return layOut('This page could not be shown', `<p>${escape(message)}</p>`)
}

function layOut(heading: string, body: string): string {
  return `<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${heading} – Throughcare directory</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${heading}</h1>
${body}
</main>
</body>
</html>
`
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? '')
}

function toDay(instant: string | null): string {
  return instant ? new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'Europe/London' }).format(new Date(instant)) : ''
}
