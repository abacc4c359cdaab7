import { randomUUID } from 'node:crypto'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { openGateway, readSupergraph, type Gateway } from '@throughcare/gateway/gateway'
import { doors, openHouse, type House } from '@throughcare/gateway/one-process'
import { readPolicy } from '@throughcare/kit/policy'
import type { Principal } from '@throughcare/kit/principal'
import { remoteRoom } from '@throughcare/kit/remote-room'
import { openRoom, type Room } from '@throughcare/kit/room'
import { serveRoom } from '@throughcare/kit/serve'
import { makeKeyFile, openKeyRing, openVerifier } from '@throughcare/kit/signature'
import { cloneDatabase } from './database.ts'
import { openLastSent } from './last-sent.ts'
import { quiet, readable, type Answer } from './room.ts'

/** The two ways of running the house; every story passes in both. */
export const waysOfRunning = ['one process', 'rooms apart'] as const
export type WayOfRunning = (typeof waysOfRunning)[number]

export type TestGraph = {
  ask(principal: Principal, query: string, variables?: Record<string, unknown>): Promise<Answer>
  /** Asks again until the answer satisfies, for what follows by event; fails after twenty seconds. */
  askUntil(principal: Principal, query: string, variables: Record<string, unknown>, satisfies: (answer: Answer) => boolean): Promise<Answer>
  rows<Row extends object>(query: string, ...values: unknown[]): Promise<Row[]>
  /** The statements each room's stores have sent since the last call. */
  statements(): { room: string; statement: string }[]
  /** Waits until no room has anything left to take in of what the others published, for that costs statements too. */
  settle(): Promise<void>
  rooms: Record<string, Room>
  gateway: Gateway
  /** The database, for importers. */
  url: string
  /** Where each room listens; empty in one process. */
  addresses: Record<string, string>
  /** Takes one room down, as when its host is gone; only with rooms apart. */
  stopRoom(name: string): Promise<void>
  close(): Promise<void>
}

/** The whole graph on a database of its own. */
export async function openTestGraph(way: WayOfRunning): Promise<TestGraph> {
  const database = await cloneDatabase()
  const sent = openLastSent<{ room: string; statement: string }>()
  const onStatement = (room: string, statement: string) => sent.keep({ room, statement })
  const setting = { url: database.url, policy: readPolicy(), log: quiet, onStatement }
  const house = way === 'one process' ? { ...openHouse(setting), addresses: {}, stopRoom: async () => {} } : await openApart(setting)
  const gateway = await openGateway({ rooms: house.rooms, policy: readPolicy(), supergraph: readSupergraph(), log: quiet })
  const ask = (principal: Principal, query: string, variables?: Record<string, unknown>) => askGateway(gateway, principal, { query, variables })

  return {
    ask,
    async askUntil(principal, query, variables, satisfies) {
      const deadline = Date.now() + 20_000
      for (;;) {
        const answer = await ask(principal, query, variables)
        if (satisfies(answer)) return answer
        if (Date.now() > deadline) throw new Error(`Twenty seconds went by and the answer is still ${JSON.stringify(answer)}`)
        await pause(50)
      }
    },
    rows: database.rows,
    statements: sent.take,
    async settle() {
      do {
        sent.take()
        await pause(600)
      } while (sent.take().length > 0)
    },
    rooms: house.rooms,
    gateway,
    url: database.url,
    addresses: house.addresses,
    stopRoom: house.stopRoom,
    async close() {
      await gateway.stop()
      await house.close()
      await database.drop()
    }
  }
}

async function askGateway(gateway: Gateway, principal: Principal, request: { query: string; variables?: Record<string, unknown> }): Promise<Answer> {
  const server = await gateway.serverFor(principal.role)
  const { body } = await server.executeOperation(request, { contextValue: { principal, requestId: randomUUID(), released: new Set() } })
  return body.kind === 'single' ? readable(body.singleResult as never) : { data: null, errors: [] }
}

type Setting = Parameters<typeof openHouse>[0]

/** Every room behind a socket of its own, reached by signed HTTP only. */
async function openApart(setting: Setting): Promise<House & Pick<TestGraph, 'addresses' | 'stopRoom'>> {
  const keyFile = makeKeyFile(['gateway', ...doors.map(({ name }) => name)])
  const servers = new Map<string, Server>()
  const opened: Room[] = []
  const addresses: Record<string, string> = {}
  const reach = (name: string, as: string): Pick<Room, 'feed'> => {
    let room: Room | undefined
    return { feed: (reader, after) => (room ??= keep(remoteRoom(name, addresses[name] ?? '', openKeyRing(keyFile, as)))).feed(reader, after) }
  }
  const remotes: Room[] = []
  const keep = (room: Room) => (remotes.push(room), room)
  for (const door of doors) {
    const neighbours = Object.fromEntries(Object.keys(door.follows).map((name) => [name, reach(name, door.name)]))
    const room = openRoom(door, { ...setting, neighbours })
    const server = await serveRoom(room, { port: 0, verify: openVerifier(openKeyRing(keyFile, door.name), door.name), log: quiet })
    addresses[door.name] = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    servers.set(door.name, server)
    opened.push(room)
  }
  const rooms = Object.fromEntries(doors.map(({ name }) => [name, remoteRoom(name, addresses[name] ?? '', openKeyRing(keyFile, 'gateway'))]))
  return {
    rooms,
    addresses,
    async stopRoom(name) {
      servers.get(name)?.closeAllConnections()
      servers.get(name)?.close()
    },
    async close() {
      await Promise.all(opened.map((room) => room.close()))
      await Promise.all([...Object.values(rooms), ...remotes].map((room) => room.close()))
      for (const server of servers.values()) server.close()
    }
  }
}
