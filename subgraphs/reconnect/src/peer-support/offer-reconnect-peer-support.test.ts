import type { EpisodeRoom } from '@throughcare/test/support/episodes'
import { openReconnect, startAccepted } from '@throughcare/test/support/reconnect'

let reconnect: EpisodeRoom
beforeAll(async () => void (reconnect = await openReconnect()))
afterAll(() => reconnect.close())

describe('offerReconnectPeerSupport', () => {
  test('keeps every offer and what the person said, in order', async () => {
    const { id, version } = await startAccepted(reconnect)
    await reconnect.act('offerReconnectPeerSupport', { episodeId: id, answer: 'DECLINED', offeredAt: '2026-06-01T09:00:00Z', expectedVersion: version })
    reconnect.at('2026-06-04T09:00:00Z')

    const { data } = await reconnect.act('offerReconnectPeerSupport', { episodeId: id, answer: 'ACCEPTED', expectedVersion: version + 1 })

    expect(data?.offerReconnectPeerSupport.peerSupportOffers).toEqual([
      { answer: 'DECLINED', offeredAt: '2026-06-01T09:00:00.000Z' },
      { answer: 'ACCEPTED', offeredAt: '2026-06-04T09:00:00.000Z' }
    ])
    expect((await reconnect.events(id)).at(-1)).toMatchObject({
      type: 'reconnect.peer-support-offered',
      occurred_at: new Date('2026-06-04T09:00:00Z'),
      payload: { answer: 'ACCEPTED' }
    })
  })

  test('of offers made at one instant the one written down last holds', async () => {
    const { id, version } = await startAccepted(reconnect)
    const answers = Array.from({ length: 6 }, (_, place) => (place % 2 ? 'DECLINED' : 'ACCEPTED'))
    for (const [place, answer] of answers.entries())
      await reconnect.act('offerReconnectPeerSupport', { episodeId: id, answer, expectedVersion: version + place })

    const { data } = await reconnect.act('offerReconnectPeerSupport', { episodeId: id, answer: 'UNDECIDED', expectedVersion: version + answers.length })

    expect(data?.offerReconnectPeerSupport.peerSupportOffers.map(({ answer }: { answer: string }) => answer)).toEqual([...answers, 'UNDECIDED'])
  })

  test('is refused from the future, and nothing is written', async () => {
    const { id, version } = await startAccepted(reconnect)
    const input = { episodeId: id, answer: 'ACCEPTED', offeredAt: '2026-07-01T09:00:00Z', expectedVersion: version }

    expect((await reconnect.act('offerReconnectPeerSupport', input)).errors).toMatchObject([
      { code: 'BAD_USER_INPUT', message: expect.stringContaining('future') }
    ])
    expect(await reconnect.rows('select 1 from reconnect.peer_offer where episode_id = $1', id)).toEqual([])
  })
})
