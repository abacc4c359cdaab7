import express, { type ErrorRequestHandler, type Request, type Response } from 'express'
import { createServer, type Server } from 'node:http'
import { z } from 'zod'
import { refusalOf, refuse } from './errors.ts'
import { describeFault, type Log } from './log.ts'
import type { Principal } from './principal.ts'
import { mayReadFeed, type Room } from './room.ts'
import type { SignedRequest } from './signature.ts'

const requestShape = z.object({ query: z.string(), variables: z.record(z.string(), z.unknown()).optional(), requestId: z.string() })
const feedShape = z.object({ after: z.object({ xid: z.string().regex(/^\d+$/), id: z.string().regex(/^\d+$/) }) })

const statusOf = { UNAUTHENTICATED: 401, FORBIDDEN: 403, NOT_FOUND: 404, BAD_USER_INPUT: 400, CONFLICT: 409, CONSENT_REQUIRED: 403, UNAVAILABLE: 503 }

/** Serves a room over HTTP. It answers nothing to a request that is not signed, `_service` and `_entities` included. */
export async function serveRoom(
  room: Room,
  { port, verify, log }: { port: number; verify: (request: SignedRequest) => Promise<Principal>; log: Log }
): Promise<Server> {
  const app = express().disable('x-powered-by')
  app.get('/health/live', (_, response) => void response.json({ live: true }))
  app.get('/health/ready', (_, response) => answerWith(response, log, () => room.checkReady().then(() => ({ ready: true }))))

  app.use(express.text({ type: () => true, limit: '2mb' }))
  const signed = (work: (body: string, principal: Principal) => Promise<unknown>) => (request: Request, response: Response) =>
    answerWith(response, log, async () => {
      const body = typeof request.body === 'string' ? request.body : ''
      const principal = await verify({ method: request.method, path: request.path, body, headers: request.headers as SignedRequest['headers'] })
      return work(body, principal)
    })
  app.post(
    '/graphql',
    signed((body, principal) => room.answer(readBody(requestShape, body), principal))
  )
  app.post(
    '/feed',
    signed((body, principal) => room.feed(mayReadFeed(principal), readBody(feedShape, body).after))
  )
  app.use((_request: Request, response: Response) => void response.status(404).json({ error: { code: 'NOT_FOUND', message: 'There is nothing here.' } }))
  app.use(refuseUnread)

  const server = createServer(app)
  // Longer than the gateway keeps an idle connection, so that it is never the room that hangs up first.
  server.keepAliveTimeout = 65_000
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', () => resolve()))
  return server
}

function readBody<Shape extends z.ZodType>(shape: Shape, body: string): z.infer<Shape> {
  try {
    return shape.parse(JSON.parse(body))
  } catch {
    return refuse('BAD_USER_INPUT', 'The body is not a request of this room.')
  }
}

/** A body too large, or in a character set nobody here reads, is told as everything else is: in JSON, without a trace. */
const refuseUnread: ErrorRequestHandler = (error: unknown, _request, response, next) => {
  if (response.headersSent) return next(error)
  const { status } = error as { status?: number }
  response.status(status ?? 500).json({ error: { code: 'BAD_USER_INPUT', message: 'The body of the request cannot be read.' } })
}

async function answerWith(response: Response, log: Log, work: () => Promise<unknown>): Promise<void> {
  try {
    response.json(await work())
  } catch (error) {
    const refusal = refusalOf(error)
    if (!refusal) log.error({ reason: describeFault(error) }, 'a request failed')
    const told = refusal ?? { code: 'UNAVAILABLE' as const, message: 'The room could not answer.' }
    response.status(statusOf[told.code]).json({ error: told })
  }
}
