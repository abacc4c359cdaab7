import type { Database } from '@throughcare/kit/db'
import { refuse } from '@throughcare/kit/errors'
import { placeIdOf } from '../location/location.rules.ts'
import { findAllPlaces } from '../place/place.store.ts'
import { labelOf, middleOf, postcodeCandidates, type Point } from './position.rules.ts'
import { findAreas, findDistrictsOfArea, findPostcodes, type PostcodeRow } from './position.store.ts'

export type PositionView = Point & {
  label: string
  precision: 'UNIT' | 'SECTOR' | 'DISTRICT' | 'PLACE'
  /** The postcode districts it stands for: what a service area may be told by. */
  outcodes: string[]
  placeId: string | null
  areaCodes: string[]
  source: string
}

/** Where a postcode, a district, one of the ten places or a local authority lies. Refuses what is none of them, without repeating it. */
export async function findPosition(db: Database, near: string): Promise<PositionView> {
  const candidates = postcodeCandidates(near)
  if (candidates.length === 0) return (await findByName(db, near.trim().toLowerCase())) ?? notKnown()
  const rows = await findPostcodes(db, candidates)
  const row = candidates.map((code) => rows.find((found) => found.code === code)).find((found) => found !== undefined)
  return row ? toPosition(row, await findAllPlaces(db)) : notKnown()
}

function notKnown(): never {
  return refuse(
    'BAD_USER_INPUT',
    'That is no postcode, place or local authority known here. Give a postcode, its first half such as BB1, or a town such as Blackburn.',
    {
      field: 'near'
    }
  )
}

function toPosition(row: PostcodeRow, places: Awaited<ReturnType<typeof findAllPlaces>>): PositionView {
  const { code, grain, latitude, longitude, areaCodes, source } = row
  const outcode = code.split(' ')[0] ?? code
  return {
    ...{ label: labelOf(code), precision: grain, latitude, longitude, areaCodes, source },
    outcodes: [outcode],
    placeId: placeIdOf({ postcode: outcode, town: null }, places)
  }
}

async function findByName(db: Database, name: string): Promise<PositionView | null> {
  const places = await findAllPlaces(db)
  const place = places.find((row) => row.id === name || row.name.toLowerCase() === name)
  if (place) return toMiddle(`${place.name} (town)`, await findPostcodes(db, place.outcodes), place.id)
  const area = (await findAreas(db)).find((row) => row.name.toLowerCase() === name)
  if (!area) return null
  const middle = toMiddle(`${area.name} (local authority)`, await findDistrictsOfArea(db, area.code), null)
  return middle && { ...middle, areaCodes: [area.code] }
}

function toMiddle(label: string, districts: readonly PostcodeRow[], placeId: string | null): PositionView | null {
  const point = middleOf(districts)
  if (!point) return null
  return {
    ...{ ...point, label, placeId, precision: 'PLACE' },
    outcodes: districts.map(({ code }) => code),
    areaCodes: [...new Set(districts.flatMap(({ areaCodes }) => areaCodes))].sort(),
    source: districts[0]?.source ?? ''
  }
}
