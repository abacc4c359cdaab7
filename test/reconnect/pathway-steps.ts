import type { Principal } from '@throughcare/kit/principal'
import type { TestGraph } from '../support/graph.ts'
import { navigator, persona } from '../support/personas.ts'
import { tellReferral } from '../support/reconnect.ts'

// One way through the whole of RECONNECT, verb by verb, for somebody who is released today.

/** Somebody on the way: their episode as it was read last, and of each of its lists the id that was made last. */
export type Traveller = { recordId: string; id: string; version: number; parts: Record<string, string> }

export type PathwayStep = {
  verb: string
  /** What another room told before this step, which is no part of the verb. */
  hear?(graph: TestGraph, traveller: Traveller): Promise<void>
  take(graph: TestGraph, traveller: Traveller): Promise<void>
}

const peer = persona('reconnect-peer-support-worker')
const today = new Date().toISOString().slice(0, 10)
const day = (from: number) => new Date(Date.now() + from * 86_400_000).toISOString().slice(0, 10)
/** The list that a verb adds to; whoever asks for one reads what it made, as an app would. */
const madeBy: Record<string, string> = {
  ...{ allocateWorker: 'allocations', assessReconnectNeeds: 'needs', setGoal: 'goals', assignReconnectPeerSupport: 'peerSupport' }
}

const later = (verb: string, input: object | ((traveller: Traveller) => object)): PathwayStep => ({
  verb,
  take: (graph, traveller) =>
    act(graph, traveller, {
      verb,
      input: { episodeId: traveller.id, expectedVersion: traveller.version, ...(typeof input === 'function' ? input(traveller) : input) }
    })
})

const refer = (verb: string): PathwayStep => ({
  verb,
  take: (graph, traveller) => act(graph, traveller, { verb, input: { identityRecordId: traveller.recordId, facilityId: 'PNI', source: 'SELF' } })
})

export const pathwaySteps: PathwayStep[] = [
  refer('referToReconnect'),
  later('declineReconnectReferral', { reason: 'PERSON_DECLINED' }),
  refer('referToReconnect'),
  later('checkReconnectEligibility', { healthNeed: 'YES', riskOfSeriousHarm: 'LOW' }),
  later('acceptReconnectReferral', {}),
  later('allocateWorker', { side: 'PRISON', workerId: 'inside' }),
  later('acceptAllocation', ({ parts: { allocations } }) => ({ allocationId: allocations })),
  later('assessReconnectNeeds', { needs: [{ needCode: 'alcohol', pathway: 'DRUGS_AND_ALCOHOL' }] }),
  later('explainUnmetReconnectNeed', ({ parts: { needs } }) => ({ needId: needs, reason: 'BETTER_LATER' })),
  {
    ...later('serveReconnectNeed', ({ parts: { needs, referral } }) => ({ needId: needs, onwardReferralId: referral })),
    hear: async (graph, traveller) => void (traveller.parts.referral = await tellReferral(graph, traveller, 'housing'))
  },
  later('makeReconnectPlan', { needCodes: ['housing'] }),
  later('setGoal', { needCode: 'physical-health' }),
  later('reviewGoal', ({ parts: { goals } }) => ({ goalId: goals, status: 'IN_PROGRESS' })),
  later('setReleaseDate', { date: day(30), reason: 'FIRST_KNOWN' }),
  later('setReleaseDate', { date: today, reason: 'EARLY_RELEASE' }),
  later('planGateMeeting', { meetAt: `${today}T12:00:00Z` }),
  later('transferPrison', { facilityId: 'KMI' }),
  later('offerReconnectPeerSupport', { answer: 'ACCEPTED' }),
  later('assignReconnectPeerSupport', { subject: peer.subject, employerId: peer.organisation }),
  {
    verb: 'recordReconnectPeerSupportContact',
    async take(graph, traveller) {
      const input = { episodeId: traveller.id, mechanism: 'FACE_TO_FACE', attendance: 'ON_TIME' }
      await send(graph, peer, { verb: 'recordReconnectPeerSupportContact', input, fields: 'id' })
    }
  },
  later('endReconnectPeerSupport', ({ parts: { peerSupport: assignmentId } }) => ({ assignmentId, outcome: 'COMPLETED' })),
  later('recordTemporaryRelease', { releasedOn: today }),
  later('recordRelease', { releasedOn: today, sleptAt: 'SOCIAL_RENT' }),
  later('correctReconnectEpisode', { reason: 'Read from the wrong line.', sleptAt: 'SQUAT' }),
  later('recordGateMeeting', { outcome: 'MET' }),
  later('recordReconnectContact', { mechanism: 'TELEPHONE', attendance: 'ON_TIME' }),
  later('recordContinuity', { kind: 'MEDICINE', daysInHand: 7, continuesOn: day(10), continuesBy: 'APPOINTMENT' }),
  later('recordMilestone', { milestone: 'REGISTERED_WITH_GP', on: today }),
  later('reviewReconnectNeed', ({ parts: { needs } }) => ({ needId: needs, status: 'MET' })),
  later('extendReconnectSupport', { until: day(300), reason: 'Treatment would break off.' }),
  later('recordReturnToCustody', { returnedOn: today }),
  later('closeReconnectEpisode', { reason: 'OTHER' }),
  later('reopenReconnectEpisode', { reason: 'Closed too early.' }),
  later('closeReconnectEpisode', { reason: 'OTHER' })
]

async function act(graph: TestGraph, traveller: Traveller, { verb, input }: { verb: string; input: object }): Promise<void> {
  const list = madeBy[verb]
  const episode = await send(graph, navigator, { verb, input, fields: `id version phase ${list ? `${list} { id }` : ''}` })
  const made = list ? { [list]: (episode[list] as { id: string }[]).at(-1)?.id ?? '' } : {}
  Object.assign(traveller, { id: episode.id, version: episode.version, parts: { ...traveller.parts, ...made } })
}

async function send(graph: TestGraph, principal: Principal, { verb, input, fields }: { verb: string; input: object; fields: string }) {
  const type = `${verb[0]?.toUpperCase()}${verb.slice(1)}Input!`
  const document = `mutation ($input: ${type}) { ${verb}(input: $input) { ${fields} } }`
  const { data, errors } = await graph.ask(principal, document, { input: { ...input, idempotencyKey: crypto.randomUUID() } })
  if (errors.length > 0) throw new Error(`${verb} was refused: ${JSON.stringify(errors)}`)
  return data?.[verb] as Record<string, unknown> & { id: string; version: number }
}
