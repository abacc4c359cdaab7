import { act, journeyFields, openDirectory, travel, type Traveller } from '../support/custody-to-community.ts'
import { openTestGraph, waysOfRunning, type TestGraph } from '../support/graph.ts'
import { navigator, practitioner } from '../support/personas.ts'
import type { Answer } from '../support/room.ts'

const journey = `query Journey($id: ID!) { person(id: $id) { ${journeyFields} } }`
const travellers = `query Travellers { people(where: { familyName: "Traveller", birthDate: "1985-03-31" }, first: 100) { edges { node { ${journeyFields} } } } }`
const careGaps = 'query ($id: ID!) { person(id: $id) { careGaps { withheld { reason } gaps { kind service event { service place { name } } } } } }'

const custody = ['LIAISON_DIVERSION_REFERRAL', 'LIAISON_DIVERSION_SCREENING', 'LIAISON_DIVERSION_OUTCOME', 'LIAISON_DIVERSION_CLOSED']
const prison = ['RECONNECT_REFERRAL', 'RECONNECT_ACCEPTED', 'RELEASE_DATE_SET', 'GOAL_SET', 'RELEASED']
const community = ['REFERRAL_SENT', 'REFERRAL_ACCEPTED']
const wholeLength = custody.length + prison.length + community.length
const today = () => new Date().toLocaleDateString('en-CA', { timeZone: 'Europe/London' })

describe.each(waysOfRunning)('from custody to the community, in %s', (way) => {
  let graph: TestGraph
  let serviceId: string
  let sharing: Traveller
  let notSharing: Traveller

  beforeAll(async () => {
    graph = await openTestGraph(way)
    serviceId = await openDirectory(graph)
    sharing = await travel(graph, { count: 0, serviceId, isSharing: true })
    notSharing = await travel(graph, { count: 1, serviceId, isSharing: false })
  }, 60_000)
  afterAll(() => graph.close())

  const eventsIn = ({ data }: Answer) => (data?.person?.journey?.edges ?? []) as { node: { kind: string; service: string; place: object; detail: object } }[]
  const kindsIn = (answer: Answer) => eventsIn(answer).map(({ node }) => node.kind)
  const holds = (count: number) => (answer: Answer) => answer.errors.length === 0 && eventsIn(answer).length === count

  test('with consent, one query tells the whole journey to either service', async () => {
    for (const principal of [practitioner, navigator]) {
      const answer = await graph.askUntil(principal, journey, { id: sharing.personId }, (given) => holds(wholeLength)(given) && detailsStand(given))

      expect(answer.errors).toEqual([])
      expect(kindsIn(answer).toSorted()).toEqual([...custody, ...prison, ...community].toSorted())
      expect(answer.data?.person).toMatchObject({
        name: { given: 'Example', family: 'Traveller' },
        journey: { withheld: [] },
        liaisonDiversionEpisodes: {
          withheld: null,
          edges: [{ node: { facility: { name: 'Blackburn custody suite', place: { name: 'Blackburn' } }, outcome: 'SUPPORTED_WITHIN_JUSTICE' } }]
        },
        reconnectEpisodes: {
          withheld: null,
          edges: [
            {
              node: {
                facility: { name: 'HMP & YOI Preston' },
                phase: expect.any(String),
                onwardReferrals: [{ service: { name: 'Example Recovery Hub' }, status: 'ACCEPTED' }]
              }
            }
          ]
        }
      })
    }
  })

  test('each event leads to what it is about, in the room that holds it, and to its place', async () => {
    const answer = await graph.askUntil(practitioner, journey, { id: sharing.personId }, (given) => holds(wholeLength)(given) && detailsStand(given))
    const told = (kind: string) => eventsIn(answer).find(({ node }) => node.kind === kind)?.node

    expect(told('LIAISON_DIVERSION_REFERRAL')).toMatchObject({
      service: 'LIAISON_DIVERSION',
      place: { name: 'Blackburn' },
      detail: { screening: { outcome: 'NEEDS_IDENTIFIED' }, needs: [{ need: { label: 'Drugs' }, status: 'IDENTIFIED' }] }
    })
    expect(told('RELEASED')).toMatchObject({
      service: 'RECONNECT',
      place: { name: 'Preston' },
      detail: { plannedReleaseDate: today(), actualReleaseDate: today(), goals: [{ need: { label: 'Somewhere to live' }, status: expect.any(String) }] }
    })
    expect(told('REFERRAL_ACCEPTED')).toMatchObject({
      service: 'RECONNECT',
      place: null,
      detail: { service: { name: 'Example Recovery Hub', organisation: { name: 'Example Recovery Partnership' } }, status: 'ACCEPTED' }
    })
  })

  test('without consent, each service reads its own part and is told that the other is withheld', async () => {
    const ofPractitioner = await graph.askUntil(practitioner, journey, { id: notSharing.personId }, holds(custody.length))
    const ofNavigator = await graph.askUntil(navigator, journey, { id: notSharing.personId }, holds(prison.length + community.length))

    expect(kindsIn(ofPractitioner).toSorted()).toEqual(custody.toSorted())
    expect(ofPractitioner.data?.person).toMatchObject({
      journey: { withheld: [{ service: 'RECONNECT', reason: 'CONSENT_REQUIRED' }] },
      reconnectEpisodes: { withheld: { reason: 'CONSENT_REQUIRED' }, edges: null }
    })
    expect(kindsIn(ofNavigator).toSorted()).toEqual([...prison, ...community].toSorted())
    expect(ofNavigator.data?.person).toMatchObject({
      journey: { withheld: [{ service: 'LIAISON_DIVERSION', reason: 'CONSENT_REQUIRED' }] },
      liaisonDiversionEpisodes: { withheld: { reason: 'CONSENT_REQUIRED' }, edges: null }
    })
  })

  test('a return to custody alerts RECONNECT within a second or so, with only what consent allows', async () => {
    const alerts = ({ data }: Answer) => (data?.person?.careGaps?.gaps ?? []) as { kind: string }[]
    const before = await graph.ask(navigator, careGaps, { id: sharing.personId })
    for (const { inCustody } of [sharing, notSharing]) {
      const referral = { identityRecordId: inCustody, facilityId: 'LAN3', setting: 'POLICE_CUSTODY', source: 'POLICE' }
      await act(graph, { as: practitioner, mutation: 'receiveReferral', input: referral })
    }
    const after = await graph.askUntil(navigator, careGaps, { id: sharing.personId }, (answer) => alerts(answer).length > 0)
    const unshared = await graph.ask(navigator, careGaps, { id: notSharing.personId })

    expect(before.data?.person.careGaps).toEqual({ withheld: [], gaps: [] })
    expect(alerts(after)).toEqual([{ kind: 'RE_PRESENTATION', service: 'RECONNECT', event: { service: 'LIAISON_DIVERSION', place: { name: 'Blackburn' } } }])
    expect(unshared.data?.person.careGaps).toEqual({ withheld: [{ reason: 'CONSENT_REQUIRED' }], gaps: [] })
  })
})

function detailsStand({ data }: Answer): boolean {
  const edges = (data?.person?.journey?.edges ?? []) as { node: { detail: object | null } }[]
  return edges.every(({ node }) => node.detail !== null)
}

/**
 * On how many levels of the query each room is asked; `people` takes four statements for the search, `referrals` asks besides
 * whose places may be known, and `audit` writes its one row.
 */
const levels = { people: 4, 'liaison-diversion': 3, reconnect: 3, journeys: 1, referrals: 4, directory: 9, audit: 1 }

describe('what the journey costs', () => {
  let graph: TestGraph
  beforeAll(async () => void (graph = await openTestGraph('one process')))
  afterAll(() => graph.close())

  async function statementsFor(count: number): Promise<Record<string, number>> {
    await graph.settle()
    // A room that follows the clock may look at it meanwhile, once a minute; not twice.
    const [one, other] = [await countStatements(count), await countStatements(count)]
    return Object.fromEntries(Object.keys(one).map((room) => [room, Math.min(one[room] ?? 0, other[room] ?? 0)]))
  }

  async function countStatements(count: number): Promise<Record<string, number>> {
    graph.statements()
    const { data, errors } = await graph.ask(practitioner, travellers)
    expect(errors).toEqual([])
    expect(data?.people.edges).toHaveLength(count)
    for (const { node } of data?.people.edges ?? []) expect(node.journey.edges).toHaveLength(wholeLength)
    const sent = graph.statements().map(({ room }) => room)
    return Object.fromEntries(Object.entries(Object.groupBy(sent, (room) => room)).map(([room, all]) => [room, all?.length ?? 0]))
  }

  test('six persons cost each room as many statements as one, and no room is asked more than once on a level', async () => {
    const serviceId = await openDirectory(graph)
    const arrived = (count: number) => (answer: Answer) =>
      answer.data?.people?.edges?.length === count &&
      answer.data.people.edges.every(({ node }: { node: { journey: { edges: object[] | null } | null } }) => node.journey?.edges?.length === wholeLength)
    await travel(graph, { count: 0, serviceId, isSharing: true })
    await graph.askUntil(practitioner, travellers, {}, arrived(1))
    const one = await statementsFor(1)
    for (let count = 1; count < 6; count += 1) await travel(graph, { count, serviceId, isSharing: true })
    await graph.askUntil(practitioner, travellers, {}, arrived(6))
    const six = await statementsFor(6)

    expect(one).toEqual(levels)
    expect(six).toEqual(levels)
  }, 120_000)
})
