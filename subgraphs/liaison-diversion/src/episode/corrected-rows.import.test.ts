import { openScreenedEpisodes } from '@throughcare/test/support/screened-episodes'

let screened: Awaited<ReturnType<typeof openScreenedEpisodes>>
beforeAll(async () => void (screened = await openScreenedEpisodes()))
afterAll(() => screened.close())

const change = (table: string, changes: string, row: Record<string, string>, which = 'true') =>
  screened.imports.rows(
    `update liaison_diversion.${table} part set ${changes} from people.identity_record person where person.id = part.record_id and source_key = $1 and ${which}`,
    row.source_key
  )

describe('a part that staff corrected', () => {
  test.each([
    ['contact', 'contacts', '2026-05-02T10:00:00Z/VIDEO/ON_TIME/OTHER', `contact_at = '2026-05-02T11:00:00Z'`],
    ['contact', 'contacts', '2026-05-02T10:00:00Z/VIDEO/ON_TIME/OTHER', `attendance = 'LATE_SEEN'`],
    ['justice_outcome', 'justice_outcomes', 'POLICE/8/2026-05-02', `code = '9'`],
    ['need', 'needs', 'housing:REFERRED', `code = 'debt'`],
    ['need', 'needs', 'housing:REFERRED', `referred_at = null, met_at = identified_at`]
  ])('of the table %s stands: a row that says otherwise in %s (%s) is refused', async (table, column, told, corrected) => {
    const row = await screened.taken({ [column]: told })
    await change(table, `${corrected}, corrected_by = 'someone'`, row)

    const { rejected } = await screened.take([row])

    expect(rejected).toContain(`2,${column},"Staff have recorded this differently`)
    expect(await screened.partsOf(table, row)).toHaveLength(1)
  })

  test('is taken as it stands where the row agrees', async () => {
    const row = await screened.taken({ contacts: '2026-05-02T10:00:00Z/VIDEO/ON_TIME/OTHER' })
    await change('contact', `attendance = 'LATE_SEEN', corrected_by = 'someone'`, row)

    expect((await screened.take([{ ...row, contacts: '2026-05-02T10:00:00Z/VIDEO/LATE_SEEN/OTHER' }])).report).toMatchObject({ unchanged: 1 })
  })

  test.each([
    ['contact', 'contacts', '2026-05-02T10:00:00Z/VIDEO/ON_TIME/OTHER'],
    ['assessment', 'assessments', '2026-05-02T10:00:00Z/Nurse/ADVICE_GIVEN'],
    ['appropriate_adult', 'appropriate_adults', 'VULNERABLE_ADULT/SOCIAL_WORKER/2026-05-01T09:00:00Z'],
    ['justice_outcome', 'justice_outcomes', 'POLICE/8/2026-05-02'],
    ['need', 'needs', 'housing:REFERRED']
  ])('and took back, in the table %s, stays so: the row that still tells of it changes nothing', async (table, column, told) => {
    const row = await screened.taken({ [column]: told })
    await change(table, `withdrawn_at = now(), withdrawn_by = 'someone'`, row)

    expect((await screened.take([row])).report).toMatchObject({ unchanged: 1 })
    expect(await screened.partsOf(table, row)).toMatchObject([{ withdrawn_by: 'someone' }])
  })

  test('stays so where the row says otherwise of it than it was', async () => {
    const row = await screened.taken({ contacts: '2026-05-02T10:00:00Z/VIDEO/ON_TIME/OTHER', needs: 'housing:REFERRED' })
    await change('contact', `withdrawn_at = now(), withdrawn_by = 'someone'`, row)
    await change('need', `withdrawn_at = now(), withdrawn_by = 'someone'`, row)

    expect((await screened.take([{ ...row, contacts: '2026-05-02T10:00:00Z/VIDEO/LATE_SEEN/OTHER', needs: 'housing:MET' }])).report).toMatchObject({
      unchanged: 1
    })
    expect(await screened.partsOf('contact', row)).toMatchObject([{ attendance: 'ON_TIME', withdrawn_by: 'someone' }])
  })

  test('a closing of the source comes after what stands, not after what was taken back', async () => {
    const row = await screened.taken({ contacts: '2026-05-04T10:00:00Z/VIDEO/ON_TIME/OTHER' })
    const closed = { ...row, contacts: '', closed_at: '2026-05-03T10:00:00Z', closure_reason: 'COMPLETED' }
    expect((await screened.take([closed])).rejected).toContain('took place after that time')
    await change('contact', `withdrawn_at = now(), withdrawn_by = 'someone'`, row)

    expect((await screened.take([closed])).report).toMatchObject({ changed: 1 })
  })

  test('takes no day of the next contact away from the last one that stands', async () => {
    const row = await screened.taken({ contacts: '2026-05-04T10:00:00Z/VIDEO/ON_TIME/OTHER;2026-05-06T10:00:00Z/VIDEO/ON_TIME/OTHER' })
    await change('contact', `withdrawn_at = now(), withdrawn_by = 'someone'`, row, `part.contact_at = '2026-05-06T10:00:00Z'`)

    const due = '2026-05-04T10:00:00Z/VIDEO/ON_TIME/OTHER/2026-05-20'
    expect((await screened.take([{ ...row, contacts: `${due};2026-05-06T10:00:00Z/VIDEO/ON_TIME/OTHER` }])).report).toMatchObject({ changed: 1 })
    expect(await screened.partsOf('episode', row)).toMatchObject([{ follow_up_due_on: new Date('2026-05-20') }])
    expect((await screened.take([{ ...row, contacts: due.replace('05-20', '05-21') }])).report).toMatchObject({ changed: 1 })
    expect(await screened.partsOf('episode', row)).toMatchObject([{ follow_up_due_on: new Date('2026-05-21') }])
  })

  test('keeps the day of the next contact where one before the last is told of late', async () => {
    const last = '2026-05-06T10:00:00Z/VIDEO/ON_TIME/OTHER/2026-05-20'
    const row = await screened.taken({ contacts: last })

    expect((await screened.take([{ ...row, contacts: `2026-05-04T10:00:00Z/VIDEO/ON_TIME/OTHER;${last}` }])).report).toMatchObject({ changed: 1 })
    expect(await screened.partsOf('episode', row)).toMatchObject([{ follow_up_due_on: new Date('2026-05-20') }])
  })
})

test('a decision that staff recorded is not written down a second time', async () => {
  const row = await screened.taken({ justice_outcomes: 'POLICE/8/2026-05-02' })
  await change('justice_outcome', `id = gen_random_uuid(), recorded_by = 'someone'`, row)

  expect((await screened.take([row])).report).toMatchObject({ unchanged: 1 })
  expect(await screened.partsOf('justice_outcome', row)).toHaveLength(1)
})

describe('an episode that was recorded in error', () => {
  test.each([
    ['custody_disposal', { custody_disposal: 'CHARGED', custody_disposal_at: '2026-05-02T10:00:00Z' }],
    ['justice_outcomes', { justice_outcomes: 'POLICE/8/2026-05-02' }]
  ])('takes nothing more of a source, such as %s; the row that says what stands changes nothing', async (_, changes) => {
    const row = await screened.taken({})
    await change('episode', `closed_at = '2026-05-03T10:00:00Z', closed_by = 'someone', closure_reason = 'RECORDED_IN_ERROR'`, row)

    expect((await screened.take([row])).report).toMatchObject({ unchanged: 1 })
    expect((await screened.take([{ ...row, ...changes }])).rejected).toContain('This episode was recorded in error')
    expect(await screened.partsOf('justice_outcome', row)).toEqual([])
    expect(await screened.partsOf('episode', row)).toMatchObject([{ custody_disposal: null }])
  })
})
