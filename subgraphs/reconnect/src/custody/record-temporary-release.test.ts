import type { EpisodeRoom } from '@throughcare/test/support/episodes'
import { openReconnect, startAccepted, startReleased } from '@throughcare/test/support/reconnect'

let reconnect: EpisodeRoom
beforeAll(async () => void (reconnect = await openReconnect()))
afterAll(() => reconnect.close())

const leave = (episodeId: string, expectedVersion: number, releasedOn: string) =>
  reconnect.act('recordTemporaryRelease', { episodeId, expectedVersion, releasedOn })

describe('recordTemporaryRelease', () => {
  test('starts no clock: the phase and the end of support stay as they were', async () => {
    const { id, version } = await startAccepted(reconnect, { plannedReleaseDate: '2026-06-20' })

    const { data, errors } = await leave(id, version, '2026-06-01')

    expect(errors).toEqual([])
    expect(data?.recordTemporaryRelease).toMatchObject({
      temporarilyReleasedOn: '2026-06-01',
      phase: 'PRE_RELEASE',
      actualReleaseDate: null,
      supportEndsOn: null
    })
    expect((await reconnect.events(id)).at(-1)).toMatchObject({ type: 'reconnect.temporarily-released', payload: { releasedOn: '2026-06-01' } })
  })

  test('of an earlier day that is written down later does not move the last day back, and readers hear of both', async () => {
    const { id, version } = await startAccepted(reconnect, { referredAt: '2026-05-01T09:00:00Z' })
    await leave(id, version, '2026-05-20')

    const { data } = await leave(id, version + 1, '2026-05-10')

    expect(data?.recordTemporaryRelease).toMatchObject({ temporarilyReleasedOn: '2026-05-20', version: version + 2 })
    expect((await reconnect.events(id)).slice(-2).map(({ payload }) => payload.releasedOn)).toEqual(['2026-05-20', '2026-05-10'])
  })

  test('lies on no day after the release: the one that is recorded second, or corrected so, is refused', async () => {
    const { id, version } = await startAccepted(reconnect, { plannedReleaseDate: '2026-06-20', referredAt: '2026-05-01T09:00:00Z' })
    await leave(id, version, '2026-05-20')
    const release = (on: string, expectedVersion: number) => reconnect.act('recordRelease', { episodeId: id, expectedVersion, releasedOn: on })
    const correct = (input: object) => reconnect.act('correctReconnectEpisode', { episodeId: id, expectedVersion: version + 2, reason: 'Misread.', ...input })
    const refused = [{ code: 'BAD_USER_INPUT', message: expect.stringContaining('A temporary release after that day is recorded.') }]

    expect((await release('2026-05-19', version + 1)).errors).toMatchObject(refused)
    expect((await release('2026-05-20', version + 1)).errors).toEqual([])
    expect((await release('2026-05-19', version + 2)).errors).toMatchObject(refused)
    expect((await correct({ actualReleaseDate: '2026-05-19' })).errors).toMatchObject(refused)
    expect((await correct({ temporarilyReleasedOn: '2026-05-21' })).errors).toMatchObject(refused)
    expect((await correct({ temporarilyReleasedOn: '2026-05-18', actualReleaseDate: '2026-05-19' })).errors).toEqual([])
  })

  test('is refused for a day to come, and once the release is recorded', async () => {
    const { id, version } = await startAccepted(reconnect)
    const released = await startReleased(reconnect, '2026-06-01')

    expect((await leave(id, version, '2026-06-02')).errors).toMatchObject([{ code: 'BAD_USER_INPUT' }])
    expect((await leave(released.id, released.version, '2026-06-01')).errors).toMatchObject([{ code: 'BAD_USER_INPUT' }])
  })
})
