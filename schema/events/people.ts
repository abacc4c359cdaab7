import { z } from 'zod'

const everyRoom = { 'liaison-diversion': 'all', reconnect: 'all', referrals: 'all', journeys: 'all', audit: 'all' } as const

/** The rooms that decide whether something may be told to somebody outside. */
const disclosingRooms = { 'liaison-diversion': 'all', reconnect: 'all', referrals: 'all', audit: ['recordId'] } as const

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
          level: z.enum(['read', 'know', 'location', 'barred', 'restricted', 'named', 'lifted']),
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
    /** `companions`: the records it was parted from, and `linkedAt`: since when they were one person, so that whoever saw them together can be found. */
    shape: z.object({ recordId: z.uuid(), personId: z.uuid(), companions: z.array(z.uuid()), linkedAt: z.iso.datetime() }),
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
  },
  /**
   * Where a person stands on sharing, told to each of their records, whole: it replaces what that record was told before. A purpose that is
   * not named was never asked. A consent holds to the end of its day `until`; an override stands beside what was decided and outranks it.
   */
  'people.consent-positions-changed': {
    version: 1,
    shape: z.object({
      recordId: z.uuid(),
      positions: z.array(
        z.object({
          purpose: z.string(),
          decision: z.enum(['GIVEN', 'REFUSED', 'WITHDRAWN', 'OBJECTED']).nullable(),
          decidedAt: z.iso.datetime().nullable(),
          until: z.iso.date().nullable(),
          override: z.object({ ground: z.string(), until: z.iso.datetime() }).nullable()
        })
      )
    }),
    readers: disclosingRooms
  },
  'people.override-recorded': {
    version: 1,
    shape: z.object({ overrideId: z.uuid(), recordId: z.uuid(), purpose: z.string(), ground: z.string(), isEnded: z.boolean() }),
    readers: { audit: 'all' }
  },
  /** That a person died, told to each of their records by whose it is; no day: what was told before was an error. */
  'people.death-recorded': {
    version: 1,
    shape: z.object({
      recordId: z.uuid(),
      organisation: z.string(),
      service: z.enum(['LIAISON_DIVERSION', 'RECONNECT']),
      diedOn: z.iso.date().nullable(),
      source: z.string().nullable()
    }),
    readers: everyRoom
  },
  'people.access-limited': {
    version: 1,
    shape: z.object({ limitId: z.uuid(), recordId: z.uuid(), kind: z.enum(['EXCLUSION', 'RESTRICTION']), isEnded: z.boolean() }),
    readers: { audit: 'all' }
  },
  'people.sensitive-flag-set': {
    version: 1,
    shape: z.object({ flagId: z.uuid(), recordId: z.uuid(), state: z.enum(['SENSITIVE', 'CLEAR']) }),
    readers: { audit: 'all' }
  },
  /** An alert: it says that and why, and of whom only the record. */
  'people.relationship-claimed': {
    version: 1,
    shape: z.object({ relationshipId: z.uuid(), recordId: z.uuid(), until: z.iso.datetime() }),
    readers: { audit: 'all' }
  },
  'people.relationship-ended': {
    version: 1,
    shape: z.object({ relationshipId: z.uuid(), recordId: z.uuid() }),
    readers: { audit: 'all' }
  },
  /** An alert, as above. */
  'people.glass-broken': {
    version: 1,
    shape: z.object({ breakGlassId: z.uuid(), recordId: z.uuid(), reasonCode: z.string(), until: z.iso.datetime() }),
    readers: { audit: 'all' }
  },
  'people.break-glass-reviewed': {
    version: 1,
    shape: z.object({ breakGlassId: z.uuid(), recordId: z.uuid(), outcome: z.string() }),
    readers: { audit: 'all' }
  },
  /** An alert, as above; told whether or not there is such a record, so that its being told says nothing. */
  'people.limit-override-requested': {
    version: 1,
    shape: z.object({ limitOverrideId: z.uuid(), recordId: z.uuid(), reasonCode: z.string() }),
    readers: { audit: 'all' }
  },
  'people.limit-override-decided': {
    version: 1,
    shape: z.object({ limitOverrideId: z.uuid(), recordId: z.uuid(), outcome: z.enum(['GRANTED', 'REFUSED']), until: z.iso.datetime().nullable() }),
    readers: { audit: 'all' }
  }
} as const
