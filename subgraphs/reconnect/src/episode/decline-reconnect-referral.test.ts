import type { EpisodeRoom } from '@throughcare/test/support/episodes'
import { openReconnect, startAccepted, tellReferral } from '@throughcare/test/support/reconnect'

let reconnect: EpisodeRoom
beforeAll(async () => void (reconnect = await openReconnect()))
afterAll(() => reconnect.close())

const decline = (episodeId: string, changes: object = {}) =>
  reconnect.act('declineReconnectReferral', { episodeId, reason: 'PERSON_DECLINED', expectedVersion: 1, ...changes })

describe('declineReconnectReferral', () => {
  test('declines the referral with its reason; the episode is declined, not closed', async () => {
    const { id } = await reconnect.start()

    const { data, errors } = await decline(id)

    expect(errors).toEqual([])
    expect(data?.declineReconnectReferral).toMatchObject({
      version: 2,
      phase: 'DECLINED',
      declinedAt: '2026-06-01T09:00:00.000Z',
      declineReason: 'PERSON_DECLINED',
      handover: null,
      closedAt: null
    })
  })

  test('where Enhanced RECONNECT takes over, names the onward referral that is followed to its outcome', async () => {
    const episode = await reconnect.start()
    const { id } = episode
    const handover = { reason: 'SUITABLE_FOR_ENHANCED_RECONNECT', handoverReferralId: await tellReferral(reconnect, episode, 'offending') }

    expect((await decline(id, { ...handover, handoverReferralId: null })).errors).toMatchObject([{ code: 'BAD_USER_INPUT' }])
    expect((await decline(id, handover)).data?.declineReconnectReferral.handover).toEqual({ id: handover.handoverReferralId })
  })

  test('hands over by no referral of another episode, and by none that failed', async () => {
    const [episode, other] = [await reconnect.start(), await reconnect.start()]
    const by = async (handoverReferralId: string) => (await decline(episode.id, { reason: 'SUITABLE_FOR_ENHANCED_RECONNECT', handoverReferralId })).errors

    expect(await by(await tellReferral(reconnect, other, 'offending'))).toMatchObject([{ code: 'NOT_FOUND', message: expect.stringContaining('try again') }])
    expect(await by(await tellReferral(reconnect, episode, 'offending', true))).toMatchObject([
      { code: 'BAD_USER_INPUT', message: expect.stringContaining('Make another') }
    ])
  })

  test('leaves its event', async () => {
    const { id } = await reconnect.start()
    await decline(id, { reason: 'UNDER_18' })

    expect((await reconnect.events(id)).at(-1)).toMatchObject({
      type: 'reconnect.referral-declined',
      subject_version: 2,
      occurred_at: new Date('2026-06-01T09:00:00Z'),
      payload: { episodeId: id, facilityId: 'PNI', reason: 'UNDER_18' }
    })
  })

  test('refuses to decline what was accepted', async () => {
    const { id, version } = await startAccepted(reconnect)

    expect((await decline(id, { expectedVersion: version })).errors).toMatchObject([
      { code: 'BAD_USER_INPUT', message: expect.stringContaining('already accepted') }
    ])
  })

  test('nothing more is written into a declined referral', async () => {
    const { id } = await reconnect.start()
    await decline(id)

    const { errors } = await reconnect.act('setReleaseDate', { episodeId: id, date: '2026-07-01', reason: 'FIRST_KNOWN', expectedVersion: 2 })

    expect(errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('declined') }])
  })
})
