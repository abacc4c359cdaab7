import { openTestImport, personRow, toCsv, type TestImport } from '@throughcare/test/support/imports'

let imports: TestImport
beforeAll(async () => void (imports = await openTestImport()))
afterAll(() => imports.close())

const clock = { now: () => new Date('2026-06-01T12:00:00Z') }
const take = (rows: Record<string, string>[], taking: object = {}) => imports.take('people', toCsv(rows), { service: 'LIAISON_DIVERSION', clock, ...taking })
const records = (sourceKey?: string) =>
  imports.rows<{ id: string; version: number; family_name: string }>('select * from people.identity_record where source_key = $1', sourceKey)
const events = (sourceKey?: string) =>
  imports.rows<{ type: string; actor: string }>(
    'select type, actor from people.outbox_event join people.identity_record record on record.id = record_id where source_key = $1 order by outbox_event.id',
    sourceKey
  )

type Told = { stage: string; done: number; total: number }

describe('a people file', () => {
  test('writes each record with its identifiers, its postcode and what the person decided, and leaves events', async () => {
    const row = personRow({ postcode: 'bb1 3ht', nhs_number: '999 000 0018', nhs_number_verified: 'Y', pnc: '02/73319Z', ethnic_category: 'z' })
    const { report, rejected } = await take([{ ...row, consent_sister_service: 'GIVEN', consent_sister_service_on: '2026-06-01' }])

    expect(report).toMatchObject({ read: 1, added: 1, changed: 0, unchanged: 0, rejected: 0, isComplete: true })
    expect(rejected).toBeNull()
    expect(await records(row.source_key)).toMatchObject([
      { version: 1, organisation: 'RW5', service: 'LIAISON_DIVERSION', recorded_by: 'importer', ethnicity_code_list: 'NHS_2001', ethnicity_code: 'Z' }
    ])
    expect(await imports.rows('select identifiers from people.identity_record')).toMatchObject([
      {
        identifiers: [
          { type: 'NHS_NUMBER', value: '9990000018', isVerified: true, isWellFormed: true },
          { type: 'PNC', value: '2002/0073319Z', isVerified: false }
        ]
      }
    ])
    expect(await imports.rows('select addresses from people.identity_location')).toMatchObject([{ addresses: [{ kind: 'HOME', postcode: 'BB1 3HT' }] }])
    expect((await events(row.source_key)).map(({ type }) => type)).toEqual([
      'people.record-access-changed',
      'people.consent-positions-changed',
      'people.identity-recorded',
      'people.consent-recorded'
    ])
    expect(await imports.rows('select level from people.record_access where audience = $1', 'team:RW5/RECONNECT')).toContainEqual({ level: 'read' })
  })

  test('opens the places of a record to the sister service only where the source says that they may be known, and stays closed where staff flagged them', async () => {
    const row = personRow({ postcode: 'BB1 3HT', consent_sister_service: 'GIVEN', consent_sister_service_on: '2026-06-01' })
    const levels = async () =>
      (
        await imports.rows<{ level: string }>(
          "select level from people.record_access join people.identity_record record on record.id = record_id where source_key = $1 and audience = 'team:RW5/RECONNECT'",
          row.source_key
        )
      ).map(({ level }) => level)
    const flagBy = (by: string) =>
      imports.rows(
        `insert into people.sensitive_flag (record_id, organisation, service, state, reason, retention_class, recorded_by, recorded_at)
         select id, organisation, service, 'SENSITIVE', 'Asked; fears a former partner.', retention_class, $2, '2026-06-01T13:00:00Z'
         from people.identity_record where source_key = $1`,
        row.source_key,
        by
      )
    await take([row])
    const unasked = await levels()
    const { report } = await take([{ ...row, location_sensitive: 'N' }])
    const clear = await levels()
    await flagBy('a-practitioner')
    const { report: afterwards } = await take([{ ...row, location_sensitive: 'N' }])

    expect([unasked, clear]).toEqual([expect.not.arrayContaining(['location']), expect.arrayContaining(['location'])])
    expect([report, afterwards]).toMatchObject([{ changed: 1 }, { changed: 0, unchanged: 1 }])
  })

  test('taken in again changes nothing and leaves no event', async () => {
    const rows = [personRow({ consent_onward_service: 'REFUSED', consent_onward_service_on: '2026-05-01' }), personRow({ nhs_number: '9990000026' })]
    await take(rows)
    const before = await imports.count()

    const { report } = await take(rows)

    expect(report).toMatchObject({ added: 0, changed: 0, unchanged: 2 })
    expect(await imports.count()).toEqual(before)
  })

  test('brings up to date what the source has corrected, traced or newly asked', async () => {
    const [misspelt, untraced, unasked] = [personRow(), personRow(), personRow()]
    await take([misspelt, untraced, unasked])

    const { report } = await take([
      { ...misspelt, family_name: 'Templatewood' },
      { ...untraced, nhs_number: '9990000034', nhs_number_verified: 'Y' },
      { ...unasked, consent_sister_service: 'OBJECTED', consent_sister_service_on: '2026-05-31T10:00:00Z' }
    ])

    expect(report).toMatchObject({ added: 0, changed: 3, unchanged: 0 })
    expect(await records(misspelt.source_key)).toMatchObject([{ version: 2, family_name: 'Templatewood' }])
    expect(await records(untraced.source_key)).toMatchObject([{ version: 2, identifiers: [{ value: '9990000034', isVerified: true }] }])
    expect((await events(unasked.source_key)).at(-1)?.type).toBe('people.consent-recorded')
  })

  test('keeps an identifier and a postcode that the source no longer names', async () => {
    const row = personRow({ postcode: 'LA1 1AA', pnc: '1981/0000034U' })
    await take([row])

    const { report } = await take([{ ...row, postcode: '', pnc: '' }])

    expect(report).toMatchObject({ unchanged: 1 })
    expect(await records(row.source_key)).toMatchObject([{ identifiers: [{ value: '1981/0000034U' }] }])
  })

  test('links records of the same chunk that prove each other', async () => {
    const rows = ['a', 'b'].map(() => personRow({ nhs_number: '9990000042', nhs_number_verified: 'Y' }))
    await take(rows)

    const links = await imports.rows<{ person_id: string }>(
      'select person_id from people.link join people.identity_record record on record.id = record_id where source_key in ($1, $2) and unlinked_at is null',
      rows[0]?.source_key,
      rows[1]?.source_key
    )
    expect(new Set(links.map((link) => link.person_id)).size).toBe(1)
  })
})

describe('a row that breaks a rule', () => {
  test('is listed with its line, its column and the rule’s own words, never its value, and the others are taken', async () => {
    const good = [personRow(), personRow()]
    const bad = [
      personRow({ nhs_number: '9990000019' }),
      personRow({ birth_date: '2026-06-02' }),
      personRow({ birth_date: '01/02/1990' }),
      personRow({ sex: 'FEMALE' }),
      personRow({ family_name: '' }),
      personRow({ prison_number: 'AB123CD' }),
      personRow({ consent_sister_service: 'GIVEN' }),
      personRow({ consent_sister_service: 'GIVEN', consent_sister_service_on: '2026-06-02' })
    ]
    const { report, rejected } = await take([...good.slice(0, 1), ...bad, ...good.slice(1)])

    expect(report).toMatchObject({ read: 10, added: 2, rejected: 8 })
    expect(rejected?.split('\n')).toEqual([
      'line,column,reason',
      expect.stringMatching(/^3,nhs_number,"The NHS number's last digit/),
      expect.stringMatching(/^4,birth_date,"The date of birth lies in the future/),
      expect.stringMatching(/^5,birth_date,"A Date is written YYYY-MM-DD/),
      expect.stringMatching(/^6,sex,"sex is none of M, F, N, NS/),
      expect.stringMatching(/^7,family_name,"family_name is empty/),
      expect.stringMatching(/^8,prison_number,"A prison number is a letter/),
      expect.stringMatching(/^9,consent_sister_service_on,"consent_sister_service_on is empty/),
      expect.stringMatching(/^10,consent_sister_service_on,"The decision lies in the future/),
      ''
    ])
    expect(rejected).not.toMatch(/9990000019|Samplewood|AB123CD|01\/02/)
  })

  test('only in the database is found among its chunk, and the others are taken', async () => {
    const theirs = personRow()
    await take([theirs], { service: 'RECONNECT' })
    const rows = [personRow(), personRow(), theirs, personRow(), personRow()]

    const { report, rejected } = await take(rows)

    expect(report).toMatchObject({ added: 4, rejected: 1 })
    expect(rejected).toMatch(/^line,column,reason\n4,,"The database cannot hold this row as it is \(23505\)/)
    expect(await records(theirs.source_key)).toMatchObject([{ service: 'RECONNECT', version: 1 }])
  })

  test('because it says otherwise than a row higher up is refused; one that says the same is passed over', async () => {
    const row = personRow()
    const { report, rejected } = await take([row, row, { ...row, family_name: 'Otherworth' }])

    expect(report).toMatchObject({ read: 3, added: 1, unchanged: 1, rejected: 1 })
    expect(rejected).toContain('4,,"A row higher up in this file has the same key')
    expect(await records(row.source_key)).toMatchObject([{ family_name: 'Samplewood' }])
  })

  test('is no longer listed once it is put right', async () => {
    const row = personRow({ sex: 'X' })
    await take([row])

    expect((await take([{ ...row, sex: 'N' }])).rejected).toBeNull()
  })
})

describe('an import', () => {
  test('run dry checks every row and writes nothing', async () => {
    await take([personRow()])
    const before = await imports.count()

    const { report, rejected } = await take([personRow(), personRow({ nhs_number: '1' })], { isDryRun: true })

    expect(report).toMatchObject({ added: 1, rejected: 1 })
    expect(rejected).toContain('3,nhs_number,')
    expect(await imports.count()).toEqual(before)
  })

  test('that was interrupted is run again, and takes only what was not taken', async () => {
    const rows = Array.from({ length: 25 }, () => personRow())
    const stopping = new AbortController()
    const first = await take(rows, { rowsPerChunk: 2, signal: stopping.signal, onProgress: () => stopping.abort() })

    const second = await take(rows, { rowsPerChunk: 2 })

    expect(first.report.isComplete).toBe(false)
    expect(first.report.added).toBeGreaterThan(0)
    expect(first.report.added).toBeLessThan(25)
    expect(second.report).toMatchObject({ read: 25, added: 25 - first.report.added, unchanged: first.report.added, isComplete: true })
  })

  test('stopped before its records were linked leaves them to the next run', async () => {
    const rows = Array.from({ length: 3 }, () => personRow({ nhs_number: '9990000085', nhs_number_verified: 'Y' }))
    const persons = () =>
      imports.rows(`select distinct person_id from people.link join people.identity_record record on record.id = record_id
        where unlinked_at is null and identifiers @> '[{"value":"9990000085"}]'`)
    const stopping = new AbortController()
    const first = await take(rows, { signal: stopping.signal, onProgress: () => stopping.abort() })
    const apart = await persons()

    const second = await take(rows)

    expect(first.report).toMatchObject({ added: 3, isComplete: false })
    expect(apart).toHaveLength(3)
    expect(second.report).toMatchObject({ unchanged: 3, afterwards: { name: 'linked', rows: 3 } })
    expect(await persons()).toHaveLength(1)
    expect(await imports.rows('select from people.awaiting_link')).toHaveLength(0)
  })

  test('tells how far it is', async () => {
    const told: number[] = []
    const rows = Array.from({ length: 12 }, () => personRow())
    await take(rows, { rowsPerChunk: 5, onProgress: ({ stage, done, total }: Told) => void (stage === 'rows' && told.push(done / total)) })

    expect(told).toHaveLength(3)
    expect(told.toSorted()).toEqual(told)
    expect(told.at(-1)).toBe(1)
  })

  test('lists rejected rows in the order of the file, however many chunks are written at once', async () => {
    const rows = Array.from({ length: 60 }, (_, place) => personRow(place % 2 === 0 ? {} : { sex: 'X' }))
    const { report, rejected } = await take(rows, { rowsPerChunk: 3 })

    const lines = (rejected ?? '')
      .split('\n')
      .slice(1, -1)
      .map((line) => Number(line.split(',')[0]))
    expect(report).toMatchObject({ added: 30, rejected: 30 })
    expect(lines).toEqual(rows.flatMap((row, place) => (row.sex === 'X' ? [place + 2] : [])))
  })

  test('links records of different chunks that prove each other', async () => {
    const rows = Array.from({ length: 12 }, () => personRow({ nhs_number: '9990000069', nhs_number_verified: 'Y' }))
    await take(rows, { rowsPerChunk: 2 })

    const persons = await imports.rows(`select distinct person_id from people.link join people.identity_record record on record.id = record_id
      where unlinked_at is null and identifiers @> '[{"value":"9990000069"}]'`)
    expect(persons).toHaveLength(1)
  })

  test('stops where the header is no header', async () => {
    await expect(imports.take('people', 'Samplewood,1990\n', { service: 'RECONNECT' })).rejects.toThrow('The first line must name the columns')
  })
})
