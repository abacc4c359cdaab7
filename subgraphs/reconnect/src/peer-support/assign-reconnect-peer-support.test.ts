import type { EpisodeRoom } from '@throughcare/test/support/episodes'
import { openReconnect, startAccepted, startOffered } from '@throughcare/test/support/reconnect'

let reconnect: EpisodeRoom
beforeAll(async () => void (reconnect = await openReconnect()))
afterAll(() => reconnect.close())

const assign = (episodeId: string, expectedVersion: number, subject = 'sam') =>
  reconnect.act('assignReconnectPeerSupport', { episodeId, subject, employerId: 'RRR', expectedVersion })

describe('assignReconnectPeerSupport', () => {
  test('assigns somebody, and tells people whom to open the records to', async () => {
    const { id, version } = await startOffered(reconnect)

    const { data } = await assign(id, version)

    expect(data?.assignReconnectPeerSupport).toMatchObject({
      version: version + 1,
      peerSupport: [{ subject: 'sam', employer: { id: 'RRR' }, assignedAt: '2026-06-01T09:00:00.000Z', endedAt: null, outcome: null }]
    })
    expect((await reconnect.events(id)).at(-1)).toMatchObject({
      type: 'reconnect.peer-support-assigned',
      payload: { assignmentId: data?.assignReconnectPeerSupport.peerSupport[0].id, subject: 'sam' }
    })
  })

  test('is refused for nobody, for whoever is assigned already, and where the person has not accepted', async () => {
    const [wanted, unasked] = [await startOffered(reconnect), await startAccepted(reconnect)]
    await assign(wanted.id, wanted.version)

    const refused = [await assign(wanted.id, wanted.version + 1), await assign(wanted.id, wanted.version + 1, ' '), await assign(unasked.id, unasked.version)]

    expect(refused.map(({ errors }) => errors[0]?.message)).toEqual([
      expect.stringContaining('already'),
      expect.stringContaining('Say who'),
      expect.stringContaining('has not accepted')
    ])
  })
})
