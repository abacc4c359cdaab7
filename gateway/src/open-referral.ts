import { createHash, randomUUID } from 'node:crypto'
import type { Express, Request, Response } from 'express'
import { pipeline } from 'node:stream/promises'
import { refuse } from '@throughcare/kit/errors'
import { publicPrincipal } from '@throughcare/kit/principal'
import type { Room } from '@throughcare/kit/room'
import { packTables } from './open-referral-tables.ts'
import { zipOf } from './write-zip.ts'

const question = 'query ($path: String!, $parameters: String!) { openReferral(path: $path, parameters: $parameters) }'

/**
 * The open feed: Open Referral UK 3.0, and HSDS 3.1 where it says more. Anybody may read it without signing in, from any page; what is a
 * staff fact or a refuge's place never comes, for the directory is asked as the public.
 */
export function serveOpenReferral(app: Express, directory: Room): void {
  app.use('/open-referral', async (request: Request, response: Response) => {
    response.setHeader('access-control-allow-origin', '*').setHeader('x-content-type-options', 'nosniff')
    if (request.method === 'OPTIONS') return void response.setHeader('access-control-allow-methods', 'GET, HEAD').status(204).end()
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return void response.setHeader('allow', 'GET, HEAD').status(405).json({ status: 405, message: 'The open feed is only read.' })
    if (request.path === '/services.ndjson') return writeLines(response, directory)
    if (request.path === '/tabular.zip') return writeTables(request, response, directory)
    const { status, body } = await ask(directory, request.path, firstOfEach(request.query))
    const tag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`
    response.setHeader('content-type', 'application/json; charset=utf-8').setHeader('etag', tag).setHeader('cache-control', 'public, max-age=60')
    const isHeld = status === 200 && holds(request, tag)
    response.status(isHeld ? 304 : status).send(isHeld ? undefined : body)
  })
}

/** Whether the reader says that what bears the tag is what it has. */
function holds(request: Request, tag: string): boolean {
  return (request.headers['if-none-match'] ?? '').split(/,\s*/).some((held) => held.replace(/^W\//, '') === tag)
}

async function ask(directory: Room, path: string, parameters: Record<string, string>): Promise<{ status: number; body: string }> {
  const variables = { path, parameters: JSON.stringify(parameters) }
  const { data } = await directory.answer({ query: question, variables, requestId: randomUUID() }, publicPrincipal)
  const answer = data?.openReferral
  if (typeof answer !== 'string') return refuse('UNAVAILABLE', 'The open feed could not answer. Try again in a minute.')
  const end = answer.indexOf('\n')
  return { status: Number(answer.slice(0, end)), body: answer.slice(end + 1) }
}

/** A parameter given twice counts once. */
function firstOfEach(query: Request['query']): Record<string, string> {
  return Object.fromEntries(Object.entries(query).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])))
}

/** Every service in full, one a line, page by page so that it is never all in memory. */
async function writeLines(response: Response, directory: Room): Promise<void> {
  response.setHeader('content-type', 'application/x-ndjson; charset=utf-8')
  for (let page = 1, pages = 1; page <= pages; page += 1) {
    const { contents, total_pages } = await askFor<{ contents: unknown[]; total_pages: number }>(directory, 'services', { page: String(page), ...whole })
    pages = total_pages
    const isTaken = response.write(contents.map((service) => `${JSON.stringify(service)}\n`).join(''))
    if (!isTaken) await new Promise((resolve) => response.once('drain', resolve).once('close', resolve))
    if (response.destroyed) return
  }
  response.end()
}

const whole = { full: 'true', per_page: '500' }

async function askFor<Answer>(directory: Room, path: string, parameters: Record<string, string> = {}): Promise<Answer> {
  const { body } = await ask(directory, path, parameters)
  return JSON.parse(body) as Answer
}

// It reads the whole feed, and anybody may ask: one after the other.
let packing: Promise<unknown> = Promise.resolve()

/** Everything in the tables of HSDS 3.1, as one archive. */
async function writeTables(request: Request, response: Response, directory: Room): Promise<void> {
  const turn = packing.then(() =>
    packTables({
      describe: () => askFor(directory, 'tabular'),
      page: (list, page) => askFor(directory, list, { page: String(page), format: 'tabular', ...whole })
    })
  )
  packing = turn.catch(() => {})
  const { files, tag, close } = await turn
  try {
    response.setHeader('etag', `"${tag}"`).setHeader('cache-control', 'public, max-age=60')
    if (holds(request, `"${tag}"`)) return void response.status(304).end()
    response.setHeader('content-type', 'application/zip').setHeader('content-disposition', 'attachment; filename="open-referral.zip"')
    if (request.method === 'HEAD') return void response.end()
    // A reader who goes away is nobody's fault.
    await pipeline(zipOf(files), response).catch((error: unknown) => (response.destroyed ? undefined : Promise.reject(error)))
  } finally {
    await close()
  }
}
