// What the corrections of episodes are like in every room that has episodes.

/** A value that was written over; `partId` says in which part of the episode, where it is in one. */
export type Correction = { field: string; partId?: string; oldValue: string | null; newValue: string | null }

/** The values of a row that differ from what stands, as the history keeps them. */
export function findDifferences<Row extends object>(row: Row, corrected: Readonly<Record<string, unknown>>): Correction[] {
  return Object.keys(corrected)
    .map((field) => ({ field, oldValue: plain((row as Record<string, unknown>)[field]), newValue: plain(corrected[field]) }))
    .filter(({ oldValue, newValue }) => oldValue !== newValue)
}

/** What a verb wrote over in a part of an episode, as where a goal is reviewed again; what was empty there is not. */
export function writtenOverIn(list: string, before: { id: string }, after: Readonly<Record<string, unknown>>): Correction[] {
  const differences = findDifferences(before, after).filter(({ oldValue }) => oldValue !== null)
  return differences.map((one) => ({ ...one, field: `${list}.${one.field}`, partId: before.id }))
}

function plain(value: unknown): string | null {
  if (value == null || (Array.isArray(value) && value.length === 0)) return null
  if (Array.isArray(value)) return value.join(', ')
  return value instanceof Date ? value.toISOString() : String(value)
}

export function whyNothingCorrected(corrections: readonly Correction[]): string | null {
  return corrections.length > 0 ? null : 'Nothing would change. Give what was wrong as it should be.'
}

/** Why what a correction corrects is not there to be corrected. */
export function whyNotRecorded(standing: unknown): string | null {
  return standing == null || standing === false ? 'What you correct was not recorded in this episode. Record it instead.' : null
}

/** Why something recorded in error cannot be corrected as well. */
export function whyNotBesides({ id: _, isRecordedInError: __, ...besides }: object & { id: string; isRecordedInError?: boolean | null }): string | null {
  return Object.values(besides).some((value) => value != null && value !== false) ? wholeOnly : null
}

const wholeOnly = 'What was recorded in error is taken back whole. Give nothing else of it, or correct it instead.'

/** The same of a step of the episode itself; `stepsInError` says what fields each step has. */
export function whyNotTakeBackAndCorrect<Step extends string>(
  stepsInError: Readonly<Record<Step, readonly string[]>>,
  { steps, given }: { steps: readonly Step[]; given: readonly string[] }
): string | null {
  return steps.some((step) => stepsInError[step].some((field) => given.includes(field))) ? wholeOnly : null
}

/** Why an episode cannot be closed as recorded in error: somebody would count its needs, or go on with its referrals. */
export function whyNotInError(needs: readonly unknown[], referrals: readonly { failedAt: Date | null }[]): string | null {
  if (needs.length > 0) return 'Needs are recorded in this episode. Take them back as recorded in error first, so that nobody counts them.'
  return referrals.some(({ failedAt }) => failedAt === null)
    ? 'An onward referral was sent in this episode. Take it back first as made by mistake, which can be done at any stage, so that no service goes on with it.'
    : null
}

/** Why nothing is done in an episode that was recorded in error, but to open it again and to end what still runs: the actions named in `still`. */
export function whyNotDoInError(
  { closureReason }: { closureReason: string | null },
  action: string | null,
  still: ReadonlySet<string> = new Set()
): string | null {
  if (closureReason !== 'RECORDED_IN_ERROR' || (action !== null && still.has(action))) return null
  return 'This episode was recorded in error, so nothing more is written down in it. If it is right after all, reopen it first.'
}

/**
 * Why an episode cannot have ended because the person died: a death is written down in their record, where it stops every clock of every room, and
 * not in one episode alone. Files are asked no such thing: what other systems closed so is history, and known to be no more than that.
 */
export function whyNotDied({ diedOn }: { diedOn?: string | null | undefined }, endedOn: string): string | null {
  if (!diedOn)
    return 'No death is recorded of this person. Record the death in the person’s record first (recordDeath): that stops every clock. If that was done a moment ago, try again in a second.'
  return endedOn < diedOn ? 'The person died after that day. Give the day of death as the end, or a later one.' : null
}

export const whyNotMadeInError = 'Reopen the episode first, then close it as recorded in error.'

type Closed = { closedAt: Date | null; closureReason: string | null; diedOn?: string | null | undefined }

export function whyNotReopen({ closedAt, closureReason, diedOn }: Closed): string | null {
  if (!closedAt) return 'The episode is open.'
  if (diedOn) return 'The person is recorded as having died. If that is wrong, withdraw the death in their record first.'
  return closureReason === 'DIED' ? 'The episode was closed because the person died. If that is wrong, correct the reason of the closing first.' : null
}
