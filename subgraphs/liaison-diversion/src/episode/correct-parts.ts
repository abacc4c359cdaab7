import {
  openPartCorrections,
  type CorrectedPart as PartOf,
  type KindOfParts as KindOf,
  type AnyPart,
  type GivenCorrection
} from '@throughcare/kit/correct-parts'
import { correctedAssessment } from '../assessment/corrected-assessment.ts'
import { correctedAppropriateAdult } from '../child/corrected-appropriate-adult.ts'
import { correctedContact } from '../contact/corrected-contact.ts'
import { correctedCourtReport } from '../court-report/corrected-court-report.ts'
import { correctedInformationShare } from '../court-report/corrected-information-share.ts'
import { correctedJusticeOutcome } from '../justice-outcome/corrected-justice-outcome.ts'
import { correctedNeed } from '../need/corrected-need.ts'
import { withdrawalEvent } from './withdrawal-event.ts'
import type { ToldStep } from './withdrawal-event.ts'
import type { EpisodeRow } from './episode.store.ts'
import type { EpisodeEvent } from './as-episode-part.ts'

export type PartList = 'contacts' | 'assessments' | 'needs' | 'justiceOutcomes' | 'appropriateAdults' | 'courtReports' | 'informationShares'

type OfLiaisonDiversion = { episode: EpisodeRow; event: EpisodeEvent; step: ToldStep; list: PartList }

/** How one kind of part of an episode is corrected, and taken back where it was recorded in error. */
export type CorrectedPart<Row extends AnyPart, Given extends GivenCorrection> = PartOf<OfLiaisonDiversion, Row, Given>

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

const kinds = [
  ...[correctedContact, correctedAssessment, correctedNeed, correctedJusticeOutcome],
  ...[correctedAppropriateAdult, correctedCourtReport, correctedInformationShare]
] as unknown as readonly PartOf<OfLiaisonDiversion>[]

export type KindOfParts = KindOf<OfLiaisonDiversion>

export const { correctParts, eventsOfParts, everyList } = openPartCorrections<OfLiaisonDiversion>(kinds, withdrawalEvent)
