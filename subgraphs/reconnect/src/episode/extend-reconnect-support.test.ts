import type { EpisodeRoom } from '@throughcare/test/support/episodes'
import { openReconnect, startAccepted, startReleased } from '@throughcare/test/support/reconnect'

let reconnect: EpisodeRoom
beforeAll(async () => void (reconnect = await openReconnect()))
afterAll(() => reconnect.close())

const extend = (episode: { id: string; version: number }, changes: object = {}) =>
  reconnect.act('extendReconnectSupport', {
    episodeId: episode.id,
    until: '2027-01-31',
    reason: ' In the middle of treatment ',
    expectedVersion: episode.version,
    ...changes
  })

describe('extendReconnectSupport', () => {
  test('puts off the last day of support', async () => {
    const { data, errors } = await extend(await startReleased(reconnect, '2026-06-01'))

    expect(errors).toEqual([])
    expect(data?.extendReconnectSupport).toMatchObject({
      supportEndsOn: '2027-01-31',
      extension: { until: '2027-01-31', reason: 'In the middle of treatment', extendedAt: '2026-06-01T09:00:00.000Z' }
    })
  })

  test('leaves its event, without the reason', async () => {
    const episode = await startReleased(reconnect, '2026-06-01')
    await extend(episode)

    const event = (await reconnect.events(episode.id)).at(-1)

    expect(event).toMatchObject({ type: 'reconnect.support-extended', occurred_at: new Date('2026-06-01T09:00:00Z') })
    expect(event?.payload).toEqual({ episodeId: episode.id, facilityId: 'PNI', until: '2027-01-31' })
  })

  test.each([' ', '\u200b\u200b', ' \u2060\ufeff'])('refuses a reason in which nothing can be seen: %j', async (reason) => {
    expect((await extend(await startReleased(reconnect, '2026-06-01'), { reason })).errors).toMatchObject([{ code: 'BAD_USER_INPUT' }])
  })

  test('refuses a day that is covered already, and an extension before the release', async () => {
    expect((await extend(await startReleased(reconnect, '2026-06-01'), { until: '2026-12-01' })).errors).toMatchObject([{ code: 'BAD_USER_INPUT' }])
    expect((await extend(await startAccepted(reconnect))).errors).toMatchObject([{ code: 'BAD_USER_INPUT' }])
  })
})
