import type { GoalRow } from '../goal/goal.store.ts'
import type { PlannedReleaseRow } from '../release/release.store.ts'
import type { EpisodeParts } from './episode-parts.rules.ts'

/** The parts of an episode that staff took back as recorded in error. */
export type TakenBack = EpisodeParts & { plannedReleases: readonly PlannedReleaseRow[]; goals: readonly GoalRow[] }

type Part = { id: string; correctedBy: string | null; recordedBy: string }
type Known = { takenBack: readonly Part[]; standing: readonly Part[]; keyOf: (row: Part) => string }

/**
 * What a source tells of a kind of part without what staff took back of it, which stays so. A part is known by its id, else by what it says.
 * `isStaffs`: it tells of one that only staff had recorded so, and took back.
 */
function withoutTakenBack(given: readonly Part[], { takenBack, standing, keyOf }: Known): { told: Part[]; isStaffs: boolean } {
  if (takenBack.length === 0) return { told: [...given], isStaffs: false }
  const ids = new Set(given.map(({ id }) => id))
  const anew = standing.filter(({ id }) => !ids.has(id))
  // What was recorded anew after it was taken back is told of, once for each that stands.
  const stands = (row: Part) => {
    const place = anew.findIndex((one) => keyOf(one) === keyOf(row))
    return standing.some(({ id }) => id === row.id) || (place >= 0 && anew.splice(place, 1).length > 0)
  }
  const isAlike = (one: Part, row: Part) => one.id === row.id || keyOf(one) === keyOf(row)
  const gone = given.filter((row) => takenBack.some((one) => isAlike(one, row)) && !stands(row))
  const isItsOwn = (row: Part) => takenBack.some((one) => one.id === row.id || (isAlike(one, row) && one.recordedBy === row.recordedBy))
  return { told: given.filter((row) => !gone.includes(row)), isStaffs: gone.some((row) => !isItsOwn(row)) }
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
 * What a row of a source tells of parts besides what staff took back, and the column in which it says otherwise than they corrected or
 * took back of their own; null where in none.
 */
export function sinceCorrected<Given extends Told>(
  given: Given,
  { standing, takenBack }: { standing: Told; takenBack: Told }
): { told: Given; column: string | null } {
  const kinds = Object.keys(keysOf) as Kind[]
  const rowsOf = (told: Told, kind: Kind) => told[kind] as readonly Part[]
  const keyOf = (kind: Kind) => keysOf[kind] as unknown as (row: Part) => string
  const followed = kinds.map((kind) => {
    const known = { takenBack: rowsOf(takenBack, kind), standing: rowsOf(standing, kind), keyOf: keyOf(kind) }
    const { told, isStaffs } = withoutTakenBack(rowsOf(given, kind), known)
    return { kind, told, isStaffs: isStaffs || isCorrectedSince(rowsOf(given, kind), rowsOf(standing, kind), keyOf(kind)) }
  })
  const column = followed.find(({ isStaffs }) => isStaffs)?.kind
  return { told: { ...given, ...Object.fromEntries(followed.map(({ kind, told }) => [kind, told])) }, column: column ? columnOf[column] : null }
}
