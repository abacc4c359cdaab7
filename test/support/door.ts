import type { AddressInfo } from 'node:net'
import { openSignIn } from '@throughcare/gateway/authenticate'
import { openGateway, readSupergraph } from '@throughcare/gateway/gateway'
import { doors } from '@throughcare/gateway/one-process'
import { createApp, listen } from '@throughcare/gateway/serve'
import type { Log } from '@throughcare/kit/log'
import { readPolicy } from '@throughcare/kit/policy'
import type { Principal } from '@throughcare/kit/principal'
import type { Room, RoomAnswer } from '@throughcare/kit/room'
import { openTestIssuer, type TestIssuer } from './issuer.ts'
import { persona } from './personas.ts'
import { quiet } from './room.ts'

/** What came back over HTTP, read as JSON whatever it says it is. */
export type Reply = {
  status: number
  type: string
  text: string
  data: Record<string, unknown> | null
  errors: { message: string; code: string; path?: (string | number)[] }[]
}

export type TestDoor = {
  url: string
  issuer: TestIssuer
  /** Posts a question as a member of staff; `init` changes the request. */
  ask(query: string, variables?: Record<string, unknown>, principal?: Principal): Promise<Reply>
  send(init: RequestInit & { path?: string }): Promise<Reply>
  tokenOf(principal: Principal): Promise<string>
  /** What was written into the log as a fault. */
  faults(): string[]
  close(): Promise<void>
}

/** A room that answers every question with the same data, or with what `answer` makes of it. */
export function standIn(name: string, answer: Room['answer'] = async () => ({ data: null, released: [] })): Room {
  return { name, answer, feed: async (_, cursor) => ({ events: [], cursor, isLast: true }), checkReady: async () => {}, close: async () => {} }
}

export const answering =
  (data: RoomAnswer['data'], released: string[] = []): Room['answer'] =>
  async () => ({ data, released })

/** The gateway behind HTTP, with an issuer of its own; rooms that are not given are stand-ins. */
export async function openDoor(given: Record<string, Room> = {}): Promise<TestDoor> {
  const rooms = { ...Object.fromEntries(doors.map(({ name }) => [name, standIn(name)])), ...given }
  const faults: string[] = []
  const log: Log = Object.assign(Object.create(quiet), { error: (_: object, told: string) => void faults.push(told) })
  const gateway = await openGateway({ rooms, policy: readPolicy(), supergraph: readSupergraph(), log })
  const issuer = await openTestIssuer()
  const server = await listen(createApp({ gateway, rooms, signIn: openSignIn(issuer.issuer), demo: null, explorer: null, log }), 0)
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  const tokenOf = ({ subject, issuer: _, ...claims }: Principal) => issuer.tokenFor({ sub: subject, ...claims })
  const send: TestDoor['send'] = async ({ path = '/graphql', ...init }) => readReply(await fetch(`${url}${path}`, init))
  return {
    url,
    issuer,
    send,
    tokenOf,
    faults: () => faults,
    async ask(query, variables, principal = persona('ld-practitioner')) {
      const headers = { 'content-type': 'application/json', authorization: `Bearer ${await tokenOf(principal)}` }
      return send({ method: 'POST', headers, body: JSON.stringify({ query, variables }) })
    },
    async close() {
      server.closeAllConnections()
      server.close()
      await gateway.stop()
    }
  }
}

async function readReply(response: Response): Promise<Reply> {
  const text = await response.text()
  const { data = null, errors = [] } = JSON.parse(text.startsWith('{') ? text : '{}') as {
    data?: Reply['data']
    errors?: { message: string; path?: (string | number)[]; extensions?: { code?: string } }[]
  }
  return {
    status: response.status,
    type: response.headers.get('content-type') ?? '',
    text,
    data,
    errors: errors.map(({ message, path, extensions }) => ({ message, code: String(extensions?.code), ...(path ? { path } : {}) }))
  }
}
