import { room } from '@throughcare/reconnect'
import { openEpisodeImports, type EpisodeFields, type EpisodeImports } from '@throughcare/test/support/episode-imports'
import { openReconnect } from '@throughcare/test/support/reconnect'

const first = { facility: 'PNI', source: 'PRISON_HEALTHCARE', referred_at: '2026-03-02T15:15:00Z', accepted_at: '2026-03-03T09:00:00Z' }

let imports: EpisodeImports
beforeAll(async () => void (imports = await openEpisodeImports(await openReconnect(), room, { service: 'RECONNECT', first })))
beforeEach(() => imports.at('2026-06-01T09:00:00Z'))
afterAll(() => imports.close())

async function taken(changes: EpisodeFields): Promise<EpisodeFields> {
  const row = await imports.row(changes)
  const { report, rejected } = await imports.take(row)
  expect([report.added, rejected]).toEqual([1, []])
  return row
}

const correct = (row: EpisodeFields, changes: object) => imports.staff(row, 'correctReconnectEpisode', { reason: 'Read from the wrong line.', ...changes })
const partOf = async (row: EpisodeFields, table: string) => {
  const { id } = await imports.standing(row)
  return imports.rows<{ id: string }>(`select * from reconnect.${table} where episode_id = $1`, id)
}
const idOf = async (row: EpisodeFields, table: string) => (await partOf(row, table))[0]?.id
const byStaff = 'Staff have recorded this differently'

const contact = '2026-05-02T10:00:00Z/SUPPORT/TELEPHONE/ON_TIME'
const assessed = { assessed_at: '2026-03-05T09:00:00Z' }
/** A part of each kind as a source tells of it: its table, its column, and the list by which staff correct it. */
const kinds: [table: string, column: string, told: EpisodeFields, list: string][] = [
  ['contact', 'contacts', { contacts: contact }, 'contacts'],
  ['need', 'needs', { ...assessed, needs: 'housing:ACCOMMODATION:REFERRED' }, 'needs'],
  ['goal', 'goals', { goals: 'housing:ACHIEVED', goals_reviewed_at: '2026-04-01T09:00:00Z' }, 'goals'],
  ['planned_release', 'planned_releases', { planned_releases: '2026-08-01:FIRST_KNOWN' }, 'plannedReleases'],
  ['prison_transfer', 'prison_transfers', { prison_transfers: 'KMI:2026-03-10' }, 'prisonTransfers'],
  ['allocation', 'workers', { workers: 'PRISON/inside/2026-03-03T10:00:00Z' }, 'allocations'],
  ['peer_offer', 'peer_support_offers', { peer_support_offers: '2026-03-06T09:00:00Z/ACCEPTED' }, 'peerSupportOffers'],
  ['continuity', 'medicine_days_in_hand', { released_on: '2026-05-01', medicine_days_in_hand: '7' }, 'continuity']
]

describe('a part of a file', () => {
  test.each(kinds)('of the table %s that staff took back stays so: the row that still tells of it in %s changes nothing', async (table, _, told, list) => {
    const row = await taken(told)
    await correct(row, { [list]: [{ id: await idOf(row, table), isRecordedInError: true }] })

    const { report, rejected } = await imports.take(row)

    expect([rejected, report.unchanged]).toEqual([[], 1])
    expect(await partOf(row, table)).toMatchObject([{ withdrawn_at: expect.any(Date) }])
  })

  test.each([
    ['contact', 'contacts', { contacts: contact }, { contacts: { contactAt: '2026-05-02T11:00:00Z' } }],
    ['contact', 'contacts', { contacts: contact }, { contacts: { attendance: 'LATE_SEEN' } }],
    ['need', 'needs', { ...assessed, needs: 'housing:ACCOMMODATION:REFERRED' }, { needs: { needCode: 'alcohol' } }],
    ['need', 'needs', { ...assessed, needs: 'housing:ACCOMMODATION:REFERRED' }, { needs: { status: 'DECLINED' } }],
    ['goal', 'goals', { goals: 'housing:ACHIEVED' }, { goals: { status: 'NOT_ACHIEVED' } }],
    ['goal', 'goals', { goals: 'housing:ACHIEVED' }, { goals: { needCode: 'alcohol' } }],
    ['planned_release', 'planned_releases', { planned_releases: '2026-08-01:FIRST_KNOWN' }, { plannedReleases: { date: '2026-08-11' } }],
    ['prison_transfer', 'prison_transfers', { prison_transfers: 'KMI:2026-03-10' }, { prisonTransfers: { facilityId: 'LFI' } }],
    ['peer_offer', 'peer_support_offers', { peer_support_offers: '2026-03-06T09:00:00Z/ACCEPTED' }, { peerSupportOffers: { answer: 'DECLINED' } }]
  ])('of the table %s that staff corrected stands: a row that says otherwise in %s is refused', async (table, column, told, corrected) => {
    const row = await taken(told)
    const id = await idOf(row, table)
    await correct(row, Object.fromEntries(Object.entries(corrected).map(([list, given]) => [list, [{ id, ...given }]])))

    expect((await imports.take(row)).rejected).toEqual([expect.stringMatching(new RegExp(`^2,${column},"?${byStaff}`))])
    expect(await partOf(row, table)).toHaveLength(1)
  })

  test('is taken as it stands where the row agrees', async () => {
    const row = await taken({ contacts: contact })
    await correct(row, { contacts: [{ id: await idOf(row, 'contact'), attendance: 'LATE_SEEN' }] })

    expect((await imports.take({ ...row, contacts: contact.replace('ON_TIME', 'LATE_SEEN') })).report).toMatchObject({ unchanged: 1 })
  })

  test('that staff took back and then recorded anew is theirs', async () => {
    const row = await taken({ contacts: contact })
    await correct(row, { contacts: [{ id: await idOf(row, 'contact'), isRecordedInError: true }] })
    await imports.staff(row, 'recordReconnectContact', { contactAt: '2026-05-02T10:00:00Z', mechanism: 'TELEPHONE', attendance: 'ON_TIME' })

    expect((await imports.take(row)).report).toMatchObject({ unchanged: 1 })
    expect(await partOf(row, 'contact')).toHaveLength(2)
  })

  test.each([
    ['contacts', { contacts: contact }, 'recordReconnectContact', { contactAt: '2026-05-02T10:00:00Z', mechanism: 'TELEPHONE', attendance: 'ON_TIME' }],
    ['goals', { goals: 'housing:NOT_STARTED' }, 'setGoal', { needCode: 'housing' }],
    ['planned_releases', { planned_releases: '2026-08-01:FIRST_KNOWN' }, 'setReleaseDate', { date: '2026-08-01', reason: 'FIRST_KNOWN' }]
  ] as const)('in %s that is new there is refused, and so listed, where staff took back what they had recorded alike', async (column, told, verb, input) => {
    const list = { contacts: 'contacts', goals: 'goals', planned_releases: 'plannedReleases' }[column]
    const table = { contacts: 'contact', goals: 'goal', planned_releases: 'planned_release' }[column]
    const row = await taken({})
    await imports.staff(row, verb, input)
    await correct(row, { [list]: [{ id: await idOf(row, table), isRecordedInError: true }] })

    expect((await imports.take({ ...row, ...told })).rejected).toEqual([expect.stringMatching(new RegExp(`^2,${column},"?${byStaff}`))])
    await imports.staff(row, verb, input)
    expect((await imports.take({ ...row, ...told })).report).toMatchObject({ unchanged: 1 })
  })
})

describe('a planned date that staff took back stays so', () => {
  const [a, b, c] = ['2026-07-01:FIRST_KNOWN', '2026-07-08:RECALCULATED', '2026-07-15:RECALCULATED']
  const plans = (...dates: string[]) => ({ planned_releases: dates.join(';') })
  const takeBackTheLast = async (row: EpisodeFields) => {
    const { id: episodeId } = await imports.standing(row)
    const [last] = await imports.rows<{ id: string }>('select id from reconnect.planned_release where episode_id = $1 order by recorded_at desc', episodeId)
    await correct(row, { plannedReleases: [{ id: last?.id, isRecordedInError: true }] })
  }
  const standing = async (row: EpisodeFields) => {
    const { id } = await imports.standing(row)
    const read = 'select date::text from reconnect.planned_release where episode_id = $1 and withdrawn_at is null order by recorded_at'
    return (await imports.rows<{ date: string }>(read, id)).map(({ date }) => date.slice(-2))
  }

  test('where it stands elsewhere in the sequence too', async () => {
    const row = await taken(plans(a, b, c, b))
    await takeBackTheLast(row)

    const { report, rejected } = await imports.take(row)
    expect([report.unchanged, rejected]).toEqual([1, []])
    expect(await standing(row)).toEqual(['01', '08', '15'])
    expect((await imports.take({ ...row, ...plans(a, '2026-07-04:RECALCULATED', b, c, b) })).report).toMatchObject({ changed: 1 })
    expect(await standing(row)).toEqual(['01', '04', '08', '15'])
  })

  test('where the source had gone back to it, until it goes on', async () => {
    const row = await taken(plans(a, b))
    await imports.take({ ...row, ...plans(a, c) })
    expect((await imports.take(row)).report).toMatchObject({ changed: 1 })
    await takeBackTheLast(row)

    const { report, rejected } = await imports.take(row)
    expect([report.unchanged, rejected]).toEqual([1, []])
    expect(await standing(row)).toEqual(['01', '08', '15'])
    expect((await imports.take({ ...row, ...plans(a, b, '2026-07-22:RECALCULATED') })).report).toMatchObject({ changed: 1 })
    expect((await imports.take(row)).report).toMatchObject({ changed: 1 })
    expect(await standing(row)).toEqual(['01', '08', '15', '22', '08'])
  })

  test('and what staff then plan anew is theirs', async () => {
    const row = await taken(plans(a, b))
    await takeBackTheLast(row)
    await imports.staff(row, 'setReleaseDate', { date: '2026-07-08', reason: 'RECALCULATED' })

    expect((await imports.take(row)).report).toMatchObject({ unchanged: 1 })
    expect(await standing(row)).toEqual(['01', '08'])
  })
})

describe('a step of a file', () => {
  test.each([
    ['RELEASE', { released_on: '2026-05-01' }],
    ['GP_REGISTRATION', { gp_registered_on: '2026-05-01' }],
    ['PLAN', { ...assessed, goals: 'housing:NOT_STARTED', plan_made_at: '2026-03-06T09:00:00Z' }]
  ])('that staff took back, %s, stays so: the row that still tells of it is refused', async (step, told) => {
    const row = await taken(told)
    await correct(row, { recordedInError: [step] })

    expect((await imports.take(row)).rejected).toEqual([expect.stringContaining(byStaff)])
  })

  test('that staff corrected stands', async () => {
    const row = await taken({ released_on: '2026-05-01' })
    await correct(row, { actualReleaseDate: '2026-05-02' })

    expect((await imports.take(row)).rejected).toEqual([expect.stringContaining(byStaff)])
    expect((await imports.take({ ...row, released_on: '2026-05-02' })).report).toMatchObject({ unchanged: 1 })
  })

  test('that staff undid by opening the episode again stays undone; what else the source tells is taken', async () => {
    const closing = { closed_at: '2026-05-20T09:00:00Z', closure_reason: 'DISENGAGED' }
    const row = await taken({ released_on: '2026-05-01', ...closing })
    await imports.staff(row, 'reopenReconnectEpisode', { reason: 'They came back.' })

    expect((await imports.take(row)).rejected).toEqual([expect.stringContaining(byStaff)])
    expect(await imports.standing(row)).toMatchObject({ closed_at: null, closure_reason: null })
    expect((await imports.take({ ...row, closed_at: '', closure_reason: '' })).report).toMatchObject({ unchanged: 1 })
    expect((await imports.take({ ...row, closed_at: '', closure_reason: '', contacts: contact })).report).toMatchObject({ changed: 1 })
    await imports.staff(row, 'closeReconnectEpisode', { reason: 'DISENGAGED' })
    expect((await imports.take({ ...row, closed_at: '2026-06-01T09:00:00Z' })).report).toMatchObject({ unchanged: 1 })
  })

  test('that staff corrected, the prison of the referral, stands, also where the moves are the file’s', async () => {
    const row = await taken({ prison_transfers: 'KMI:2026-03-10' })
    await correct(row, { facilityId: 'LGI' })

    expect((await imports.take(row)).rejected).toEqual([expect.stringMatching(new RegExp(`^2,facility,"?${byStaff}`))])
    expect((await imports.take({ ...row, facility: 'LGI' })).report).toMatchObject({ unchanged: 1 })
  })
})

test('an episode that was recorded in error takes nothing more of a source; the row that says what stands changes nothing', async () => {
  const row = await taken({})
  await imports.staff(row, 'closeReconnectEpisode', { reason: 'RECORDED_IN_ERROR' })

  expect((await imports.take(row)).report).toMatchObject({ unchanged: 1 })
  const news: EpisodeFields[] = [
    { contacts: contact },
    { goals: 'housing:ACHIEVED' },
    { released_on: '2026-05-01' },
    { planned_releases: '2026-08-01:FIRST_KNOWN' }
  ]
  for (const changes of news) expect((await imports.take({ ...row, ...changes })).rejected).toEqual([expect.stringContaining('closed')])
})
