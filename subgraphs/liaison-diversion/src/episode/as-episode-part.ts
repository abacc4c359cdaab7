import type { Database } from '@throughcare/kit/db'
import type { Column, Fields } from '@throughcare/kit/import-file'
import type { Steps } from '@throughcare/kit/import-steps'
import type { record } from '../change.ts'
import type { Context } from '../context.ts'
import type { EpisodeRow } from './episode.store.ts'
import type { partOf } from './part-of.ts'

export type Importing = Pick<Context, 'principal' | 'clock'>
export type EpisodeEvent = Parameters<typeof record>[2]
type PartRow = ReturnType<typeof partOf>

/** How one kind of part of an episode is taken in: read out of its columns, and asked of the rules of the verbs that record it. */
export type EpisodePart<Row extends PartRow = PartRow> = {
  columns: readonly Column[]
  /** The column that names a part, where there are several. */
  columnOf?(row: Row): string
  /** The parts that a row of the file names. */
  read(fields: Fields, context: Importing, episode: EpisodeRow): Row[]
  /** Why such a part cannot be in an episode, in the words of the verbs. */
  whyNot(episode: EpisodeRow, row: Row, now: Date): string | null
  /** The hearing a part tells of, where it does. */
  hearingOf?(row: Row): { courtId: string; hearingOn: string }
  /** When it was done, where the episode cannot have been closed before. */
  doneAt?(row: Row): Date | null
  /** What a part is known again by, whoever wrote it down. */
  keyOf(row: Row): string
  steps: Steps<Row>
  /** What tells readers of a step; null for a step that no reader hears of. */
  toEvent(step: string, episode: EpisodeRow, row: Row): EpisodeEvent | null
  find(tx: Database, episodeIds: readonly string[]): Promise<Row[]>
  insert(tx: Database, rows: Row[]): Promise<void>
  update(tx: Database, rows: Row[]): Promise<void>
  /** What is given and what stands, so that they can be compared. */
  align?(episode: EpisodeRow, standing: readonly Row[], given: readonly Row[]): { standing: readonly Row[]; given: readonly Row[] }
  /** What new or changed parts change in the episode itself, beside those that stood before. */
  carry?(episode: EpisodeRow, news: readonly Row[], standing: readonly Row[]): Partial<EpisodeRow>
}

/** One of several kinds, whatever its rows are like. */
export function asEpisodePart<Row extends PartRow>(part: EpisodePart<Row>): EpisodePart {
  return part as unknown as EpisodePart
}
