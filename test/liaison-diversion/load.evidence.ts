import { loadavg } from 'node:os'
import type { Figure } from '@throughcare/gateway/evidence'
import { ownMachine } from '@throughcare/kit/own-machine'
import { openDurableGraph, type DurableGraph } from '../support/durable-graph.ts'
import type { TestGraph } from '../support/graph.ts'
import { fillEpisodes, openOf, standings } from '../support/many-episodes.ts'
import { loadedSelect, loadedVerbs, type Loaded } from '../support/many-verbs.ts'
import { persona, practitioner } from '../support/personas.ts'
import { planOf } from '../support/plans.ts'
import { atSteadyRate, percentile, shuffled } from '../support/steady-load.ts'
import { valuesOf, worklists } from '../support/worklists.ts'

const episodes = 1_000_000
const perSecond = 50
// So many that no single pause of the machine decides what 99 in 100 keep.
const ofEach = 400
const seed = 1
/** Rounds that are not counted: a process that was just started is slow at what it does for the first time. */
const warming = 3
const pages = 300
const about = `${episodes.toLocaleString('en-GB')} episodes, one in 25 open, ${ownMachine}, through the gateway`

const peer = persona('ld-peer-support-worker', { subject: 'peer' })

type Asked = { mutation: string; input: object; isPeers: boolean }

let ground: Promise<DurableGraph> | undefined

async function prepare(): Promise<DurableGraph> {
  const opened = await openDurableGraph()
  const { graph, machine } = opened
  await fillEpisodes(graph.rows, episodes)
  await machine.comeToRest()
  // So long a write holds back the news of who may read what; nothing is measured before it has come.
  const [one] = await graph.rows<Loaded>(`${loadedSelect} from generate_series(${episodes - 10}, ${episodes}) as n where n % 10 = ${standings.withPeer}`)
  await graph.askUntil(peer, 'query ($id: ID!) { liaisonDiversionEpisode(id: $id) { id } }', { id: one?.id }, ({ errors }) => errors.length === 0)
  return opened
}

/** What is asked of the graph, each on an episode of its own: all verbs in any order, once those that warm it are done. */
async function plan({ rows }: TestGraph): Promise<{ warm: Asked[]; counted: Asked[] }> {
  const first = episodes - openOf(episodes) + 1
  const take = async (where: string, from = first) => rows<Loaded>(`${loadedSelect} from generate_series(${from}, ${episodes}) as n where ${where}`)
  const adults = await Promise.all(Object.values(standings).map((digit) => take(`n % 10 = ${digit} and n % 7 > 0`)))
  const children = await take('n % 7 = 0')
  const closed = await take(`n < ${first}`, Math.max(1, first - 3 * (ofEach + warming)))
  const next = <Item>(items: Item[]): Item => items.pop() ?? missing()
  const asked: Asked[] = []
  for (let round = 0; round < ofEach + warming; round += 1) {
    const child = { episodeId: next(children).id, isLookedAfter: 'NO', childProtectionPlan: 'NEVER', isYouthCourtCase: 'NO' }
    const start = { identityRecordId: next(closed).recordId, facilityId: 'F1', setting: 'POLICE_CUSTODY', source: 'POLICE' }
    asked.push({ mutation: 'recordChildCircumstances', input: { expectedVersion: 1, ...child }, isPeers: false })
    asked.push({ mutation: 'receiveReferral', input: start, isPeers: false })
    asked.push({ mutation: 'reopenLiaisonDiversionEpisode', input: { episodeId: next(closed).id, expectedVersion: 1, reason: 'Back.' }, isPeers: false })
    for (const { mutation, of, input, isPeers = false } of loadedVerbs) {
      const loaded = next(adults[Object.keys(standings).indexOf(of)] ?? [])
      asked.push({ mutation, input: { episodeId: loaded.id, ...(isPeers ? {} : { expectedVersion: 1 }), ...input(loaded) }, isPeers })
    }
  }
  const warm = (asked.length / (ofEach + warming)) * warming
  return { warm: asked.slice(0, warm), counted: shuffled(asked.slice(warm), seed) }
}

function missing(): never {
  throw new Error('The load has too few episodes for so many mutations.')
}

/** Asks at a steady rate. */
async function mutate(graph: TestGraph, asked: readonly Asked[]): Promise<{ took: Map<string, number[]>; refused: string[] }> {
  const refused: string[] = []
  const times = await atSteadyRate({ perSecond, count: asked.length }, async (place) => {
    const { mutation, input, isPeers } = asked[place] ?? missing()
    const document = `mutation ($input: ${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input!) { ${mutation}(input: $input) { id ${isPeers ? '' : 'version state'} } }`
    const { errors } = await graph.ask(isPeers ? peer : practitioner, document, { input: { ...input, idempotencyKey: crypto.randomUUID() } })
    if (errors.length > 0) refused.push(`${mutation} ${errors.map(({ code }) => code).join()}`)
    // What was sent is not kept: a memory that grows would be measured too.
    graph.statements()
  })
  const taken = asked.map(({ mutation }, place) => ({ mutation, time: times[place] ?? Number.NaN }))
  const took = [...Map.groupBy(taken, ({ mutation }) => mutation)].map(([verb, those]) => [verb, those.map(({ time }) => time)] as const)
  return { took: new Map(took), refused }
}

/** The time that a share of them keep, to a tenth of a millisecond. */
const kept = (times: readonly number[], share = 0.99) => Math.round(percentile(times, share) * 10) / 10

const load = () => `load ${loadavg()[0]?.toFixed(1)}`

export const figures: Figure[] = [
  {
    name: `Every verb at ${perSecond} mutations a second`,
    target: '≤ 60 ms, 99 in 100 of each verb',
    async measure() {
      const { graph, machine } = await (ground ??= prepare())
      const { warm, counted } = await plan(graph)
      const first = await mutate(graph, warm)
      const before = load()
      const { result, disk } = await machine.besideDisk(() => mutate(graph, counted))
      const { took } = result
      const refused = [...first.refused, ...result.refused]
      const slow = [...took].map(([mutation, times]) => ({ mutation, at: kept(times) })).toSorted((one, other) => other.at - one.at)
      const all = [...took.values()].flat()
      const median = kept(all, 0.5)
      const detail = `slowest ${slow
        .slice(0, 3)
        .map(({ mutation, at }) => `${mutation} ${at} ms`)
        .join(', ')}; all: median ${median} ms, 99 in 100 ${kept(all)} ms; ${refused.length} refused${refused
        .slice(0, 3)
        .map((one) => ` (${one})`)
        .join('')}; ${took.size} verbs, ${ofEach} of each in any order, seed ${seed}; ${about}; ${disk}; ${before} before, ${load()} after`
      return { value: `${slow[0]?.at} ms`, met: (slow[0]?.at ?? Infinity) <= 60 && refused.length === 0, detail }
    }
  },
  ...worklists.map(({ name, query, index, ...list }): Figure => ({
    name: `The first page of a worklist: ${name}`,
    target: '≤ 30 ms, 99 in 100; along its index, and no table read whole',
    async measure() {
      const { graph } = await (ground ??= prepare())
      const times: number[] = []
      graph.statements()
      for (let page = 0; page < pages; page += 1) {
        const began = performance.now()
        const { errors } = await graph.ask(practitioner, query)
        if (errors.length > 0) throw new Error(JSON.stringify(errors))
        times.push(performance.now() - began)
      }
      const { statement = '' } = graph.statements().find((sent) => sent.room === 'liaison-diversion' && sent.statement.includes('limit')) ?? {}
      const values = valuesOf(list, new Date().toISOString().slice(0, 10))
      const found = await planOf({ url: graph.url, schema: 'liaison_diversion' }, practitioner, { statement, values })
      const isAlong = found.indexes.includes(index) && found.scans.length === 0 && !found.sorts
      const detail = `median ${kept(times, 0.5)} ms; ${isAlong ? `along ${index}, no sequential scan` : `indexes ${found.indexes.join()}, scans ${found.scans.join()}`}; ${pages} pages of 25; ${about}; ${load()}`
      return { value: `${kept(times)} ms`, met: kept(times) <= 30 && isAlong, detail }
    }
  })),
  {
    name: 'Episodes in the database when that was measured',
    target: `≥ ${episodes.toLocaleString('en-GB')}`,
    async measure() {
      const { graph, close } = await (ground ??= prepare())
      const [{ count } = { count: 0 }] = await graph.rows<{ count: number }>('select count(*)::int as count from liaison_diversion.episode')
      await close()
      return { value: count.toLocaleString('en-GB'), met: count >= episodes, detail: 'counted, then put away' }
    }
  }
]
