import { setTimeout as pause } from 'node:timers/promises'
import type { Figure } from '@throughcare/gateway/evidence'
import { ownMachine, type OwnMachine } from '@throughcare/kit/own-machine'
import type { Principal } from '@throughcare/kit/principal'
import { openDurableGraph, type DurableGraph } from '../support/durable-graph.ts'
import type { TestGraph } from '../support/graph.ts'
import { fillReconnect } from '../support/many-reconnect-episodes.ts'
import { navigator, persona } from '../support/personas.ts'
import { atSteadyRate, percentile, shuffled } from '../support/steady-load.ts'
import { pathwaySteps, type Traveller } from './pathway-steps.ts'

const episodes = 1_000_000
const asks = 300
// So many that no single pause of the machine decides what 99 in 100 keep.
const travellers = 400
const seed = 1
/** So many go before them: a process that was just started is slow at what it does for the first time. */
const warming = 10
/** So often each list is asked for before any counts, for the same reason. */
const rehearsals = 40
const perSecond = 50

const manager = persona('reconnect-manager')
const page = (list: string) =>
  `{ reconnectWorklist(list: ${list}) { edges { node { id phase plannedReleaseDate facility { id } } } pageInfo { hasNextPage endCursor } } }`
const caseloads = (by: string) => `{ reconnectCaseloads(by: ${by}) { edges { node { workerId facility { id } total } } } }`

/** Each list with the index it must come out of. */
const lists: [query: string, index: string, principal: Principal][] = [
  [page('RELEASES_IN_14_DAYS_WITHOUT_PLAN'), 'episode_without_plan', navigator],
  [page('RELEASES_IN_28_DAYS_WITHOUT_PLAN'), 'episode_without_plan', navigator],
  [page('GATE_MEETINGS_TODAY'), 'episode_to_be_met', navigator],
  [page('FIRST_CONTACTS_DUE'), 'episode_unseen_since_release', navigator],
  [page('FIRST_CONTACTS_OVERDUE'), 'episode_unseen_since_release', navigator],
  [page('GOALS_STALLED'), 'episode_with_open_goals', navigator],
  [page('NEAR_THE_END_OF_SUPPORT'), 'episode_near_the_end', navigator],
  [page('EXTENSIONS_ENDING'), 'episode_extended', navigator],
  [page('HEALTH_NEEDS_MET'), 'episode_with_needs_met', navigator],
  [page('RETURNED_TO_CUSTODY'), 'episode_back_in_custody', navigator],
  [page('LATE_REFERRALS'), 'episode_planned', navigator],
  [page('HANDOVERS_FAILED'), 'episode_handed_over', navigator],
  [page('CASELOAD'), 'episode_open', navigator]
]

let ground: Promise<DurableGraph> | undefined

async function prepare(): Promise<DurableGraph> {
  const opened = await openDurableGraph()
  await fillReconnect(opened.graph, episodes)
  await opened.machine.comeToRest()
  return opened
}

async function answer(graph: TestGraph, query: string, principal: Principal): Promise<number> {
  const began = performance.now()
  const { data, errors } = await graph.ask(principal, query)
  const [list] = Object.values(data ?? {}) as { edges: object[] }[]
  if (errors.length > 0 || !list?.edges.length) throw new Error(`A list was empty or refused: ${query} ${JSON.stringify(errors)}`)
  return performance.now() - began
}

type Use = { scans: number; whole: number }

/** How often an index was scanned so far, and how often a large table was read through; statistics come in about a second late. */
async function useOf(graph: TestGraph, index: string): Promise<Use> {
  await pause(1_200)
  const [use] = await graph.rows<Use>(
    `select (select idx_scan from pg_stat_user_indexes where schemaname = 'reconnect' and indexrelname = $1)::int as scans,
       (select sum(seq_scan) from pg_stat_user_tables where schemaname = 'reconnect' and relname in ('episode', 'record_access'))::int as whole`,
    index
  )
  return use ?? { scans: 0, whole: 0 }
}

async function measureLists(graph: TestGraph): Promise<{ value: string; met: boolean; detail: string }> {
  const slowest: [name: string, milliseconds: number][] = []
  const astray: string[] = []
  for (const [query, , principal] of lists) for (let ask = 0; ask < rehearsals; ask += 1) await answer(graph, query, principal)
  for (const [query, index, principal] of lists) {
    const before = await useOf(graph, index)
    const times = []
    for (let ask = 0; ask < asks; ask += 1) times.push(await answer(graph, query, principal))
    const after = await useOf(graph, index)
    const name = query.match(/list: (\w+)/)?.[1] ?? ''
    if (after.scans - before.scans < asks || after.whole > before.whole) astray.push(name)
    slowest.push([name, percentile(times, 0.99)])
  }
  const worst = Math.max(...slowest.map(([, milliseconds]) => milliseconds))
  const each = slowest.map(([name, milliseconds]) => `${name} ${milliseconds.toFixed(1)}`).join(', ')
  const plan = astray.length === 0 ? 'each by its own index and no large table read through' : `not by their index: ${astray.join(', ')}`
  return {
    value: `${worst.toFixed(1)} ms`,
    met: worst <= 30 && astray.length === 0,
    detail: `${episodes} episodes of one team, 1 in 10 open; ${asks} first pages of each list, after ${rehearsals} of each that do not count, through the gateway as the app role, ${plan}; ${each}`
  }
}

async function measureCaseloads(graph: TestGraph): Promise<{ value: string; met: boolean; detail: string }> {
  const times: [string, number][] = []
  for (const by of ['PRISON', 'WORKER']) {
    const taken = []
    for (let ask = 0; ask < 12; ask += 1) taken.push(await answer(graph, caseloads(by), manager))
    times.push([by, percentile(taken.slice(2), 0.99)])
  }
  const worst = Math.max(...times.map(([, milliseconds]) => milliseconds))
  const detail = `100 000 open episodes counted, ${times.map(([by, milliseconds]) => `by ${by} ${Math.round(milliseconds)} ms`).join(', ')}`
  return { value: `${Math.round(worst)} ms`, met: worst <= 2_000, detail }
}

/**
 * Each traveller goes the whole pathway, one verb after the other, and then begins again; at every tick whoever is free takes the next. They
 * stand at different places of it when timing begins, so that at any moment every verb is asked for, as on any other day.
 */
async function measureVerbs(graph: TestGraph, machine: OwnMachine): Promise<{ value: string; met: boolean; detail: string }> {
  const rows = await graph.rows<{ record_id: string }>(`select distinct record_id from reconnect.episode limit ${travellers + warming}`)
  const subject = persona('reconnect-peer-support-worker').subject
  await graph.rows(
    `insert into reconnect.record_access (record_id, audience, level, service, version)
     select id, $2, 'read', 'RECONNECT', 1 from unnest($1::uuid[]) as id`,
    `{${rows.map(({ record_id }) => record_id).join()}}`,
    `subject:${subject}`
  )
  const people = rows.map(({ record_id }): Traveller => ({ recordId: record_id, id: '', version: 0, parts: {} }))
  const hear = async (traveller: Traveller, step: number) => pathwaySteps[step]?.hear?.(graph, traveller)
  const take = async (traveller: Traveller, step: number) => pathwaySteps[step]?.take(graph, traveller)
  const walk = async (traveller: Traveller, steps: number) => {
    for (let step = 0; step < steps; step += 1) {
      await hear(traveller, step)
      await take(traveller, step)
    }
  }
  for (const traveller of people.splice(0, warming)) await walk(traveller, pathwaySteps.length)
  const places = people.map((traveller, place) => ({ traveller, step: place % pathwaySteps.length }))
  const free: typeof places = []
  const wait = async (traveller: Traveller, step: number) => {
    await hear(traveller, step)
    free.push({ traveller, step })
  }
  for (const { traveller, step } of shuffled(places, seed)) {
    await walk(traveller, step)
    await wait(traveller, step)
  }

  const verbs: string[] = []
  const waiting: Promise<void>[] = []
  const takeNext = async (place: number) => {
    let next = free.shift()
    // All are under way: the graph falls behind, and waiting counts.
    for (; !next; next = free.shift()) await pause(2)
    verbs[place] = pathwaySteps[next.step]?.verb ?? ''
    await take(next.traveller, next.step)
    // What was sent is not kept: a memory that grows would be measured too.
    graph.statements()
    waiting.push(wait(next.traveller, (next.step + 1) % pathwaySteps.length))
  }
  const count = people.length * pathwaySteps.length
  const { result: times, disk } = await machine.besideDisk(() => atSteadyRate({ perSecond, count }, takeNext))
  await Promise.all(waiting)
  const byVerb = Map.groupBy(
    times.map((time, place) => ({ verb: verbs[place] ?? '', time })),
    ({ verb }) => verb
  )
  const slow = [...byVerb].map(([verb, taken]): [string, number] => [
    verb,
    percentile(
      taken.map(({ time }) => time),
      0.99
    )
  ])
  const worst = slow.toSorted(([, one], [, other]) => other - one)
  return {
    value: `${Math.round(worst[0]?.[1] ?? 0)} ms (${worst[0]?.[0]}), over all ${percentile(times, 0.5).toFixed(1)} ms in the middle`,
    met: worst.every(([, milliseconds]) => milliseconds <= 60),
    detail: `${times.length} mutations, ${byVerb.size} verbs in any order (seed ${seed}), ${perSecond} a second through the gateway with ${episodes} episodes, timed from when each was due; ${ownMachine}, and ${disk}; ${worst
      .map(([verb, milliseconds]) => `${verb} ${Math.round(milliseconds)}`)
      .join(', ')}`
  }
}

export const figures: Figure[] = [
  {
    name: 'First page of each RECONNECT worklist',
    target: '≤ 30 ms, 99 in 100, by index',
    measure: async () => measureLists((await (ground ??= prepare())).graph)
  },
  { name: 'Caseloads of a team', target: '≤ 2 s', measure: async () => measureCaseloads((await (ground ??= prepare())).graph) },
  {
    name: 'Each verb of RECONNECT',
    target: '≤ 60 ms, 99 in 100',
    async measure() {
      const { graph, machine, close } = await (ground ??= prepare())
      const figure = await measureVerbs(graph, machine)
      await close()
      return figure
    }
  }
]
