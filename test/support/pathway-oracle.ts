import { silentFrom } from './silence-model.ts'

// What a practitioner would say of a Liaison & Diversion pathway, told without a line of the room: who may do what when, where an
// episode stands, which lists it is in, and what readers hear of it. Times are milliseconds; all of it lies in British Summer Time.

export type OracleEpisode = {
  id: string
  version: number
  isChild: boolean
  setting: string
  received: number
  clock: number | null
  hasOffence: boolean
  offered: number | null
  screened: { at: number; outcome: string; hasUrgency: boolean } | null
  notSeen: { at: number; isDeclined: boolean } | null
  contacts: { id: string; at: number }[]
  assessments: { id: string; asked: number | null; made: number | null }[]
  needs: { id: string; code: string; at: number; reviews: Map<string, number>; isExplained: boolean }[]
  followUp: string | null
  adults: { id: string; at: number; isHere: boolean }[]
  hasCircumstances: boolean
  cohorts: Set<string>
  disposal: string | null
  diversions: Map<string, number>
  decisions: { id: string; decidedBy: string; code: string; on: string }[]
  shares: { id: string }[]
  reports: { id: string; at: number; hearing: string; issued: number | null; isCancelled: boolean }[]
  peers: { id: string; isOver: boolean }[]
  /** Onward referrals that were sent, as the room that keeps them tells. */
  sent: OracleReferral[]
  worker: string | null
  closed: { at: number; reason: string } | null
  /** What readers heard, each with the version it was told with. */
  events: string[]
}

export type OracleReferral = { id: string; code: string; at: number; isHeard: boolean; isTakenBack: boolean }

export const hour = 3_600_000

/** The day in London. */
export const dayOf = (at: number) => new Date(at + hour).toISOString().slice(0, 10)
export const instantOf = (at: number) => new Date(at).toISOString()

export function stateOf(episode: OracleEpisode): string {
  if (episode.closed) return 'CLOSED'
  if (episode.screened) return episode.assessments.some(({ made }) => made !== null) ? 'ASSESSED' : 'SCREENED'
  if (episode.notSeen !== null) return 'NOT_SEEN'
  return episode.offered === null ? 'REFERRED' : 'OFFERED'
}

/** When something was last done that a closing comes after: a contact, an assessment or its asking, or that the person was not seen. */
export function lastDone({ received, contacts, assessments, notSeen }: OracleEpisode): number {
  return Math.max(received, notSeen?.at ?? 0, ...contacts.map(({ at }) => at), ...assessments.map(({ asked, made }) => made ?? asked ?? 0))
}

type OracleNeed = OracleEpisode['needs'][number]

/** Where a need stands: by what was recorded of it last. */
export function standingOf({ at, reviews }: OracleNeed): { status: string; at: number } {
  const [last] = [...reviews].toSorted(([, one], [, other]) => other - one)
  return last ? { status: last[0], at: last[1] } : { status: 'IDENTIFIED', at }
}

export const diversions = ['DIVERTED_OUT_OF_JUSTICE', 'SUPPORTED_WITHIN_JUSTICE', 'NOT_DIVERTED']

/** What was decided last; at one time, what goes furthest. */
export function outcomeOf({ diversions: decided }: OracleEpisode): string | null {
  const far = ([outcome]: [string, number]) => diversions.indexOf(outcome)
  return [...decided].toSorted((one, other) => other[1] - one[1] || far(one) - far(other))[0]?.[0] ?? null
}

/** Nobody is found not to be diverted after they were. */
export function isContradicted(decided: Map<string, number>): boolean {
  const never = decided.get('NOT_DIVERTED')
  return never !== undefined && [...decided].some(([outcome, at]) => outcome !== 'NOT_DIVERTED' && at < never)
}

/** What others decide may come as soon as the alert did; who is referred to support while the case goes on was screened before. */
export function mayBeDecided({ received, screened }: OracleEpisode, outcome: string, at: number): boolean {
  return at >= (outcome === 'SUPPORTED_WITHIN_JUSTICE' ? (screened?.at ?? Infinity) : received)
}

type Met = OracleEpisode['contacts']

/** The contacts at which it was agreed when the next is due: the last. */
function decisiveOf(contacts: Met): Met {
  const last = Math.max(...contacts.map(({ at }) => at))
  return contacts.filter(({ at }) => at === last)
}

/** Whether nobody would know when the next contact is due, were these the contacts of an episode. */
export function isFollowUpLost({ contacts, closed, followUp }: OracleEpisode, after: Met): boolean {
  const [were, are] = [contacts, after].map((met) => decisiveOf(met).map(({ id }) => id))
  return closed === null && were?.join() !== are?.join() && (are?.length !== 0 || followUp !== null)
}

/** Whether all of it was recorded in error: nothing is done in it then, and nothing is missing. */
export const isInError = ({ closed }: OracleEpisode) => closed?.reason === 'RECORDED_IN_ERROR'

export function gapsOf(episode: OracleEpisode): string[] {
  if (isInError(episode)) return []
  const isStation = episode.setting === 'POLICE_CUSTODY' || episode.setting === 'VOLUNTARY_ATTENDANCE'
  return [
    ...(episode.hasOffence ? [] : ['OFFENCE_GROUP']),
    ...(episode.setting === 'POLICE_CUSTODY' && episode.clock === null ? ['CUSTODY_CLOCK'] : []),
    ...(episode.screened && !episode.screened.hasUrgency ? ['URGENCY'] : []),
    ...(episode.closed && isStation && !episode.disposal ? ['CUSTODY_DISPOSAL'] : []),
    ...(episode.closed && episode.screened && episode.diversions.size === 0 ? ['DIVERSION'] : [])
  ]
}

type Listed = { id: string; by: number | string }

/** What is in a list, in its order: by what it waits since, then by id. */
function inOrder(items: readonly (Listed | null)[]): string[] {
  const listed = items.filter((item) => item !== null)
  return listed.toSorted((one, other) => (one.by === other.by ? (one.id < other.id ? -1 : 1) : one.by < other.by ? -1 : 1)).map(({ id }) => id)
}

/** The worklists of a team that has these episodes and no others. */
export function listsOf(episodes: readonly OracleEpisode[], now: number): Record<string, string[]> {
  const list = (pick: (episode: OracleEpisode) => number | string | null) =>
    inOrder(
      episodes.map((episode) => {
        const by = pick(episode)
        return by === null ? null : { id: episode.id, by }
      })
    )
  const open = episodes.filter(({ closed }) => !closed)
  return {
    unseen: list((e) => (e.setting === 'POLICE_CUSTODY' && stateOf(e).match(/REFERRED|OFFERED/) && !e.disposal ? (e.clock ?? e.received) : null)),
    assessments: list((e) => (e.closed ? null : assessmentDueSince(e))),
    followUps: list((e) => (!e.closed && e.followUp !== null && e.followUp < dayOf(now) ? e.followUp : null)),
    caseload: list((e) => (e.closed ? null : e.received)),
    quality: list((e) => (gapsOf(e).length > 0 ? e.received : null)),
    silent: list((e) => silentSince(e, now)),
    reports: inOrder(
      open.flatMap(({ reports }) => reports.map((report) => (report.issued === null && !report.isCancelled ? { id: report.id, by: report.hearing } : null)))
    ),
    unmet: inOrder(episodes.flatMap((e) => e.needs.map((need) => (isUnmet(e, need) ? { id: need.id, by: need.at } : null))))
  }
}

/** Since when an assessment is wanted: of the screening that required one as long as nobody made any, else of what was asked first of those not made. */
function assessmentDueSince({ screened, assessments }: OracleEpisode): number | null {
  if (screened?.outcome === 'ASSESSMENT_REQUIRED' && assessments.every(({ made }) => made === null)) return screened.at
  const due = assessments.flatMap(({ asked, made }) => (asked !== null && made === null ? [asked] : []))
  return due.length > 0 ? Math.min(...due) : null
}

/** When the first referral was sent of which nothing was heard, once it is silent. */
function silentSince({ sent }: OracleEpisode, now: number): number | null {
  const unheard = sent.flatMap(({ at, isHeard, isTakenBack }) => (isHeard || isTakenBack ? [] : [at]))
  const first = Math.min(...unheard)
  return unheard.length > 0 && silentFrom(first, now) !== null ? first : null
}

/** Whether nothing followed from a need: no word on it, no reason, and no referral for it that stands. */
export function isUnmet({ sent }: OracleEpisode, need: OracleNeed): boolean {
  const isServed = sent.some(({ code, isTakenBack }) => code === need.code && !isTakenBack)
  return standingOf(need).status === 'IDENTIFIED' && !need.isExplained && !isServed
}

/** What the graph should answer of an episode. */
export function pictureOf(episode: OracleEpisode, now: number) {
  const { version, followUp, closed, worker } = episode
  return {
    ...{ state: stateOf(episode), version, followUpDueOn: followUp, outcome: outcomeOf(episode), closureReason: closed?.reason ?? null, worker },
    custodyDisposal: episode.disposal,
    cohorts: [...episode.cohorts].toSorted(),
    childCircumstances: episode.hasCircumstances ? { isLookedAfter: 'YES' } : null,
    needs: episode.needs.map((need) => ({ id: need.id, status: standingOf(need).status, isUnmet: isUnmet(episode, need) })).toSorted(byId),
    contacts: episode.contacts.length,
    decisions: episode.decisions.length,
    shares: episode.shares.length,
    assessmentsDue: episode.assessments.filter(({ made }) => made === null).length,
    adultsAwaited: episode.adults.filter(({ isHere }) => !isHere).length,
    peers: episode.peers.filter(({ isOver }) => !isOver).length,
    courtReports: episode.reports
      .map(({ id, hearing, issued, isCancelled }) => ({ id, isOverdue: !isCancelled && dayOf(issued ?? now) > hearing }))
      .toSorted(byId)
  }
}

const byId = (one: { id: string }, other: { id: string }) => (one.id < other.id ? -1 : 1)
