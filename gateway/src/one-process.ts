import { room as audit } from '@throughcare/audit'
import { configureRoom as configureDirectory, room as directory } from '@throughcare/directory'
import { loadReferenceData } from '@throughcare/directory/reference'
import { room as journeys } from '@throughcare/journeys'
import { room as liaisonDiversion } from '@throughcare/liaison-diversion'
import { room as people } from '@throughcare/people'
import { configureRoom as configureReconnect, room as reconnect } from '@throughcare/reconnect'
import { room as referrals } from '@throughcare/referrals'
import type { Clock } from '@throughcare/kit/clock'
import type { Log } from '@throughcare/kit/log'
import { migrateRoom } from '@throughcare/kit/migrate'
import type { Policy } from '@throughcare/kit/policy'
import { openRoom, type Room, type RoomDefinition } from '@throughcare/kit/room'

/** Every room's door, in the order of rooms.ts. The only file that opens them all. */
export const doors = [people, directory, liaisonDiversion, reconnect, referrals, journeys, audit] as unknown as RoomDefinition[]

/** Brings every room's schema up to date. */
export async function migrateRooms(url: string): Promise<void> {
  await Promise.all(doors.map((door) => migrateRoom(door.name, door.folder, url)))
}

/** Brings a database up to date with this release: every room's schema, and the places, facilities, needs and postcodes that ship with it. */
export async function bringUpToDate(url: string): Promise<void> {
  await migrateRooms(url)
  await loadReferenceData(url)
}

export type House = { rooms: Record<string, Room>; close(): Promise<void> }

/** Opens every room in this process, each following the others by direct calls; a room with settings of its own has them out of `environment`. */
export function openHouse({
  url,
  policy,
  log,
  clock,
  onStatement,
  environment = {}
}: {
  url: string
  policy: Policy
  log: Log
  clock?: Clock
  onStatement?: (room: string, statement: string) => void
  environment?: Record<string, string | undefined>
}): House {
  // Without a key file the directory keeps the key it has: whoever opens it twice in one process reads the same links.
  const configured = {
    ...(environment.KEY_FILE ? { directory: configureDirectory(environment) } : {}),
    reconnect: configureReconnect(environment)
  } as unknown as Record<string, RoomDefinition>
  const rooms: Record<string, Room> = {}
  const neighbours = Object.fromEntries(
    doors.map(({ name }) => [
      name,
      { feed: (...read: Parameters<Room['feed']>) => rooms[name]?.feed(...read) ?? Promise.reject(new Error(`${name} is not open yet`)) }
    ])
  )
  for (const door of doors)
    rooms[door.name] = openRoom(configured[door.name] ?? door, { url, policy, log: log.child({ room: door.name }), clock, onStatement, neighbours })
  return { rooms, close: async () => void (await Promise.all(Object.values(rooms).map((room) => room.close()))) }
}
