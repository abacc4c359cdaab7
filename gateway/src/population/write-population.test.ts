import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { openNhsNumbers } from './identifiers.ts'
import { familyNames, givenNames } from './names.ts'
import { shares } from './shares.ts'
import { populationFiles, writePopulation } from './write-population.ts'

const folder = mkdtempSync(join(tmpdir(), 'throughcare-population-'))
afterAll(() => rmSync(folder, { recursive: true }))

type Row = Record<string, string>
const today = '2026-06-01'

async function write(name: string, { people = 5_000, seed = 1, day = today } = {}): Promise<Record<keyof typeof populationFiles, Row[]> & { digest: string }> {
  await writePopulation({ people, seed, today: day, folder: join(folder, name) })
  const texts = Object.entries(populationFiles).map(([key, file]) => [key, readFileSync(join(folder, name, file), 'utf8')] as const)
  const rows = Object.fromEntries(texts.map(([key, text]) => [key, parse(text, { columns: true })])) as Record<keyof typeof populationFiles, Row[]>
  return { ...rows, digest: createHash('sha256').update(texts.join('\n')).digest('hex') }
}

let population: Awaited<ReturnType<typeof write>>
beforeAll(async () => void (population = await write('one')))

const shareOf = (rows: Row[], holds: (row: Row) => boolean) => rows.filter(holds).length / rows.length
const near = (found: number, wanted: number) => expect(Math.abs(found - wanted)).toBeLessThan(0.03)
const firstRecords = () => population.peopleOfLiaisonDiversion.filter((row) => !row.source_key?.endsWith('-again'))

describe('a synthetic population', () => {
  test('is the same, to the byte, for the same people, seed and day, and another for another seed or day', async () => {
    const small = { people: 300 }
    const [one, again, otherSeed, otherDay] = [
      await write('a', small),
      await write('b', small),
      await write('c', { ...small, seed: 2 }),
      await write('d', { ...small, day: '2026-06-02' })
    ]

    expect(again.digest).toBe(one.digest)
    expect(new Set([one.digest, otherSeed.digest, otherDay.digest]).size).toBe(3)
  })

  test('a larger one begins with the people of a smaller one', async () => {
    const { peopleOfReconnect } = await write('e', { people: 100 })

    expect(population.peopleOfReconnect.slice(0, peopleOfReconnect.length)).toEqual(peopleOfReconnect)
  })

  test('has as many people as asked, about a fifth of them in both services', () => {
    const inReconnect = new Set(population.peopleOfReconnect.map((row) => row.source_key))
    const inBoth = firstRecords().filter((row) => inReconnect.has(row.source_key)).length

    expect(firstRecords().length + inReconnect.size - inBoth).toBe(5_000)
    near(inBoth / 5_000, shares.bothServices.value)
  })

  test('keeps to its shares', () => {
    const episodes = population.liaisonDiversion
    const screened = episodes.filter((row) => row.screened_at)
    const has = (code: string) => (row: Row) => row.needs?.includes(`${code}:`) ?? false

    near(
      shareOf(firstRecords(), (row) => row.sex === 'F'),
      0.2
    )
    near(
      shareOf(episodes, (row) => row.setting === 'POLICE_CUSTODY' || row.setting === 'VOLUNTARY_ATTENDANCE'),
      0.75
    )
    near(
      shareOf(episodes, (row) => Boolean(row.screened_at)),
      shares.seen.value
    )
    near(
      shareOf(screened, (row) => row.needs !== ''),
      shares.anyVulnerability.value
    )
    near(shareOf(screened, has('mental-health')), shares.mentalHealth.value)
    near(
      shareOf(screened, (row) => has('substance-use')(row) || has('alcohol')(row)),
      shares.drugsOrAlcohol.value
    )
    near(
      shareOf(population.peopleOfLiaisonDiversion, (row) => row.consent_sister_service === 'GIVEN'),
      0.6
    )
    near(
      shareOf(population.reconnect, (row) => row.facility === 'PNI'),
      0.3
    )
  })

  test('has men only in the prisons, all of them grown up, and children only in L&D, at the youth court', () => {
    const isChild = (row: Row) => (row.birth_date ?? '') > '2008-06-01'
    const children = new Set(
      firstRecords()
        .filter(isChild)
        .map((row) => row.source_key)
    )

    expect(population.peopleOfReconnect.every((row) => row.sex === 'M' && !isChild(row))).toBe(true)
    near(
      shareOf(firstRecords(), (row) => children.has(row.source_key)),
      0.12
    )
    const atYouthCourt = population.liaisonDiversion.filter((row) => row.setting === 'YOUTH_COURT')
    expect(atYouthCourt.length).toBeGreaterThan(20)
    expect(atYouthCourt.every((row) => children.has(row.source_key?.replace('-again', '')))).toBe(true)
  })

  test('has releases before its day and after it, and nothing that happens later than the day before', () => {
    const planned = population.reconnect.map((row) => row.planned_releases?.split(';').at(-1)?.slice(0, 10) ?? '')
    const instants = [...population.liaisonDiversion, ...population.reconnect].flatMap((row) =>
      Object.entries(row).flatMap(([column, value]) => (column.endsWith('_at') && column !== 'gate_meeting_at' && /^\d.*T/.test(value) ? [value] : []))
    )

    expect(shareOf(population.reconnect, (row) => Boolean(row.released_on))).toBeGreaterThan(0.6)
    expect(planned.filter((day) => day >= today).length).toBeGreaterThan(50)
    expect(instants.every((instant) => instant < `${today}T00:00:00Z`)).toBe(true)
  })
})

describe('what else happens in its episodes', () => {
  const items = (rows: Row[], column: string) => rows.flatMap((row) => (row[column] ?? '').split(';').filter(Boolean))
  const ofChild = () => {
    const children = new Set(firstRecords().flatMap(({ source_key = '', birth_date = '' }) => (birth_date > '2008-06-01' ? [source_key] : [])))
    return (row: Row) => children.has(row.source_key?.replace('-again', '') ?? '')
  }
  const atPolice = (row: Row) => row.setting === 'POLICE_CUSTODY' || row.setting === 'VOLUNTARY_ATTENDANCE'

  test('every column of a pathway is filled somewhere in either file', () => {
    for (const rows of [population.liaisonDiversion, population.reconnect])
      for (const column of Object.keys(rows[0] ?? {})) expect([column, rows.some((row) => row[column] !== '')]).toEqual([column, true])
  })

  test('circumstances of children only, and an appropriate adult for nearly all of those at a police station', () => {
    const isChild = ofChild()
    const children = population.liaisonDiversion.filter(isChild)
    const adults = population.liaisonDiversion.filter((row) => !isChild(row))

    expect(adults.every((row) => row.is_looked_after === '' && !row.appropriate_adults?.includes('CHILD/'))).toBe(true)
    near(
      shareOf(children, (row) => row.is_looked_after !== ''),
      shares.circumstancesRecorded.value
    )
    near(
      shareOf(children.filter(atPolice), (row) => row.appropriate_adults !== ''),
      shares.adultCalledForChild.value
    )
    near(
      shareOf(adults.filter(atPolice), (row) => row.appropriate_adults !== ''),
      shares.vulnerableAdult.value * shares.adultCalledForVulnerable.value
    )
    expect(population.liaisonDiversion.every((row) => atPolice(row) || row.appropriate_adults === '')).toBe(true)
  })

  test('assessments where the screening asked for one, specialists of children mostly for speech and language', () => {
    const asked = population.liaisonDiversion.filter((row) => row.screening_outcome === 'ASSESSMENT_REQUIRED')
    const bySpecialist = asked.filter(ofChild()).flatMap((row) => row.specialist_assessments?.split('/')[0] || [])

    near(
      shareOf(asked, (row) => row.assessments !== ''),
      shares.assessmentMade.value
    )
    expect(population.liaisonDiversion.every((row) => asked.includes(row) || row.assessments === '')).toBe(true)
    expect(bySpecialist.filter((specialism) => specialism === 'SPEECH_AND_LANGUAGE').length / bySpecialist.length).toBeGreaterThan(0.55)
  })

  test('hearings in open courts, before its day and after it, and decisions of police and courts', () => {
    const reports = items(population.liaisonDiversion, 'court_reports').map((report) => report.split('/'))
    const decided = items(population.liaisonDiversion, 'justice_outcomes').map((decision) => decision.split('/'))

    expect(reports.length).toBeGreaterThan(200)
    expect(reports.every(([, , court = '']) => !['KENDMC', 'ORMKMC'].includes(court) && /[MCY]C$/.test(court))).toBe(true)
    expect([true, false].map((isPast) => reports.some(([, , , hearingOn = '']) => hearingOn < today === isPast))).toEqual([true, true])
    expect(new Set(decided.map(([by]) => by))).toEqual(new Set(['POLICE', 'COURT']))
    expect(decided.every(([, , on = '']) => on < today)).toBe(true)
  })

  test('of people released with a need for drugs or alcohol a third begin treatment; supplies run out before they go on for some', () => {
    const released = population.reconnect.filter((row) => row.released_on && row.released_on < '2026-04-01')
    const using = released.filter((row) => /(substance-use|alcohol):/.test(row.goals ?? ''))
    const supplied = released.filter((row) => row.medicine_continues_on)
    const gap = ({ released_on = '', medicine_days_in_hand: days, medicine_continues_on: on = '' }: Row) =>
      (Date.parse(on) - Date.parse(released_on)) / 86_400_000 - Number(days)

    expect(shareOf(using, (row) => row.treatment_started_on !== '')).toBeGreaterThan(0.2)
    expect(shareOf(using, (row) => row.treatment_started_on !== '')).toBeLessThan(0.4)
    expect([supplied.some((row) => gap(row) > 0), supplied.some((row) => gap(row) <= 0)]).toEqual([true, true])
    expect(shareOf(released, (row) => row.gate_meeting_outcome === 'MET')).toBeGreaterThan(0.2)
  })

  test('is later than the day before in nothing but what is due', () => {
    const instants = [...population.liaisonDiversion, ...population.reconnect].flatMap((row) =>
      Object.values(row).flatMap((value) => value.match(/\d{4}-\d\d-\d\dT[\d:]+Z/g) ?? [])
    )
    const due = items(population.liaisonDiversion, 'contacts').flatMap((contact) => contact.split('/')[4] ?? [])
    const toCome = population.reconnect.flatMap(({ gate_meeting_at: at = '', released_on: releasedOn }) => (at > today && !releasedOn ? [at] : []))

    expect(instants.filter((instant) => instant >= today).sort()).toEqual(toCome.sort())
    expect([due.some((day) => day < today), due.some((day) => day >= today)]).toEqual([true, true])
  })
})

describe('nobody in it is real', () => {
  test('NHS numbers are from the block that is never issued, and each belongs to one person', () => {
    const keysOf = new Map<string, Set<string>>()
    for (const { nhs_number, source_key = '' } of [...population.peopleOfLiaisonDiversion, ...population.peopleOfReconnect])
      if (nhs_number) keysOf.set(nhs_number, (keysOf.get(nhs_number) ?? new Set()).add(source_key))

    expect(keysOf.size).toBeGreaterThan(4_000)
    for (const [number, keys] of keysOf) {
      const sum = [...number.slice(0, 9)].reduce((total, digit, place) => total + Number(digit) * (10 - place), 0)
      expect([number, (11 - (sum % 11)) % 11, keys.size]).toEqual([expect.stringMatching(/^999\d{7}$/), Number(number[9]), 1])
    }
  })

  test('NHS numbers end before the ten nines, which no importer takes for a number', () => {
    const next = openNhsNumbers()
    let [last, number]: (string | null)[] = [null, next()]
    while (number !== null) [last, number] = [number, next()]
    expect(last).toBe('9999999980')
  })

  test('names are from the invented lists, and every record says that it is synthetic', () => {
    const given = new Set<string>([...givenNames.M, ...givenNames.F])
    const family = new Set(familyNames)
    const rows = [...firstRecords(), ...population.peopleOfReconnect]

    expect(rows.every((row) => given.has(row.given_name ?? '') && family.has(row.family_name ?? ''))).toBe(true)
    expect(rows.every((row) => row.source_system?.startsWith('synthetic-'))).toBe(true)
  })
})

describe('flaws are in it, as in real extracts', () => {
  test('10 to 15% without an NHS number, in either service', () => {
    for (const rows of [firstRecords(), population.peopleOfReconnect]) {
      const missing = shareOf(rows, (row) => row.nhs_number === '')
      expect(missing).toBeGreaterThan(0.1)
      expect(missing).toBeLessThan(0.15)
    }
  })

  test('8 to 10% whose ethnicity was not stated or is not known', () => {
    const unknown = shareOf(firstRecords(), (row) => row.ethnic_category === 'Z' || row.ethnic_category === '99')

    expect(unknown).toBeGreaterThan(0.07)
    expect(unknown).toBeLessThan(0.11)
  })

  test('the same person taken down twice, with a misspelt name and without numbers', () => {
    const twice = population.peopleOfLiaisonDiversion.filter((row) => row.source_key?.endsWith('-again'))
    const first = new Map(firstRecords().map((row) => [row.source_key, row]))

    near(twice.length / firstRecords().length, shares.recordedTwice.value)
    for (const row of twice) {
      const original = first.get(row.source_key?.replace('-again', ''))
      expect(row.birth_date).toBe(original?.birth_date)
      expect(row.family_name).not.toBe(original?.family_name)
      expect([row.nhs_number, row.pnc]).toEqual(['', ''])
    }
  })

  test('release dates that moved, and late referrals', () => {
    const daysBefore = population.reconnect.map(
      (row) => (Date.parse(row.planned_releases?.split(';').at(-1)?.slice(0, 10) ?? '') - Date.parse(row.referred_at?.slice(0, 10) ?? '')) / 86_400_000
    )
    const settled = daysBefore.filter((_, place) => population.reconnect[place]?.released_on)

    expect(shareOf(population.reconnect, (row) => row.planned_releases?.includes(';') ?? false)).toBeGreaterThan(0.15)
    expect(daysBefore.some((days) => days < 0)).toBe(true)
    expect(settled.filter((days) => days < 28).length / settled.length).toBeGreaterThan(0.3)
  })
})
