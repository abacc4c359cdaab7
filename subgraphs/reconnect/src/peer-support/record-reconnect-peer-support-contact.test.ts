import type { EpisodeRoom } from '@throughcare/test/support/episodes'
import { openReconnect, startAssigned } from '@throughcare/test/support/reconnect'
import { persona } from '@throughcare/test/support/personas'

const peer = persona('reconnect-peer-support-worker')
const walk = { mechanism: 'FACE_TO_FACE', attendance: 'ON_TIME' }

let reconnect: EpisodeRoom
beforeAll(async () => void (reconnect = await openReconnect()))
beforeEach(() => reconnect.at('2026-06-01T09:00:00Z'))
afterAll(() => reconnect.close())

describe('recordReconnectPeerSupportContact', () => {
  test('records a contact of their own; the episode stays at its version, and the first contact of the service is still owed', async () => {
    const { id, version } = await startAssigned(reconnect)
    await reconnect.act('recordReconnectPeerSupportContact', { episodeId: id, ...walk }, peer)

    const { data } = await reconnect.act('recordRelease', { episodeId: id, releasedOn: '2026-06-01', expectedVersion: version })

    expect(data?.recordRelease).toMatchObject({
      version: version + 1,
      firstContactOn: null,
      contacts: [{ purpose: 'SUPPORT', isSeen: true, recordedBy: peer.subject, isPeerSupport: true }]
    })
    expect((await reconnect.events(id)).at(-2)).toMatchObject({ type: 'reconnect.contact-recorded', actor: peer.subject })
    reconnect.at('2026-06-02T09:00:00Z')
    const after = await reconnect.act('recordReconnectContact', { episodeId: id, ...walk, expectedVersion: version + 1 })
    expect(after.data?.recordReconnectContact.firstContactOn).toBe('2026-06-02')
  })

  test('a request that is sent again with its key has one effect', async () => {
    const { id } = await startAssigned(reconnect)
    const input = { episodeId: id, ...walk, idempotencyKey: crypto.randomUUID() }

    const answers = [
      await reconnect.act('recordReconnectPeerSupportContact', input, peer),
      await reconnect.act('recordReconnectPeerSupportContact', input, peer)
    ]

    expect(answers[0]?.errors).toEqual([])
    expect(answers[1]).toEqual(answers[0])
    expect(await reconnect.rows('select 1 from reconnect.contact where episode_id = $1', id)).toHaveLength(1)
  })

  test('is refused from before the assignment', async () => {
    const { id } = await startAssigned(reconnect)

    const { errors } = await reconnect.act('recordReconnectPeerSupportContact', { episodeId: id, ...walk, contactAt: '2026-06-01T08:59:59Z' }, peer)

    expect(errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('before your assignment') }])
  })
})
