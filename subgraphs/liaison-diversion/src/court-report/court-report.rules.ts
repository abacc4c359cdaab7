import { londonDate } from '@throughcare/kit/clock'
import { whyNotAlive } from '@throughcare/kit/day.rules'
import { asOf } from '../episode/episode.rules.ts'
import type { EpisodeRow } from '../episode/episode.store.ts'
import { whyTooFarAhead } from '../episode/far-ahead.rules.ts'
import type { CourtReportRow } from './court-report.store.ts'
import type { IssuedCourtReportRow } from './issued-court-report.store.ts'

export const longestContents = 50_000

type Living = Partial<Pick<EpisodeRow, 'diedOn'>>

/** Why a report cannot be asked for; nobody asks for one about somebody who has died, though a hearing that was set before may lie after the death. */
export function whyNotRequest(
  { closedAt, receivedAt, diedOn }: Pick<EpisodeRow, 'closedAt' | 'receivedAt'> & Living,
  { requestedAt, hearingOn, now }: { requestedAt: Date; hearingOn: string; now: Date }
): string | null {
  if (closedAt) return 'The episode is closed. Reopen it, or receive a new referral.'
  if (requestedAt > now) return 'The request lies in the future. Give the time at which it came.'
  if (requestedAt < receivedAt) return 'The request lies before the referral. Check both times.'
  if (hearingOn < londonDate(requestedAt)) return 'The hearing lies before the request. Check the day of the hearing.'
  return whyTooFarAhead('hearing', hearingOn, requestedAt) ?? whyNotAlive({ diedOn }, requestedAt)
}

/** Why a request cannot be taken back: what was issued was issued. */
export function whyNotCancel({ issuedAt, cancelledAt }: Pick<CourtReportRow, 'issuedAt' | 'cancelledAt'>): string | null {
  if (issuedAt) return 'This report was issued, so its request stands.'
  return cancelledAt ? 'This report was cancelled already.' : null
}

/** Why what was asked for cannot be corrected: what the court read was for that request. */
export function whyNotAmend({ issuedAt, cancelledAt }: Pick<CourtReportRow, 'issuedAt' | 'cancelledAt'>): string | null {
  if (issuedAt) return 'This report was issued, so what was asked for stands. Issue it again, or record that another was asked for.'
  return cancelledAt ? 'This report was cancelled. If it is wanted after all, record that it was asked for again.' : null
}

/** Why a report cannot be issued now. It may be issued after the hearing, late as that is, and after the closing. */
export function whyNotIssue({ screenedAt }: Pick<EpisodeRow, 'screenedAt'>, contents: string): string | null {
  return whyNothingFound(screenedAt) ?? whyNotTell(contents)
}

export function whyNothingFound(screenedAt: Date | null): string | null {
  return screenedAt ? null : 'A report says what was found. Record the screening first.'
}

/** Why a report that another system issued cannot have been issued then. */
export function whyNotIssuedThen({ requestedAt }: Pick<CourtReportRow, 'requestedAt'>, issuedAt: Date, now: Date): string | null {
  if (issuedAt > now) return 'The issue lies in the future. Give the time at which it was issued.'
  return issuedAt < requestedAt ? 'The issue lies before the request. Check both times.' : null
}

/** Why a request, and an issue where there was one, cannot be in an episode as they are written down. */
export function whyNotHaveRequested(
  episode: Pick<EpisodeRow, 'closedAt' | 'receivedAt' | 'screenedAt'> & Living,
  { requestedAt, hearingOn, issuedAt }: Pick<CourtReportRow, 'requestedAt' | 'hearingOn' | 'issuedAt'>,
  now: Date
): string | null {
  const requested = whyNotRequest(asOf(episode, requestedAt), { requestedAt, hearingOn, now })
  return requested ?? (issuedAt ? (whyNothingFound(episode.screenedAt) ?? whyNotIssuedThen({ requestedAt }, issuedAt, now)) : null)
}

/** What is shown of an issued report: to a court nothing any more once it was withdrawn, as it may be about somebody else. */
export function contentsFor(
  { contents, withdrawnAt }: Pick<IssuedCourtReportRow, 'contents' | 'withdrawnAt'>,
  { isCourt }: { isCourt: boolean }
): string | null {
  return isCourt && withdrawnAt ? null : contents
}

export function whyNotTell(contents: string): string | null {
  if (contents.trim() === '') return 'Write down what is told.'
  return contents.length > longestContents ? `That is longer than ${longestContents.toLocaleString('en-GB')} characters. Shorten it.` : null
}

/** Why something cannot have been told at a time. */
export function whyNotShare({ receivedAt }: Pick<EpisodeRow, 'receivedAt'>, at: Date, now: Date): string | null {
  if (at > now) return 'The time lies in the future. Give the time at which it was told.'
  return at < receivedAt ? 'The time lies before the referral. Check the times.' : null
}

/** A report is in time up to the day of the hearing itself; from the day after it is overdue, issued or not, unless it was cancelled. */
export function isOverdue({ hearingOn, issuedAt, cancelledAt }: Pick<CourtReportRow, 'hearingOn' | 'issuedAt' | 'cancelledAt'>, now: Date): boolean {
  return cancelledAt === null && londonDate(issuedAt ?? now) > hearingOn
}
