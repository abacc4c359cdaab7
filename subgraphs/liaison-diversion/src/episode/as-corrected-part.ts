import type { Database } from '@throughcare/kit/db'
import type { EpisodeEvent } from './as-episode-part.ts'
import type { EpisodeRow } from './episode.store.ts'
import type { correctablePartOf } from './part-of.ts'
import type { ToldStep } from './withdrawal-event.ts'

export type PartList = 'contacts' | 'assessments' | 'needs' | 'justiceOutcomes' | 'appropriateAdults' | 'courtReports' | 'informationShares'

/** What a correction says of one part: whether it was recorded in error, or what in it is otherwise. */
export type GivenCorrection = { id: string; isRecordedInError?: boolean | null }

type PartRow = Omit<ReturnType<typeof correctablePartOf>, 'correctedBy' | 'withdrawnAt' | 'withdrawnBy'> & {
  correctedBy: string | null
  withdrawnAt?: Date | null
  withdrawnBy?: string | null
}

/** How one kind of part of an episode is corrected, and taken back where it was recorded in error. */
export type CorrectedPart<Row extends PartRow = PartRow, Given extends GivenCorrection = GivenCorrection> = {
  list: PartList
  /** What a practitioner calls one of them. */
  called: string
  /** What is written down in it, as the history names it. */
  facts: readonly (keyof Row & string)[]
  find(tx: Database, episodeIds: readonly string[]): Promise<Row[]>
  update(tx: Database, rows: Row[]): Promise<void>
  /** The part as it should be; refuses to correct what was not recorded in it. */
  correct(row: Row, given: Given): Row
  /** Why such a part cannot be in an episode, in the words of the verbs. */
  whyNot(episode: EpisodeRow, row: Row, now: Date): string | null
  /** Why such parts cannot be in one episode. */
  whyNotTogether?(rows: readonly Row[]): string | null
  /** When it was done, where a closing comes after it. */
  doneAt?(row: Row): Date | null
  /** What tells readers anew what they were told otherwise, by the facts that changed. */
  tell(episode: EpisodeRow, row: Row, facts: readonly string[]): EpisodeEvent[]
  /** What readers were told of it. */
  told(row: Row): readonly ToldStep[]
}

export type AnyPart = PartRow

/** One of several kinds, whatever its rows are like. */
export function asCorrectedPart<Row extends PartRow, Given extends GivenCorrection>(part: CorrectedPart<Row, Given>): CorrectedPart {
  return part as unknown as CorrectedPart
}

type Said<Row, Field extends keyof Row> = { [Name in Field]?: Row[Name] | null | undefined }

/** The fields that a correction gives; what it leaves out stays. */
export function saidOf<Row, Field extends keyof Row & string>(given: Said<Row, Field>, fields: readonly Field[]): Partial<Pick<Row, Field>> {
  return Object.fromEntries(fields.flatMap((field) => (given[field] == null ? [] : [[field, given[field]]]))) as Partial<Pick<Row, Field>>
}
