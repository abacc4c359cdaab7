import { createHash, randomUUID } from 'node:crypto'
import type { Express, Request, Response } from 'express'
import { refuse } from '@throughcare/kit/errors'
import { publicPrincipal } from '@throughcare/kit/principal'
import type { Room } from '@throughcare/kit/room'

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
    const { status, body } = await ask(directory, request.path, firstOfEach(request.query))
    const tag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`
    response.setHeader('content-type', 'application/json; charset=utf-8').setHeader('etag', tag).setHeader('cache-control', 'public, max-age=60')
    const isHeld = status === 200 && (request.headers['if-none-match'] ?? '').split(/,\s*/).includes(tag)
    response.status(isHeld ? 304 : status).send(isHeld ? undefined : body)
  })
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
    const { body } = await ask(directory, 'services', { full: 'true', per_page: '500', page: String(page) })
    const { contents, total_pages } = JSON.parse(body) as { contents: unknown[]; total_pages: number }
    pages = total_pages
    const isTaken = response.write(contents.map((service) => `${JSON.stringify(service)}\n`).join(''))
    if (!isTaken) await new Promise((resolve) => response.once('drain', resolve).once('close', resolve))
    if (response.destroyed) return
  }
  response.end()
}
