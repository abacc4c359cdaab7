import { outsidersOf, type EpisodeRoom } from '@throughcare/test/support/episodes'
import { openReconnect, startAssigned } from '@throughcare/test/support/reconnect'

let reconnect: EpisodeRoom
let assigned: Awaited<ReturnType<typeof startAssigned>>
beforeAll(async () => {
  reconnect = await openReconnect()
  assigned = await startAssigned(reconnect, {}, { consent: true })
})
afterAll(() => reconnect.close())

const input = () => ({ episodeId: assigned.id, assignmentId: assigned.assignmentId, outcome: 'COMPLETED', expectedVersion: assigned.version })

describe('who may end an assignment', () => {
  test.each(outsidersOf('RECONNECT'))('%s may not, and it holds', async (_, principal, code) => {
    expect((await reconnect.act('endReconnectPeerSupport', input(), principal)).errors).toMatchObject([{ code }])
    expect(await reconnect.rows('select ended_at from reconnect.peer_assignment')).toEqual([{ ended_at: null }])
  })

  test('the team itself may', async () => expect((await reconnect.act('endReconnectPeerSupport', input())).errors).toEqual([]))
})
