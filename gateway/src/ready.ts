import { setTimeout as pause } from 'node:timers/promises'
import { ConfigurationFault } from '@throughcare/kit/config'
import type { Room } from '@throughcare/kit/room'

const readyWithinMilliseconds = 120_000

/** Waits until every room answers and has taken in what the others published; says which did not. */
export async function waitUntilReady(rooms: Record<string, Room>): Promise<void> {
  await Promise.all(Object.values(rooms).map(waitForRoom))
}

async function waitForRoom(room: Room): Promise<void> {
  const deadline = Date.now() + readyWithinMilliseconds
  while (Date.now() < deadline) {
    const isReady = await room.checkReady().then(
      () => true,
      () => false
    )
    if (isReady) return
    await pause(50)
  }
  throw new ConfigurationFault(`The room ${room.name} was not ready within ${readyWithinMilliseconds / 1000} seconds. Its own words are above.`)
}
