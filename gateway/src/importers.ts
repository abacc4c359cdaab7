import { takeStock } from '@throughcare/kit/db'
import { importFile, type ImportOptions } from '@throughcare/kit/import'
import type { ImportReport } from '@throughcare/kit/import-report'
import { openImport, type ImportSetting } from '@throughcare/kit/import-session'
import { schemaOf } from '@throughcare/kit/migrate'
import type { Service } from '@throughcare/kit/principal'
import { openFeed, type Room, type RoomDefinition } from '@throughcare/kit/room'
import { doors } from './one-process.ts'

/** The rooms that take in files about people, in the order in which files are taken in: rows of the services point at people's records. */
export const personalRooms = ['people', 'liaison-diversion', 'reconnect', 'referrals'] as const
export type PersonalRoom = (typeof personalRooms)[number]

const roomOf: Record<Service, PersonalRoom> = { LIAISON_DIVERSION: 'liaison-diversion', RECONNECT: 'reconnect' }
const serviceOf: Partial<Record<PersonalRoom, Service>> = { 'liaison-diversion': 'LIAISON_DIVERSION', reconnect: 'RECONNECT' }

export function doorOf(room: string): RoomDefinition {
  const door = doors.find(({ name }) => name === room)
  if (!door) throw new Error(`There is no room ${room}.`)
  return door
}

/**
 * Takes a file into a room, with or without the house running: the room first hears what its neighbours have told of records, facilities, needs and
 * referrals, in the same database. `service` is needed for people and referrals, which both services have; the others have their own.
 */
export async function importInto(
  room: PersonalRoom,
  { url, service = serviceOf[room], clock, ...options }: ImportOptions & Pick<ImportSetting, 'url' | 'clock'> & { service?: Service }
): Promise<ImportReport> {
  if (!service) throw new Error(`Whose ${room} these are must be said.`)
  const { importer } = doorOf(room)
  if (!importer) throw new Error(`The room ${room} takes in no files.`)
  return withNeighbours(room, url, async (neighbours) => {
    const session = openImport(doorOf(room), { url, service, neighbours, clock })
    try {
      const report = await importFile(importer, session, options)
      if (options.isDryRun) return report
      if (room === 'people') await hear(roomOf[service], { url, service, neighbours })
      for (const written of room === 'people' ? [room, roomOf[service]] : [room]) await takeStock(url, schemaOf(written), report.added + report.changed)
      return report
    } finally {
      await session.close()
    }
  })
}

/** The service's own room takes in the new records at once, so that its files can follow. */
async function hear(room: PersonalRoom, setting: ImportSetting): Promise<void> {
  const session = openImport(doorOf(room), setting)
  try {
    await session.hear?.()
  } finally {
    await session.close()
  }
}

/** All that a room listens to, so that its rules know what they ask about; of `people` itself its own news, which a service's room is told as soon as its people are in. */
async function withNeighbours<T>(room: PersonalRoom, url: string, work: (neighbours: Record<string, Pick<Room, 'feed'>>) => Promise<T>): Promise<T> {
  const names = room === 'people' ? [room] : Object.keys(doorOf(room).follows)
  const feeds = names.map((name) => [name, openFeed(doorOf(name), { url })] as const)
  try {
    return await work(Object.fromEntries(feeds))
  } finally {
    await Promise.all(feeds.map(([, feed]) => feed.close()))
  }
}
