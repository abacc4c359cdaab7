import { openPeople, openTestImport, toCsv, type TestImport } from '@throughcare/test/support/imports'

let imports: TestImport
let known: ReturnType<typeof openPeople>
beforeAll(async () => {
  imports = await openTestImport()
  known = openPeople(imports, { service: 'RECONNECT', clock })
})
afterAll(() => imports.close())

const clock = { now: () => new Date('2026-06-01T12:00:00Z') }
const take = (rows: Record<string, string>[], taking: object = {}) => imports.take('reconnect', toCsv(rows), { clock, ...taking })

let episodes = 0
async function episodeRow(changes: Record<string, string> = {}): Promise<Record<string, string>> {
  episodes += 1
  return {
    episode_key: `R${episodes}`,
    ...(await known()),
    facility: 'PNI',
    source: 'PRISON_HEALTHCARE',
    referred_at: '2025-10-01T09:00:00Z',
    ...changes
  }
}

const accepted = { accepted_at: '2025-10-03T09:00:00Z' }
const released = {
  ...accepted,
  planned_releases: '2025-11-20:FIRST_KNOWN:2025-10-01;2025-11-06:EARLY_RELEASE:2025-10-20',
  released_on: '2025-11-06',
  slept_at: 'SOCIAL_RENT'
}
const closed = { ...released, goals: 'housing:ACHIEVED;mental-health:NOT_STARTED', closed_at: '2026-03-01T15:00:00Z', closure_reason: 'NEEDS_MET' }

const whole = {
  ...closed,
  eligibility_checked_at: '2025-10-02T09:00:00Z',
  health_need: 'YES',
  risk_of_serious_harm: 'LOW',
  assessed_at: '2025-10-05T09:00:00Z',
  needs: 'alcohol:DRUGS_AND_ALCOHOL:MET;housing:ACCOMMODATION:IDENTIFIED',
  plan_made_at: '2025-10-10T09:00:00Z',
  gate_meeting_at: '2025-11-06T09:00:00Z',
  gate_meeting_outcome: 'MET',
  temporarily_released_on: '2025-10-30',
  contacts: '2025-11-08T10:00:00Z/SUPPORT/TELEPHONE/ON_TIME;2025-12-04T10:00:00Z/REVIEW/FACE_TO_FACE/DID_NOT_ATTEND',
  medicine_days_in_hand: '7',
  medicine_continues_on: '2025-11-20',
  medicine_continues_by: 'APPOINTMENT',
  gp_registered_on: '2025-11-15',
  treatment_started_on: '2025-11-18',
  returned_to_custody_on: '2026-02-01'
}

const standing = async (row: Record<string, string>) =>
  (
    await imports.rows<{ id: string; version: number } & Record<string, unknown>>(
      'select episode.* from reconnect.episode join people.identity_record person on person.id = record_id where source_key = $1',
      row.source_key
    )
  )[0]
const events = async (row: Record<string, string>) =>
  (
    await imports.rows<{ type: string; subject_version: number }>(
      'select type, subject_version from reconnect.outbox_event where subject_id = $1 order by id',
      (await standing(row))?.id
    )
  ).map(({ type, subject_version }) => [type.split('.')[1], subject_version])

describe('an episode file', () => {
  test('writes an episode with everything that happened in it, each as the event its verb would leave', async () => {
    const row = await episodeRow(closed)
    const { report } = await take([row])

    expect(report).toMatchObject({ read: 1, added: 1, rejected: 0 })
    expect(await standing(row)).toMatchObject({ version: 9, facility_id: 'PNI', recorded_by: 'importer', slept_at: 'SOCIAL_RENT', closure_reason: 'NEEDS_MET' })
    expect(await events(row)).toEqual([
      ['referral-received', 1],
      ['release-date-set', 2],
      ['release-date-set', 3],
      ['referral-accepted', 4],
      ['goal-set', 5],
      ['goal-set', 6],
      ['goal-reviewed', 7],
      ['released', 8],
      ['episode-closed', 9]
    ])
  })

  test('takes the rest of the pathway in as its verbs would, each step an event in the order of the pathway', async () => {
    const row = await episodeRow(whole)
    const { report, rejected } = await take([row])

    expect([report.added, rejected]).toEqual([1, null])
    expect(await standing(row)).toMatchObject({
      health_need: 'YES',
      plan_made_by: 'importer',
      gate_meeting_outcome: 'MET',
      first_contact_on: new Date('2025-11-08'),
      health_needs_met_on: new Date('2026-03-01'),
      gp_registered_on: new Date('2025-11-15'),
      returned_to_custody_on: new Date('2026-02-01'),
      version: 22
    })
    expect((await events(row)).map(([type]) => type)).toEqual([
      ...['referral-received', 'release-date-set', 'release-date-set', 'eligibility-checked', 'referral-accepted', 'needs-assessed', 'need-reviewed'],
      ...['goal-set', 'goal-set', 'plan-made', 'goal-reviewed', 'gate-meeting-planned', 'temporarily-released', 'released', 'gate-meeting-recorded'],
      ...['contact-recorded', 'contact-recorded', 'medicine-continuity-recorded', 'gp-registered', 'treatment-started', 'returned-to-custody', 'episode-closed']
    ])
  })

  test('brings the parts of an open episode up to date; a contact that stands is not overruled', async () => {
    const open = {
      ...whole,
      closed_at: '',
      closure_reason: '',
      contacts: '',
      needs: 'alcohol:DRUGS_AND_ALCOHOL:REFERRED',
      medicine_continues_on: '',
      medicine_continues_by: ''
    }
    const row = await episodeRow(open)
    await take([row])
    const before = (await events(row)).length
    const { contacts } = whole
    const later = {
      ...row,
      contacts,
      needs: whole.needs.replace('IDENTIFIED', 'DECLINED'),
      medicine_continues_on: '2025-11-20',
      medicine_continues_by: 'APPOINTMENT'
    }

    expect((await take([later])).report).toMatchObject({ changed: 1, rejected: 0 })
    expect((await take([later])).report).toMatchObject({ changed: 0, unchanged: 1 })
    expect((await events(row)).slice(before).map(([type]) => type)).toEqual([
      ...['needs-assessed', 'need-reviewed', 'need-reviewed', 'contact-recorded', 'contact-recorded', 'medicine-continuity-recorded']
    ])
    expect(await standing(row)).toMatchObject({ first_contact_on: new Date('2025-11-08'), health_needs_met_on: new Date('2026-06-01') })
    expect((await take([{ ...later, contacts: contacts.replace('ON_TIME', 'LATE_SEEN') }])).rejected).toMatch(/2,contacts,"A contact of that time stands here/)
  })

  test('reads the codes of another system in the parts of a list, by a mapping', async () => {
    const { needs, contacts, ...rest } = whole
    const row = await episodeRow({
      ...rest,
      needs: needs.replace('MET', 'Resolved'),
      contacts: contacts.replaceAll('TELEPHONE', 'phone'),
      'Why not': 'housing:Waiting list'
    })
    const codes = {
      'needs.status': { resolved: 'MET', identified: 'IDENTIFIED' },
      'contacts.mechanism': { phone: 'TELEPHONE', FACE_TO_FACE: 'FACE_TO_FACE' },
      'needs_not_referred.reason': { 'Waiting list': 'WAIT_TOO_LONG' }
    }

    const { report, rejected } = await take([row], { mapping: { columns: { needs_not_referred: 'Why not' }, codes } })

    expect([report.added, rejected]).toEqual([1, null])
    expect(await standing(row)).toMatchObject({ health_needs_met_on: new Date('2026-03-01'), first_contact_on: new Date('2025-11-08') })
  })

  test('keeps every date that was planned, in the order in which they were set, the last being the episode’s', async () => {
    const row = await episodeRow(released)
    await take([row])

    const planned = await imports.rows(
      'select date::text, reason from reconnect.planned_release where episode_id = $1 order by recorded_at',
      (await standing(row))?.id
    )
    expect(planned).toEqual([
      { date: '2025-11-20', reason: 'FIRST_KNOWN' },
      { date: '2025-11-06', reason: 'EARLY_RELEASE' }
    ])
    expect(await imports.rows('select planned_release_date::text as date from reconnect.episode where id = $1', (await standing(row))?.id)).toEqual([
      { date: '2025-11-06' }
    ])
  })

  test('taken in again changes nothing and leaves no event', async () => {
    const extended = { ...released, extended_until: '2026-07-01', extension_reason: 'Treatment would break off' }
    const declined = { declined_at: '2025-10-02T09:00:00Z', decline_reason: 'NO_HEALTH_NEED' }
    const rows = [await episodeRow(closed), await episodeRow(whole), await episodeRow(extended), await episodeRow(declined), await episodeRow()]
    expect((await take(rows)).report).toMatchObject({ added: 5 })
    const before = await imports.count()

    expect((await take(rows)).report).toMatchObject({ added: 0, changed: 0, unchanged: 5 })
    expect(await imports.count()).toEqual(before)
  })

  test('carries an episode on as the source does, and leaves events of what is new', async () => {
    const row = await episodeRow({ ...accepted, planned_releases: '2025-11-20:FIRST_KNOWN:2025-10-01', goals: 'housing:IN_PROGRESS' })
    await take([row])

    const { report } = await take([{ ...row, ...released, goals: 'housing:ACHIEVED' }])

    expect(report).toMatchObject({ changed: 1 })
    expect((await events(row)).slice(5)).toEqual([
      ['release-date-set', 6],
      ['goal-reviewed', 7],
      ['released', 8]
    ])
    expect((await standing(row))?.version).toBe(8)
  })

  test('does not overrule what staff have recorded since', async () => {
    const row = await episodeRow(released)
    await take([row])
    await imports.rows(
      `update reconnect.episode set release_recorded_by = 'someone', actual_release_date = '2025-11-07' where id = $1`,
      (await standing(row))?.id
    )

    expect((await take([row])).rejected).toContain('Staff have recorded this differently here')
  })

  test('does not turn a declined referral into an accepted one', async () => {
    const row = await episodeRow({ declined_at: '2025-10-02T09:00:00Z', decline_reason: 'NO_HEALTH_NEED' })
    await take([row])

    expect((await take([{ ...row, declined_at: '', decline_reason: '', ...accepted }])).rejected).toContain('already declined')
  })
})

describe('a row that breaks a rule', () => {
  test.each([
    ['a referral from the future', { referred_at: '2026-06-01T12:00:01Z' }, 'referred_at', 'in the future'],
    ['a decision before the referral', { accepted_at: '2025-09-30T09:00:00Z' }, 'accepted_at', 'before the referral'],
    ['a referral accepted and declined', { ...accepted, declined_at: '2025-10-04T09:00:00Z', decline_reason: 'OTHER' }, 'declined_at', 'already accepted'],
    ['a second first date', { planned_releases: '2025-11-20:FIRST_KNOWN;2025-11-21:FIRST_KNOWN' }, 'planned_releases', 'Give the reason why it moved'],
    ['a date planned twice', { planned_releases: '2025-11-20:FIRST_KNOWN;2025-11-20:OTHER' }, 'planned_releases', 'already'],
    ['a release to come', { ...accepted, released_on: '2026-06-02' }, 'released_on', 'in the future'],
    ['a night without a release', { slept_at: 'SQUAT' }, 'released_on', 'released_on is empty'],
    ['a goal of a referral nobody accepted', { goals: 'housing:ACHIEVED' }, 'goals', 'Accept it first'],
    ['six months that are not over', { ...closed, closure_reason: 'SIX_MONTHS_REACHED' }, 'closed_at', 'not reached its last day'],
    [
      'a recall without a release',
      { ...accepted, closed_at: '2026-01-01T09:00:00Z', closure_reason: 'RECALLED_OR_RETURNED_TO_CUSTODY' },
      'closed_at',
      'Record the release first'
    ],
    ['an unknown reason', { ...closed, closure_reason: 'BORED' }, 'closure_reason', 'closure_reason is none of']
  ])('is refused for %s, with the column it is about', async (_, changes, column, reason) => {
    const { report, rejected } = await take([await episodeRow(changes), await episodeRow()])

    expect(report).toMatchObject({ added: 1, rejected: 1 })
    expect(rejected).toMatch(new RegExp(`^line,column,reason\n2,${column},"[^\n]*${reason}`))
  })

  test('is refused for a person the service has not recorded', async () => {
    expect((await take([{ ...(await episodeRow()), source_key: 'nobody' }])).rejected).toMatch(/2,source_key,".*Run the people import first/)
  })
})

test('a dry run checks every row and writes nothing', async () => {
  const rows = [await episodeRow(closed), await episodeRow({ source: '' })]
  const before = await imports.count()

  expect((await take(rows, { isDryRun: true })).report).toMatchObject({ added: 1, rejected: 1 })
  expect(await imports.count()).toEqual(before)
})
