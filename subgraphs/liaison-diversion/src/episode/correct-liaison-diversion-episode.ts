import type { Database } from '@throughcare/kit/db'
import { mustPermit, refuse } from '@throughcare/kit/errors'
import { findAssessmentsOfEpisodes } from '../assessment/assessment.store.ts'
import { record } from '../change.ts'
import { findContactsOfEpisodes } from '../contact/contact.store.ts'
import type { Context } from '../context.ts'
import { whyNotMeetAt } from '../known-facility/known-facility.rules.ts'
import { knownFacilities } from '../known-facility/known-facility.store.ts'
import { changeEpisode, type EpisodeChange } from './change-episode.ts'
import { closureEvent } from './close-liaison-diversion-episode.ts'
import { correctable, findCorrections, sayWhere, whyNotCorrect, whyNotKeepContacts, writtenBy, type Corrected } from './correction.rules.ts'
import { whyNotCloseThen } from './episode.rules.ts'
import { updateEpisode, type EpisodeRow } from './episode.store.ts'
import { offerEvent } from './offer-screening.ts'
import { referralEvent } from './receive-referral.ts'
import { disposalEvent } from './record-custody-disposal.ts'
import { notSeenEvent } from './record-not-seen.ts'
import { screeningEvent } from './record-screening.ts'
import { toEvent } from './to-event.ts'

type Given = { [Field in keyof Corrected]?: Corrected[Field] | null }

/** Corrects what was written down wrongly; old and new value, why and who stay in the history. */
export function correctLiaisonDiversionEpisode(context: Context, input: EpisodeChange & { reason: string } & Given): Promise<EpisodeRow> {
  return changeEpisode(context, { action: 'correct-liaison-diversion-episode', input }, async (tx, episode) => {
    const reason = input.reason.trim() || refuse('BAD_USER_INPUT', 'Say why it was wrong, in a sentence.', { field: 'reason' })
    const now = context.clock.now()
    const corrected = Object.fromEntries(correctable.flatMap((field) => (input[field] == null ? [] : [[field, input[field]]]))) as Corrected
    mustPermit(whyNotCorrect(episode, corrected, now))
    mustPermit(whyNotKeepContacts({ ...episode, ...corrected }, await findContactsOfEpisodes(tx, [episode.id]), now))
    if (corrected.closedAt) mustPermit(await whyNotCloseBeforeAssessments(tx, episode.id, corrected.closedAt))
    const corrections = findCorrections(episode, corrected)
    const fields = corrections.map(({ field }) => field)
    if (sayWhere(fields)) mustPermit(await whyNotThere(tx, { ...episode, ...corrected }))
    const row = await updateEpisode(tx, episode.id, { ...corrected, ...nowWrittenBy(context.principal.subject, fields) })
    await record(tx, context, toEvent(row, { type: 'liaison-diversion.episode-corrected', at: now, facts: { fields } }), ...stepsAnew(row, fields))
    return { episode: row, reason, corrections }
  })
}

/** Assessments stand as they were made: the closing comes after them. */
async function whyNotCloseBeforeAssessments(tx: Database, episodeId: string, closedAt: Date): Promise<string | null> {
  const assessments = await findAssessmentsOfEpisodes(tx, [episodeId])
  return whyNotCloseThen(
    closedAt,
    assessments.map(({ requestedAt, assessedAt }) => assessedAt ?? requestedAt)
  )
}

/** What the directory came to say of a facility since then is no reason to refuse what is corrected beside it. */
async function whyNotThere(tx: Database, episode: EpisodeRow): Promise<string | null> {
  return whyNotMeetAt((await knownFacilities.findKnownFacilities(tx, [episode.facilityId])).get(episode.facilityId), episode)
}

/** Whoever corrects a step has written it: an import that says otherwise is refused from then on. */
function nowWrittenBy(subject: string, fields: readonly string[]): Partial<EpisodeRow> {
  return Object.fromEntries(fields.map((field) => [writtenBy[field as keyof Corrected], subject]))
}

/** The steps that readers were told wrongly, told again as they are. */
function stepsAnew(episode: EpisodeRow, fields: readonly string[]) {
  const has = (...names: (keyof Corrected)[]) => names.some((name) => fields.includes(name))
  return [
    ...(has('receivedAt', 'facilityId', 'setting', 'source') ? [referralEvent(episode)] : []),
    ...(has('screeningOfferedAt') ? [offerEvent(episode)] : []),
    ...(has('screenedAt', 'screeningOutcome') ? [screeningEvent(episode)] : []),
    ...(has('notSeenAt', 'notSeenReason') ? [notSeenEvent(episode)] : []),
    ...(has('custodyDisposalAt', 'custodyDisposal') ? [disposalEvent(episode)] : []),
    ...(has('closedAt', 'closureReason') ? [closureEvent(episode)] : [])
  ]
}
