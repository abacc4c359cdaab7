/** Every room of the house, in the order in which they start: `people` first, for the others follow it. */
export const roomNames = ['people', 'directory', 'liaison-diversion', 'reconnect', 'referrals', 'journeys', 'audit'] as const

export type RoomName = (typeof roomNames)[number]

/** Where the generated supergraph expects a room; the gateway never calls it: rooms are reached through their `Room`. */
export function placeholderUrl(name: string): string {
  return `room://${name}`
}
