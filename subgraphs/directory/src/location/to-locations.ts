import { randomUUID } from 'node:crypto'
import type { Database } from '@throughcare/kit/db'
import { refuse } from '@throughcare/kit/errors'
import { findAllPlaces } from '../place/place.store.ts'
import { coordinateFault, placeIdOf, tidyPostcode } from './location.rules.ts'
import { findLocations, type LocationRow } from './location.store.ts'

export type LocationInput = { id?: string | null; isHidden?: boolean | null } & Partial<
  Pick<LocationRow, 'name' | 'address' | 'town' | 'postcode' | 'latitude' | 'longitude'>
>

/** The locations an editor gives for a service. Refuses one that is not the service's own; a hidden one stays hidden unless that is said. */
export async function toLocations(tx: Database, ownIds: readonly string[], inputs: readonly LocationInput[]): Promise<LocationRow[]> {
  const places = await findAllPlaces(tx)
  const standing = new Map((await findLocations(tx, ownIds)).map((row) => [row.id, row]))
  return inputs.map(({ id, isHidden, ...input }) => {
    const own = id == null ? undefined : standing.get(id)
    if (id != null && !own) refuse('BAD_USER_INPUT', 'A location may be changed only through a service that is given there.', { field: 'locations' })
    const [latitude, longitude] = [input.latitude ?? null, input.longitude ?? null]
    const fault = coordinateFault(latitude, longitude)
    if (fault) refuse('BAD_USER_INPUT', fault, { field: 'locations' })
    const where = { town: input.town?.trim() || null, postcode: input.postcode ? tidyPostcode(input.postcode) : null }
    return {
      id: own?.id ?? randomUUID(),
      name: input.name ?? null,
      address: input.address ?? null,
      ...where,
      latitude,
      longitude,
      placeId: placeIdOf(where, places),
      isHidden: isHidden ?? own?.isHidden ?? false,
      feed: own?.feed ?? null,
      retentionClass: 'operational'
    }
  })
}
