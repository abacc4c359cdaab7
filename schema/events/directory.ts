import { z } from 'zod'

/** What `directory` publishes: which entry changed. The entry itself is public, and read through the graph. */
export const directoryEvents = {
  /** From which day a custody suite, court or prison is open, and the day it closed: rooms ask their rules of it, and nothing of the rest. */
  'directory.facility-recorded': {
    version: 1,
    shape: z.object({
      facilityId: z.string(),
      kind: z.enum(['CUSTODY_SUITE', 'MAGISTRATES_COURT', 'YOUTH_COURT', 'CROWN_COURT', 'PRISON']),
      openFrom: z.iso.date().nullable(),
      closedOn: z.iso.date().nullable()
    }),
    readers: { audit: ['facilityId'], 'liaison-diversion': 'all', reconnect: 'all' }
  },
  /** That a need is in the taxonomy: the services take no others, and nobody is referred on or told of a service for another. */
  'directory.need-recorded': {
    version: 1,
    shape: z.object({ needCode: z.string() }),
    readers: { audit: 'all', 'liaison-diversion': 'all', reconnect: 'all', referrals: 'all' }
  },
  /** That a service is in the directory, whose it is, and whether it is gone: nobody is referred into another, or to staff whose service it is not. */
  'directory.service-recorded': {
    version: 1,
    shape: z.object({ serviceId: z.guid(), organisationId: z.string().nullable(), status: z.string(), isWithdrawn: z.boolean() }),
    readers: { audit: 'all', referrals: 'all' }
  },
  'directory.service-reported': {
    version: 1,
    shape: z.object({ serviceId: z.guid(), reportId: z.uuid(), problem: z.string() }),
    readers: { audit: 'all' }
  },
  'directory.confirmation-link-made': {
    version: 1,
    shape: z.object({ serviceId: z.guid(), linkId: z.uuid() }),
    readers: { audit: 'all' }
  },
  'directory.change-suggested': {
    version: 1,
    shape: z.object({ serviceId: z.guid(), suggestionId: z.uuid(), fields: z.array(z.string()) }),
    readers: { audit: 'all' }
  },
  'directory.suggestion-decided': {
    version: 1,
    shape: z.object({ serviceId: z.guid(), suggestionId: z.uuid(), isAccepted: z.boolean() }),
    readers: { audit: 'all' }
  },
  'directory.service-assured': {
    version: 1,
    // The link by which the provider did it, where one did.
    shape: z.object({ serviceId: z.guid(), assuredDate: z.iso.date(), linkId: z.uuid().optional() }),
    readers: { audit: 'all' }
  }
} as const
