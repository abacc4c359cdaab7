import { readRows, type Column } from '@throughcare/kit/import-file'
import { londonDate, systemClock } from '@throughcare/kit/clock'
import { putOnMap } from '../location/location.store.ts'
import { indexLeftOut } from '../search/index-left-out.ts'
import { asImporter, importerOf } from '../importer-rows.ts'
import { currentAreaCode, grainOf, whyNotPosition } from './position.rules.ts'
import { countPostcodes, writePostcodes, writeSectors, type Fix } from './position.store.ts'

export type PostcodeImport = {
  path: string
  url: string
  /** Where the file comes from, with the attribution its licence asks for. */ source?: string
  dryRun?: boolean
}
export type PostcodeOutcome = { read: number; added: number; changed: number; unchanged: number; rejected: { line: number; field: string; reason: string }[] }

export const postcodeColumns: readonly Column[] = [
  { name: 'postcode', about: 'a unit postcode, such as BB1 9ZZ', isRequired: true },
  { name: 'latitude', about: 'degrees north, WGS 84', isRequired: true },
  { name: 'longitude', about: 'degrees east, WGS 84', isRequired: true },
  { name: 'district_gss', about: 'the GSS code of its local authority' }
]

const attribution =
  'Contains OS data © Crown copyright and database right, Royal Mail data © Royal Mail copyright and database right, National Statistics data © Crown copyright and database right'
const chunkSize = 5_000

/** Takes in where unit postcodes lie, and works out the middle of each sector. A rerun changes nothing. */
export async function importPostcodes({ path, url, source = attribution, dryRun = false }: PostcodeImport): Promise<PostcodeOutcome> {
  const outcome: PostcodeOutcome = { read: 0, added: 0, changed: 0, unchanged: 0, rejected: [] }
  const facts = { source, asAt: londonDate(systemClock.now()) }
  return asImporter(url, importerOf('postcodes'), async (transact) => {
    const write = (chunk: ReadonlyMap<string, Fix>) =>
      transact(async (tx) => {
        const standing = await countPostcodes(tx, [...chunk.keys()])
        const written = dryRun ? chunk.size - standing : await writePostcodes(tx, facts, [...chunk.values()])
        const added = chunk.size - standing
        outcome.added += added
        outcome.changed += written - added
        outcome.unchanged += chunk.size - written
      })
    let chunk = new Map<string, Fix>()
    for await (const row of readRows(path, postcodeColumns)) {
      outcome.read += 1
      const fix = 'fault' in row ? { field: '', reason: row.fault } : toFix(row.fields)
      if ('reason' in fix) outcome.rejected.push({ line: row.line, ...fix })
      else if (chunk.has(fix.code)) outcome.rejected.push({ line: row.line, field: 'postcode', reason: 'This postcode stands in the file twice.' })
      else chunk.set(fix.code, fix)
      if (chunk.size < chunkSize) continue
      await write(chunk)
      chunk = new Map()
    }
    await write(chunk)
    if (dryRun || outcome.added + outcome.changed === 0) return outcome
    await transact((tx) => writeSectors(tx, facts))
    await transact((tx) => putOnMap(tx, null))
    await indexLeftOut(transact)
    return outcome
  })
}

function toFix(fields: Readonly<Record<string, string>>): Fix | { field: string; reason: string } {
  const typed = (fields.postcode ?? '').toUpperCase().replace(/\s+/g, '')
  const code = `${typed.slice(0, -3)} ${typed.slice(-3)}`
  const degrees = (field: string) => (fields[field] ? Number(fields[field]) : Number.NaN)
  const [latitude, longitude] = [degrees('latitude'), degrees('longitude')]
  const area = fields.district_gss
  return whyNotPosition({ code, latitude, longitude }) ?? { code, grain: grainOf(code), latitude, longitude, areaCodes: area ? [currentAreaCode(area)] : [] }
}
