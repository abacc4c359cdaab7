import DataLoader from 'dataloader'
import type { Database } from '@throughcare/kit/db'
import { findNamesakes } from '../search/search.store.ts'
import { gather, isLikeName, type Suggested, type Suggestion } from './duplicate.rules.ts'
import { findAtSamePostcode, findByKeys } from './duplicate.store.ts'

export function createDuplicateLoaders(db: Database) {
  return {
    /** Other entries that may be the same service as one, and why. */
    duplicates: new DataLoader<string, Suggested[]>(async (ids) => {
      const found = Map.groupBy(await findSuggestions(db, ids), ({ serviceId }) => serviceId)
      return ids.map((id) => gather(found.get(id) ?? []))
    })
  }
}

async function findSuggestions(db: Database, ids: readonly string[]): Promise<Suggestion[]> {
  const [namesakes, byKeys, neighbours] = await Promise.all([findNamesakes(db, ids), findByKeys(db, ids), findAtSamePostcode(db, ids)])
  return [
    ...namesakes.map(({ serviceId, namesakeId }) => ({ serviceId, otherId: namesakeId, reason: 'SAME_NAME' as const })),
    ...byKeys,
    ...neighbours
      .filter(({ name, otherName }) => isLikeName(name, otherName))
      .map(({ serviceId, otherId }) => ({ serviceId, otherId, reason: 'SAME_POSTCODE_AND_LIKE_NAME' as const }))
  ]
}
