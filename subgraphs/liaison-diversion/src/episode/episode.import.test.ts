import { openTestImport, personRow, toCsv, type TestImport } from '@throughcare/test/support/imports'

let imports: TestImport
beforeAll(async () => void (imports = await openTestImport()))
afterAll(() => imports.close())

const clock = { now: () => new Date('2026-06-01T12:00:00Z') }
const take = (rows: Record<string, string>[], taking: object = {}) => imports.take('liaison-diversion', toCsv(rows), { clock, ...taking })

async function known(): Promise<{ source_system: string; source_key: string }> {
  const { source_system = '', source_key = '', ...rest } = personRow()
  await imports.take('people', toCsv([{ source_system, source_key, ...rest }]), { service: 'LIAISON_DIVERSION', clock })
  return { source_system, source_key }
}

let episodes = 0
async function episodeRow(changes: Record<string, string> = {}): Promise<Record<string, string>> {
  episodes += 1
  return {
    episode_key: `E${episodes}`,
    ...(await known()),
    facility: 'LAN3',
    setting: 'POLICE_CUSTODY',
    source: 'POLICE',
    received_at: '2026-05-01T09:00:00Z',
    ...changes
  }
}

const screening = { screened_at: '2026-05-01T11:00:00Z', screening_outcome: 'NEEDS_IDENTIFIED', screening_risk: 'LOW' }
const whole = {
  ...screening,
  screening_urgency: 'URGENT',
  offence_group: 'THEFT',
  custody_clock_started_at: '2026-05-01T08:30:00Z',
  screening_offered_at: '2026-05-01T10:00:00Z',
  custody_disposal: 'BAILED',
  custody_disposal_at: '2026-05-01T20:00:00Z',
  needs: 'housing:REFERRED;mental-health:MET',
  outcome: 'NOT_DIVERTED',
  closed_at: '2026-05-20T15:00:00Z',
  closure_reason: 'COMPLETED'
}

const standing = async (row: Record<string, string>) => {
  const [episode] = await imports.rows<{ id: string; version: number } & Record<string, unknown>>(
    `select episode.* from liaison_diversion.episode join people.identity_record person on person.id = record_id where source_key = $1`,
    row.source_key
  )
  return episode
}
const events = async (row: Record<string, string>) =>
  imports.rows<{ type: string; subject_version: number; occurred_at: Date }>(
    'select type, subject_version, occurred_at from liaison_diversion.outbox where subject_id = $1 order by id',
    (await standing(row))?.id
  )

describe('an episode file', () => {
  test('writes an episode with everything that happened in it, each as the event its verb would leave', async () => {
    const row = await episodeRow(whole)
    const { report } = await take([row])

    expect(report).toMatchObject({ read: 1, added: 1, rejected: 0 })
    expect(await standing(row)).toMatchObject({
      ...{ version: 8, facility_id: 'LAN3', recorded_by: 'importer', service: 'LIAISON_DIVERSION', organisation: 'RW5' },
      ...{ screening_risk: 'LOW', not_diverted_at: new Date('2026-05-20T15:00:00Z'), closure_reason: 'COMPLETED', closed_at: new Date('2026-05-20T15:00:00Z') }
    })
    expect((await events(row)).map(({ type, subject_version, occurred_at }) => [type, subject_version, occurred_at.toISOString().slice(0, 13)])).toEqual([
      ['liaison-diversion.referral-received', 1, '2026-05-01T09'],
      ['liaison-diversion.screening-offered', 2, '2026-05-01T10'],
      ['liaison-diversion.screening-recorded', 3, '2026-05-01T11'],
      ['liaison-diversion.need-identified', 4, '2026-05-01T11'],
      ['liaison-diversion.need-identified', 5, '2026-05-01T11'],
      ['liaison-diversion.custody-disposal-recorded', 6, '2026-05-01T20'],
      ['liaison-diversion.diversion-recorded', 7, '2026-05-20T15'],
      ['liaison-diversion.episode-closed', 8, '2026-05-20T15']
    ])
  })

  test('of another system is taken in by a mapping of its columns and codes, and its own words stand in no list of rejects', async () => {
    const { source_key = '', ...row } = await episodeRow({ setting: 'Voluntary', needs: 'ACC:R' })
    const mapping = {
      columns: { source_key: 'Client', setting: 'Seen at' },
      codes: { setting: { voluntary: 'VOLUNTARY_ATTENDANCE' }, 'needs.code': { ACC: 'housing' }, 'needs.status': { R: 'REFERRED' } }
    }
    const theirs = ({ setting = '', ...rest }: Record<string, string>) => ({ ...rest, Client: source_key, 'Seen at': setting, Remarks: 'Samplewood' })

    const { report, rejected } = await take([theirs({ ...row, ...screening }), theirs({ ...row, setting: 'In cells', episode_key: 'other' })], { mapping })

    expect(report).toMatchObject({ read: 2, added: 1, rejected: 1 })
    expect(await standing({ source_key })).toMatchObject({ setting: 'VOLUNTARY_ATTENDANCE', screening_outcome: 'NEEDS_IDENTIFIED' })
    expect(rejected).toBe('line,column,reason\n3,setting,"The mapping file gives no code of setting for what stands here. Add it there, or correct the row."\n')
  })

  test('taken in again changes nothing and leaves no event', async () => {
    const rows = [await episodeRow(whole), await episodeRow(), await episodeRow({ not_seen_reason: 'DECLINED' })]
    await take(rows)
    const before = await imports.count()

    expect((await take(rows)).report).toMatchObject({ added: 0, changed: 0, unchanged: 3 })
    expect(await imports.count()).toEqual(before)
  })

  test('carries an episode on as the source does, and leaves events of what is new', async () => {
    const row = await episodeRow(screening)
    await take([row])

    const { report } = await take([{ ...row, needs: 'alcohol:IDENTIFIED', closed_at: '2026-05-30T10:00:00Z', closure_reason: 'DISENGAGED' }])

    expect(report).toMatchObject({ changed: 1 })
    expect((await events(row)).map(({ type, subject_version }) => [type.split('.')[1], subject_version]).slice(2)).toEqual([
      ['need-identified', 3],
      ['episode-closed', 4]
    ])
    expect((await standing(row))?.version).toBe(4)
  })

  test('brings the status of a need up to date and keeps what the source no longer says', async () => {
    const row = await episodeRow(whole)
    await take([row])

    await take([{ ...row, needs: 'housing:MET', outcome: '' }])

    expect(await standing(row)).toMatchObject({ not_diverted_at: new Date('2026-05-20T15:00:00Z') })
    expect(
      await imports.rows(
        'select code, met_at is not null as met, referred_at is null as unreferred, version from liaison_diversion.need where episode_id = $1 order by code',
        (await standing(row))?.id
      )
    ).toEqual([
      { code: 'housing', met: true, unreferred: true, version: 2 },
      { code: 'mental-health', met: true, unreferred: true, version: 1 }
    ])
  })

  test('does not overrule what staff have recorded since', async () => {
    const row = await episodeRow(screening)
    await take([row])
    await imports.rows(`update liaison_diversion.episode set screened_by = 'someone', screening_risk = 'HIGH' where id = $1`, (await standing(row))?.id)

    const { report, rejected } = await take([row])

    expect(report).toMatchObject({ rejected: 1 })
    expect(rejected).toContain('Staff have recorded this differently here')
    expect(await standing(row)).toMatchObject({ screening_risk: 'HIGH' })
  })

  test('does not make someone seen and not seen', async () => {
    const row = await episodeRow({ not_seen_reason: 'UNFIT' })
    await take([row])

    expect((await take([{ ...row, not_seen_reason: '', ...screening }])).rejected).toContain('was recorded as not seen')
  })
})

describe('a row that breaks a rule', () => {
  test.each([
    ['a referral from the future', { received_at: '2026-06-01T12:00:01Z' }, 'received_at', 'The referral lies in the future'],
    ['a time without its offset', { received_at: '2026-05-01T12:00:00' }, 'received_at', 'A DateTime is written'],
    ['a screening before the referral', { ...screening, screened_at: '2026-05-01T08:59:00Z' }, 'screened_at', 'before the referral'],
    ['a screening without a risk', { ...screening, screening_risk: '' }, 'screening_risk', 'screening_risk is empty'],
    ['a finding without a screening', { screening_outcome: 'NO_NEED' }, 'screened_at', 'screened_at is empty'],
    ['someone seen and not seen', { ...screening, not_seen_reason: 'DECLINED' }, 'not_seen_reason', 'the person was seen'],
    ['a need before the screening', { needs: 'housing:MET' }, 'needs', 'Record the screening first'],
    ['a need that is named twice', { ...screening, needs: 'housing:MET;housing:REFERRED' }, 'needs', 'named twice'],
    ['a need without a status', { ...screening, needs: 'housing' }, 'needs', 'needs is empty. Give one of'],
    ['a custody clock outside custody', { setting: 'CROWN_COURT', custody_clock_started_at: '2026-05-01T08:00:00Z' }, 'received_at', 'in police custody only'],
    ['an offer before the referral', { screening_offered_at: '2026-05-01T08:59:00Z' }, 'screening_offered_at', 'before the referral'],
    ['a screening before its offer', { ...screening, screening_offered_at: '2026-05-01T11:00:01Z' }, 'screened_at', 'before its offer'],
    [
      'an end of custody at court',
      { setting: 'CROWN_COURT', custody_disposal: 'BAILED', custody_disposal_at: '2026-05-01T20:00:00Z' },
      'custody_disposal',
      'met at court'
    ],
    ['an unknown setting', { setting: 'SHOP' }, 'setting', 'setting is none of'],
    ['a closing of someone neither seen nor unseen', { closed_at: '2026-05-02T09:00:00Z', closure_reason: 'COMPLETED' }, 'closed_at', 'Record the screening'],
    ['a closing before the screening', { ...whole, closed_at: '2026-05-01T10:00:00Z', outcome: '' }, 'closed_at', 'before the referral or the screening'],
    ['a closing to come', { ...whole, closed_at: '2026-06-01T12:01:00Z', outcome: '' }, 'closed_at', 'in the future'],
    ['a reason to close without a day', { ...screening, closure_reason: 'DIED' }, 'closed_at', 'closed_at is empty']
  ])('is refused for %s, with the column it is about', async (_, changes, column, reason) => {
    const { report, rejected } = await take([await episodeRow(changes), await episodeRow()])

    expect(report).toMatchObject({ added: 1, rejected: 1 })
    expect(rejected).toMatch(new RegExp(`^line,column,reason\n2,${column},"[^\n]*${reason}`))
  })
})

describe('a row that runs ahead of people', () => {
  test('is waited for, then refused with what to do, and taken once the person is there', async () => {
    const person = personRow()
    const row = { ...(await episodeRow()), source_system: person.source_system ?? '', source_key: person.source_key ?? '' }
    const began = Date.now()
    const early = await take([row], { patienceMilliseconds: 300 })

    await imports.take('people', toCsv([person]), { service: 'LIAISON_DIVERSION', clock })
    const late = await take([row])

    expect(early.report).toMatchObject({ added: 0, rejected: 1 })
    expect(early.rejected).toMatch(/2,source_key,".*Run the people import first/)
    expect(Date.now() - began).toBeGreaterThanOrEqual(300)
    expect(late.report).toMatchObject({ added: 1, rejected: 0 })
  })

  test('about a person of the sister service is refused the same way', async () => {
    const person = personRow()
    await imports.take('people', toCsv([person]), { service: 'RECONNECT', clock })

    const row = { ...(await episodeRow()), source_system: person.source_system ?? '', source_key: person.source_key ?? '' }

    expect((await take([row])).rejected).toContain('Run the people import first')
  })

  test('waits for a person whom another process is just taking in', async () => {
    const person = personRow()
    const row = { ...(await episodeRow()), source_system: person.source_system ?? '', source_key: person.source_key ?? '' }
    const taking = take([row], { patienceMilliseconds: 10_000 })
    await new Promise((resolve) => setTimeout(resolve, 300))
    await imports.take('people', toCsv([person]), { service: 'LIAISON_DIVERSION', clock })

    expect((await taking).report).toMatchObject({ added: 1, rejected: 0 })
  })
})

test('a dry run checks every row and writes nothing', async () => {
  const rows = [await episodeRow(whole), await episodeRow({ setting: '' })]
  const before = await imports.count()

  expect((await take(rows, { isDryRun: true })).report).toMatchObject({ added: 1, rejected: 1 })
  expect(await imports.count()).toEqual(before)
})
