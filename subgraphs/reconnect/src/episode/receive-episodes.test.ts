import { room } from '@throughcare/reconnect'
import { openEpisodeImports, type EpisodeFields, type EpisodeImports } from '@throughcare/test/support/episode-imports'
import { openReconnect } from '@throughcare/test/support/reconnect'

const first = { facility: 'PNI', source: 'PRISON_HEALTHCARE', referred_at: '2026-03-02T15:15:00Z', accepted_at: '2026-03-03T09:00:00Z' }

let imports: EpisodeImports
beforeAll(async () => {
  imports = await openEpisodeImports(await openReconnect(), room, { service: 'RECONNECT', first })
})
beforeEach(() => imports.at('2026-06-01T09:00:00Z'))
afterAll(() => imports.close())

/** A row that was taken in. */
async function taken(changes: EpisodeFields = {}): Promise<EpisodeFields> {
  const row = await imports.row(changes)
  expect((await imports.take(row)).report).toMatchObject({ added: 1, rejected: 0 })
  return row
}

/** Takes a row in that must be refused, and sees that nothing became of it. */
async function refusalOf(row: EpisodeFields): Promise<string | undefined> {
  const before = [await imports.standing(row), await imports.events(row)]
  const { report, rejected } = await imports.take(row)
  expect(report).toMatchObject({ added: 0, changed: 0, unchanged: 0, rejected: 1 })
  expect([await imports.standing(row), await imports.events(row)]).toEqual(before)
  return rejected[0]
}

const told = async (row: EpisodeFields) => (await imports.events(row)).map(({ type, occurred_at }) => `${type.split('.')[1]} ${occurred_at.toISOString()}`)
const day = (value: unknown) => (value instanceof Date ? new Date(value.getTime() - value.getTimezoneOffset() * 60_000).toISOString().slice(0, 10) : value)
const planned = async (row: EpisodeFields) => day((await imports.standing(row)).planned_release_date)

const byStaff = 'Staff have recorded this differently here'
const isClosed = 'The episode is closed'
const isDeclined = 'The referral was declined'

describe('what staff recorded stands', () => {
  const closing = { reason: 'NOT_RELEASED' }

  test.each([
    ['a release', { released_on: '2026-05-20' }, 'released_on'],
    ['a goal', { goals: 'housing:NOT_STARTED' }, 'goals'],
    ['a planned date', { planned_releases: '2026-06-20:FIRST_KNOWN:2026-05-02' }, 'planned_releases'],
    ['another prison', { facility: 'LGI' }, 'referred_at']
  ])('closed by staff: %s of the source is refused', async (_, changes, column) => {
    const row = await taken()
    await imports.staff(row, 'closeReconnectEpisode', closing)

    expect(await refusalOf({ ...row, ...changes })).toMatch(new RegExp(`^2,${column},"${isClosed}`))
  })

  test.each([
    ['a goal that moved on', { goals: 'housing:ACHIEVED' }, 'goals'],
    ['an extension', { extended_until: '2026-12-20', extension_reason: 'Treatment would break off' }, 'extended_until']
  ])('closed by staff after the release: %s is refused', async (_, changes, column) => {
    const row = await taken({ released_on: '2026-05-20', goals: 'housing:NOT_STARTED' })
    await imports.staff(row, 'closeReconnectEpisode', { reason: 'DISENGAGED' })

    expect(await refusalOf({ ...row, ...changes })).toMatch(new RegExp(`^2,${column},"${isClosed}`))
  })

  test('closed by staff: another closing of the source is refused', async () => {
    const row = await taken()
    await imports.staff(row, 'closeReconnectEpisode', closing)

    expect(await refusalOf({ ...row, closed_at: '2026-05-01T09:00:00Z', closure_reason: 'DIED' })).toMatch(
      new RegExp(`^2,closed_at; closure_reason,"${byStaff}`)
    )
  })

  test('declined by staff: a release of the source is refused', async () => {
    const row = await taken({ accepted_at: '' })
    await imports.staff(row, 'declineReconnectReferral', { reason: 'OTHER' })

    expect(await refusalOf({ ...row, released_on: '2026-05-20' })).toMatch(new RegExp(`^2,released_on,"${isDeclined}`))
  })

  test('accepted by staff: a decline of the source is refused', async () => {
    const row = await taken({ accepted_at: '' })
    await imports.staff(row, 'acceptReconnectReferral')

    expect(await refusalOf({ ...row, declined_at: '2026-05-20T09:00:00Z', decline_reason: 'OTHER' })).toMatch(
      /^2,declined_at,"The referral was already accepted/
    )
  })

  test('accepted by staff: a referral after that is refused', async () => {
    const row = await taken({ accepted_at: '' })
    await imports.staff(row, 'acceptReconnectReferral', { acceptedAt: '2026-05-01T09:00:00Z' })

    expect(await refusalOf({ ...row, referred_at: '2026-05-02T09:00:00Z' })).toMatch(/^2,accepted_at,"The decision lies before the referral/)
  })

  test('released by staff: another planned date of the source is refused', async () => {
    const row = await taken({ planned_releases: '2026-06-20:FIRST_KNOWN' })
    await imports.staff(row, 'recordRelease', { releasedOn: '2026-05-30' })

    const moved = { ...row, planned_releases: '2026-06-20:FIRST_KNOWN;2026-05-30:EARLY_RELEASE' }
    expect(await refusalOf(moved)).toMatch(/^2,planned_releases,"The release is recorded, so no other is planned/)
    expect(await planned(row)).toBe('2026-06-20')
  })

  test('released by staff: another day of release is refused', async () => {
    const row = await taken()
    await imports.staff(row, 'recordRelease', { releasedOn: '2026-05-30' })

    expect(await refusalOf({ ...row, released_on: '2026-05-29' })).toContain(byStaff)
  })

  test('released by staff: a closing as not released is refused', async () => {
    const row = await taken()
    await imports.staff(row, 'recordRelease', { releasedOn: '2026-05-30' })

    const closing = { closed_at: '2026-05-31T09:00:00Z', closure_reason: 'NOT_RELEASED' }
    expect(await refusalOf({ ...row, ...closing })).toMatch(/^2,closed_at,"A release is recorded for this episode/)
  })

  test('what agrees with it is taken as it stands, and what is new is added', async () => {
    const row = await taken({ accepted_at: '' })
    await imports.staff(row, 'acceptReconnectReferral', { acceptedAt: '2026-05-01T09:00:00Z' })

    expect((await imports.take({ ...row, accepted_at: '2026-05-01T09:00:00Z' })).report).toMatchObject({ unchanged: 1 })
    expect((await imports.take({ ...row, accepted_at: '2026-05-01T09:00:00Z', released_on: '2026-05-20' })).report).toMatchObject({ changed: 1 })
    expect(await imports.standing(row)).toMatchObject({ accepted_by: 'demo-reconnect-navigator', release_recorded_by: 'importer' })
  })
})

describe('what the source said itself', () => {
  const closed = { closed_at: '2026-05-25T09:00:00Z', closure_reason: 'NEEDS_MET' }

  test('is corrected with the closing that it still says', async () => {
    const row = await taken({ ...closed, goals: 'housing:IN_PROGRESS', goals_reviewed_at: '2026-05-01T09:00:00Z' })

    const { report } = await imports.take({ ...row, released_on: '2026-05-20', goals: 'housing:ACHIEVED', goals_reviewed_at: '', closure_reason: 'DIED' })

    expect(report).toMatchObject({ changed: 1 })
    expect((await told(row)).slice(5)).toEqual([
      'goal-reviewed 2026-05-25T09:00:00.000Z',
      'released 2026-05-20T12:00:00.000Z',
      'episode-closed 2026-05-25T09:00:00.000Z'
    ])
  })

  test('is corrected where it planned a date before the release that it still says', async () => {
    const row = await taken({ planned_releases: '2026-06-20:FIRST_KNOWN:2026-03-02', released_on: '2026-05-20' })

    const { report } = await imports.take({ ...row, planned_releases: '2026-06-20:FIRST_KNOWN:2026-03-02;2026-05-20:EARLY_RELEASE:2026-05-01' })

    expect(report).toMatchObject({ changed: 1 })
    expect(await planned(row)).toBe('2026-05-20')
  })

  test('is corrected where it extended support for longer', async () => {
    const extension = { extended_until: '2026-12-20', extension_reason: 'Treatment would break off' }
    const row = await taken({ released_on: '2026-05-20', ...extension })

    expect((await imports.take({ ...row, extended_until: '2026-12-10' })).report).toMatchObject({ changed: 1 })
  })

  test('stays where it says it no longer: nothing is written after a closing', async () => {
    const row = await taken({ closed_at: closed.closed_at, closure_reason: 'NOT_RELEASED' })

    expect(await refusalOf({ ...row, closed_at: '', closure_reason: '', released_on: '2026-05-20' })).toMatch(new RegExp(`^2,released_on,"${isClosed}`))
  })

  test('is accepted or declined, never both', async () => {
    const row = await taken({ ...closed })

    expect(
      await refusalOf({ ...row, accepted_at: '', closed_at: '', closure_reason: '', declined_at: '2026-05-26T09:00:00Z', decline_reason: 'DIED' })
    ).toMatch(/^2,declined_at,/)
  })
})

describe('goals', () => {
  const goalsOf = async (row: EpisodeFields) =>
    imports.rows<{ id: string }>('select id, status, reviewed_at, reviewed_by from reconnect.goal where episode_id = $1', (await imports.standing(row)).id)

  test('that staff reviewed stand: the source may agree, and is refused where it does not', async () => {
    const row = await taken({ goals: 'housing:IN_PROGRESS' })
    const [goal] = await goalsOf(row)
    await imports.staff(row, 'reviewGoal', { goalId: goal?.id, status: 'ACHIEVED' })

    expect(await refusalOf({ ...row, goals: 'housing:NOT_ACHIEVED' })).toMatch(new RegExp(`^2,goals,"${byStaff}`))
    expect((await imports.take({ ...row, goals: 'housing:ACHIEVED' })).report).toMatchObject({ unchanged: 1 })
  })

  test('that staff set stand', async () => {
    const row = await taken()
    await imports.staff(row, 'setGoal', { needCode: 'housing' })

    expect(await refusalOf({ ...row, goals: 'housing:ACHIEVED' })).toMatch(new RegExp(`^2,goals,"${byStaff}`))
    expect((await imports.take({ ...row, goals: 'housing:NOT_STARTED' })).report).toMatchObject({ unchanged: 1 })
  })

  test('that move on in a later file are dated by it, where the row does not say when', async () => {
    const row = await taken({ goals: 'housing:IN_PROGRESS' })
    imports.at('2026-06-10T09:00:00Z')

    await imports.take({ ...row, goals: 'housing:ACHIEVED' })

    expect((await told(row)).slice(-2)).toEqual(['goal-reviewed 2026-03-03T09:00:00.000Z', 'goal-reviewed 2026-06-10T09:00:00.000Z'])
  })

  test('are reviewed again where the row gives a later review', async () => {
    const row = await taken({ goals: 'housing:IN_PROGRESS', goals_reviewed_at: '2026-05-01T09:00:00Z' })
    const later = { ...row, goals_reviewed_at: '2026-05-20T09:00:00Z' }

    expect((await imports.take(later)).report).toMatchObject({ changed: 1 })
    expect((await imports.take(later)).report).toMatchObject({ unchanged: 1 })
    expect((await told(row)).at(-1)).toBe('goal-reviewed 2026-05-20T09:00:00.000Z')
  })

  test('are not reviewed before their last review', async () => {
    const row = await taken({ goals: 'housing:IN_PROGRESS', goals_reviewed_at: '2026-05-20T09:00:00Z' })

    const refusal = await refusalOf({ ...row, goals: 'housing:ACHIEVED', goals_reviewed_at: '2026-05-19T09:00:00Z' })

    expect(refusal).toMatch(/^2,goals,"A later review of this goal is already recorded/)
  })

  test('that go back to not started keep the review that found it', async () => {
    const row = await taken({ goals: 'housing:IN_PROGRESS', goals_reviewed_at: '2026-05-01T09:00:00Z' })

    await imports.take({ ...row, goals: 'housing:NOT_STARTED', goals_reviewed_at: '2026-05-20T09:00:00Z' })

    expect((await told(row)).at(-1)).toBe('goal-reviewed 2026-05-20T09:00:00.000Z')
    expect(await goalsOf(row)).toMatchObject([{ status: 'NOT_STARTED', reviewed_at: new Date('2026-05-20T09:00:00Z'), reviewed_by: 'importer' }])
  })
})

describe('planned dates', () => {
  const plans = (...dates: string[]) => ({ planned_releases: dates.map((date, place) => `${date}:${place === 0 ? 'FIRST_KNOWN' : 'RECALCULATED'}`).join(';') })
  const [a, b, c] = ['2026-07-01', '2026-07-08', '2026-07-15']

  test('that go back are followed back, once', async () => {
    const row = await taken(plans(a, b))
    await imports.take({ ...row, ...plans(a, c) })
    imports.at('2026-06-10T09:00:00Z')

    expect((await imports.take({ ...row, ...plans(a, b) })).report).toMatchObject({ changed: 1 })
    expect(await planned(row)).toBe(b)
    expect((await told(row)).at(-1)).toBe('release-date-set 2026-06-10T09:00:00.000Z')
    expect((await imports.take({ ...row, ...plans(a, b) })).report).toMatchObject({ unchanged: 1 })
    expect((await imports.take({ ...row, ...plans(a, c) })).report).toMatchObject({ changed: 1 })
    expect(await planned(row)).toBe(c)
  })

  test('the newest listed is the episode’s', async () => {
    const row = await taken(plans(a, b))
    await imports.take({ ...row, ...plans(a, c) })
    await imports.take({ ...row, ...plans(a, b) })

    const { id } = await imports.standing(row)
    const listed = await imports.rows<{ date: string }>('select date::text from reconnect.planned_release where episode_id = $1 order by recorded_at', id)
    expect(await planned(row)).toBe(b)
    expect(listed.map(({ date }) => date)).toEqual([a, b, c, b])
  })

  test('that go back to the first without a reason are refused', async () => {
    const row = await taken(plans(a, b))

    expect(await refusalOf({ ...row, ...plans(a) })).toMatch(/^2,planned_releases,"A release date is already set. Give the reason why it moved/)
  })

  test('that staff moved stand until the source has them too', async () => {
    const row = await taken(plans(a))
    await imports.staff(row, 'setReleaseDate', { date: b, reason: 'RECALCULATED' })

    expect(await refusalOf(row)).toMatch(new RegExp(`^2,planned_releases,"${byStaff}`))
    expect((await imports.take({ ...row, ...plans(a, b) })).report).toMatchObject({ unchanged: 1 })
    expect((await imports.take({ ...row, ...plans(a, b, c) })).report).toMatchObject({ changed: 1 })
    expect(await planned(row)).toBe(c)
  })

  test('set on the day of the referral or today lie between the referral and now', async () => {
    const row = await taken({ planned_releases: `${a}:FIRST_KNOWN:2026-03-02;${b}:RECALCULATED:2026-05-04;${c}:RECALCULATED:2026-06-01` })

    const set = (await told(row)).filter((event) => event.startsWith('release-date-set'))
    expect(set).toEqual(['release-date-set 2026-03-02T15:15:00.000Z', 'release-date-set 2026-05-04T12:00:00.000Z', 'release-date-set 2026-06-01T09:00:00.000Z'])
  })

  test.each([
    ['on a day to come', `${a}:FIRST_KNOWN:2026-06-02`, 'lies in the future'],
    ['out of order', `${a}:FIRST_KNOWN:2026-05-10;${b}:RECALCULATED:2026-05-09`, 'in the order in which they were set']
  ])('set %s are refused', async (_, planned_releases, reason) => {
    const { rejected } = await imports.take(await imports.row({ planned_releases }))

    expect(rejected[0]).toMatch(new RegExp(`^2,planned_releases,"[^"]*${reason}`))
  })
})

test('an extension of an episode that is over is dated by its end', async () => {
  const row = await taken({
    ...{ referred_at: '2025-03-01T09:00:00Z', accepted_at: '2025-03-02T09:00:00Z', released_on: '2025-04-01' },
    ...{ extended_until: '2025-12-01', extension_reason: 'Treatment would break off', closed_at: '2025-12-02T16:00:00Z', closure_reason: 'SIX_MONTHS_REACHED' }
  })

  expect((await told(row)).slice(2)).toEqual([
    'released 2025-04-01T12:00:00.000Z',
    'support-extended 2025-12-02T16:00:00.000Z',
    'episode-closed 2025-12-02T16:00:00.000Z'
  ])
})

test('a whole row leaves its events at the times of the file', async () => {
  const row = await taken({
    ...{ planned_releases: '2026-05-01:FIRST_KNOWN:2026-03-04;2026-04-20:EARLY_RELEASE:2026-04-01', released_on: '2026-04-20', slept_at: 'SOCIAL_RENT' },
    ...{ goals: 'housing:ACHIEVED', goals_reviewed_at: '2026-05-10T10:00:00Z', closed_at: '2026-05-20T15:00:00Z', closure_reason: 'NEEDS_MET' }
  })

  expect(await told(row)).toEqual([
    'referral-received 2026-03-02T15:15:00.000Z',
    'release-date-set 2026-03-04T12:00:00.000Z',
    'release-date-set 2026-04-01T12:00:00.000Z',
    'referral-accepted 2026-03-03T09:00:00.000Z',
    'goal-set 2026-03-03T09:00:00.000Z',
    'goal-reviewed 2026-05-10T10:00:00.000Z',
    'released 2026-04-20T12:00:00.000Z',
    'episode-closed 2026-05-20T15:00:00.000Z'
  ])
})

test('a row of a key that another row has is listed by the column of the key', async () => {
  const row = await imports.row()

  const { rejected } = await imports.take(row, { ...row, source: 'FAMILY' })

  expect(rejected).toEqual([expect.stringMatching(/^3,episode_key,"A row higher up in this file has the same key/)])
})

test('bad rows among good ones are listed by line, column and reason, and none of their values is repeated', async () => {
  const declined = await taken({ accepted_at: '' })
  await imports.staff(declined, 'declineReconnectReferral', { reason: 'OTHER' })
  const refused = { ...declined, planned_releases: '2026-07-01:FIRST_KNOWN', facility: 'Testina-Samplewood' }
  const nobodys = { ...(await imports.row()), source_key: 'Testina-Samplewood' }
  const unread = await imports.row({ goals: 'housing:Testina-Samplewood' })

  const { report, rejected } = await imports.take(await imports.row(), refused, nobodys, unread, await imports.row())

  expect(report).toMatchObject({ read: 5, added: 2, rejected: 3 })
  expect(rejected.map((line) => line.split(',').slice(0, 2)).sort()).toEqual([
    ['3', 'facility'],
    ['4', 'source_key'],
    ['5', 'goals']
  ])
  expect(rejected.join()).not.toContain('Testina')
})
