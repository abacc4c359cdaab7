import { z } from 'zod'

const everyRoom = { 'liaison-diversion': 'all', reconnect: 'all', referrals: 'all', journeys: 'all', audit: 'all' } as const

/** What `people` publishes. Names and numbers never leave the room in an event; a date of birth goes to the two service rooms alone, whose rules ask for an age. */
export const peopleEvents = {
  'people.identity-recorded': {
    version: 1,
    shape: z.object({ recordId: z.uuid(), service: z.string(), birthDate: z.iso.date() }),
    readers: { audit: ['recordId', 'service'], 'liaison-diversion': ['recordId', 'birthDate'], reconnect: ['recordId', 'birthDate'] }
  },
  /** Who may read a record, whole: it replaces what was said of that record before. */
  'people.record-access-changed': {
    version: 1,
    shape: z.object({
      recordId: z.uuid(),
      service: z.enum(['LIAISON_DIVERSION', 'RECONNECT']),
      grants: z.array(
        z.object({
          audience: z.string(),
          level: z.enum(['read', 'know', 'location', 'barred', 'restricted', 'named']),
          reason: z.string().nullable(),
          until: z.iso.datetime().nullable()
        })
      )
    }),
    readers: everyRoom
  },
  'people.record-linked': {
    version: 1,
    shape: z.object({ recordId: z.uuid(), personId: z.uuid(), evidence: z.string() }),
    readers: { audit: 'all', journeys: 'all' }
  },
  'people.record-unlinked': {
    version: 1,
    /** `companions`: the records of the person that was left, so that whoever saw them together can be found. */
    shape: z.object({ recordId: z.uuid(), personId: z.uuid(), companions: z.array(z.uuid()) }),
    readers: { audit: 'all', journeys: ['recordId', 'personId'] }
  },
  /** What a human decided about two records; the reason stays in the room. */
  'people.link-decided': {
    version: 1,
    shape: z.object({ recordId: z.uuid(), otherRecordId: z.uuid(), verdict: z.enum(['SAME', 'DIFFERENT']) }),
    readers: { audit: 'all' }
  },
  'people.consent-recorded': {
    version: 1,
    shape: z.object({ recordId: z.uuid(), purpose: z.string(), decision: z.string() }),
    readers: { audit: 'all' }
  }
} as const
