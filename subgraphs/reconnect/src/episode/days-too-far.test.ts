import { recordIdOf } from '@throughcare/kit/ids'
import { room } from '@throughcare/reconnect'
import { openEpisodeImports, type EpisodeImports } from '@throughcare/test/support/episode-imports'
import type { EpisodeRoom } from '@throughcare/test/support/episodes'
import { navigator } from '@throughcare/test/support/personas'
import { openCorrections, openReconnect, startAccepted, startReleased } from '@throughcare/test/support/reconnect'

const first = { facility: 'PNI', source: 'SELF', referred_at: '2026-03-02T15:15:00Z', accepted_at: '2026-03-03T09:00:00Z' }
let reconnect: EpisodeRoom
let imports: EpisodeImports
let corrections: ReturnType<typeof openCorrections>
beforeAll(async () => {
  reconnect = await openReconnect()
  imports = await openEpisodeImports(reconnect, room, { service: 'RECONNECT', first })
  corrections = openCorrections(reconnect)
})
beforeEach(() => imports.at('2026-06-01T09:00:00Z'))
afterAll(() => imports.close())

const refused = [{ code: 'BAD_USER_INPUT', message: expect.stringContaining('leave it empty: 9999-12-31 and the like are not taken') }]

describe('a day more than ten years from the referral is not taken', () => {
  test.each([
    ['setReleaseDate', { date: '9999-12-31', reason: 'FIRST_KNOWN' }],
    ['recordTemporaryRelease', { releasedOn: '1900-01-01' }],
    ['recordRelease', { releasedOn: '1900-01-01' }],
    ['recordMilestone', { milestone: 'REGISTERED_WITH_GP', on: '1900-01-01' }]
  ])('by %s', async (mutation, input) => {
    const { id: episodeId, version: expectedVersion } = await startAccepted(reconnect)

    expect((await reconnect.act(mutation, { episodeId, expectedVersion, ...input })).errors).toMatchObject(refused)
  })

  test.each([
    ['extendReconnectSupport', { until: '9999-12-31', reason: 'Treatment would break off.' }],
    ['recordContinuity', { kind: 'MEDICINE', daysInHand: 7, continuesOn: '9999-12-31', continuesBy: 'APPOINTMENT' }]
  ])('after the release, by %s', async (mutation, input) => {
    const { id: episodeId, version: expectedVersion } = await startReleased(reconnect, '2026-06-01')

    expect((await reconnect.act(mutation, { episodeId, expectedVersion, ...input })).errors).toMatchObject(refused)
  })

  test('for many at once, and the others move', async () => {
    const [far, near] = [await startAccepted(reconnect), await startAccepted(reconnect)]
    const moves = [
      { episodeId: far.id, date: '9999-12-31', expectedVersion: 2 },
      { episodeId: near.id, date: '2026-07-01', expectedVersion: 2 }
    ]
    const document = `mutation ($input: SetReleaseDatesInput!) { setReleaseDates(input: $input) { episodes { id } refused { episodeId reason } } }`
    const { data } = await reconnect.ask(navigator, document, { input: { moves, reason: 'FIRST_KNOWN', idempotencyKey: crypto.randomUUID() } })

    expect(data?.setReleaseDates).toEqual({ episodes: [{ id: near.id }], refused: [{ episodeId: far.id, reason: refused[0]?.message }] })
  })

  test('by a correction, of a day or of the referral that it is counted from', async () => {
    const { id } = await startReleased(reconnect, '2026-06-01', { plannedReleaseDate: '2026-06-01' })
    const { plannedReleaseDates } = await corrections.act(id, 'extendReconnectSupport', { until: '2027-02-01', reason: 'Treatment would break off.' })

    for (const changes of [
      { plannedReleases: [{ id: plannedReleaseDates[0].id, date: '9999-12-31' }] },
      { actualReleaseDate: '1900-01-01' },
      { extendedUntil: '9999-12-31' },
      { referredAt: '2016-05-30T09:00:00Z' }
    ])
      expect((await corrections.correct(id, changes)).errors).toMatchObject(refused)
  })

  test.each([
    ['planned_releases', { planned_releases: '9999-12-31:FIRST_KNOWN' }],
    ['temporarily_released_on', { temporarily_released_on: '1900-01-01' }],
    ['released_on', { released_on: '1900-01-01' }],
    ['gp_registered_on', { gp_registered_on: '1900-01-01' }],
    ['extended_until', { released_on: '2026-05-01', extended_until: '9999-12-31', extension_reason: 'Treatment would break off.' }],
    [
      'medicine_days_in_hand',
      { released_on: '2026-05-01', medicine_days_in_hand: '7', medicine_continues_on: '9999-12-31', medicine_continues_by: 'APPOINTMENT' }
    ]
  ])('from the column %s of a file', async (column, changes) => {
    const { rejected } = await imports.take(await imports.row(changes))

    expect(rejected).toEqual([expect.stringContaining(`2,${column},`)])
    expect(rejected[0]).toContain('leave it empty')
  })
})

test('no referral lies before the birth of the person, corrected or from a file', async () => {
  const { id, recordId } = await reconnect.start()
  const row = await imports.row({ referred_at: '2004-05-05T12:00:00Z', accepted_at: '' })
  const born = (record: string) => reconnect.rows("insert into reconnect.known_person (record_id, birth_date, version) values ($1, '2004-05-06', 1)", record)
  await Promise.all([recordId, recordIdOf(row.source_system ?? '', row.source_key ?? '')].map(born))
  const bornAfter = expect.stringContaining('born after the referral')

  expect((await corrections.correct(id, { referredAt: '2004-05-05T12:00:00Z' })).errors).toMatchObject([{ message: bornAfter }])
  expect((await imports.take(row)).rejected).toEqual([bornAfter])
})

test('an episode that stands with the last day of the calendar is read, and keeps nobody from the list of the team', async () => {
  const { id } = await startAccepted(reconnect, { plannedReleaseDate: '2026-07-01' })
  await reconnect.rows("update reconnect.episode set planned_release_date = '9999-12-31' where id = $1", id)
  const document = '{ reconnectWorklist(list: CASELOAD) { edges { node { id tasks { kind dueOn } rePlan { to } } } } }'
  const { data, errors } = await reconnect.ask(navigator, document, {})

  expect(errors).toEqual([])
  const { node } = data?.reconnectWorklist.edges.find((edge: { node: { id: string } }) => edge.node.id === id)
  expect(node.tasks.at(-1)).toEqual({ kind: 'END_OF_SUPPORT', dueOn: '9999-12-31' })
})
