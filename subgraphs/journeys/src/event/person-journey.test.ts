import { randomUUID } from 'node:crypto'
import { accessEvent, journeyEvent, openJourneys, type JourneysRoom } from '@throughcare/test/support/journeys'
import { navigator, practitioner } from '@throughcare/test/support/personas'

let journeys: JourneysRoom
beforeAll(async () => void (journeys = await openJourneys()))
afterAll(() => journeys.close())

const line = 'edges { cursor node { kind occurredAt } } pageInfo { hasNextPage hasPreviousPage endCursor } withheld { service reason }'
const kindsOf = (connection: Connection) => connection.edges?.map(({ node }) => node.kind)

type Connection = {
  edges: { cursor: string; node: { kind: string; occurredAt: string } }[] | null
  pageInfo: { endCursor: string; hasNextPage: boolean }
  withheld: object[]
}

async function journeyOf(recordIds: string[], journeyArguments = '', principal = practitioner): Promise<Connection> {
  const { persons, errors } = await journeys.askOf(principal, [recordIds], `journey${journeyArguments} { ${line} }`)
  expect(errors).toEqual([])
  return persons[0]?.journey as Connection
}

/** Somebody known to both services, who agreed to sharing, with one event a day from 1 June on. */
async function tellOfSomebody(): Promise<string[]> {
  const { person, events } = somebody()
  await journeys.tellAll(events)
  return person
}

function somebody() {
  const [inCustody, inPrison, custody, prison] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()]
  const ofCustody = { recordId: inCustody, detailId: custody }
  const ofPrison = { recordId: inPrison, detailId: prison }
  const events = [
    accessEvent(inCustody, { service: 'LIAISON_DIVERSION', consent: true }),
    accessEvent(inPrison, { service: 'RECONNECT', consent: true }),
    journeyEvent('liaison-diversion.referral-received', { ...ofCustody, at: '2026-06-01T09:00:00.000Z' }),
    journeyEvent('liaison-diversion.screening-recorded', { ...ofCustody, at: '2026-06-02T09:00:00.000Z' }),
    journeyEvent('reconnect.referral-received', { ...ofPrison, at: '2026-06-03T09:00:00.000Z' }),
    journeyEvent('reconnect.released', { ...ofPrison, at: '2026-06-04T12:00:00.000Z' }),
    journeyEvent('referrals.referral-sent', { recordId: inPrison, at: '2026-06-05T09:00:00.000Z' })
  ]
  return { person: [inCustody, inPrison], events }
}

const whole = ['LIAISON_DIVERSION_REFERRAL', 'LIAISON_DIVERSION_SCREENING', 'RECONNECT_REFERRAL', 'RELEASED', 'REFERRAL_SENT']

describe("a person's journey", () => {
  test('runs through both services in the order in which it happened, whichever was told first', async () => {
    const person = await tellOfSomebody()
    await journeys.tell('liaison-diversion.referral-received', { recordId: person[0] ?? '', at: '2026-05-20T09:00:00.000Z' })

    expect(kindsOf(await journeyOf(person))).toEqual(['LIAISON_DIVERSION_REFERRAL', ...whole])
  })

  test('is paged forwards, without a gap or a repeat where events fall on the same instant', async () => {
    const recordId = randomUUID()
    for (let count = 0; count < 5; count += 1) await journeys.tell('liaison-diversion.referral-received', { recordId })
    const cursors: string[] = []
    let page = await journeyOf([recordId], '(first: 2)')
    for (;;) {
      cursors.push(...(page.edges ?? []).map(({ cursor }) => cursor))
      if (!page.pageInfo.hasNextPage) break
      page = await journeyOf([recordId], `(first: 2, after: "${page.pageInfo.endCursor}")`)
    }

    expect(new Set(cursors).size).toBe(5)
    expect(cursors).toHaveLength(5)
    expect(page.pageInfo).toMatchObject({ hasPreviousPage: true })
  })

  test('of a period holds its first instant and not its last', async () => {
    const person = await tellOfSomebody()

    expect(kindsOf(await journeyOf(person, '(from: "2026-06-02T09:00:00Z", to: "2026-06-04T12:00:00Z")'))).toEqual(whole.slice(1, 3))
    expect(kindsOf(await journeyOf(person, '(from: "2026-06-02T09:00:00.001Z", to: "2026-06-04T12:00:00.001Z")'))).toEqual(whole.slice(2, 4))
  })

  test.each([
    ['a period that ends when it begins', '(from: "2026-06-02T09:00:00Z", to: "2026-06-02T09:00:00Z")', 'after "from"'],
    ['a cursor of another list', `(after: "${Buffer.from('["x"]').toString('base64url')}")`, 'not a cursor of this list'],
    ['no events at all', '(first: 0)', '"first" must be']
  ])('refuses %s', async (_, journeyArguments, message) => {
    const { errors } = await journeys.askOf(practitioner, [[randomUUID()]], `journey${journeyArguments} { edges { cursor } }`)

    expect(errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining(message) }])
  })

  test('shows a corrected release once, as it was corrected', async () => {
    const recordId = randomUUID()
    await journeys.open(recordId, { service: 'RECONNECT' })
    const detailId = await journeys.tell('reconnect.released', { recordId, version: 3, at: '2026-06-03T12:00:00.000Z' })
    await journeys.tell('reconnect.released', { recordId, detailId, version: 4, at: '2026-06-02T12:00:00.000Z' })

    expect((await journeyOf([recordId], '', navigator)).edges?.map(({ node }) => node.occurredAt)).toEqual(['2026-06-02T12:00:00.000Z'])
  })

  test('shows a corrected screening and a closing told again once, and two closings with a reopening between as two', async () => {
    const recordId = randomUUID()
    await journeys.open(recordId, { service: 'LIAISON_DIVERSION' })
    const detailId = await journeys.tell('liaison-diversion.screening-recorded', { recordId, version: 2, at: '2026-06-03T09:00:00.000Z' })
    const told: [string, number, string][] = [
      ['screening-recorded', 3, '2026-06-02T09:00:00.000Z'],
      ['episode-closed', 4, '2026-06-04T09:00:00.000Z'],
      ['episode-closed', 5, '2026-06-04T09:00:00.000Z'],
      ['episode-reopened', 6, '2026-06-05T09:00:00.000Z'],
      ['episode-closed', 7, '2026-06-06T09:00:00.000Z']
    ]
    for (const [type, version, at] of told) await journeys.tell(`liaison-diversion.${type}`, { recordId, detailId, version, at })

    expect((await journeyOf([recordId], '', practitioner)).edges?.map(({ node }) => node.occurredAt.slice(0, 10))).toEqual([
      ...['2026-06-02', '2026-06-04', '2026-06-05', '2026-06-06']
    ])
  })

  test('points at the facility, its place, and what the event is about, for others to fill in', async () => {
    const recordId = randomUUID()
    const detailId = await journeys.tell('liaison-diversion.referral-received', { recordId })
    const fields =
      'journey { edges { node { service recordedAt facility { __typename id } place { __typename facilityId } detail { __typename ... on LiaisonDiversionEpisode { id } } } } }'
    const { persons, released } = await journeys.askOf(practitioner, [[recordId]], fields)

    expect(persons[0]).toMatchObject({
      journey: {
        edges: [
          {
            node: {
              service: 'LIAISON_DIVERSION',
              recordedAt: '2026-06-01T09:00:00.000Z',
              facility: { id: 'LAN3' },
              place: { facilityId: 'LAN3' },
              detail: { __typename: 'LiaisonDiversionEpisode', id: detailId }
            }
          }
        ]
      }
    })
    expect(released).toEqual([recordId])
  })

  test.each([
    ['their own team', practitioner],
    ['the sister service', navigator]
  ])('of twenty persons costs %s as many statements as that of one: one', async (_, principal) => {
    const everybody = Array.from({ length: 20 }, somebody)
    await journeys.tellAll(everybody.flatMap(({ events }) => events))
    const persons = everybody.map(({ person }) => person)
    journeys.statements()
    const one = await journeys.askOf(principal, persons.slice(0, 1), `journey(first: 3) { ${line} }`)
    const ofOne = journeys.statements()
    const all = await journeys.askOf(principal, persons, `journey(first: 3) { ${line} }`)
    const ofAll = journeys.statements()

    expect(ofOne).toHaveLength(1)
    expect(ofAll).toHaveLength(1)
    expect(all.persons).toHaveLength(20)
    for (const { journey } of [...one.persons, ...all.persons]) {
      expect(kindsOf(journey as Connection)).toEqual(whole.slice(0, 3))
      expect((journey as Connection).pageInfo.hasNextPage).toBe(true)
    }
  })
})
