import type { TestGraph } from './graph.ts'
import { meetOnePerson, type MetPerson } from './people.ts'
import { navigator, practitioner } from './personas.ts'

const receiveReferral = 'mutation ($input: ReceiveReferralInput!) { receiveReferral(input: $input) { id } }'
const referToReconnect = 'mutation ($input: ReferToReconnectInput!) { referToReconnect(input: $input) { id } }'

/** Somebody of whom Liaison & Diversion and RECONNECT each hold an episode, on the whole graph. */
export async function meetInBothServices(graph: TestGraph): Promise<MetPerson & { episodeId: string; reconnectEpisodeId: string }> {
  const met = await meetOnePerson(graph)
  const begin = (principal: typeof navigator, mutation: string, about: object) =>
    graph.askUntil(principal, mutation, { input: { ...about, idempotencyKey: crypto.randomUUID() } }, ({ errors }) => errors.length === 0)
  const [inCustody, beforeRelease] = await Promise.all([
    begin(practitioner, receiveReferral, { identityRecordId: met.ofLiaisonDiversion, facilityId: 'LAN3', setting: 'POLICE_CUSTODY', source: 'POLICE' }),
    begin(navigator, referToReconnect, { identityRecordId: met.ofReconnect, facilityId: 'PNI', source: 'PRISON_HEALTHCARE' })
  ])
  return { ...met, episodeId: inCustody.data?.receiveReferral.id, reconnectEpisodeId: beforeRelease.data?.referToReconnect.id }
}
