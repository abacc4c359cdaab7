/** What `audit` publishes: nothing. It follows everyone. */
export const auditEvents = {} as const
