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

  test('is refused for a day to come, and once the release is recorded', async () => {
    const { id, version } = await startAccepted(reconnect)
    const released = await startReleased(reconnect, '2026-06-01')

    expect((await leave(id, version, '2026-06-02')).errors).toMatchObject([{ code: 'BAD_USER_INPUT' }])
    expect((await leave(released.id, released.version, '2026-06-01')).errors).toMatchObject([{ code: 'BAD_USER_INPUT' }])
  })
})
