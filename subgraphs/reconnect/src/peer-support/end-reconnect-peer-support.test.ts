import type { EpisodeRoom } from '@throughcare/test/support/episodes'
import { openReconnect, startAssigned } from '@throughcare/test/support/reconnect'

let reconnect: EpisodeRoom
beforeAll(async () => void (reconnect = await openReconnect()))
afterAll(() => reconnect.close())

describe('endReconnectPeerSupport', () => {
  test('ends an assignment with what came of it, once, and tells people; they may be assigned again', async () => {
    const { id, assignmentId, version } = await startAssigned(reconnect)
    const end = (expectedVersion: number) => reconnect.act('endReconnectPeerSupport', { episodeId: id, assignmentId, outcome: 'COMPLETED', expectedVersion })

    expect((await end(version)).data?.endReconnectPeerSupport.peerSupport).toMatchObject([{ endedAt: '2026-06-01T09:00:00.000Z', outcome: 'COMPLETED' }])
    expect((await reconnect.events(id)).at(-1)).toMatchObject({ type: 'reconnect.peer-support-ended', payload: { assignmentId, outcome: 'COMPLETED' } })
    expect((await end(version + 1)).errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('ended already') }])
    const again = { episodeId: id, subject: 'demo-reconnect-peer-support-worker', employerId: 'RRR', expectedVersion: version + 1 }
    expect((await reconnect.act('assignReconnectPeerSupport', again)).errors).toEqual([])
  })

  test('finds no assignment of another episode', async () => {
    const [one, other] = [await startAssigned(reconnect), await startAssigned(reconnect)]
    const input = { episodeId: one.id, assignmentId: other.assignmentId, outcome: 'OTHER', expectedVersion: one.version }

    expect((await reconnect.act('endReconnectPeerSupport', input)).errors).toMatchObject([{ code: 'NOT_FOUND' }])
  })
})
