import { randomUUID } from 'node:crypto'
import { openJourneys, type JourneysRoom } from '@throughcare/test/support/journeys'
import { navigator, persona, practitioner, stranger } from '@throughcare/test/support/personas'

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
