import type { Figure } from '@throughcare/gateway/evidence'
import { journeyFields, openDirectory, travel } from '../support/custody-to-community.ts'
import { setUp, tearDown } from '../support/cluster.ts'
import { openTestGraph, type TestGraph } from '../support/graph.ts'
import { writeDown } from '../support/identities.ts'
import { navigator, practitioner } from '../support/personas.ts'

const travellers = `query ($first: Int!) { reconnectWorklist(list: CASELOAD, first: $first) { edges { node { person { ${journeyFields} } } } } }`
const receiveReferral = 'mutation ($input: ReceiveReferralInput!) { receiveReferral(input: $input) { id version } }'
const eventsOf = 'query ($id: ID!) { person(id: $id) { journey { edges { node { kind } } } } }'
const many = 50
// From the police cell to the service that took the person on.
const stepsOfAll = 11
const tries = 30

async function onGraph<T>(work: (graph: TestGraph) => Promise<T>): Promise<T> {
  await setUp()
  const graph = await openTestGraph('one process')
  try {
    return await work(graph)
  } finally {
    await graph.close()
    await tearDown()
  }
}

/** Someone with one Liaison & Diversion episode; answers once the episode stands. */
async function makePerson(graph: TestGraph, familyName: string): Promise<string> {
  const { id, person } = await writeDown(graph, practitioner, { name: { given: 'Example', family: familyName } })
  const input = { identityRecordId: id, facilityId: 'LAN3', setting: 'POLICE_CUSTODY', source: 'POLICE', idempotencyKey: crypto.randomUUID() }
  await graph.askUntil(practitioner, receiveReferral, { input }, ({ errors }) => errors.length === 0)
  return person.id
}

/** The statements each room sends for the journeys of so many travellers, once nothing is still on its way. */
async function statementsFor(graph: TestGraph, first: number): Promise<string> {
  await graph.settle()
  const { data, errors } = await graph.ask(navigator, travellers, { first })
  const edges = (data?.reconnectWorklist?.edges ?? []) as { node: { person: { journey: { edges: object[] } } } }[]
  const isWhole = edges.length === first && edges.every(({ node }) => node.person.journey.edges.length === stepsOfAll)
  if (errors.length > 0 || !isWhole) throw new Error('Not every traveller could be followed.')
  const sent = Object.groupBy(
    graph.statements().map(({ room }) => room),
    (room) => room
  )
  return Object.entries(sent)
    .map(([room, all]) => `${room} ${all?.length}`)
    .sort()
    .join(', ')
}

export const figures: Figure[] = [
  {
    name: 'Journey query, SQL statements for 1 person and for 50',
    target: 'the same number',
    measure: () =>
      onGraph(async (graph) => {
        const serviceId = await openDirectory(graph)
        for (let count = 0; count < many; count += 1) await travel(graph, { count, serviceId, isSharing: true })
        const [one, fifty] = [await statementsFor(graph, 1), await statementsFor(graph, many)]
        return {
          value: `1 person: ${one}; ${many} people: ${fifty}`,
          met: one === fifty,
          detail: 'a worklist of theirs, each from custody through prison to a service, with what both services know by consent'
        }
      })
  },
  {
    name: 'From a change to its place in the journey',
    target: '≤ 1 s, 95 in 100',
    measure: () =>
      onGraph(async (graph) => {
        const delays: number[] = []
        for (let made = 0; made < tries; made += 1) {
          const id = await makePerson(graph, 'Delayed')
          const began = Date.now()
          await graph.askUntil(practitioner, eventsOf, { id }, ({ data }) => data?.person?.journey?.edges?.length > 0)
          delays.push(Date.now() - began)
        }
        const [slow = Number.NaN] = delays.toSorted((one, other) => other - one).slice(Math.floor(tries * 0.05))
        return { value: `${slow} ms`, met: slow <= 1_000, detail: `${tries} changes, one process, idle machine; asked every 50 ms` }
      })
  }
]
