import { londonDate } from '@throughcare/kit/clock'
import { whyNotDied, whyNotInError } from '@throughcare/kit/correction.rules'
import { mustPermit } from '@throughcare/kit/errors'
import { findAssessmentsOfEpisodes } from '../assessment/assessment.store.ts'
import { record } from '../change.ts'
import { findContactsOfEpisodes } from '../contact/contact.store.ts'
import type { Context } from '../context.ts'
import { withdrawIssues } from '../court-report/issued-court-report.store.ts'
import { findNeedsOfEpisodes } from '../need/need.store.ts'
import { onwardReferrals } from '../onward-referral/onward-referral.store.ts'
import { endWithEpisode } from '../peer-support/end-with-episode.ts'
import { changeEpisode, type EpisodeChange } from './change-episode.ts'
import { whyNotClose, whyNotCloseThen, whyNotThen } from './episode.rules.ts'
import { updateEpisode, type EpisodeRow } from './episode.store.ts'
import { toEvent } from './to-event.ts'
import { withdrawalEvent } from './withdrawal-event.ts'

export type ClosureInput = { closedAt?: Date | null; reason: NonNullable<EpisodeRow['closureReason']> }

/** Closes an episode with a reason, and ends its peer support. What was issued to courts in one that was recorded in error is withdrawn with it. */
export function closeLiaisonDiversionEpisode(context: Context, input: EpisodeChange & ClosureInput): Promise<EpisodeRow> {
  return changeEpisode(context, { action: 'close-liaison-diversion-episode', input }, async (tx, episode) => {
    const closing = close(context, episode, input)
    if (input.reason === 'DIED') mustPermit(whyNotDied(episode, londonDate(closing.closedAt)))
    const contacts = (await findContactsOfEpisodes(tx, [episode.id])).map(({ contactAt }) => contactAt)
    const assessments = (await findAssessmentsOfEpisodes(tx, [episode.id])).map(({ requestedAt, assessedAt }) => assessedAt ?? requestedAt)
    mustPermit(whyNotCloseThen(closing.closedAt, [episode.notSeenAt, ...contacts, ...assessments]))
    const isInError = input.reason === 'RECORDED_IN_ERROR'
    if (isInError) {
      const referrals = await onwardReferrals.findReferralsOfEpisodes(tx, [episode.id])
      mustPermit(whyNotInError(await findNeedsOfEpisodes(tx, [episode.id]), referrals))
      await withdrawIssues(tx, episode.id, { withdrawnAt: context.clock.now(), withdrawnBy: context.principal.subject })
    }
    const closed = await updateEpisode(tx, episode.id, closing)
    const endings = await endWithEpisode(tx, context, [closed])
    await record(tx, context, closureEvent(closed), ...endings, ...(isInError ? [withdrawalEvent(closed, 'referral-received', null)] : []))
    return closed
  })
}

/** What a closing changes in an episode; refuses it while nobody knows whether the person was seen. */
export function close({ principal, clock }: Pick<Context, 'principal' | 'clock'>, episode: EpisodeRow, { closedAt, reason }: ClosureInput) {
  const at = closedAt ?? clock.now()
  mustPermit(whyNotClose(episode, reason) ?? whyNotThen(episode, at, clock.now()))
  return { closedAt: at, closedBy: principal.subject, closureReason: reason, followUpDueOn: null }
}

export function closureEvent(episode: EpisodeRow) {
  return toEvent(episode, { type: 'liaison-diversion.episode-closed', at: episode.closedAt, facts: { reason: episode.closureReason ?? '' } })
}
