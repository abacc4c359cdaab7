import { findWithheld, isOwnTeam, type AccessRow, type Withheld } from './access.ts'
import type { RoomContext } from './context.ts'
import type { Service } from './principal.ts'

/** A person as another room hands them over: one record to find them by, and, where the plan asked, all of their records. */
export type PersonReference = { __typename?: 'Person'; recordId: string; recordIds?: readonly string[] }

/** What a room holds of one person that the caller may read, and what is withheld, where the caller may know of it. */
export type OfPerson<Row> = { rows: Row[]; withheld: Withheld | null }

export type OfPersonFinders<Row> = {
  /** Rows of the given records, for the team whose rows they are. */
  findOwn(recordIds: readonly string[]): Promise<Row[]>
  /** The same for everyone else, joined to what the caller is told about each record, in one statement. */
  findWithAccess(recordIds: readonly string[]): Promise<{ access: AccessRow; row: Row | null }[]>
}

/**
 * What a service's room holds of each of some persons, given by all their record ids, in one statement whoever asks. The order of the
 * rows found is kept.
 */
export async function loadOfPersons<Row extends { id: string; recordId: string }>(
  context: RoomContext,
  service: Service,
  persons: readonly (readonly string[])[],
  { findOwn, findWithAccess }: OfPersonFinders<Row>
): Promise<OfPerson<Row>[]> {
  const recordIds = [...new Set(persons.flat())]
  if (isOwnTeam(context.principal, service)) {
    const rows = await findOwn(recordIds)
    return persons.map((ids) => ({ rows: rows.filter((row) => ids.includes(row.recordId)), withheld: null }))
  }
  const found = await findWithAccess(recordIds)
  return persons.map((ids) => {
    const ofPerson = found.filter(({ access }) => ids.includes(access.recordId))
    const rows = new Map(ofPerson.flatMap(({ row }) => (row ? [[row.id, row] as const] : [])))
    return {
      rows: [...rows.values()],
      withheld: findWithheld(
        ofPerson.map(({ access }) => access),
        service,
        context.access
      )
    }
  })
}
