import type { Database } from '@throughcare/kit/db'
import { refuseColumn } from '@throughcare/kit/import-fields'
import type { Fields } from '@throughcare/kit/import-file'
import { changedByStaff, changedSteps, says, withSteps } from '@throughcare/kit/import-steps'
import { assessmentPart } from '../assessment/assessment.import.ts'
import { appropriateAdultPart } from '../child/appropriate-adult.import.ts'
import { cohortFlagPart } from '../child/cohort-flag.import.ts'
import { contactPart } from '../contact/contact.import.ts'
import { courtReportPart } from '../court-report/court-report.import.ts'
import { justiceOutcomePart } from '../justice-outcome/justice-outcome.import.ts'
import type { RowRefusal } from './episode-import.rules.ts'
import { asEpisodePart, type EpisodeEvent, type EpisodePart, type Importing } from './as-episode-part.ts'
import type { EpisodeRow } from './episode.store.ts'

/** The kinds of parts that a source tells of, in the order of the pathway. */
export const episodeParts: readonly EpisodePart[] = [
  ...[asEpisodePart(appropriateAdultPart), asEpisodePart(cohortFlagPart), asEpisodePart(assessmentPart), asEpisodePart(contactPart)],
  ...[asEpisodePart(courtReportPart), asEpisodePart(justiceOutcomePart)]
]

type Row = Awaited<ReturnType<EpisodePart['find']>>[number] & { correctedBy?: string | null; withdrawnAt?: Date | null }
/** The parts of one episode, by their kind; a kind that has none may be missing. */
export type Parts = ReadonlyMap<EpisodePart, readonly Row[]>
/** A part that a row tells anew, and the steps of it that are new. */
export type PartNews = { part: EpisodePart; row: Row; steps: string[]; isNew: boolean }

/** The parts that a row of the file names. */
export function readParts(fields: Fields, context: Importing, episode: EpisodeRow): Parts {
  const named = new Map<EpisodePart, Row[]>()
  for (const part of episodeParts) {
    const rows = part.read(fields, context, episode)
    const twice = rows.find((row, place) => rows.some((other, before) => before < place && part.keyOf(other) === part.keyOf(row)))
    if (twice) refuseColumn(columnOf(part, twice), `${columnOf(part, twice)} names the same one twice.`)
    if (rows.length > 0) named.set(part, rows)
  }
  return named
}

function columnOf(part: EpisodePart, row: Row): string {
  return part.columnOf?.(row) ?? part.columns[0]?.name ?? ''
}

/** The parts of the episodes that stand. */
export async function findParts(tx: Database, episodeIds: readonly string[]): Promise<(episodeId: string) => Parts> {
  const found = new Map<EpisodePart, Map<string, Row[]>>()
  for (const part of episodeIds.length > 0 ? episodeParts : [])
    found.set(
      part,
      Map.groupBy(await part.find(tx, episodeIds), (row) => row.episodeId)
    )
  return (episodeId) => new Map(episodeParts.map((part) => [part, found.get(part)?.get(episodeId) ?? []]))
}

/** What a row of a source tells of parts that is not written down yet; a refusal where staff wrote otherwise. */
export function findPartNews(episode: EpisodeRow, { standing, given }: { standing: Parts; given: Parts }): PartNews[] | RowRefusal {
  const news: PartNews[] = []
  for (const [part, told] of given) {
    const pair = { standing: standing.get(part) ?? [], given: told }
    const aligned = part.align?.(episode, pair.standing, pair.given) ?? pair
    const find = findIn(part, aligned.standing)
    const isKnown = ({ id }: Row) => aligned.standing.some((one) => one.id === id)
    for (const row of aligned.given) {
      const before = find(row)
      // What staff took back stays so; what only they had recorded is not the source's, which tells something new.
      if (before?.withdrawnAt && (before.recordedBy === row.recordedBy || isKnown(row))) continue
      if (before?.withdrawnAt) return { column: columnOf(part, row), reason: changedByStaff }
      const { changed, staffs } = before ? changedSteps(part.steps, before, row) : { changed: [], staffs: [] }
      if (staffs.length > 0 || (changed.length > 0 && before?.correctedBy)) return { column: columnOf(part, row), reason: changedByStaff }
      if (!before) news.push({ part, row, steps: Object.keys(part.steps).filter((step) => says(part.steps, row, step)), isNew: true })
      else if (changed.length > 0)
        news.push({
          part,
          row: { ...withSteps(part.steps, { standing: before, given: row }, changed), version: before.version + 1 },
          steps: changed,
          isNew: false
        })
    }
  }
  return news
}

/** How a part of a source is found again: by what it is known by, or, where staff have corrected that, by the id it was imported under. */
function findIn(part: EpisodePart, standing: readonly Row[]): (given: Row) => Row | undefined {
  if (standing.length === 0) return () => undefined
  const withdrawnFirst = [...standing].sort((one, other) => Number(Boolean(other.withdrawnAt)) - Number(Boolean(one.withdrawnAt)))
  const byKey = new Map(withdrawnFirst.map((row) => [part.keyOf(row), row]))
  const byId = new Map(standing.map((row) => [row.id, row]))
  return (given) => byKey.get(part.keyOf(given)) ?? byId.get(given.id)
}

/** The hearings that parts tell of, each with the column that does. */
export function hearingsOf(parts: Parts): { column: string; courtId: string; hearingOn: string }[] {
  return [...parts].flatMap(([part, rows]) =>
    rows.flatMap((row) => {
      const hearing = part.hearingOf?.(row)
      return hearing ? [{ column: columnOf(part, row), courtId: hearing.courtId, hearingOn: hearing.hearingOn }] : []
    })
  )
}

/** When the parts were done that a closing comes after. */
export function doneIn(parts: Parts): Date[] {
  return [...parts].flatMap(([part, rows]) => rows.flatMap((row) => (row.withdrawnAt ? [] : (part.doneAt?.(row) ?? []))))
}

/** Why an episode cannot have such parts, and in which column. */
export function whyNotParts(episode: EpisodeRow, parts: Parts, { clock }: Pick<Importing, 'clock'>): RowRefusal | null {
  const now = clock.now()
  for (const [part, rows] of parts)
    for (const row of rows) {
      const reason = part.whyNot(episode, row, now)
      if (reason) return { column: columnOf(part, row), reason }
    }
  return null
}

/** The episode with what news of its parts change in it, beside the parts that stood before. Nothing is due in a closed one. */
export function withPartNews(episode: EpisodeRow, news: readonly PartNews[], standing: Parts): EpisodeRow {
  const changed = { ...episode }
  for (const [part, items] of Map.groupBy(news, (item) => item.part)) {
    const rows = items.map(({ row }) => row)
    Object.assign(changed, part.carry?.(changed, rows, standing.get(part) ?? []))
  }
  if (changed.closedAt) changed.followUpDueOn = null
  return changed
}

export function partEvents(episode: EpisodeRow, news: readonly PartNews[]): EpisodeEvent[] {
  return news.flatMap(({ part, row, steps }) => steps.flatMap((step) => part.toEvent(step, episode, row) ?? []))
}

export async function writeParts(tx: Database, news: readonly PartNews[]): Promise<void> {
  const writes = [...Map.groupBy(news, (item) => item.part)].flatMap(([part, items]) => {
    const rowsOf = (isNew: boolean) => items.filter((item) => item.isNew === isNew).map(({ row }) => row)
    return [part.insert(tx, rowsOf(true)), part.update(tx, rowsOf(false))]
  })
  await Promise.all(writes)
}
