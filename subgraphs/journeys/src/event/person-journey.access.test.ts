import { randomUUID } from 'node:crypto'
import type { Principal } from '@throughcare/kit/principal'
import { openJourneys, type JourneysRoom } from '@throughcare/test/support/journeys'
import { navigator, persona, practitioner, stranger } from '@throughcare/test/support/personas'
import { journeySteps } from './event.rules.ts'

let journeys: JourneysRoom
let deaf: JourneysRoom
beforeAll(async () => void ([journeys, deaf] = await Promise.all([openJourneys(), openJourneys({ isDeaf: true })])))
afterAll(() => Promise.all([journeys.close(), deaf.close()]))

const fields = 'journey { edges { node { kind detail { __typename ... on Withheld { service reason } } } } withheld { service reason } }'
const ldConsent = { service: 'LIAISON_DIVERSION', reason: 'CONSENT_REQUIRED' }

/** Somebody seen by Liaison & Diversion and, under another record, by RECONNECT. */
async function tellOfSomebody(room: JourneysRoom, known: { consent?: boolean; subject?: string } = {}): Promise<[string, string]> {
  const [inCustody, inPrison] = [randomUUID(), randomUUID()]
  await room.open(inCustody, { service: 'LIAISON_DIVERSION', ...known })
  await room.open(inPrison, { service: 'RECONNECT' })
  await room.tell('liaison-diversion.referral-received', { recordId: inCustody, at: '2026-06-01T09:00:00.000Z' })
  await room.tell('reconnect.referral-received', { recordId: inPrison, at: '2026-06-02T09:00:00.000Z' })
  return [inCustody, inPrison]
}

const told = (kind: string, detail: object) => ({ node: { kind, detail } })
const inCustody = told('LIAISON_DIVERSION_REFERRAL', { __typename: 'LiaisonDiversionEpisode' })
const inPrison = told('RECONNECT_REFERRAL', { __typename: 'ReconnectEpisode' })

describe('who reads what of a journey', () => {
  test('without consent, the sister service reads its own part and is told that the other is withheld', async () => {
    const person = await tellOfSomebody(journeys)
    const { persons, released } = await journeys.askOf(navigator, [person], fields)

    expect(persons).toEqual([{ journey: { edges: [inPrison], withheld: [ldConsent] } }])
    expect(released).toEqual([person[1]])
  })

  test('where nothing is readable and something is withheld, there is null, not an empty list', async () => {
    const [record] = await tellOfSomebody(journeys)
    const { persons, released } = await journeys.askOf(navigator, [[record]], fields)

    expect(persons).toEqual([{ journey: { edges: null, withheld: [ldConsent] } }])
    expect(released).toEqual([])
  })

  test('past its end, a journey of which something was readable is an empty page, not null', async () => {
    const person = await tellOfSomebody(journeys)
    const page = (after: string) => `journey(first: 1${after}) { edges { cursor } withheld { reason } }`
    const { persons } = await journeys.askOf(navigator, [person], page(''))
    const { cursor } = (persons as { journey: { edges: [{ cursor: string }] } }[])[0]?.journey.edges[0] ?? { cursor: '' }

    expect((await journeys.askOf(navigator, [person], page(`, after: "${cursor}"`))).persons).toEqual([
      { journey: { edges: [], withheld: [{ reason: 'CONSENT_REQUIRED' }] } }
    ])
  })

  test('with consent, both parts are read and nothing is withheld', async () => {
    const { persons } = await journeys.askOf(navigator, [await tellOfSomebody(journeys, { consent: true })], fields)

    expect(persons).toEqual([{ journey: { edges: [inCustody, inPrison], withheld: [] } }])
  })

  test.each([
    ['their own team, whatever the person’s places are', practitioner, { consent: true }, false],
    ['the sister service, where nobody said that they are safe to tell', navigator, { consent: true }, true],
    ['the sister service, where they are', navigator, { consent: true, isPlaceOpen: true }, false]
  ])('shows where something happened to %s', async (_, principal, opening, isPlaceWithheld) => {
    const record = randomUUID()
    await journeys.open(record, { service: 'LIAISON_DIVERSION', ...opening })
    await journeys.tell('liaison-diversion.referral-received', { recordId: record })
    const seen = 'facility { id } place { facilityId } isPlaceWithheld'
    const { persons } = await journeys.askOf(principal, [[record]], `journey { edges { node { ${seen} } } } careGaps { gaps { event { ${seen} } } }`)

    const event = isPlaceWithheld
      ? { facility: null, place: null, isPlaceWithheld }
      : { facility: { id: 'LAN3' }, place: { facilityId: 'LAN3' }, isPlaceWithheld }
    expect(persons).toEqual([{ journey: { edges: [{ node: event }] }, careGaps: { gaps: [{ event }] } }])
  })

  test('where nothing happened, the list is empty', async () => {
    expect((await journeys.askOf(practitioner, [[randomUUID()]], fields)).persons).toEqual([{ journey: { edges: [], withheld: [] } }])
  })

  test('a service that the caller may not know of is not named', async () => {
    const person = await tellOfSomebody(journeys)

    expect((await journeys.askOf(persona('reconnect-peer-support-worker'), [person], fields)).persons).toEqual([{ journey: { edges: [], withheld: [] } }])
  })

  test('whom a record was opened to by name sees that it happened, and its detail only where the role may read that service', async () => {
    const peer = persona('reconnect-peer-support-worker')
    const [record] = await tellOfSomebody(journeys, { subject: peer.subject })

    expect((await journeys.askOf(peer, [[record]], fields)).persons).toEqual([
      {
        journey: {
          edges: [told('LIAISON_DIVERSION_REFERRAL', { __typename: 'Withheld', service: 'LIAISON_DIVERSION', reason: 'NOT_FOR_YOUR_ROLE' })],
          withheld: []
        }
      }
    ])
  })

  test('somebody else’s records never come into the answer of another person', async () => {
    const [one, other] = [await tellOfSomebody(journeys), await tellOfSomebody(journeys)]
    const { persons } = await journeys.askOf(practitioner, [one, [other[1]]], fields)

    expect(persons).toEqual([
      { journey: { edges: [inCustody], withheld: [{ service: 'RECONNECT', reason: 'CONSENT_REQUIRED' }] } },
      { journey: { edges: null, withheld: [{ service: 'RECONNECT', reason: 'CONSENT_REQUIRED' }] } }
    ])
  })

  test.each(['service-provider', 'court-recipient', 'commissioner', 'privacy-officer', 'public'] as const)(
    'the role %s may ask for no journey',
    async (role) => {
      const principal = role === 'public' ? { ...practitioner, role, service: null } : persona(role)
      const { data, errors } = await journeys.askOf(principal, [[randomUUID()]], fields)

      expect(data).toBeNull()
      expect(errors).toMatchObject([{ code: 'FORBIDDEN' }])
    }
  )
})

describe('what a peer support worker reads of the journey of somebody assigned to them', () => {
  const read = 'journey(first: 100) { edges { node { kind } } } careGaps { gaps { kind } }'
  const supply = (kind: string, runsOutOn: string) => ({ type: `reconnect.${kind}-continuity-recorded`, runsOutOn })

  /** Somebody of whom a service told every step there is, each of an episode, referral or signpost of its own. */
  async function tellEverything(service: 'LIAISON_DIVERSION' | 'RECONNECT', subject: string): Promise<string> {
    const recordId = randomUUID()
    const feed = service === 'RECONNECT' ? 'reconnect' : 'liaison-diversion'
    await journeys.open(recordId, { service, subject })
    for (const type of Object.keys(journeySteps).filter((step) => step.startsWith(feed))) await journeys.tell(type, { recordId })
    return recordId
  }
  const kindsOf = async (principal: Principal, recordId: string) => {
    const { persons } = await journeys.askOf(principal, [[recordId]], read)
    return (persons[0] as { journey: { edges: { node: { kind: string } }[] } }).journey.edges.map(({ node }) => node.kind).toSorted()
  }

  test.each([
    ['LIAISON_DIVERSION', 'ld', 'ld-practitioner', /ASSESSMENT|COURT_REPORT|INFORMATION|JUSTICE/],
    ['RECONNECT', 'reconnect', 'reconnect-navigator', /MEDICINE|TREATMENT|GP|GOAL|EXTENDED/]
  ] as const)('is nothing clinical of %s, which its team reads', async (service, prefix, staff, clinical) => {
    const peer = persona(`${prefix}-peer-support-worker`)
    const recordId = await tellEverything(service, peer.subject)

    const all = await kindsOf(persona(staff), recordId)

    expect(all.filter((kind) => clinical.test(kind)).length).toBeGreaterThan(4)
    expect(await kindsOf(peer, recordId)).toEqual(all.filter((kind) => !clinical.test(kind)))
  })

  test('holds no gap in treatment or medicine, which the team finds there', async () => {
    const peer = persona('reconnect-peer-support-worker')
    const recordId = randomUUID()
    await journeys.open(recordId, { service: 'RECONNECT', subject: peer.subject })
    const detailId = await journeys.tell('reconnect.referral-received', { recordId, at: '2026-05-01T09:00:00.000Z' })
    for (const [version, { type, runsOutOn }] of [supply('medicine', '2026-06-03'), supply('treatment', '2026-06-04')].entries()) {
      const payload = { episodeId: detailId, facilityId: 'PNI', runsOutOn, continuesOn: null }
      await journeys.tell(type, { recordId, detailId, version: version + 2, at: '2026-06-01T09:00:00.000Z', payload })
    }
    const gapsOf = async (principal: Principal) => (await journeys.askOf(principal, [[recordId]], read)).persons[0]?.careGaps

    expect(await gapsOf(navigator)).toEqual({ gaps: [{ kind: 'MEDICINE_UNCOVERED' }, { kind: 'TREATMENT_UNCOVERED' }] })
    expect(await gapsOf(peer)).toEqual({ gaps: [] })
  })
})

describe('while nobody knows who may read what', () => {
  const unknown = { service: 'RECONNECT', reason: 'ACCESS_UNKNOWN' }

  test('a team reads its own rows and is told that the rest cannot be known', async () => {
    const person = await tellOfSomebody(deaf, { consent: true })

    expect((await deaf.askOf(practitioner, [person], fields)).persons).toEqual([{ journey: { edges: [inCustody], withheld: [unknown] } }])
  })

  test('another organisation reads nothing', async () => {
    const person = await tellOfSomebody(deaf)

    expect((await deaf.askOf(stranger('ld-practitioner'), [person], fields)).persons).toEqual([{ journey: { edges: null, withheld: [unknown] } }])
  })
})
