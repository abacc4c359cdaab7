import type { EpisodeRoom } from '@throughcare/test/support/episodes'
import { needsOfReconnect, openReconnect, startWithNeed, tellReferral } from '@throughcare/test/support/reconnect'
import { servesNeeds } from '@throughcare/test/support/unmet-needs'

describe('serveReconnectNeed', () => servesNeeds(needsOfReconnect, { event: 'reconnect.need-served', payload: { facilityId: 'PNI' } }))

describe('serveReconnectNeed after the closing', () => {
  let reconnect: EpisodeRoom
  beforeAll(async () => void (reconnect = await openReconnect()))
  afterAll(() => reconnect.close())

  test('is refused', async () => {
    const { id: episodeId, needId, version, recordId } = await startWithNeed(reconnect)
    const onwardReferralId = await tellReferral(reconnect, { id: episodeId, recordId }, 'debt-benefits')
    await reconnect.act('closeReconnectEpisode', { episodeId, reason: 'DISENGAGED', expectedVersion: version })

    const { errors } = await reconnect.act('serveReconnectNeed', { episodeId, needId, onwardReferralId, expectedVersion: version + 1 })

    expect(errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('closed') }])
  })
})
