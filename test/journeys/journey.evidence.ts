import type { Figure } from '@throughcare/gateway/evidence'
import { setTimeout as pause } from 'node:timers/promises'
import { setUp, tearDown } from '../support/cluster.ts'
import { openTestGraph, type TestGraph } from '../support/graph.ts'
import { writeDown } from '../support/identities.ts'
import { practitioner } from '../support/personas.ts'

const journey = `query ($familyName: String!, $birthDate: Date!) { people(where: { familyName: $familyName, birthDate: $birthDate }, first: 100) { edges { node {
  name { given family } age
  journey(first: 50) { withheld { service reason } edges { node { occurredAt service kind place { name }
    detail { ... on LiaisonDiversionEpisode { screening { outcome } needs { need { label } status } }
             ... on ReconnectEpisode { phase plannedReleaseDate actualReleaseDate goals { need { label } status } }
             ... on OnwardReferral { service { name organisation { name } } status }
             ... on Withheld { reason } } } } }
  liaisonDiversionEpisodes(first: 20) { withheld { reason } edges { node { facility { name place { name } } outcome } } }
  reconnectEpisodes(first: 20) { withheld { reason } edges { node { facility { name } phase onwardReferrals { service { name } status } } } }
} } } }`

const receiveReferral = 'mutation ($input: ReceiveReferralInput!) { receiveReferral(input: $input) { id version } }'
const eventsOf = 'query ($id: ID!) { person(id: $id) { journey { edges { node { kind } } } } }'
const many = 50
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

async function statementsFor(graph: TestGraph, familyName: string): Promise<Map<string, number>> {
  graph.statements()
  const { data } = await graph.ask(practitioner, journey, { familyName, birthDate: '1988-12-24' })
  if (!data) throw new Error('The journey query was refused.')
  const sent = new Map<string, number>()
  for (const { room } of graph.statements()) sent.set(room, (sent.get(room) ?? 0) + 1)
  return sent
}

export const figures: Figure[] = [
  {
    name: 'Journey query, SQL statements for 1 person and for 50',
    target: 'the same number',
    measure: () =>
      onGraph(async (graph) => {
        await makePerson(graph, 'Single')
        for (let made = 0; made < many; made += 1) await makePerson(graph, 'Many')
        await pause(1_500) // until no projection is at work
        const [one, fifty] = [await statementsFor(graph, 'Single'), await statementsFor(graph, 'Many')]
        const told = (sent: Map<string, number>) => [...sent].map(([room, count]) => `${room} ${count}`).join(', ')
        return { value: `1: ${told(one)}; ${many}: ${told(fifty)}`, met: told(one) === told(fifty), detail: 'each with an episode; polls of feeds are not counted' }
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
