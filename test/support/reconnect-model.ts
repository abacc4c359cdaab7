import { deepStrictEqual } from 'node:assert'
import fc from 'fast-check'
import type { Principal } from '@throughcare/kit/principal'
import type { EpisodeRoom } from './episodes.ts'
import { makeKnown } from './known-record.ts'
import { persona } from './personas.ts'
import { dayLength, dayOf, hour, listsOf, pictureOf, type OracleEpisode } from './reconnect-oracle.ts'
import { corrections } from './reconnect-corrections.ts'
import { recordings } from './reconnect-verbs.ts'

/** What a command runs on: an episode of a team of its own, and the clock of both. */
type World = { room: EpisodeRoom; team: Principal; now: number; steps: number }
type Doing = { verb: string; days: number; hours: number; pick: number; flag: boolean; how: 'once' | 'twice' | 'stale'; isTried: boolean }

const verbs = { ...recordings, ...corrections }
const began = Date.parse('2027-08-20T09:00:00Z')
const fields = `id version phase supportEndsOn firstContactOn referralWindow { answer } plannedReleaseDates { date } gateMeeting { meetAt outcome }
  continuity { runsOutOn uncoveredDays } tasks { kind dueOn doneOn state } rePlan { from to moves { kind from to isPast } isGateMeetingMoved }
  needs { id need { code } } goals { id need { code } } contacts { id } planned: plannedReleaseDates { id } supplies: continuity { id }`

const often = ['accept', 'setDate', 'setDate', 'setDate', 'release', 'meeting', 'contact', 'contact', 'review', 'goal', 'wait', 'wait', 'wait', 'wait']
const doing = fc.record<Doing>({
  verb: fc.constantFrom(...often, ...Object.keys(verbs)),
  // Days around today, over leap days, both changes of the clocks and the ends of months.
  days: fc.oneof(fc.integer({ min: -10, max: 10 }), fc.integer({ min: -60, max: 220 })),
  hours: fc.constantFrom(0, 0, 0, 0, -1, -30, 1),
  pick: fc.nat(30),
  flag: fc.boolean(),
  how: fc.constantFrom('once', 'once', 'once', 'once', 'once', 'once', 'twice', 'stale'),
  // One in five of what is refused is asked for all the same; else no pathway would come far.
  isTried: fc.nat(4).map((chance) => chance === 0)
})

const whole: Doing = { verb: 'wait', days: 0, hours: 0, pick: 0, flag: true, how: 'once', isTried: false }
/** How far a pathway has come before chance takes over: nowhere, accepted, planned, released. */
const beginnings: Partial<Doing>[][] = [
  [{ verb: 'accept' }, { verb: 'assess', pick: 1, flag: false }],
  [{ verb: 'setDate', days: 30, pick: 1 }, { verb: 'plan' }, { verb: 'meeting', pick: 9 }],
  [{ verb: 'wait', pick: 15 }, { verb: 'release' }]
]

/**
 * Walks random pathways: after each step the room and the oracle agree whether it was refused and on all that can be seen of the episode,
 * its task list and what a move of the release date did to it among it; at the end, on the worklists it is in. Answers how many steps there were.
 */
export async function walkPathways(room: EpisodeRoom, { pathways, seed }: { pathways: number; seed: number }): Promise<number> {
  let steps = 0
  const course = fc.tuple(fc.nat(beginnings.length), fc.commands([doing.map(toCommand)], { maxCommands: 40, size: 'max' }))
  await fc.assert(
    fc.asyncProperty(course, async ([stage, commands]) => {
      const real = await begin(room)
      const model = await refer(real)
      for (const next of beginnings.slice(0, stage).flat()) await take(model, real, { ...whole, ...next })
      await fc.asyncModelRun(() => ({ model, real }), commands)
      await compareLists(real, model)
      steps += real.steps
    }),
    { numRuns: pathways, seed, endOnFailure: pathways > 100 }
  )
  return steps
}

async function begin(room: EpisodeRoom): Promise<World> {
  return { room, team: persona('reconnect-navigator', { organisation: `team-${crypto.randomUUID()}` }), now: began, steps: 0 }
}

async function refer(world: World): Promise<OracleEpisode> {
  world.room.at(new Date(world.now).toISOString())
  const identityRecordId = await makeKnown(world.room, 'reconnect', { service: 'RECONNECT', organisation: world.team.organisation })
  const input = { identityRecordId, facilityId: 'PNI', source: 'SELF', idempotencyKey: crypto.randomUUID() }
  const { id = '' } = await ask(world, 'referToReconnect', { input, refused: null })
  return {
    ...{
      id,
      version: 1,
      referred: world.now,
      risk: null,
      accepted: null,
      declined: false,
      declinedAt: null,
      closed: null,
      closedFor: null,
      assessed: null,
      plan: null
    },
    ...{
      needs: [],
      goals: [],
      plans: [],
      planIds: [],
      released: null,
      releasedBefore: null,
      meeting: null,
      meetingWas: null,
      meetingOutcome: null,
      contacts: [],
      treatment: null
    },
    ...{ gp: null, returned: null, extended: null, supply: null, prison: 'PNI', temporary: null, moves: [] }
  }
}

function toCommand(next: Doing): fc.AsyncCommand<OracleEpisode, World> {
  return { check: () => true, run: (model, real) => take(model, real, next), toString: () => JSON.stringify(next) }
}

async function take(model: OracleEpisode, world: World, { verb, days, hours, pick, flag, how, isTried }: Doing): Promise<void> {
  world.now += verb === 'wait' ? pick * 2 * dayLength + (flag ? 14 * hour : 0) : 60_000
  world.room.at(new Date(world.now).toISOString())
  world.steps += 1
  const known = verbs[verb]
  const step = { at: world.now + hours * hour, now: world.now, day: dayOf(world.now) + days, pick, flag }
  const asked = known?.input(model, step)
  if (!known || !asked) return
  const refused = how === 'stale' ? 'CONFLICT' : known.isRefused(model, step) ? 'BAD_USER_INPUT' : null
  const input = { episodeId: model.id, expectedVersion: model.version - (how === 'stale' ? 1 : 0), idempotencyKey: crypto.randomUUID(), ...asked }
  if (refused === 'BAD_USER_INPUT' && !isTried) return
  const { id, needs, goals, contacts, planned, supplies, ...seen } = await ask(world, known.mutation, { input, refused })
  const parts = { needs, goals, contacts, planned, supplies }
  if (refused) return
  // What was asked once more with its key is answered as before, and nothing happens again.
  if (how === 'twice') deepStrictEqual(await ask(world, known.mutation, { input, refused }), { id, ...parts, ...seen })
  model.version += 1
  known.follow(model, step, parts as Record<string, { id: string }[]>)
  deepStrictEqual({ input, seen }, { input, seen: pictureOf(model, world.now) })
}

/** Asks for a change, which must be refused with the code the oracle names, or not at all. */
async function ask({ room, team }: World, mutation: string, { input, refused }: { input: object; refused: string | null }) {
  const inputType = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input!`
  const { data, errors } = await room.ask(team, `mutation ($input: ${inputType}) { ${mutation}(input: $input) { ${fields} } }`, { input })
  deepStrictEqual({ mutation, input, codes: errors.map(({ code }) => code) }, { mutation, input, codes: refused ? [refused] : [] })
  return (data?.[mutation] ?? {}) as { id?: string } & Record<string, unknown>
}

const lists = [
  ...['RELEASES_IN_14_DAYS_WITHOUT_PLAN', 'RELEASES_IN_28_DAYS_WITHOUT_PLAN', 'GATE_MEETINGS_TODAY', 'FIRST_CONTACTS_DUE', 'FIRST_CONTACTS_OVERDUE'],
  ...['GOALS_STALLED', 'NEAR_THE_END_OF_SUPPORT', 'EXTENSIONS_ENDING', 'HEALTH_NEEDS_MET', 'RETURNED_TO_CUSTODY', 'LATE_REFERRALS', 'CASELOAD']
]
const everything = `query ($ids: [_Any!]!) { _entities(representations: $ids) { ... on ReconnectEpisode { ${fields} } }
  ${lists.map((list) => `${list}: reconnectWorklist(list: ${list}) { edges { node { id } } }`).join('\n')} }`

async function compareLists({ room, team, now }: World, model: OracleEpisode): Promise<void> {
  const { data, errors } = await room.ask(team, everything, { ids: [{ __typename: 'ReconnectEpisode', id: model.id }] })
  deepStrictEqual(errors, [])
  const { _entities: [found] = [], ...listed } = data as Record<string, { edges: object[] }> & { _entities: Record<string, unknown>[] }
  const { id, needs: _, goals: __, contacts: ___, planned: ____, supplies: _____, ...seen } = found ?? {}
  deepStrictEqual({ id, seen }, { id: model.id, seen: pictureOf(model, now) })
  deepStrictEqual(
    lists.filter((list) => listed[list]?.edges.length),
    listsOf(model, now)
  )
}
