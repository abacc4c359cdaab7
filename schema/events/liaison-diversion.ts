import { z } from 'zod'

const episode = { episodeId: z.uuid(), facilityId: z.string() }

/** What `liaison-diversion` publishes: times, pointers and coded facts. Clinical words and risk stay in the room. */
export const liaisonDiversionEvents = {
  'liaison-diversion.referral-received': {
    version: 1,
    shape: z.object({ ...episode, setting: z.string(), source: z.string() }),
    readers: { audit: ['episodeId'], journeys: ['episodeId', 'facilityId', 'setting'] }
  },
  'liaison-diversion.screening-recorded': {
    version: 1,
    shape: z.object({ ...episode, outcome: z.string() }),
    readers: { audit: ['episodeId'], journeys: ['episodeId', 'facilityId'] }
  },
  'liaison-diversion.not-seen-recorded': {
    version: 1,
    shape: z.object({ ...episode, reason: z.string() }),
    readers: { audit: ['episodeId'], journeys: ['episodeId', 'facilityId'] }
  },
  'liaison-diversion.need-identified': {
    version: 1,
    shape: z.object({ ...episode, needId: z.uuid(), needCode: z.string(), status: z.string() }),
    readers: { audit: ['episodeId', 'needId'] }
  },
  'liaison-diversion.diversion-recorded': {
    version: 1,
    shape: z.object({ ...episode, outcome: z.string() }),
    readers: { audit: ['episodeId'], journeys: ['episodeId', 'facilityId'] }
  },
  'liaison-diversion.episode-closed': {
    version: 1,
    shape: z.object({ ...episode, reason: z.string() }),
    readers: { audit: ['episodeId'], journeys: ['episodeId', 'facilityId'] }
  }
} as const
