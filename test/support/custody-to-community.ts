import type { Principal } from '@throughcare/kit/principal'
import type { TestGraph } from './graph.ts'
import { writeDown } from './identities.ts'
import { navigator, persona, practitioner } from './personas.ts'

export const provider = persona('service-provider')

/** The query of a front-end team: one person's journey, whole. */
export const journeyFields = `name { given family } age
  journey(first: 50) { withheld { service reason } edges { node { occurredAt service kind place { name }
    detail { ... on LiaisonDiversionEpisode { screening { outcome } needs { need { label } status } }
             ... on ReconnectEpisode { phase plannedReleaseDate actualReleaseDate goals { need { label } status } }
             ... on OnwardReferral { service { name organisation { name } } status }
             ... on Withheld { reason } } } } }
  liaisonDiversionEpisodes(first: 20) { withheld { reason } edges { node { facility { name place { name } } outcome } } }
  reconnectEpisodes(first: 20) { withheld { reason } edges { node { facility { name } phase onwardReferrals { service { name } status } } } }`

/** Places, facilities, needs and a drug and alcohol service; returns the service's id. */
export async function openDirectory(graph: TestGraph): Promise<string> {
  const facts = `'test', '2026-01-01'`
  await graph.rows(`insert into directory.place (id, name, force, outcodes, source, as_at)
    values ('blackburn', 'Blackburn', 'Lancashire Constabulary', '{BB1}', ${facts}), ('preston', 'Preston', 'Lancashire Constabulary', '{PR1}', ${facts})`)
  await graph.rows(`insert into directory.facility (id, name, kind, place_id, source, as_at)
    values ('LAN3', 'Blackburn custody suite', 'CUSTODY_SUITE', 'blackburn', ${facts}), ('PNI', 'HMP & YOI Preston', 'PRISON', 'preston', ${facts})`)
  await graph.rows(`insert into directory.need (code, position, label, external_terms, source, as_at)
    values ('substance-use', 1, 'Drugs', '{}', ${facts}), ('housing', 2, 'Somewhere to live', '{}', ${facts})`)
  await graph.rows(`insert into directory.organisation (id, name, kind, source, as_at)
    values ('${provider.organisation}', 'Example Recovery Partnership', 'COMMUNITY', ${facts})`)
  const service = { name: 'Example Recovery Hub', status: 'ACTIVE', needCodes: ['substance-use'], organisationId: provider.organisation }
  const { id } = await act(graph, { as: persona('directory-editor'), mutation: 'recordService', input: service })
  return id
}

type Act = { as: Principal; mutation: string; input: object; wants?: string }
type Acted = { id: string; version: number }

/** Calls a mutation, again while what it builds on is still on its way between rooms. */
export async function act(graph: TestGraph, { as, mutation, input, wants = 'id version' }: Act): Promise<Acted> {
  const query = `mutation ($input: ${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input!) { ${mutation}(input: $input) { ${wants} } }`
  const variables = { input: { ...input, idempotencyKey: crypto.randomUUID() } }
  const { data } = await graph.askUntil(as, query, variables, ({ errors }) => errors.length === 0)
  return data?.[mutation] as Acted
}

export type Traveller = { personId: string; inCustody: string; inPrison: string; onwardReferral: Acted }

/** An NHS number of the test range with its right last digit (modulus 11); null where that would be 10. */
function nhsNumber(count: number): string | null {
  const nine = `999${String(count).padStart(6, '0')}`
  const sum = [...nine].reduce((total, digit, index) => total + Number(digit) * (10 - index), 0)
  const last = (11 - (sum % 11)) % 11
  return last === 10 ? null : `${nine}${last}`
}

const firstNumber = 700
const numbers = Array.from({ length: 100 }, (_, index) => nhsNumber(firstNumber + index)).filter((number) => number !== null)

/**
 * Takes the so-manieth person from a police cell in Blackburn through HMP Preston and its gate to a drug and alcohol service. The
 * records of both services are linked by the person's NHS number; consent is as told.
 */
export async function travel(graph: TestGraph, { count, serviceId, isSharing }: { count: number; serviceId: string; isSharing: boolean }): Promise<Traveller> {
  const who = {
    name: { given: 'Example', family: 'Traveller' },
    birthDate: '1985-03-31',
    identifiers: [{ type: 'NHS_NUMBER', value: numbers[count], isVerified: true }]
  }
  const inCustody = await writeDown(graph, practitioner, who)
  const inPrison = await writeDown(graph, navigator, who)
  if (isSharing) {
    const consent = { identityRecordId: inCustody.id, purpose: 'SHARE_SISTER_SERVICE', decision: 'GIVEN' }
    await act(graph, { as: practitioner, mutation: 'recordConsent', input: consent, wants: 'decision' })
    await beSafe(graph, practitioner, inCustody.id)
    await beSafe(graph, navigator, inPrison.id)
  }
  await passCustody(graph, inCustody.id)
  const onwardReferral = await passPrison(graph, inPrison.id, serviceId)
  return { personId: inCustody.person.id, inCustody: inCustody.id, inPrison: inPrison.id, onwardReferral }
}

/** Nobody has to fear that it is known where the person can be met. */
async function beSafe(graph: TestGraph, as: Principal, identityRecordId: string): Promise<void> {
  await act(graph, { as, mutation: 'endSensitiveFlag', input: { identityRecordId, reason: 'Asked, and nobody needs to fear' }, wants: 'state' })
}

async function passCustody(graph: TestGraph, identityRecordId: string): Promise<void> {
  const referral = { identityRecordId, facilityId: 'LAN3', setting: 'POLICE_CUSTODY', source: 'POLICE' }
  let episode = await act(graph, { as: practitioner, mutation: 'receiveReferral', input: referral })
  for (const [mutation, input] of [
    ['recordScreening', { outcome: 'NEEDS_IDENTIFIED', risk: 'LOW' }],
    ['identifyNeeds', { needs: [{ needCode: 'substance-use' }] }],
    ['recordDiversion', { outcome: 'SUPPORTED_WITHIN_JUSTICE' }],
    ['closeLiaisonDiversionEpisode', { reason: 'TRANSFERRED_TO_SERVICE' }]
  ] as const) {
    episode = await act(graph, { as: practitioner, mutation, input: { ...input, episodeId: episode.id, expectedVersion: episode.version } })
  }
}

async function passPrison(graph: TestGraph, identityRecordId: string, serviceId: string): Promise<Acted> {
  const referral = { identityRecordId, facilityId: 'PNI', source: 'PRISON_HEALTHCARE' }
  let episode = await act(graph, { as: navigator, mutation: 'referToReconnect', input: referral })
  const today = new Date().toLocaleDateString('en-CA', { timeZone: 'Europe/London' })
  for (const [mutation, input] of [
    ['acceptReconnectReferral', {}],
    ['setReleaseDate', { date: today, reason: 'FIRST_KNOWN' }],
    ['setGoal', { needCode: 'housing' }],
    ['recordRelease', { releasedOn: today }]
  ] as const) {
    episode = await act(graph, { as: navigator, mutation, input: { ...input, episodeId: episode.id, expectedVersion: episode.version } })
  }
  const onward = {
    identityRecordId,
    serviceId,
    providerOrganisationId: provider.organisation,
    needCode: 'substance-use',
    episodeId: episode.id,
    consent: 'GIVEN'
  }
  const { id, version } = await act(graph, { as: navigator, mutation: 'makeReferral', input: onward })
  return act(graph, { as: provider, mutation: 'acceptOnwardReferral', input: { referralId: id, expectedVersion: version } })
}
