/** A limit as it decides access: whom it names, from when on (null: at once) and until when; and when it was set. */
export type LimitFact = {
  kind: 'EXCLUSION' | 'RESTRICTION'
  subjects: string[]
  from: Date | null
  until: Date | null
  endedAt: Date | null
  recordedAt: Date
}

export type FlagFact = { recordId: string; state: 'SENSITIVE' | 'CLEAR'; recordedAt: Date }

/** Why access may not be limited so, or null. */
export function whyNotLimit(
  { subjects, reason, from, until }: { subjects: readonly string[]; reason: string; from: Date | null; until: Date | null },
  now: Date
): string | null {
  if (subjects.length === 0 || subjects.length > 50) return 'Name between 1 and 50 members of staff, by the name they sign in with.'
  if (subjects.some((subject) => !/^\P{C}{1,200}$/u.test(subject))) return 'One of the names is empty, too long, or holds a line break.'
  if (reason.trim().length < 15) return 'Say in at least 15 characters why access is limited.'
  if (from !== null && from <= now) return '"from" must lie ahead; leave it out for a limit that begins now.'
  if (from !== null && until !== null && until <= from) return 'The limit would end before it begins. Check "from" and "until".'
  return until !== null && until <= now ? '"until" must lie ahead; leave it out for a limit without an end.' : null
}

/** Whether a limit holds at a moment, as far as its beginning and its being ended say; its `until` is enforced where rows are read. */
export function hasBegun({ from, endedAt }: Pick<LimitFact, 'from' | 'endedAt'>, now: Date): boolean {
  return endedAt === null && (from === null || from <= now)
}

/** The limits in force that shut a member of staff out: what excludes them by name, and restrictions of which none names them. */
export function thatShutOut<Limit extends LimitFact>(subject: string, limits: readonly Limit[], now: Date): Limit[] {
  const inForce = limits.filter((limit) => hasBegun(limit, now) && (limit.until === null || limit.until > now))
  const restrictions = inForce.filter(({ kind }) => kind === 'RESTRICTION')
  const isNamed = restrictions.some(({ subjects }) => subjects.includes(subject))
  return [...inForce.filter(({ kind, subjects }) => kind === 'EXCLUSION' && subjects.includes(subject)), ...(isNamed ? [] : restrictions)]
}

/** Who wrote down what a record says now, and when. */
export type Author = { subject: string; at: Date }

/** All that decides whether one who is shut out of a person sees a record of theirs alone. */
type Shut = {
  limits: readonly (LimitFact & { recordId: string })[]
  /** The hours for which two persons let somebody past, those that are over too. */
  limitOverrides: readonly { subject: string; decidedAt: Date; until: Date }[]
}

/**
 * Who sees a record alone, as a person of its own: whoever wrote it down while they were shut out of the person it belongs to, and so without
 * knowing of them. What they wrote is theirs to see, and that it vanished would tell them of somebody. Null where nobody does: what they wrote
 * in an hour for which they were let past they wrote of the person, and a limit that is set since, or with this record, means it too.
 * `until`: when the last of the limits ends.
 */
export function seenAloneBy(
  { id, author }: { id: string; author?: Author },
  { limits, limitOverrides }: Shut,
  now: Date
): { subject: string; until: Date | null } | null {
  if (!author || limitOverrides.some(({ subject, decidedAt, until }) => subject === author.subject && decidedAt <= author.at && author.at < until)) return null
  const shutting = thatShutOut(author.subject, limits, now)
  if (shutting.length === 0 || !shutting.every(({ recordId, from, recordedAt }) => recordId !== id && (from ?? recordedAt) <= author.at)) return null
  const ends = shutting.flatMap(({ until }) => until ?? [])
  return { subject: author.subject, until: ends.length < shutting.length ? null : new Date(Math.max(...ends.map((end) => end.getTime()))) }
}

/** Why a word on somebody's places may not be written down with this reason, or null. */
export function whyNotFlag(reason: string): string | null {
  return reason.trim().length < 15 ? 'Say in at least 15 characters who was asked and what they said.' : null
}

/**
 * Whether the places of one record may be shown to others who may read it: only where its newest word is CLEAR, and no record of the same
 * person says SENSITIVE. A record without a word is not safe: PDS shows unlabelled records to be protected ones (S-flag).
 */
export function arePlacesClear(recordId: string, flags: readonly FlagFact[]): boolean {
  const newest = new Map<string, FlagFact>()
  for (const flag of flags) {
    const standing = newest.get(flag.recordId)
    // Of two at one instant the stricter holds.
    const isNewer =
      !standing || standing.recordedAt < flag.recordedAt || (standing.recordedAt.getTime() === flag.recordedAt.getTime() && flag.state === 'SENSITIVE')
    if (isNewer) newest.set(flag.recordId, flag)
  }
  return newest.get(recordId)?.state === 'CLEAR' && ![...newest.values()].some(({ state }) => state === 'SENSITIVE')
}

/**
 * Whether a source's word on a record's places is to be written down: where it is new, and does not clear what somebody else has flagged.
 * A file that is taken in every night must not undo in the night what was said to a member of staff by day.
 */
export function isNews(state: FlagFact['state'], standing: (Pick<FlagFact, 'state'> & { recordedBy: string }) | undefined, source: string): boolean {
  if (standing?.state === state) return false
  return state === 'SENSITIVE' || standing === undefined || standing.recordedBy === source
}
