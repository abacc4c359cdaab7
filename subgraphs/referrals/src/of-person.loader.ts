import { findWithheld, isOwnTeam, type AccessRow, type Withheld } from '@throughcare/kit/access'
import type { RoomContext } from '@throughcare/kit/context'
import { services } from '@throughcare/kit/principal'

/** What this room holds of one person, of both services: the rows the caller may read, and what each service withholds. */
export type OfPersonByServices<Row> = { rows: Row[]; withheld: Withheld[] }

export type Asked<Row> = { recordId: string; access: AccessRow | null; row: Row | null }

/**
 * Rows of each of some persons, given by all their record ids, whichever service wrote them, in one statement whoever asks. The order of
 * the rows found is kept. A service's own team is kept from nothing of its own.
 */
export async function loadOfBothServices<Row extends { id: string }>(
  { principal, access }: RoomContext,
  persons: readonly (readonly string[])[],
  find: (recordIds: readonly string[]) => Promise<Asked<Row>[]>
): Promise<OfPersonByServices<Row>[]> {
  const found = await find([...new Set(persons.flat())])
  const othersServices = services.filter((service) => !isOwnTeam(principal, service))
  return persons.map((ids) => {
    const ofPerson = found.filter(({ recordId }) => ids.includes(recordId))
    const rows = new Map(ofPerson.flatMap(({ row }) => (row ? [[row.id, row] as const] : [])))
    const told = ofPerson.flatMap((asked) => asked.access ?? [])
    return { rows: [...rows.values()], withheld: othersServices.flatMap((service) => findWithheld(told, service, access) ?? []) }
  })
}
