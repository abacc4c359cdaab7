import type { GoalRow } from '../goal/goal.store.ts'
import type { PlannedReleaseRow } from '../release/release.store.ts'
import type { EpisodeParts } from './episode-parts.rules.ts'

/** The parts of an episode that staff took back as recorded in error. */
export type TakenBack = EpisodeParts & { plannedReleases: readonly PlannedReleaseRow[]; goals: readonly GoalRow[] }

type Part = { id: string; correctedBy: string | null; recordedBy: string }

/** What a source tells of a kind of part without what staff took back, which stays so. A part is known by its id, else by what it says. */
function withoutTakenBack<Row extends Part>(
  given: readonly Row[],
  { takenBack, standing, keyOf }: { takenBack: readonly Row[]; standing: readonly Row[]; keyOf: (row: Row) => string }
): Row[] {
  if (takenBack.length === 0) return [...given]
  const gone = (row: Row) => takenBack.some((one) => one.id === row.id || keyOf(one) === keyOf(row))
  // What was recorded anew after it was taken back is told of.
  const stands = (row: Row) => standing.some((one) => one.id === row.id || keyOf(one) === keyOf(row))
  return given.filter((row) => !gone(row) || stands(row))
}

/** Whether a source says otherwise of a part than staff who corrected it since: it is known by its id alone then. */
function isCorrectedSince<Row extends Part>(given: readonly Row[], standing: readonly Row[], keyOf: (row: Row) => string): boolean {
  return given.some((row) => {
    const before = standing.find(({ id }) => id === row.id)
    return before !== undefined && before.correctedBy !== null && before.correctedBy !== row.recordedBy && keyOf(before) !== keyOf(row)
  })
}

/** What each kind of part is known by, where not by its id. */
const keysOf = {
  plannedReleases: ({ date, reason }: TakenBack['plannedReleases'][number]) => `${date} ${reason}`,
  goals: ({ needCode }: TakenBack['goals'][number]) => needCode,
  needs: ({ code }: TakenBack['needs'][number]) => code,
  contacts: ({ contactAt, isPeerSupport }: TakenBack['contacts'][number]) => `${contactAt.toISOString()} ${isPeerSupport}`,
  supplies: ({ kind }: TakenBack['supplies'][number]) => kind,
  offers: ({ offeredAt }: TakenBack['offers'][number]) => offeredAt.toISOString(),
  transfers: ({ facilityId, transferredOn }: TakenBack['transfers'][number]) => `${transferredOn} ${facilityId}`,
  allocations: ({ side, workerId, allocatedAt }: TakenBack['allocations'][number]) => `${side} ${workerId} ${allocatedAt.toISOString()}`
} as const

type Kind = keyof typeof keysOf
type Told = { [List in Kind]: TakenBack[List] }

const columnOf: Record<Kind, string> = {
  ...{ plannedReleases: 'planned_releases', goals: 'goals', needs: 'needs', contacts: 'contacts', supplies: 'medicine_days_in_hand' },
  ...{ offers: 'peer_support_offers', transfers: 'prison_transfers', allocations: 'workers' }
}

/**
 * What a row of a source tells of parts besides what staff took back, and the column in which it says otherwise than they corrected; null
 * where in none.
 */
export function sinceCorrected<Given extends Told>(
  given: Given,
  { standing, takenBack }: { standing: Told; takenBack: Told }
): { told: Given; column: string | null } {
  const kinds = Object.keys(keysOf) as Kind[]
  const rowsOf = (told: Told, kind: Kind) => told[kind] as readonly Part[]
  const keyOf = (kind: Kind) => keysOf[kind] as unknown as (row: Part) => string
  const column = kinds.find((kind) => isCorrectedSince(rowsOf(given, kind), rowsOf(standing, kind), keyOf(kind)))
  const told = kinds.map((kind) => {
    const known = { takenBack: rowsOf(takenBack, kind), standing: rowsOf(standing, kind), keyOf: keyOf(kind) }
    return [kind, withoutTakenBack(rowsOf(given, kind), known)] as const
  })
  return { told: { ...given, ...Object.fromEntries(told) }, column: column ? columnOf[column] : null }
}
