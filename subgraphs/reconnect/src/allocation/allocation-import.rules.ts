import type { Course } from '../episode/episode.rules.ts'
import { endedByAcceptance, endedByRelease, whyNotAcceptAllocation, whyNotAllocate } from './allocation.rules.ts'
import type { AllocationRow } from './allocation.store.ts'

/** What a source tells of workers that is not written down yet; those accepted are among the added and the changed. */
export type AllocationNews = { added: AllocationRow[]; changed: AllocationRow[]; accepted: AllocationRow[] }

type Told = { standing: readonly AllocationRow[]; given: readonly AllocationRow[] }

/**
 * Follows what a source tells of workers, in the order in which it happened: allocated, accepted, released. Each step goes through the rule
 * of its verb, at its own time; who is relieved by it follows from the rules and is not asked of the source. Of the release only the day is
 * known: noon of it.
 */
export function followAllocations(episode: Course, { standing, given }: Told, now: Date): AllocationNews | string {
  const rows = new Map(standing.map((row) => [row.id, row]))
  const [accepted, touched]: [Set<string>, Set<string>] = [new Set(), new Set()]
  const releasedAt = episode.actualReleaseDate ? new Date(`${episode.actualReleaseDate}T12:00:00Z`) : null
  const end = (ended: readonly AllocationRow[], at: Date) => {
    for (const row of ended) rows.set(row.id, { ...row, endedAt: latest(at, row.acceptedAt ?? row.allocatedAt) })
    for (const { id } of ended) touched.add(id)
  }
  for (const { kind, at, row } of stepsOf({ standing, given }, releasedAt)) {
    const isReleased = releasedAt !== null && at >= releasedAt
    const then = { ...episode, actualReleaseDate: isReleased ? episode.actualReleaseDate : null }
    if (kind === 'RELEASED') end(endedByRelease([...rows.values()]), at)
    else {
      const whyNot = kind === 'ALLOCATED' ? whyNotAllocated(then, { row, rows }, now) : whyNotAccepted(then, { row, standing: rows.get(row.id), at }, now)
      if (whyNot) return whyNot
      const next = kind === 'ALLOCATED' ? { ...row, acceptedAt: null, endedAt: null } : { ...(rows.get(row.id) ?? row), acceptedAt: at }
      rows.set(row.id, next)
      touched.add(row.id)
      if (kind === 'ACCEPTED') {
        accepted.add(row.id)
        end(endedByAcceptance(next, [...rows.values()], { isReleased }), at)
      }
    }
  }
  const known = new Set(standing.map(({ id }) => id))
  const all = [...rows.values()]
  return {
    added: all.filter(({ id }) => !known.has(id)),
    changed: all.filter(({ id }) => known.has(id) && touched.has(id)).map((row) => ({ ...row, version: row.version + 1 })),
    accepted: all.filter(({ id }) => accepted.has(id))
  }
}

/** Whether a source says of an acceptance that stands that it was at another time. */
export function isOtherwise({ standing, given }: Told): boolean {
  return given.some((row) => {
    const before = findStanding(standing, row)
    return Boolean(before?.acceptedAt && row.acceptedAt && before.acceptedAt.getTime() !== row.acceptedAt.getTime())
  })
}

type Step = { at: Date } & ({ kind: 'ALLOCATED' | 'ACCEPTED'; row: AllocationRow } | { kind: 'RELEASED'; row?: undefined })

function stepsOf({ standing, given }: Told, releasedAt: Date | null): Step[] {
  const steps = given.flatMap((row): Step[] => {
    const before = findStanding(standing, row)
    const acceptance: Step[] = row.acceptedAt && !before?.acceptedAt ? [{ kind: 'ACCEPTED', at: row.acceptedAt, row: before ?? row }] : []
    return before ? acceptance : [{ kind: 'ALLOCATED', at: row.allocatedAt, row }, ...acceptance]
  })
  if (releasedAt) steps.push({ kind: 'RELEASED', at: releasedAt })
  return steps.sort((one, other) => one.at.getTime() - other.at.getTime())
}

/** Allocations are known again by who, on which side and since when. */
function findStanding(standing: readonly AllocationRow[], { side, workerId, allocatedAt }: AllocationRow): AllocationRow | undefined {
  return standing.find((row) => row.side === side && row.workerId === workerId && row.allocatedAt.getTime() === allocatedAt.getTime())
}

function whyNotAllocated(episode: Course, { row, rows }: { row: AllocationRow; rows: ReadonlyMap<string, AllocationRow> }, now: Date): string | null {
  const whyNot = whyNotAllocate(episode, { ...row, standing: [...rows.values()] })
  if (whyNot) return whyNot
  if (episode.acceptedAt && row.allocatedAt < episode.acceptedAt) return 'The allocation lies before the referral was accepted. Check both times.'
  return row.allocatedAt > now ? 'The allocation lies in the future. Give the time at which it was made.' : null
}

type Acceptance = { row: AllocationRow; standing: AllocationRow | undefined; at: Date }

function whyNotAccepted(episode: Course, { row, standing, at }: Acceptance, now: Date): string | null {
  if (at < row.allocatedAt) return 'The worker accepted before they were allocated. Check both times.'
  if (at > now) return 'The acceptance lies in the future. Give the time at which it was.'
  return whyNotAcceptAllocation(episode, standing ?? row, at)
}

function latest(one: Date, other: Date): Date {
  return one > other ? one : other
}
