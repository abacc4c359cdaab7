import { expressMiddleware } from '@as-integrations/express5'
import express, { type ErrorRequestHandler, type Express, type NextFunction, type Request, type RequestHandler, type Response } from 'express'
import { randomUUID } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import { basename, dirname } from 'node:path'
import { ConfigurationFault } from '@throughcare/kit/config'
import { refusalOf, refuse } from '@throughcare/kit/errors'
import { describeFault, type Log } from '@throughcare/kit/log'
import type { Principal } from '@throughcare/kit/principal'
import type { Room } from '@throughcare/kit/room'
import { serveConfirmation } from './confirmation.ts'
import { demoRoles, type DemoIssuer } from './demo-issuer.ts'
import type { Gateway } from './gateway.ts'
import { serveOpenReferral } from './open-referral.ts'

export type Door = {
  gateway: Gateway
  rooms: Record<string, Room>
  signIn(authorization: string | undefined): Promise<Principal>
  /** Null in a real deployment: then nobody gets a token here. */
  demo: DemoIssuer | null
  /** The built Explorer's folder, or null to serve none. */
  explorer: string | null
  log: Log
}

const largestRequest = '256kb'

/** The HTTP side of the door: the graph, health, and in a demo the sign-in and the Explorer. Every error is JSON. */
export function createApp({ gateway, rooms, signIn, demo, explorer, log }: Door): Express {
  const app = express().disable('x-powered-by')
  app.get('/health/live', (_request, response) => void response.json({ live: true }))
  app.get('/health/ready', async (_request, response) => {
    await Promise.all(Object.values(rooms).map((room) => room.checkReady()))
    response.json({ ready: true })
  })
  if (demo) serveDemo(app, demo)
  app.use('/graphql', takeUtf8, express.json({ limit: largestRequest }), async (request: Request, response: Response, next: NextFunction) => {
    const principal = await signIn(request.headers.authorization)
    const requestId = randomUUID()
    response.setHeader('x-request-id', requestId)
    response.setHeader('cache-control', 'no-store')
    mustAsk(request)
    const answer = expressMiddleware(await gateway.serverFor(principal.role), { context: async () => ({ principal, requestId, released: new Set<string>() }) })
    return answer(request, response, next)
  })
  if (rooms.directory) serveOpenReferral(app, rooms.directory)
  if (rooms.directory) serveConfirmation(app, { directory: rooms.directory, log })
  if (explorer) serveExplorer(app, explorer)
  app.use(() => refuse('NOT_FOUND', 'There is nothing here. The graph is at /graphql.'))
  app.use(toJson(log))
  return app
}

/** JSON is UTF-8; a body in UTF-7 or worse is an attempt to slip something past a reader. */
const takeUtf8: RequestHandler = (request, _response, next) => {
  const [, charset = 'utf-8'] = request.headers['content-type']?.match(/charset\s*=\s*"?([^\s;"]+)/i) ?? []
  next(/^utf-?8$/i.test(charset) ? undefined : Object.assign(new Error('another character set'), { status: 415 }))
}

/** One request asks one question, and in its body: an address with a question in it would lie in every log on the way. */
function mustAsk({ method, body }: Request): void {
  if (method === 'OPTIONS') return
  const { query, extensions } = (body ?? {}) as { query?: unknown; extensions?: { persistedQuery?: unknown } }
  const isAsked = typeof query === 'string' ? query.trim() !== '' : Boolean(query === undefined && extensions?.persistedQuery)
  if (method !== 'POST' || !isAsked) refuse('BAD_USER_INPUT', 'Send a query: POST with a JSON body { "query": "…" }.')
}

function serveDemo(app: Express, demo: DemoIssuer): void {
  app.get('/demo/roles', (_request, response) => void response.json(demoRoles.map(({ role, label }) => ({ role, label }))))
  app.post('/demo/token', express.json({ limit: '1kb' }), async (request, response) => {
    const token = await demo.tokenFor(String((request.body as { role?: unknown } | undefined)?.role))
    response
      .setHeader('cache-control', 'no-store')
      .json({ token: token ?? refuse('BAD_USER_INPUT', 'There is no such demo role. GET /demo/roles lists them.') })
  })
}

function serveExplorer(app: Express, folder: string): void {
  const policy =
    "default-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self' data:; img-src 'self' data:; worker-src 'self'; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
  app.use('/', (_request, response, next) => {
    response.setHeader('content-security-policy', policy).setHeader('x-content-type-options', 'nosniff').setHeader('referrer-policy', 'no-referrer')
    next()
  })
  app.use('/', express.static(folder, { setHeaders: (response, file) => void response.setHeader('cache-control', cachingOf(file)) }))
}

/** Files under assets/ are named by their content, so they never go stale; the page that names them is asked for anew. */
function cachingOf(file: string): string {
  return basename(dirname(file)) === 'assets' ? 'public, max-age=31536000, immutable' : 'no-cache'
}

const statusOf: Record<string, number> = { UNAUTHENTICATED: 401, FORBIDDEN: 403, NOT_FOUND: 404, BAD_USER_INPUT: 400, UNAVAILABLE: 503 }

function toJson(log: Log): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) return next(error)
    const refusal = refusalOf(error)
    const status = (error as { status?: unknown }).status
    const isBadRequest = !refusal && typeof status === 'number' && status >= 400 && status < 500
    const told =
      refusal ??
      (isBadRequest
        ? { code: 'BAD_USER_INPUT', message: whatIsWrongWith(status) }
        : { code: 'UNAVAILABLE', message: 'The graph could not answer. Try again in a minute.' })
    if (!refusal && !isBadRequest) log.error({ reason: describeFault(error), method: request.method }, 'a request failed')
    response.status(isBadRequest ? status : (statusOf[told.code] ?? 500)).json({ errors: [{ message: told.message, extensions: { code: told.code } }] })
  }
}

function whatIsWrongWith(status: number): string {
  if (status === 413) return `The request is larger than ${largestRequest}.`
  if (status === 415) return 'The request is in a character set or encoding that is not taken here. Send UTF-8.'
  return 'The request body is not JSON. Send {"query": "…", "variables": {…}} as application/json.'
}

/** What stands at the port until the house is ready: alive, not ready. */
export function startingApp(): Express {
  const app = express().disable('x-powered-by')
  app.get('/health/live', (_request, response) => void response.json({ live: true }))
  app.use(
    (_request: Request, response: Response) =>
      void response.status(503).json({ errors: [{ message: 'Throughcare is starting. Try again in a few seconds.', extensions: { code: 'UNAVAILABLE' } }] })
  )
  return app
}

/** Listens, or says in one sentence why it cannot. */
export async function listen(app: Express, port: number): Promise<Server> {
  const server = createServer(app)
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new ConfigurationFault(`Port ${port} is taken by another program. Stop it, or choose another port: PORT=${port + 1} npm start`)
          : error
      )
    )
    server.listen(port, () => resolve())
  })
  return server
}
