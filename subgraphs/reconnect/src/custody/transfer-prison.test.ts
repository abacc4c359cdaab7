import type { EpisodeRoom } from '@throughcare/test/support/episodes'
import { openReconnect, startAccepted, startReleased } from '@throughcare/test/support/reconnect'

let reconnect: EpisodeRoom
beforeAll(async () => void (reconnect = await openReconnect()))
afterAll(() => reconnect.close())

const transfer = (episodeId: string, expectedVersion: number, facilityId: string) => reconnect.act('transferPrison', { episodeId, expectedVersion, facilityId })

describe('transferPrison', () => {
  test('moves the episode to the other prison; its workers stay', async () => {
    const { id, version } = await startAccepted(reconnect, { plannedReleaseDate: '2026-06-10' })
    await reconnect.act('allocateWorker', { episodeId: id, expectedVersion: version, side: 'PRISON', workerId: 'inside' })

    const { data, errors } = await transfer(id, version + 1, 'KMI')

    expect(errors).toEqual([])
    expect(data?.transferPrison).toMatchObject({
      facility: { id: 'KMI' },
      plannedReleaseDate: '2026-06-10',
      allocations: [{ workerId: 'inside', endedAt: null }]
    })
    expect((await reconnect.events(id)).at(-1)).toMatchObject({ type: 'reconnect.prison-transferred', payload: { episodeId: id, facilityId: 'KMI' } })
  })

  test('refuses the same prison, and a move after the release', async () => {
    const { id, version } = await startAccepted(reconnect)
    const released = await startReleased(reconnect, '2026-06-01')

    expect((await transfer(id, version, 'PNI')).errors).toMatchObject([{ code: 'BAD_USER_INPUT' }])
    expect((await transfer(released.id, released.version, 'KMI')).errors).toMatchObject([{ code: 'BAD_USER_INPUT' }])
  })
})
