/** What `journeys` publishes: nothing. It follows the services. */
export const journeysEvents = {} as const
