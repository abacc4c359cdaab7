import { randomUUID } from 'node:crypto'
import express, { type ErrorRequestHandler, type Express, type Request, type Response } from 'express'
import { refusalOf, refuse } from '@throughcare/kit/errors'
import { describeFault, type Log } from '@throughcare/kit/log'
import { publicPrincipal } from '@throughcare/kit/principal'
import type { Room } from '@throughcare/kit/room'
import { askToConfirm, pagePolicy, sayThanks, sayTryAgain, sayWhyNot, type ConfirmationPage } from './confirmation-page.ts'

const look = 'query ($secret: String!) { confirmationPage(secret: $secret) }'
const confirm = 'mutation ($input: ConfirmServiceInput!) { confirmServiceByLink(input: $input) { name } }'

const headers = {
  'content-security-policy': pagePolicy,
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-robots-tag': 'noindex, nofollow'
}

const secretShape = /^[\w.-]{1,400}$/
const keyShape = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/

/**
 * The page behind a provider's confirmation link, without a sign-in and without a script. Looking at it uses nothing up, for mail scanners
 * open links too; the button does. The directory is asked as the public.
 */
export function serveConfirmation(app: Express, { directory, log }: { directory: Room; log: Log }): void {
  const pages = express.Router()
  pages.use((_request, response, next) => {
    response.set(headers).type('html')
    next()
  })
  pages.get('/:secret', async (request: Request<{ secret: string }>, response) => show(response, await ask(directory, request.params.secret)))
  pages.post('/:secret', express.urlencoded({ extended: false, limit: '1kb' }), async (request: Request<{ secret: string }>, response) => {
    const { secret } = request.params
    const name = await press(directory, secret, String((request.body as { key?: unknown } | undefined)?.key))
    if (name !== null) return void response.send(sayThanks(name))
    const page = await ask(directory, secret)
    if (page.state === 'OPEN') return refuse('UNAVAILABLE', 'The entry could not be confirmed. Open the link again in a minute.')
    return show(response, page)
  })
  pages.all('/:secret', (_request, response) => void response.set('allow', 'GET, HEAD, POST').status(405).send(sayTryAgain('Open the link in a browser.')))
  pages.use((_request, response: Response) => show(response, altered))
  pages.use(toPage(log))
  app.use('/confirm', pages)
}

const altered: ConfirmationPage = {
  state: 'ALTERED',
  reason:
    'This link is not whole, was altered, or is from before the directory renewed its links. Copy it whole from the message you were sent, or ask the directory for a new one.',
  ...{ name: null, expiresAt: null, entry: [] }
}

function show(response: Response, page: ConfirmationPage): void {
  const { state, reason } = page
  if (state === 'OPEN') response.send(askToConfirm(page, randomUUID()))
  else response.status(state === 'UNKNOWN' || state === 'ALTERED' ? 404 : 410).send(sayWhyNot({ state, reason }))
}

async function ask(directory: Room, secret: string): Promise<ConfirmationPage> {
  if (!secretShape.test(secret)) return altered
  const { data } = await directory.answer({ query: look, variables: { secret }, requestId: randomUUID() }, publicPrincipal)
  const page = data?.confirmationPage
  return typeof page === 'string' ? (JSON.parse(page) as ConfirmationPage) : refuse('UNAVAILABLE', 'Open the link again in a minute.')
}

/** Presses the button: the name of the confirmed service, or null where the link does not confirm it. */
async function press(directory: Room, secret: string, key: string): Promise<string | null> {
  if (!secretShape.test(secret)) return null
  const input = { secret, idempotencyKey: keyShape.test(key) ? key : randomUUID() }
  const { data } = await directory.answer({ query: confirm, variables: { input }, requestId: randomUUID() }, publicPrincipal)
  const { name } = (data?.confirmServiceByLink ?? {}) as { name?: string }
  return name ?? null
}

/** A fault here is a page too. */
function toPage(log: Log): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) return next(error)
    const refusal = refusalOf(error)
    const status = (error as { status?: unknown }).status
    const isBadRequest = !refusal && typeof status === 'number' && status >= 400 && status < 500
    if (!refusal && !isBadRequest) log.error({ reason: describeFault(error), method: request.method }, 'a confirmation page failed')
    const message = refusal?.message ?? (isBadRequest ? 'Open the link again, and press the button there.' : 'Open the link again in a minute.')
    response.status(isBadRequest ? status : 503).send(sayTryAgain(message))
  }
}
