/** What `directory` publishes. */
export const directoryEvents = {} as const
