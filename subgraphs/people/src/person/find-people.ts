import { refuse } from '@throughcare/kit/errors'
import { readPage, toConnection, type Connection, type PageArguments } from '@throughcare/kit/page'
import type { Context } from '../context.ts'
import { checkIdentifier, type IdentifierType } from './identifier.rules.ts'
import type { PersonView } from './person.rules.ts'
import { findPersonIds, type PeopleSearch } from './person.store.ts'

export type PeopleFilter = { identifier?: { type: IdentifierType; value: string } | null; familyName?: string | null; birthDate?: string | null }

/** People by identifier, or by family name and date of birth, among those the caller may read. Refuses to list people by less. */
export async function findPeople(context: Context, where: PeopleFilter, pageArguments: PageArguments): Promise<Connection<PersonView>> {
  const page = readPage(pageArguments)
  const ids = await findPersonIds(context.db, toSearch(where, context.clock.now().getFullYear()), { limit: page.limit + 1, after: page.after?.[0] ?? null })
  const persons = await Promise.all(ids.map((id) => context.loaders.person.load(id)))
  return toConnection(
    persons.filter((person) => person !== null),
    page,
    (person) => [person.id]
  )
}

function toSearch({ identifier, familyName, birthDate }: PeopleFilter, year: number): PeopleSearch {
  if (identifier) {
    const checked = checkIdentifier(identifier.type, identifier.value, year)
    return 'fault' in checked
      ? refuse('BAD_USER_INPUT', checked.fault, { field: 'where.identifier' })
      : { identifier: { type: identifier.type, value: checked.value } }
  }
  if (familyName?.trim() && birthDate) return { familyName: familyName.trim(), birthDate }
  return refuse('BAD_USER_INPUT', 'Search by an identifier, or by family name and date of birth together.', { field: 'where' })
}
