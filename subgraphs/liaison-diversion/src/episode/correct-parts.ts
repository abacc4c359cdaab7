import type { Database } from '@throughcare/kit/db'
import { mustPermit, refuse } from '@throughcare/kit/errors'
import { correctedAssessment } from '../assessment/corrected-assessment.ts'
import { correctedAppropriateAdult } from '../child/corrected-appropriate-adult.ts'
import { correctedContact } from '../contact/corrected-contact.ts'
import type { Context } from '../context.ts'
import { correctedCourtReport } from '../court-report/corrected-court-report.ts'
import { correctedInformationShare } from '../court-report/corrected-information-share.ts'
import { correctedJusticeOutcome } from '../justice-outcome/corrected-justice-outcome.ts'
import { correctedNeed } from '../need/corrected-need.ts'
import { asCorrectedPart, type AnyPart, type CorrectedPart, type GivenCorrection, type PartList } from './as-corrected-part.ts'
import type { EpisodeEvent } from './as-episode-part.ts'
import { findDifferences, whyNotBesides, type Correction } from './correction.rules.ts'
import type { EpisodeRow } from './episode.store.ts'
import { withdrawalEvent } from './withdrawal-event.ts'

type GivenOf<Part> = Part extends { correct(row: never, given: infer Given): unknown } ? Given : never

/** What is given to correct of the parts of an episode, by the list they are in. */
export type GivenParts = {
  contacts?: readonly GivenOf<typeof correctedContact>[] | null
  assessments?: readonly GivenOf<typeof correctedAssessment>[] | null
  needs?: readonly GivenOf<typeof correctedNeed>[] | null
  justiceOutcomes?: readonly GivenOf<typeof correctedJusticeOutcome>[] | null
  appropriateAdults?: readonly GivenOf<typeof correctedAppropriateAdult>[] | null
  courtReports?: readonly GivenOf<typeof correctedCourtReport>[] | null
  informationShares?: readonly GivenOf<typeof correctedInformationShare>[] | null
}

const kinds: readonly CorrectedPart[] = [
  ...[asCorrectedPart(correctedContact), asCorrectedPart(correctedAssessment), asCorrectedPart(correctedNeed), asCorrectedPart(correctedJusticeOutcome)],
  ...[asCorrectedPart(correctedAppropriateAdult), asCorrectedPart(correctedCourtReport), asCorrectedPart(correctedInformationShare)]
]

type PartChange = { before: AnyPart; after: AnyPart; differences: Correction[] }

/** The parts of one kind in an episode: those that are not corrected, and those that are, as they were and as they become. */
export type KindOfParts = { part: CorrectedPart; unchanged: AnyPart[]; changes: PartChange[] }

/** Reads the parts of which something is given, and those that are asked for besides, and corrects them; nothing is written yet. */
export async function correctParts(
  tx: Database,
  context: Context,
  { episodeId, given, besides }: { episodeId: string; given: GivenParts; besides: readonly PartList[] }
): Promise<KindOfParts[]> {
  const wanted = kinds.filter(({ list }) => besides.includes(list) || given[list]?.length)
  return Promise.all(
    wanted.map(async (part) => {
      const standing = await part.find(tx, [episodeId])
      const corrections: readonly GivenCorrection[] = given[part.list] ?? []
      if (new Set(corrections.map(({ id }) => id)).size < corrections.length) refuse('BAD_USER_INPUT', 'One is corrected twice. Say all of it at once.')
      const changes = corrections.flatMap((correction) => {
        const before = standing.find(({ id }) => id === correction.id) ?? refuse('NOT_FOUND', `${part.called} of that id is not in this episode.`)
        return changeOf(context, part, { before, correction }) ?? []
      })
      return { part, unchanged: standing.filter((row) => !changes.some(({ before }) => before === row)), changes }
    })
  )
}

/** How a part changes; null where it stays as it is. */
function changeOf(
  { principal, clock }: Context,
  part: CorrectedPart,
  { before, correction }: { before: AnyPart; correction: GivenCorrection }
): PartChange | null {
  const name = (differences: Correction[]) => differences.map((one) => ({ ...one, field: `${part.list}.${one.field}`, partId: before.id }))
  if (correction.isRecordedInError) {
    mustPermit(whyNotBesides(correction))
    const after = { ...before, withdrawnAt: clock.now(), withdrawnBy: principal.subject, version: before.version + 1 }
    return { before, after, differences: name(findDifferences(before, Object.fromEntries(part.facts.map((fact) => [fact, null])))) }
  }
  const corrected = part.correct(before, correction)
  const differences = findDifferences(before, Object.fromEntries(part.facts.map((fact) => [fact, corrected[fact as keyof AnyPart]])))
  return differences.length === 0
    ? null
    : { before, after: { ...corrected, correctedBy: principal.subject, version: before.version + 1 }, differences: name(differences) }
}

/** The parts of one list that stand, as they become. */
export function standingOf(parts: readonly KindOfParts[], list: PartList): AnyPart[] {
  return parts
    .filter(({ part }) => part.list === list)
    .flatMap(({ unchanged, changes }) => [...unchanged, ...changes.map(({ after }) => after).filter(({ withdrawnAt }) => !withdrawnAt)])
}

/** When parts were done that a closing comes after. */
export function doneIn(parts: readonly KindOfParts[]): Date[] {
  return parts.flatMap(({ part }) => standingOf(parts, part.list).flatMap((row) => part.doneAt?.(row) ?? []))
}

/** Why the parts do not go with the episode as it would become. What did not go with it before is no reason to refuse what is corrected beside it. */
export function whyNotKeep(parts: readonly KindOfParts[], { before, after, now }: { before: EpisodeRow; after: EpisodeRow; now: Date }): string | null {
  const living = { ...after, diedOn: null }
  for (const { part, unchanged, changes } of parts) {
    for (const { after: row } of changes) {
      const fault = row.withdrawnAt ? null : part.whyNot(living, row, now)
      if (fault) return fault
    }
    for (const row of unchanged) {
      const fault = part.whyNot(living, row, now)
      if (fault && part.whyNot({ ...before, diedOn: null }, row, now) === null) return `${part.called} that is recorded would not go with that. ${fault}`
    }
    const together = part.whyNotTogether?.(standingOf(parts, part.list)) ?? null
    if (together) return together
  }
  return null
}

export function differencesOf(parts: readonly KindOfParts[]): Correction[] {
  return parts.flatMap(({ changes }) => changes.flatMap(({ differences }) => differences))
}

/** What readers were told otherwise of parts, as it is, and what they are told no more. */
export function eventsOfParts(episode: EpisodeRow, parts: readonly KindOfParts[]): EpisodeEvent[] {
  return parts.flatMap(({ part, changes }) =>
    changes.flatMap(({ before, after, differences }) => {
      if (after.withdrawnAt) return part.told(before).map((step) => withdrawalEvent(episode, step, before.id))
      const facts = differences.map(({ field }) => field.slice(part.list.length + 1))
      return part.tell(episode, after, facts)
    })
  )
}

export async function updateParts(tx: Database, parts: readonly KindOfParts[]): Promise<void> {
  const changed = parts.filter(({ changes }) => changes.length > 0)
  await Promise.all(
    changed.map(({ part, changes }) =>
      part.update(
        tx,
        changes.map(({ after }) => after)
      )
    )
  )
}
