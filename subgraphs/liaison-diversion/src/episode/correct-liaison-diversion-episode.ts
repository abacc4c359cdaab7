import { differencesOf, doneIn, readCorrected, standingOf, updateParts, whyNotKeep } from '@throughcare/kit/correct-parts'
import { findDifferences, whyNothingCorrected } from '@throughcare/kit/correction.rules'
import type { Database } from '@throughcare/kit/db'
import { mustPermit, refuse } from '@throughcare/kit/errors'
import { whyNotOfTaxonomy } from '@throughcare/kit/known-need.rules'
import { assessedAndDue } from '../assessment/assessment.rules.ts'
import type { AssessmentRow } from '../assessment/assessment.store.ts'
import { record } from '../change.ts'
import { lastContactsOf, whyNotWithoutFollowUp } from '../contact/contact.rules.ts'
import { updateContacts, type ContactRow } from '../contact/contact.store.ts'
import type { Context } from '../context.ts'
import { whyNotHear, whyNotMeetAt } from '../known-facility/known-facility.rules.ts'
import { knownFacilities } from '../known-facility/known-facility.store.ts'
import { knownNeeds } from '../known-need/known-need.store.ts'
import { changeEpisode, type EpisodeChange } from './change-episode.ts'
import {
  correctable,
  sayCourse,
  sayWhere,
  stepsInError,
  whyNotCorrect,
  writtenBy,
  type Correctable,
  type Corrected,
  type StepInError
} from './correction.rules.ts'
import { correctParts, eventsOfParts, everyList, type GivenParts, type KindOfParts, type PartList } from './correct-parts.ts'
import { whyNotCloseThen, whyNotFollowUp } from './episode.rules.ts'
import { updateEpisode, type EpisodeRow } from './episode.store.ts'
import { stepsAnew } from './steps-anew.ts'
import { toEvent } from './to-event.ts'

type Given = { [Field in keyof Corrected]?: Corrected[Field] | null }
type CorrectionInput = EpisodeChange & { reason: string; recordedInError?: readonly StepInError[] | null } & Given & GivenParts

/** Corrects what was written down wrongly, and takes back what was recorded in error; old and new value, why and who stay in the history. */
export function correctLiaisonDiversionEpisode(context: Context, input: CorrectionInput): Promise<EpisodeRow> {
  return changeEpisode(context, { action: 'correct-liaison-diversion-episode', input }, async (tx, episode) => {
    const reason = input.reason.trim() || refuse('BAD_USER_INPUT', 'Say why it was wrong, in a sentence.', { field: 'reason' })
    const now = context.clock.now()
    const corrected = readCorrected({ correctable, stepsInError }, input) as Corrected
    const parts = await correctParts(tx, context, { episodeId: episode.id, given: input, besides: partsAskedOf(corrected) })
    const after = { ...episode, ...corrected, ...assessedIn(parts) }
    mustPermit(
      whyNotCorrect(episode, { ...corrected, ...assessedIn(parts) }, now) ?? whyNotEnd(after, corrected, parts) ?? whyNotLeaveFollowUp(after, corrected, parts)
    )
    mustPermit(whyNotKeep(parts, { before: episode, after, now }) ?? (await whyNotThere(tx, after, { corrected, parts })))
    const codes = (input.needs ?? []).flatMap(({ needCode }) => needCode ?? [])
    if (codes.length > 0) mustPermit(whyNotOfTaxonomy(await knownNeeds.findKnownNeeds(tx), codes))
    const corrections = [...findDifferences(episode, corrected), ...differencesOf(parts)]
    mustPermit(whyNothingCorrected(corrections))
    const fields = corrections.map(({ field }) => field)
    const row = await updateEpisode(tx, episode.id, { ...corrected, ...assessedIn(parts), ...nowWrittenBy(context.principal.subject, corrected) })
    await updateParts(tx, parts)
    if ('followUpDueOn' in corrected) await noteFollowUp(tx, context, parts)
    const told = toEvent(row, { type: 'liaison-diversion.episode-corrected', at: now, facts: { fields: [...new Set(fields)] } })
    await record(tx, context, told, ...stepsAnew(row, fields), ...eventsOfParts(row, parts, now))
    return { episode: row, reason, corrections }
  })
}

/** The parts that what is corrected of the episode must go with. */
function partsAskedOf(corrected: Corrected): readonly PartList[] {
  if (sayCourse(Object.keys(corrected))) return everyList
  return 'followUpDueOn' in corrected ? ['contacts'] : []
}

/** What the episode itself says of its assessments; nothing where none of them is corrected. */
function assessedIn(parts: readonly KindOfParts[]): Partial<ReturnType<typeof assessedAndDue>> {
  const isCorrected = parts.some(({ part, changes }) => part.list === 'assessments' && changes.length > 0)
  return isCorrected ? assessedAndDue(standingOf(parts, 'assessments') as AssessmentRow[]) : {}
}

/** Why an episode cannot have been closed then, or no follow-up be due then, by what was done in it. */
function whyNotEnd(after: EpisodeRow, { closedAt, followUpDueOn }: Corrected, parts: readonly KindOfParts[]): string | null {
  const whyNotClosed = closedAt ? whyNotCloseThen(closedAt, doneIn(parts)) : null
  return whyNotClosed ?? (followUpDueOn ? whyNotFollowUp(after, followUpDueOn, lastDoneIn(after, contactsIn(parts))) : null)
}

const contactsIn = (parts: readonly KindOfParts[]) => standingOf(parts, 'contacts') as unknown as ContactRow[]

/** When the last contact was, or the alert where there was none. */
function lastDoneIn({ receivedAt }: EpisodeRow, contacts: readonly ContactRow[]): Date {
  return lastContactsOf(contacts)[0]?.contactAt ?? receivedAt
}

/** Why contacts are not corrected without a word on when the next is due: it would be due of another, or before the last itself. */
function whyNotLeaveFollowUp(after: EpisodeRow, corrected: Corrected, parts: readonly KindOfParts[]): string | null {
  const contacts = parts.find(({ part }) => part.list === 'contacts')
  if (!contacts || 'followUpDueOn' in corrected) return null
  const [before, standing] = [contacts.before as unknown as ContactRow[], contactsIn(parts)]
  const last = lastDoneIn(after, standing)
  const isMoved = lastDoneIn(after, before).getTime() !== last.getTime()
  return whyNotWithoutFollowUp(before, standing, after) ?? (isMoved ? whyNotFollowUp(after, after.followUpDueOn, last) : null)
}

/**
 * Why the person cannot have been met there, or be heard in a court, where that is what is corrected. What the directory came to say of a
 * facility since then is no reason to refuse what is corrected beside it.
 */
async function whyNotThere(tx: Database, after: EpisodeRow, { corrected, parts }: { corrected: Corrected; parts: readonly KindOfParts[] }) {
  const hearings = parts
    .filter(({ part }) => part.list === 'courtReports')
    .flatMap(({ changes }) => changes.filter(({ differences }) => differences.some(({ field }) => /\.(courtId|hearingOn)$/.test(field))))
    .map(({ after: report }) => report as unknown as { courtId: string; hearingOn: string })
  const isMoved = sayWhere(Object.keys(corrected))
  if (!isMoved && hearings.length === 0) return null
  const known = await knownFacilities.findKnownFacilities(tx)
  const faults = hearings.map(({ courtId, hearingOn }) => whyNotHear(known.get(courtId), hearingOn))
  return (isMoved ? whyNotMeetAt(known, after) : null) ?? faults.find((fault) => fault !== null) ?? null
}

/** The day of the next contact is told of the last one: an import that says otherwise of it is refused from then on. */
async function noteFollowUp(tx: Database, { principal }: Context, parts: readonly KindOfParts[]): Promise<void> {
  const [last] = lastContactsOf(contactsIn(parts))
  const isCorrected = parts.some(({ changes }) => changes.some(({ after }) => after === last))
  if (last && !isCorrected) await updateContacts(tx, [{ ...last, correctedBy: principal.subject, version: last.version + 1 }])
}

/** Whoever corrects a step, or takes it back, has written it: an import that says otherwise is refused from then on. */
function nowWrittenBy(subject: string, corrected: Corrected): Partial<EpisodeRow> {
  const columns = Object.keys(corrected).flatMap((field) => writtenBy[field as Correctable] ?? [])
  const circumstances = corrected.isLookedAfter === null ? { childCircumstancesAt: null } : {}
  return { ...Object.fromEntries(columns.map((column) => [column, subject])), ...circumstances }
}
