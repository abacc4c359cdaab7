import { deepStrictEqual } from 'node:assert'
import fc from 'fast-check'
import type { Principal } from '@throughcare/kit/principal'
import { room as definition } from '@throughcare/liaison-diversion'
import type { EpisodeRoom } from './episodes.ts'
import { feedEvent } from './fed-room.ts'
import { makeKnown } from './known-record.ts'
import { gapsOf, hour, instantOf, isInError, listsOf, pictureOf, type OracleEpisode, type OracleReferral } from './pathway-oracle.ts'
import { care, needs as codes } from './pathway-care.ts'
import { corrections } from './pathway-corrections.ts'
import { decisionsAndReports } from './pathway-decisions.ts'
import { chosen, oneOf, type Step, type Verb } from './pathway-step.ts'
import { persona } from './personas.ts'
import { openTelling, type Telling } from './telling.ts'

/** One person of a team of their own, so that its worklists hold their episodes alone. */
type World = { room: EpisodeRoom; telling: Telling; team: Principal; recordId: string; isChild: boolean; now: number; episodes: OracleEpisode[]; steps: number }

/** What is not done here, but told by the room that keeps onward referrals. */
const told = ['refer', 'hearBack', 'takeReferralBack']
const verbs: Record<string, Verb> = { ...care, ...decisionsAndReports, ...corrections }

type Doing = { verb: string; whose: number; hours: number; pick: number; flag: boolean; how: 'once' | 'twice' | 'stale' }

const settings = ['POLICE_CUSTODY', 'POLICE_CUSTODY', 'VOLUNTARY_ATTENDANCE', 'MAGISTRATES_COURT'] as const
const began = Date.parse('2026-06-01T09:00:00Z')

const doing = fc.record<Doing>({
  verb: fc.constantFrom('receive', 'wait', 'explain', 'assess', 'review', 'issue', ...told, ...told, ...Object.keys(verbs)),
  whose: fc.constantFrom(0, 0, 0, 1),
  hours: fc.constantFrom(...Array.from({ length: 9 }, () => 0), -1, -30, 1),
  pick: fc.nat(23),
  flag: fc.boolean(),
  how: fc.constantFrom(...Array.from({ length: 14 }, () => 'once' as const), 'twice', 'stale')
})

/**
 * Walks random pathways: after each step the room and the oracle agree whether it was refused, where every episode stands, what is in
 * every worklist and in what order, and what readers of events hear. Answers how many steps there were.
 */
export async function walkPathways(room: EpisodeRoom, { pathways, seed }: { pathways: number; seed: number }): Promise<number> {
  let steps = 0
  const telling = openTelling(definition, room.url)
  // Most who are referred are screened at once, and have a need: little can happen before.
  const first = fc.constantFrom(
    ['screen', 'identify'],
    ['screen', 'request'],
    ['screen', 'ask'],
    ['screen', 'ask', 'answer'],
    ['offer'],
    ['leave'],
    ['refer', 'close']
  )
  const pathway = fc.tuple(fc.boolean(), first, fc.nat(23), fc.array(doing, { minLength: 8, maxLength: 20 }))
  await fc
    .assert(
      fc.asyncProperty(pathway, async ([isChild, verbsFirst, pick, doings]) => {
        const world = await begin(room, telling, isChild)
        const surely = { whose: 0, hours: 0, pick, flag: pick % 3 > 0, how: 'once' } as const
        for (const verb of ['receive', ...verbsFirst]) await take(world, { ...surely, verb })
        for (const next of doings) await take(world, next)
        steps += world.steps
      }),
      { numRuns: pathways, seed, endOnFailure: true }
    )
    .finally(() => telling.close())
  return steps
}

async function begin(room: EpisodeRoom, telling: Telling, isChild: boolean): Promise<World> {
  const organisation = `team-${crypto.randomUUID()}`
  const birthDate = isChild ? '2012-02-28' : '1990-02-28'
  const recordId = await makeKnown(room, 'liaison_diversion', { service: 'LIAISON_DIVERSION', organisation, birthDate })
  return { room, telling, team: persona('ld-practitioner', { organisation }), recordId, isChild, now: began, episodes: [], steps: 0 }
}

async function take(world: World, next: Doing): Promise<void> {
  // Each step has a minute of its own, so that nothing happens at the same time as anything else.
  world.now += next.verb === 'wait' ? next.pick * hour : 60_000
  world.room.at(instantOf(world.now))
  const step = { at: world.now + next.hours * hour, now: world.now, pick: next.pick, flag: next.flag }
  if (next.verb === 'receive') await receive(world, step)
  else if (told.includes(next.verb)) await hear(world, next, step)
  else if (next.verb !== 'wait') await change(world, next, step)
  world.steps += 1
  await compare(world)
}

async function receive(world: World, step: Step): Promise<void> {
  if (world.episodes.length === 2) return
  const setting = settings[step.pick % settings.length] ?? ''
  const clock = step.flag && setting === 'POLICE_CUSTODY' ? step.at - hour : null
  const offence = step.pick % 2 === 0 ? { offenceGroup: 'THEFT' } : {}
  const input = { identityRecordId: world.recordId, facilityId: 'LAN3', setting, source: 'POLICE', receivedAt: instantOf(step.at), ...offence }
  const { id } = await ask(
    world,
    { mutation: 'receiveReferral' },
    {
      input: { ...input, ...(clock ? { custodyClockStartedAt: instantOf(clock) } : {}), idempotencyKey: crypto.randomUUID() },
      refused: step.at > step.now ? 'BAD_USER_INPUT' : null
    }
  )
  if (!id) return
  world.episodes.push({
    ...{ id, version: 1, isChild: world.isChild, setting, received: step.at, clock, hasOffence: step.pick % 2 === 0, offered: null, screened: null },
    ...{
      notSeen: null,
      contacts: [],
      assessments: [],
      decisions: [],
      shares: [],
      needs: [],
      followUp: null,
      adults: [],
      hasCircumstances: false,
      cohorts: new Set<string>()
    },
    ...{
      disposal: null,
      diversions: new Map<string, number>(),
      reports: [],
      peers: [],
      sent: [],
      worker: null,
      closed: null,
      events: ['1 liaison-diversion.referral-received']
    }
  })
}

/** What the room that keeps onward referrals tells: that one was sent, that it was heard of, or that the team took it back, as it can at any stage. */
async function hear({ telling, recordId, now, episodes }: World, { verb, whose }: Doing, step: Step): Promise<void> {
  const episode = episodes[whose % episodes.length]
  if (!episode || isInError(episode)) return
  const tell = ({ id, code }: OracleReferral, type: string, at: number) => {
    const payload = { referralId: id, episodeId: episode.id, madeBy: 'LIAISON_DIVERSION', needCode: code }
    return telling.tell('referrals', feedEvent({ type: `referrals.${type}`, recordId, occurredAt: instantOf(at), payload }))
  }
  if (verb === 'refer') {
    // Some days ago: at random few pathways take as long as a service may be silent.
    const sent = { id: crypto.randomUUID(), code: oneOf(codes, step), at: now - (step.pick % 8) * 24 * hour, isHeard: false, isTakenBack: false }
    episode.sent.push(sent)
    return tell(sent, 'referral-sent', sent.at)
  }
  const referral = chosen(episode.sent, step)
  if (!referral) return
  Object.assign(referral, verb === 'hearBack' ? { isHeard: true } : { isTakenBack: true })
  const heard = step.flag ? 'referral-received' : 'referral-accepted'
  return tell(referral, verb === 'hearBack' ? heard : 'referral-withdrawn', now)
}

async function change(world: World, { verb, whose, how }: Doing, step: Step): Promise<void> {
  const episode = world.episodes[whose % world.episodes.length]
  const known = verbs[verb]
  const asked = episode && known?.input(episode, step)
  if (!episode || !known || !asked) return
  const isShut = isInError(episode) && !['reopen', 'release', 'cancel'].includes(verb)
  const refused = how === 'stale' ? 'CONFLICT' : isShut ? 'BAD_USER_INPUT' : known.refused(episode, step)
  const expectedVersion = how === 'stale' ? episode.version - 1 : episode.version
  const input = { episodeId: episode.id, expectedVersion, idempotencyKey: crypto.randomUUID(), ...asked }
  const answered = await ask(world, known, { input, refused })
  // What was asked once more with its key is answered as before, and nothing happens again.
  if (how === 'twice') deepStrictEqual(await ask(world, known, { input, refused }), answered)
  if (refused) return
  episode.version += 1
  const made = known.makes ? newest(answered[known.makes] as { id: string }[], episode) : ''
  episode.events.push(...known.follow(episode, step, made).map((event) => `${episode.version} liaison-diversion.${event}`))
}

/** The one part that the oracle does not know of yet. */
function newest(parts: readonly { id: string }[], episode: OracleEpisode): string {
  const { contacts, assessments, needs, adults, reports, decisions, shares, peers } = episode
  const known = new Set([contacts, assessments, needs, adults, reports, decisions, shares, peers].flat().map(({ id }) => id))
  return parts.findLast(({ id }) => !known.has(id))?.id ?? ''
}

/** Asks for a change, which must be refused with the code the oracle names, or not at all. */
async function ask(
  { room, team }: World,
  { mutation, makes }: Pick<Verb, 'mutation' | 'makes'>,
  { input, refused }: { input: object; refused: string | null }
) {
  const inputType = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input!`
  const made = makes ? `${makes} { id }` : ''
  const { data, errors } = await room.ask(team, `mutation ($input: ${inputType}) { ${mutation}(input: $input) { id ${made} } }`, { input })
  deepStrictEqual({ mutation, codes: errors.map(({ code }) => code), input }, { mutation, codes: refused ? [refused] : [], input })
  return (data?.[mutation] ?? {}) as { id?: string } & Record<string, unknown>
}

const listNames = {
  unseen: 'IN_CUSTODY_UNSEEN',
  assessments: 'ASSESSMENTS_DUE',
  followUps: 'FOLLOW_UPS_OVERDUE',
  caseload: 'CASELOAD',
  quality: 'DATA_QUALITY',
  silent: 'REFERRALS_SILENT'
}
const everything = `query ($ids: [_Any!]!) {
  ${Object.entries(listNames)
    .map(([name, list]) => `${name}: liaisonDiversionWorklist(list: ${list}) { edges { gaps node { id } } }`)
    .join('\n')}
  reports: courtReportsDue { edges { node { id } } } unmet: unmetNeeds { edges { node { id } } }
  _entities(representations: $ids) { ... on LiaisonDiversionEpisode { id state version followUpDueOn outcome closureReason worker custodyDisposal cohorts
    childCircumstances { isLookedAfter } needs { id status isUnmet } assessments { assessedAt } appropriateAdults { arrivedAt } peerSupport { endedAt }
    courtReports { id isOverdue } contacts { id } justiceOutcomes { id } informationShares { id } } } }`

/** All that can be seen of a team's episodes, held against the oracle. */
async function compare({ room, team, now, episodes }: World): Promise<void> {
  const ids = episodes.map(({ id }) => ({ __typename: 'LiaisonDiversionEpisode', id }))
  const { data, errors } = await room.ask(team, everything, { ids })
  deepStrictEqual(errors, [])
  const { _entities: found, ...lists } = data as Record<string, { edges: { gaps: string[]; node: { id: string } }[] }> & { _entities: Found[] }

  const listed = Object.entries(lists).map(([name, { edges }]) => [name, edges.map(({ node }) => node.id)])
  deepStrictEqual(Object.fromEntries(listed), listsOf(episodes, now))
  deepStrictEqual(
    found.map(toPicture),
    episodes.map((episode) => pictureOf(episode, now))
  )
  const inQuality = lists.quality?.edges.map(({ gaps, node }) => [node.id, gaps]) ?? []
  deepStrictEqual(Object.fromEntries(inQuality), Object.fromEntries(episodes.map((e) => [e.id, gapsOf(e)]).filter(([, gaps]) => gaps?.length)))
  const left = await room.rows<{ id: string; told: string[] }>(
    `select subject_id as id, array_agg(subject_version || ' ' || type order by id) as told from liaison_diversion.outbox_event
     where subject_id = any ($1) and record_id = any (array(select record_id from liaison_diversion.episode where id = any ($1::uuid[]))) group by subject_id`,
    episodes.map(({ id }) => id)
  )
  const heard = episodes.map(({ id, events }) => [id, events])
  deepStrictEqual(Object.fromEntries(left.map(({ id, told }) => [id, told])), Object.fromEntries(heard))
}

type Found = Record<
  'needs' | 'assessments' | 'appropriateAdults' | 'peerSupport' | 'courtReports' | 'contacts' | 'justiceOutcomes' | 'informationShares',
  Record<string, unknown>[]
> & {
  id: string
  cohorts: string[]
}

function toPicture({ id: _, assessments, appropriateAdults, peerSupport, contacts, justiceOutcomes, informationShares, ...rest }: Found) {
  const byId = (one: Record<string, unknown>, other: Record<string, unknown>) => (String(one.id) < String(other.id) ? -1 : 1)
  return {
    ...rest,
    cohorts: rest.cohorts.toSorted(),
    needs: rest.needs.toSorted(byId),
    courtReports: rest.courtReports.toSorted(byId),
    contacts: contacts.length,
    decisions: justiceOutcomes.length,
    shares: informationShares.length,
    assessmentsDue: assessments.filter(({ assessedAt }) => assessedAt === null).length,
    adultsAwaited: appropriateAdults.filter(({ arrivedAt }) => arrivedAt === null).length,
    peers: peerSupport.filter(({ endedAt }) => endedAt === null).length
  }
}
