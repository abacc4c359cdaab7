import { episodeFaults, screenedFields, wholeFields } from '@throughcare/test/support/episode-faults'
import { openPeople, openTestImport, personRow, toCsv, type TestImport } from '@throughcare/test/support/imports'

let imports: TestImport
let known: ReturnType<typeof openPeople>
beforeAll(async () => {
  imports = await openTestImport()
  known = openPeople(imports, { service: 'LIAISON_DIVERSION', clock })
})
afterAll(() => imports.close())

const clock = { now: () => new Date('2026-06-01T12:00:00Z') }
const take = (rows: Record<string, string>[], taking: object = {}) => imports.take('liaison-diversion', toCsv(rows), { clock, ...taking })

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

const screening = screenedFields
const whole = wholeFields

const standing = async (row: Record<string, string>) => {
  const [episode] = await imports.rows<{ id: string; version: number } & Record<string, unknown>>(
    `select episode.* from liaison_diversion.episode join people.identity_record person on person.id = record_id where source_key = $1`,
    row.source_key
  )
  return episode
}
/** What each table of parts holds of an episode, in short. */
async function partsOf(row: Record<string, string>): Promise<Record<string, string[]>> {
  const id = (await standing(row))?.id
  const columns = {
    assessment: "concat(coalesce(outcome, 'null'), ' ', coalesce(specialism, 'null'), ' ', array_to_string(tools, ','))",
    contact: "concat_ws(' ', mechanism, attendance, place)",
    appropriate_adult: "concat(reason, ' ', who, ' ', coalesce((extract(epoch from arrived_at - called_at) / 60)::int::text, 'null'))",
    cohort_flag: 'cohort',
    court_report: "concat_ws(' ', type, hearing_on, case when issued_at is null then 'due' else 'issued' end)",
    justice_outcome: "concat_ws(' ', decided_by, code)"
  }
  const found = Object.entries(columns).map(async ([table, column]) => {
    const told = await imports.rows<{ told: string }>(`select ${column} as told from liaison_diversion.${table} where episode_id = $1`, id)
    return [table, told.map((item) => item.told).toSorted()] as const
  })
  return Object.fromEntries(await Promise.all(found))
}

const events = async (row: Record<string, string>) =>
  imports.rows<{ type: string; subject_version: number; occurred_at: Date }>(
    'select type, subject_version, occurred_at from liaison_diversion.outbox_event where subject_id = $1 order by id',
    (await standing(row))?.id
  )

describe('an episode file', () => {
  test('writes an episode with everything that happened in it, each as the event its verb would leave', async () => {
    const row = await episodeRow(whole)
    const { report } = await take([row])

    expect(report).toMatchObject({ read: 1, added: 1, rejected: 0 })
    expect(await standing(row)).toMatchObject({
      ...{ version: 21, facility_id: 'LAN3', recorded_by: 'importer', service: 'LIAISON_DIVERSION', organisation: 'RW5' },
      ...{ screening_risk: 'LOW', not_diverted_at: new Date('2026-05-20T15:00:00Z'), closure_reason: 'COMPLETED', closed_at: new Date('2026-05-20T15:00:00Z') }
    })
    expect((await events(row)).map(({ type, subject_version, occurred_at }) => [type, subject_version, occurred_at.toISOString().slice(0, 13)])).toEqual([
      ['liaison-diversion.referral-received', 1, '2026-05-01T09'],
      ['liaison-diversion.screening-offered', 2, '2026-05-01T10'],
      ['liaison-diversion.screening-recorded', 3, '2026-05-01T11'],
      ['liaison-diversion.need-identified', 4, '2026-05-01T11'],
      ['liaison-diversion.need-identified', 5, '2026-05-01T11'],
      ['liaison-diversion.appropriate-adult-called', 6, '2026-05-01T09'],
      ['liaison-diversion.appropriate-adult-arrived', 7, '2026-05-01T09'],
      ['liaison-diversion.cohort-flagged', 8, '2026-06-01T12'],
      ['liaison-diversion.assessment-recorded', 9, '2026-05-02T10'],
      ['liaison-diversion.specialist-assessment-requested', 10, '2026-05-02T11'],
      ['liaison-diversion.assessment-recorded', 11, '2026-05-05T10'],
      ['liaison-diversion.specialist-assessment-requested', 12, '2026-05-06T10'],
      ['liaison-diversion.contact-recorded', 13, '2026-05-03T10'],
      ['liaison-diversion.contact-recorded', 14, '2026-05-09T10'],
      ['liaison-diversion.court-report-requested', 15, '2026-05-01T12'],
      ['liaison-diversion.court-report-requested', 16, '2026-05-10T12'],
      ['liaison-diversion.justice-outcome-recorded', 17, '2026-05-01T09'],
      ['liaison-diversion.justice-outcome-recorded', 18, '2026-05-29T23'],
      ['liaison-diversion.custody-disposal-recorded', 19, '2026-05-01T20'],
      ['liaison-diversion.diversion-recorded', 20, '2026-05-20T15'],
      ['liaison-diversion.episode-closed', 21, '2026-05-20T15']
    ])
  })

  test('writes every part of the pathway as its verb would', async () => {
    const row = await episodeRow(whole)
    await take([row])

    const [assessed_at, specialist_due_since] = [new Date('2026-05-02T10:00:00Z'), new Date('2026-05-06T10:00:00Z')]
    expect(await standing(row)).toMatchObject({ assessed_at, specialist_due_since, follow_up_due_on: null })
    expect(await partsOf(row)).toEqual({
      assessment: ['HOSPITAL PSYCHIATRY ', 'ADVICE_GIVEN null PHQ-9,GAD-7', 'null LEARNING_DISABILITY '].toSorted(),
      contact: ['TELEPHONE DID_NOT_ATTEND OTHER', 'FACE_TO_FACE ON_TIME COURT'].toSorted(),
      appropriate_adult: ['VULNERABLE_ADULT SOCIAL_WORKER 40'],
      cohort_flag: ['VETERAN'],
      court_report: ['VERBAL 2026-05-02 issued', 'WRITTEN_STANDARD 2026-06-20 due'],
      justice_outcome: ['COURT 1116', 'POLICE 8']
    })
  })

  test('carries parts on as the source does: what was due is done, what was wrong is told again, the last contact says what is due next', async () => {
    const row = await episodeRow({ ...whole, closed_at: '', closure_reason: '', outcome: '' })
    await take([row])
    const before = (await events(row)).length

    const { report } = await take([
      {
        ...row,
        specialist_assessments: `${row.specialist_assessments}/2026-05-08T10:00:00Z/Dr Sampleton/ADVICE_GIVEN`,
        contacts: '2026-05-03T10:00:00Z/TELEPHONE/LATE_SEEN/OTHER/2026-05-10;2026-05-09T10:00:00Z/FACE_TO_FACE/ON_TIME/COURT/2026-05-21',
        justice_outcomes: `${row.justice_outcomes};COURT/4506/2026-05-20`
      }
    ])

    expect(report).toMatchObject({ changed: 1, rejected: 0 })
    expect((await events(row)).slice(before).map(({ type, occurred_at }) => `${type.split('.')[1]} ${occurred_at.toISOString().slice(0, 10)}`)).toEqual([
      'assessment-recorded 2026-05-08',
      'contact-recorded 2026-05-03',
      'contact-recorded 2026-05-09',
      'justice-outcome-recorded 2026-05-19'
    ])
    expect(await standing(row)).toMatchObject({ version: before + 4, follow_up_due_on: new Date('2026-05-21T00:00:00Z'), specialist_due_since: null })
    expect((await partsOf(row)).contact).toEqual(['FACE_TO_FACE ON_TIME COURT', 'TELEPHONE LATE_SEEN OTHER'])
  })

  test('keeps what a specialist was asked for due, whatever else the source tells of assessments, but not what staff took back', async () => {
    const asked = 'PSYCHIATRY/2026-05-02T11:00:00Z;SOCIAL_CARE/2026-05-03T11:00:00Z'
    const row = await episodeRow({ ...screening, specialist_assessments: asked })
    await take([row])
    const due = async () => (await standing(row))?.specialist_due_since
    const first = await due()
    await imports.rows(
      `update liaison_diversion.assessment set withdrawn_at = now(), withdrawn_by = 'someone' where episode_id = $1 and specialism = 'PSYCHIATRY'`,
      (await standing(row))?.id
    )
    await take([{ ...row, assessments: '2026-05-04T10:00:00Z/Nurse/ADVICE_GIVEN' }])

    expect([first, await due()]).toEqual([new Date('2026-05-02T11:00:00Z'), new Date('2026-05-03T11:00:00Z')])
  })

  test('leaves what staff added to a part that the source still has as due', async () => {
    const row = await episodeRow({ ...screening, specialist_assessments: 'PSYCHIATRY/2026-05-02T11:00:00Z' })
    await take([row])
    const made = `assessed_at = '2026-05-05T10:00Z', assessed_by = 'Dr', outcome = 'HOSPITAL', tools = '{PHQ-9}', assessment_recorded_by = 'someone'`
    await imports.rows(`update liaison_diversion.assessment set ${made} where episode_id = $1`, (await standing(row))?.id)

    expect((await take([row])).report).toMatchObject({ unchanged: 1 })
    expect((await partsOf(row)).assessment).toEqual(['HOSPITAL PSYCHIATRY PHQ-9'])
  })

  test('takes part of a pathway in as it stands where staff wrote it down too, and is refused where they wrote otherwise', async () => {
    const row = await episodeRow({ ...screening, contacts: '2026-05-02T10:00:00Z/VIDEO/ON_TIME/OTHER' })
    await take([row])
    await imports.rows(`update liaison_diversion.contact set recorded_by = 'someone' where episode_id = $1`, (await standing(row))?.id)

    expect((await take([row])).report).toMatchObject({ unchanged: 1 })
    expect((await take([{ ...row, contacts: '2026-05-02T10:00:00Z/EMAIL/ON_TIME/OTHER' }])).rejected).toMatch(
      /2,contacts,"Staff have recorded this differently/
    )
  })

  test("writes a child's circumstances, and an appropriate adult for a child, by the date of birth that people tells", async () => {
    const person = personRow({ birth_date: '2010-02-28' })
    await imports.take('people', toCsv([person]), { service: 'LIAISON_DIVERSION', clock })
    const told = { is_looked_after: 'YES', child_protection_plan: 'NEVER', is_youth_court_case: 'NOT_KNOWN' }
    const { source_system = '', source_key = '' } = person
    const row = { ...(await episodeRow()), source_system, source_key, ...told, appropriate_adults: 'CHILD/PARENT_OR_GUARDIAN/2026-05-01T10:00:00Z' }
    await take([row])

    expect(await standing(row)).toMatchObject({ is_looked_after: 'YES', child_circumstances_at: clock.now(), retention_class: 'child' })
    expect((await partsOf(row)).appropriate_adult).toEqual(['CHILD PARENT_OR_GUARDIAN null'])
    expect((await take([row])).report).toMatchObject({ unchanged: 1 })
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

test('each row that breaks a rule is rejected by its line and column, in the words of the rule, and nothing else is lost', async () => {
  const sound = await episodeRow(whole)
  const person = { source_system: sound.source_system ?? '', source_key: sound.source_key ?? '' }
  const rows = episodeFaults.flatMap(({ changes }, place) => [
    { ...sound, ...wholeFieldsUnset, episode_key: `fault ${place}`, ...changes },
    { ...sound, ...person, episode_key: `sound ${place}` }
  ])

  const { report, rejected } = await take(rows)

  expect(report).toMatchObject({ added: episodeFaults.length, rejected: episodeFaults.length })
  const told = rejected?.split('\n').slice(1, -1) ?? []
  expect(told.map((line, place) => isTold(line, place))).toEqual(episodeFaults.map(({ name }) => name))
})

const wholeFieldsUnset = Object.fromEntries(Object.keys(wholeFields).map((column) => [column, '']))

/** The name of the fault where the line tells it rightly; else the line. */
function isTold(line: string, place: number): string {
  const { name, column, reason } = episodeFaults[place] ?? { name: '', column: '', reason: '' }
  return line.startsWith(`${2 + place * 2},${column},`) && line.includes(reason) ? name : line
}

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
