import type { EpisodeRoom } from '@throughcare/test/support/episodes'
import { openReconnect, startAccepted, startReleased } from '@throughcare/test/support/reconnect'

let reconnect: EpisodeRoom
beforeAll(async () => void (reconnect = await openReconnect()))
afterAll(() => reconnect.close())

const plan = (episodeId: string, expectedVersion: number, meetAt: string) => reconnect.act('planGateMeeting', { episodeId, expectedVersion, meetAt })

describe('planGateMeeting', () => {
  test('plans the meeting on the day of release; planned again, it moves the time', async () => {
    const { id, version } = await startAccepted(reconnect, { plannedReleaseDate: '2026-06-10' })

    await plan(id, version, '2026-06-10T08:00:00Z')
    const { data, errors } = await plan(id, version + 1, '2026-06-10T09:30:00Z')

    expect(errors).toEqual([])
    expect(data?.planGateMeeting.gateMeeting).toEqual({ meetAt: '2026-06-10T09:30:00.000Z', outcome: null })
    expect((await reconnect.events(id)).at(-1)).toMatchObject({ type: 'reconnect.gate-meeting-planned', subject_version: version + 2 })
  })

  test.each(['2026-06-09T22:59:59Z', '2026-06-10T23:00:00Z'])('is refused at %s: that is another day in London', async (meetAt) => {
    const { id, version } = await startAccepted(reconnect, { plannedReleaseDate: '2026-06-10' })

    expect((await plan(id, version, meetAt)).errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('planned day') }])
  })

  test('is possible at midnight, when the planned day begins in London', async () => {
    const { id, version } = await startAccepted(reconnect, { plannedReleaseDate: '2026-06-10' })

    expect((await plan(id, version, '2026-06-09T23:00:00Z')).errors).toEqual([])
  })

  test('is refused without a planned date, before the acceptance and after the release', async () => {
    const undated = await startAccepted(reconnect)
    const undecided = await reconnect.start({ plannedReleaseDate: '2026-06-10' })
    const released = await startReleased(reconnect, '2026-06-01', { plannedReleaseDate: '2026-06-01' })

    for (const { id, version } of [undated, undecided, released])
      expect((await plan(id, version, '2026-06-10T08:00:00Z')).errors).toMatchObject([{ code: 'BAD_USER_INPUT' }])
  })
})
