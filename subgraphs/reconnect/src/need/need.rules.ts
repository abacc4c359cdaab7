import { londonDate } from '@throughcare/kit/clock'
import { whyNotAlive } from '@throughcare/kit/day.rules'
import type { ReconnectNeedStatus } from '../../db/codes.ts'
import type { Course } from '../episode/episode.rules.ts'
import { whyNotOpen } from '../release/release.rules.ts'
import type { NeedRow } from './need.store.ts'

// Support "begins with an assessment; then planning" — NHS England, RECONNECT.

/** Why a code cannot be one of any need taxonomy; whether it is of the one that `directory` tells of is asked besides. */
export function whyNotNeedCode(code: string): string | null {
  return code.trim() === '' || code.length > 60 ? 'Name a need by its code in the need taxonomy: at most 60 characters.' : null
}

/** Why needs cannot be written down; `codes` are the new ones, `standing` those the episode has. */
export function whyNotAssess(
  episode: Course,
  { codes, standing, assessedAt }: { codes: readonly string[]; standing: readonly Pick<NeedRow, 'code'>[]; assessedAt: Date },
  now: Date
): string | null {
  const shut = whyNotOpen(episode)
  if (shut) return shut
  if (!episode.acceptedAt) return 'Accept the referral first; support begins with the assessment.'
  if (assessedAt < episode.acceptedAt) return 'The assessment lies before the acceptance. Check both times.'
  if (assessedAt > now) return 'The assessment lies in the future. Give the time at which it was made.'
  const died = whyNotAlive(episode, assessedAt)
  if (died) return died
  if (new Set(codes).size < codes.length) return 'A need is named twice. Name each need once.'
  const unknown = codes.map(whyNotNeedCode).find((whyNot) => whyNot !== null)
  if (unknown) return unknown
  return standing.some(({ code }) => codes.includes(code)) ? 'The episode names one of these needs already. Review that need instead.' : null
}

export function whyNotReviewNeed(episode: Course, { need, statusAt }: { need: Pick<NeedRow, 'statusAt'>; statusAt: Date }, now: Date): string | null {
  const shut = whyNotOpen(episode)
  if (shut) return shut
  if (statusAt < need.statusAt) return 'Something later is already recorded of this need. Check the time.'
  return statusAt > now ? 'The time lies in the future. Give the time since which it is so.' : null
}

const ofDrugsOrAlcohol: readonly string[] = ['substance-use', 'alcohol']

/** Whether a need is of drugs or alcohol: by its code in the need taxonomy, whichever pathway it was written down on, or by its pathway. */
export function isDrugsOrAlcohol({ code, pathway }: Pick<NeedRow, 'code' | 'pathway'>): boolean {
  return pathway === 'DRUGS_AND_ALCOHOL' || ofDrugsOrAlcohol.includes(code)
}

// Drugs and alcohol are a resettlement pathway of their own and a health need of RECONNECT — the service pages of the North East.
export function isHealthNeed(need: Pick<NeedRow, 'code' | 'pathway'>): boolean {
  return need.pathway === 'HEALTH' || isDrugsOrAlcohol(need)
}

const settled: readonly ReconnectNeedStatus[] = ['MET', 'ALREADY_SUPPORTED', 'DECLINED']

/** A need as it stands after a review. One that is identified anew is unmet again, whatever the reason was before. */
export function reviewed(need: NeedRow, review: Pick<NeedRow, 'status' | 'statusAt' | 'statusBy'>): NeedRow {
  const explained = review.status === 'IDENTIFIED' ? { noReferralAt: null, noReferralBy: null, noReferralReason: null } : {}
  return { ...need, ...review, ...explained, version: need.version + 1 }
}

/**
 * The day on which the last health need was settled: met, supported elsewhere, or help with it declined. Null while one is open, and
 * where nothing was met: that all was declined or supported before is no need met.
 */
export function healthNeedsMetOn(needs: readonly Pick<NeedRow, 'code' | 'pathway' | 'status' | 'statusAt'>[]): string | null {
  const ofHealth = needs.filter(isHealthNeed)
  if (!ofHealth.some(({ status }) => status === 'MET') || ofHealth.some(({ status }) => !settled.includes(status))) return null
  return londonDate(new Date(Math.max(...ofHealth.map(({ statusAt }) => statusAt.getTime()))))
}

/** Why it cannot be corrected where a need stands: nothing was recorded of it since it was found. */
export function whyNotRestate({ status: standing }: Pick<NeedRow, 'status'>, status: ReconnectNeedStatus | null): string | null {
  return standing === 'IDENTIFIED' && status !== null && status !== 'IDENTIFIED'
    ? 'Nothing is recorded yet of what became of this need. Record it instead.'
    : null
}

/** Why a need cannot be in an episode as it is written down. `episode` is as if it had no end. */
export function whyNotHaveNeed(episode: Course, need: Pick<NeedRow, 'identifiedAt' | 'statusAt'>, now: Date): string | null {
  const { identifiedAt, statusAt } = need
  return (
    whyNotAssess(episode, { codes: [], standing: [], assessedAt: identifiedAt }, now) ??
    whyNotReviewNeed(episode, { need: { statusAt: identifiedAt }, statusAt }, now)
  )
}

/** Why needs cannot have been found by the assessments of an episode. */
export function whyNotFound({ assessedAt }: Pick<Course, 'assessedAt'>, needs: readonly Pick<NeedRow, 'identifiedAt'>[]): string | null {
  if (!assessedAt) return needs.length > 0 ? 'A need is found by an assessment, and none is recorded. Take the need back too.' : null
  return needs.some(({ identifiedAt }) => identifiedAt < assessedAt) ? 'A need was found before the first assessment. Check both times.' : null
}

/** A need with the time of the assessment that found it, where that is corrected; what is recorded of it since stays. */
export function foundBy<Need extends Pick<NeedRow, 'identifiedAt' | 'statusAt'>>(need: Need, { from, to }: { from: Date; to: Date }): Need {
  const then = (at: Date) => (at.getTime() === from.getTime() ? to : at)
  return then(need.identifiedAt) === need.identifiedAt ? need : { ...need, identifiedAt: to, statusAt: then(need.statusAt) }
}

/** When the assessments were that are known: the first, and those that found a need later. */
export function assessedAtTimes(assessedAt: Date | null, needs: readonly Pick<NeedRow, 'identifiedAt'>[]): Date[] {
  const times = [...(assessedAt ? [assessedAt] : []), ...needs.map(({ identifiedAt }) => identifiedAt)].map((at) => at.getTime())
  return [...new Set(times)].toSorted((one, other) => one - other).map((at) => new Date(at))
}

export function whyTwice(needs: readonly Pick<NeedRow, 'code'>[]): string | null {
  return new Set(needs.map(({ code }) => code)).size < needs.length ? 'The episode names one of these needs already. Take back one of the two.' : null
}
