import type { EpisodeRoom } from '@throughcare/test/support/episodes'
import { openCorrections, openReconnect, startAccepted, startClosed } from '@throughcare/test/support/reconnect'

let reconnect: EpisodeRoom
let corrections: ReturnType<typeof openCorrections>
beforeAll(async () => {
  reconnect = await openReconnect()
  corrections = openCorrections(reconnect)
})
beforeEach(() => reconnect.at('2026-06-01T09:00:00Z'))
afterAll(() => reconnect.close())

const act = (id: string, expectedVersion: number, mutation: string, input: object) => reconnect.act(mutation, { episodeId: id, expectedVersion, ...input })
const refused = (message: string) => [{ code: 'BAD_USER_INPUT', message: expect.stringContaining(message) }]

describe('reopenReconnectEpisode', () => {
  test('opens the episode where it stood; the closing and the reason stay in the history, and whoever worked in it is allocated anew', async () => {
    const { id, version } = await startAccepted(reconnect)
    const { data } = await act(id, version, 'allocateWorker', { side: 'COMMUNITY', workerId: 'outside' })
    const [before] = data?.allocateWorker.allocations ?? []
    await act(id, version + 1, 'acceptAllocation', { allocationId: before.id })
    await act(id, version + 2, 'closeReconnectEpisode', { reason: 'DISENGAGED' })
    reconnect.at('2026-06-02T09:00:00Z')

    expect((await act(id, version + 3, 'reopenReconnectEpisode', { reason: 'They came back.' })).errors).toEqual([])

    const seen = await corrections.read(id)
    expect(seen).toMatchObject({ phase: 'ACCEPTED', closedAt: null, closureReason: null })
    expect(seen.allocations).toMatchObject([
      { id: before.id, endedAt: '2026-06-02T09:00:00.000Z' },
      { workerId: 'outside', side: 'COMMUNITY', acceptedAt: '2026-06-02T09:00:00.000Z', endedAt: null }
    ])
    expect(seen.history.at(-1)).toMatchObject({ action: 'reopen-reconnect-episode', reason: 'They came back.' })
    expect(seen.history.at(-1).corrections).toContainEqual({ field: 'closureReason', partId: null, oldValue: 'DISENGAGED', newValue: null })
    expect((await reconnect.events(id)).slice(-3).map(({ type }) => type)).toEqual([
      ...['reconnect.episode-reopened', 'reconnect.allocation-ended', 'reconnect.worker-allocated']
    ])
  })

  test('is refused for a referral that was declined, which is not open', async () => {
    const { id, version } = await reconnect.start()
    await act(id, version, 'declineReconnectReferral', { reason: 'PERSON_DECLINED' })

    expect((await act(id, version + 1, 'reopenReconnectEpisode', { reason: 'They came back.' })).errors).toMatchObject(refused('The referral was declined'))
  })

  test('is refused for an open episode, for someone who died, and without a reason', async () => {
    const [open, died, closed] = [await startAccepted(reconnect), await startClosed(reconnect, {}, 'DIED'), await startClosed(reconnect)]
    const reopen = async ({ id, version }: { id: string; version: number }, reason = 'They came back.') =>
      (await act(id, version, 'reopenReconnectEpisode', { reason })).errors

    expect(await reopen(open)).toMatchObject(refused('is open'))
    expect(await reopen(died)).toMatchObject(refused('died'))
    expect(await reopen(closed, ' ')).toMatchObject(refused('Say why'))
  })
})
