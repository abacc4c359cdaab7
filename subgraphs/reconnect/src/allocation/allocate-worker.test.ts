import type { EpisodeRoom } from '@throughcare/test/support/episodes'
import { openReconnect, startAccepted, startReleased } from '@throughcare/test/support/reconnect'

let reconnect: EpisodeRoom
beforeAll(async () => void (reconnect = await openReconnect()))
afterAll(() => reconnect.close())

const allocate = (episodeId: string, expectedVersion: number, side: string, workerId: string) =>
  reconnect.act('allocateWorker', { episodeId, expectedVersion, side, workerId })

describe('allocateWorker', () => {
  test('allocates a worker on each side of the gate, who have not accepted yet', async () => {
    const { id, version } = await startAccepted(reconnect)

    await allocate(id, version, 'PRISON', 'worker-inside')
    const { data, errors } = await allocate(id, version + 1, 'COMMUNITY', 'worker-outside')

    expect(errors).toEqual([])
    expect(data?.allocateWorker.allocations).toMatchObject([
      { side: 'PRISON', workerId: 'worker-inside', acceptedAt: null, endedAt: null },
      { side: 'COMMUNITY', workerId: 'worker-outside', acceptedAt: null, endedAt: null }
    ])
    expect((await reconnect.events(id)).at(-1)).toMatchObject({
      type: 'reconnect.worker-allocated',
      payload: { side: 'COMMUNITY', workerId: 'worker-outside', allocationId: expect.any(String) }
    })
  })

  test('refuses the same worker twice, a worker without a name, and the prison side once released', async () => {
    const { id, version } = await startAccepted(reconnect)
    const released = await startReleased(reconnect, '2026-06-01')
    await allocate(id, version, 'PRISON', 'worker-inside')

    const answers = [
      await allocate(id, version + 1, 'PRISON', 'worker-inside'),
      await allocate(id, version + 1, 'PRISON', ' worker-inside '),
      await allocate(id, version + 1, 'PRISON', 'w'.repeat(101)),
      await allocate(id, version + 1, 'PRISON', ' '),
      await allocate(released.id, released.version, 'PRISON', 'worker-inside')
    ]

    for (const { errors } of answers) expect(errors).toMatchObject([{ code: 'BAD_USER_INPUT' }])
    expect((await allocate(released.id, released.version, 'COMMUNITY', 'worker-outside')).errors).toEqual([])
    expect((await allocate(id, version + 1, 'PRISON', ` ${'w'.repeat(100)} `)).data?.allocateWorker.allocations).toContainEqual(
      expect.objectContaining({ workerId: 'w'.repeat(100) })
    )
  })
})
