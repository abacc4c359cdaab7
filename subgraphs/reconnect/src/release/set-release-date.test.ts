import type { EpisodeRoom } from '@throughcare/test/support/episodes'
import { openReconnect, startAccepted, startReleased } from '@throughcare/test/support/reconnect'

let reconnect: EpisodeRoom
beforeAll(async () => void (reconnect = await openReconnect()))
beforeEach(() => reconnect.at('2026-06-01T09:00:00Z'))
afterAll(() => reconnect.close())

const setDate = (episodeId: string, expectedVersion: number, [date, reason]: [date: string, reason: string]) =>
  reconnect.act('setReleaseDate', { episodeId, date, reason, expectedVersion })

describe('setReleaseDate', () => {
  test('the latest date set is the planned one, and every earlier one is kept with when and why', async () => {
    const { id } = await reconnect.start()
    await setDate(id, 1, ['2026-09-01', 'FIRST_KNOWN'])
    reconnect.at('2026-06-02T09:00:00Z')
    await setDate(id, 2, ['2026-07-15', 'EARLY_RELEASE'])
    reconnect.at('2026-06-03T09:00:00Z')

    const { data, errors } = await setDate(id, 3, ['2026-09-01', 'RECALLED'])

    expect(errors).toEqual([])
    expect(data?.setReleaseDate).toMatchObject({
      version: 4,
      plannedReleaseDate: '2026-09-01',
      plannedReleaseDates: [
        { date: '2026-09-01', recordedAt: '2026-06-01T09:00:00.000Z', reason: 'FIRST_KNOWN' },
        { date: '2026-07-15', recordedAt: '2026-06-02T09:00:00.000Z', reason: 'EARLY_RELEASE' },
        { date: '2026-09-01', recordedAt: '2026-06-03T09:00:00.000Z', reason: 'RECALLED' }
      ]
    })
  })

  test('dates set at one instant stand in the order in which they were set, and the diff is of the last two', async () => {
    const { id, version } = await startAccepted(reconnect, { plannedReleaseDate: '2026-07-01' })
    const days = Array.from({ length: 8 }, (_, place) => `2026-07-0${place + 2}`)
    for (const [place, day] of days.entries()) await setDate(id, version + place, [day, 'RECALCULATED'])

    const { data } = await setDate(id, version + days.length, ['2026-07-20', 'OTHER'])

    expect(data?.setReleaseDate.plannedReleaseDates.map(({ date }: { date: string }) => date)).toEqual(['2026-07-01', ...days, '2026-07-20'])
    expect(data?.setReleaseDate.rePlan).toMatchObject({ from: '2026-07-09', to: '2026-07-20' })
  })

  test('leaves its event, dated when the date was set', async () => {
    const { id, recordId } = await reconnect.start()
    await setDate(id, 1, ['2026-09-01', 'FIRST_KNOWN'])

    expect((await reconnect.events(id)).at(-1)).toMatchObject({
      type: 'reconnect.release-date-set',
      subject_version: 2,
      record_id: recordId,
      occurred_at: new Date('2026-06-01T09:00:00Z'),
      payload: { episodeId: id, facilityId: 'PNI', date: '2026-09-01' }
    })
  })

  test('refuses the same date again, and keeps no second row of it', async () => {
    const { id } = await reconnect.start({ plannedReleaseDate: '2026-09-01' })

    expect((await setDate(id, 1, ['2026-09-01', 'OTHER'])).errors).toMatchObject([{ code: 'BAD_USER_INPUT' }])
    expect(await reconnect.rows('select 1 from reconnect.planned_release where episode_id = $1', id)).toHaveLength(1)
  })

  test('refuses a plan once the release is recorded, and says that a recall is a new episode', async () => {
    const { id, version } = await startReleased(reconnect, '2026-06-01')

    expect((await setDate(id, version, ['2026-09-01', 'RECALLED'])).errors).toMatchObject([
      { code: 'BAD_USER_INPUT', message: expect.stringContaining('new referral') }
    ])
  })

  test('every task and the meeting at the gate move at once, and the answer says which', async () => {
    const { id, version } = await startAccepted(reconnect, { plannedReleaseDate: '2026-07-20' })
    await reconnect.act('planGateMeeting', { episodeId: id, expectedVersion: version, meetAt: '2026-07-20T08:00:00Z' })
    reconnect.at('2026-06-02T09:00:00Z')

    const { data, errors } = await reconnect.act('setReleaseDate', { episodeId: id, date: '2026-06-05', reason: 'EARLY_RELEASE', expectedVersion: version + 1 })

    expect(errors).toEqual([])
    expect(data?.setReleaseDate.gateMeeting.meetAt).toBe('2026-06-05T08:00:00.000Z')
    expect(data?.setReleaseDate.rePlan).toMatchObject({ from: '2026-07-20', to: '2026-06-05', isGateMeetingMoved: true })
    expect(data?.setReleaseDate.rePlan.moves).toEqual(
      expect.arrayContaining([
        { kind: 'GATE_MEETING', from: '2026-07-20', to: '2026-06-05', isPast: false },
        { kind: 'FIRST_CONTACT', from: '2026-07-22', to: '2026-06-07', isPast: false }
      ])
    )
  })
})
