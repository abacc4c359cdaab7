import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { parse } from 'csv-parse/sync'
import { z } from 'zod'
import { systemClock } from '@throughcare/kit/clock'
import { writeFacilities } from '../facility/write-facilities.ts'
import { asImporter, importerOf } from '../importer-rows.ts'
import { writeNeeds } from '../need/write-needs.ts'
import { writeOrganisations } from '../organisation/write-organisations.ts'
import { upsertPlaces } from '../place/place.store.ts'
import { upsertAreas, writePostcodes } from '../position/position.store.ts'
import { indexLeftOut } from '../search/index-left-out.ts'
import { learnSynonyms } from '../search/search.store.ts'

const folder = new URL('../../db/reference/', import.meta.url)

const words = z.string().min(1)
const blankIsNull = <Shape extends z.ZodType>(shape: Shape) => z.preprocess((value) => (value === '' ? null : value), shape.nullable())
const list = (separator: string) => z.string().transform((text) => text.split(separator).filter(Boolean))
const facts = { source: words, as_at: z.iso.date() }

const placeShape = z.object({ id: words, name: words, force: words, outcodes: list(' '), ...facts })
const facilityShape = z.object({
  id: words,
  name: words,
  kind: z.enum(['CUSTODY_SUITE', 'MAGISTRATES_COURT', 'YOUTH_COURT', 'CROWN_COURT', 'PRISON']),
  place_id: blankIsNull(words),
  postcode: blankIsNull(words),
  open_from: blankIsNull(z.iso.date()),
  closed_on: blankIsNull(z.iso.date()),
  court_ou_code: blankIsNull(words),
  note: blankIsNull(words),
  ...facts
})
const pathways = [
  'ACCOMMODATION',
  'ATTITUDES_THINKING_AND_BEHAVIOUR',
  'CHILDREN_FAMILIES_AND_COMMUNITY',
  'DRUGS_AND_ALCOHOL',
  'EDUCATION_SKILLS_AND_WORK',
  'FINANCE_AND_ID',
  'HEALTH'
] as const
const needShape = z.object({
  code: words,
  position: z.coerce.number().int(),
  label: words,
  resettlement_pathway: blankIsNull(z.enum(pathways)),
  external_terms: list('|'),
  ...facts
})
const areaShape = z.object({ code: words, name: words, within: blankIsNull(words), ...facts })
const districtShape = z.object({ outcode: words, latitude: z.coerce.number(), longitude: z.coerce.number(), area_codes: list(' ') })
const districtFacts = {
  source:
    'Postcode district centres derived from OS Code-Point Open, August 2014 (open-postcode/codepoint @dd4880a). Contains OS data © Crown copyright and database right 2014, Royal Mail data © Royal Mail copyright and database right 2014, National Statistics data © Crown copyright and database right 2014',
  asAt: '2014-08-01'
}
const synonymShape = z.object({ said: list('|'), means: list('|'), need_codes: list(' '), ...facts })
const organisationShape = z.object({
  id: words,
  name: words,
  kind: z.enum(['NHS_TRUST', 'INTEGRATED_CARE_BOARD', 'COURT_SERVICE', 'COMMUNITY']),
  ...facts
})

/**
 * Writes places, facilities, needs, organisations, areas and postcode districts as db/reference has them, in one transaction. What already
 * stands so is written again as it is, or left alone, so it may run at every start. It needs no rights but the importer's.
 */
export async function loadReferenceData(url: string): Promise<void> {
  const [places, facilities, needs, organisations, areas, districts, synonyms] = await Promise.all([
    readRows('place', placeShape),
    readRows('facility', facilityShape),
    readRows('need', needShape),
    readRows('organisation', organisationShape),
    readRows('area', areaShape),
    readRows('postcode-district', districtShape),
    readRows('synonym', synonymShape)
  ])
  const principal = importerOf('reference')
  await asImporter(url, principal, async (transact) => {
    await transact(async (tx) => {
      await upsertPlaces(
        tx,
        places.map(({ as_at, ...row }) => ({ ...row, ...factsOf(as_at) }))
      )
      const writing = { principal, clock: systemClock, requestId: randomUUID() }
      await writeFacilities(
        tx,
        writing,
        facilities.map(({ as_at, place_id, open_from, closed_on, court_ou_code, ...row }) => ({
          ...row,
          ...{ placeId: place_id, openFrom: open_from, closedOn: closed_on, courtOuCode: court_ou_code },
          ...factsOf(as_at)
        }))
      )
      await writeNeeds(
        tx,
        writing,
        needs.map(({ as_at, resettlement_pathway, external_terms, ...row }) => ({
          ...row,
          ...{ resettlementPathway: resettlement_pathway, externalTerms: external_terms },
          ...factsOf(as_at)
        }))
      )
      await writeOrganisations(
        tx,
        null,
        organisations.map(({ as_at, ...row }) => ({ ...row, ...{ description: null, url: null, email: null, identifiers: [], feed: null }, ...factsOf(as_at) }))
      )
      await upsertAreas(
        tx,
        areas.map(({ as_at, ...row }) => ({ ...row, ...factsOf(as_at) }))
      )
      await writePostcodes(tx, districtFacts, districts.map(toDistrict))
      await learnSynonyms(tx, synonyms.flatMap(toSynonyms))
    })
    await indexLeftOut(transact)
  })
}

function toDistrict({ outcode, area_codes, ...point }: z.infer<typeof districtShape>) {
  return { code: outcode, grain: 'DISTRICT' as const, areaCodes: area_codes, ...point }
}

function toSynonyms({ said, as_at, need_codes, ...meaning }: z.infer<typeof synonymShape>) {
  return said.map((word) => ({ said: word, ...meaning, needCodes: need_codes, ...factsOf(as_at) }))
}

function factsOf(asAt: string) {
  return { asAt, retentionClass: 'operational' }
}

async function readRows<Shape extends z.ZodType>(file: string, shape: Shape): Promise<z.infer<Shape>[]> {
  const text = await readFile(new URL(`${file}.csv`, folder), 'utf8')
  return z.array(shape).parse(parse(text, { columns: true }))
}
