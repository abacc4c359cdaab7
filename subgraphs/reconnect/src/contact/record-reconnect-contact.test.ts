import type { EpisodeRoom } from '@throughcare/test/support/episodes'
import { openReconnect, startAccepted, startReleased } from '@throughcare/test/support/reconnect'

let reconnect: EpisodeRoom
beforeAll(async () => void (reconnect = await openReconnect()))
afterAll(() => reconnect.close())

const contact = (episodeId: string, expectedVersion: number, changes: object = {}) =>
  reconnect.act('recordReconnectContact', { episodeId, expectedVersion, mechanism: 'FACE_TO_FACE', attendance: 'ON_TIME', ...changes })

describe('recordReconnectContact', () => {
  test('the first contact since release is the first at which the person was seen', async () => {
    const { id, version } = await startReleased(reconnect, '2026-05-30', { referredAt: '2026-05-01T09:00:00Z' })

    const missed = await contact(id, version, { contactAt: '2026-05-30T14:00:00Z', attendance: 'DID_NOT_ATTEND' })
    const seen = await contact(id, version + 1, { contactAt: '2026-05-31T14:00:00Z', attendance: 'LATE_SEEN' })

    expect([...missed.errors, ...seen.errors]).toEqual([])
    expect(missed.data?.recordReconnectContact.firstContactOn).toBeNull()
    expect(seen.data?.recordReconnectContact).toMatchObject({
      firstContactOn: '2026-05-31',
      contacts: [{ isSeen: false }, { isSeen: true, purpose: 'SUPPORT' }]
    })
  })

  test('one before the release is none since it, and a corrected release finds it again', async () => {
    const { id, version } = await startAccepted(reconnect, { referredAt: '2026-05-01T09:00:00Z' })
    await contact(id, version, { contactAt: '2026-05-29T14:00:00Z' })

    const late = await reconnect.act('recordRelease', { episodeId: id, releasedOn: '2026-05-30', expectedVersion: version + 1 })
    const corrected = await reconnect.act('recordRelease', { episodeId: id, releasedOn: '2026-05-29', expectedVersion: version + 2 })

    expect(late.data?.recordRelease.firstContactOn).toBeNull()
    expect(corrected.data?.recordRelease.firstContactOn).toBe('2026-05-29')
  })

  test('leaves its event, dated when it was', async () => {
    const { id, version } = await startAccepted(reconnect, { referredAt: '2026-05-01T09:00:00Z' })
    const { data } = await contact(id, version, { contactAt: '2026-05-29T14:00:00Z' })

    expect((await reconnect.events(id)).at(-1)).toMatchObject({
      type: 'reconnect.contact-recorded',
      occurred_at: new Date('2026-05-29T14:00:00Z'),
      payload: { episodeId: id, facilityId: 'PNI', contactId: data?.recordReconnectContact.contacts[0].id, isSeen: true }
    })
  })

  test.each([
    ['before the referral', '2026-05-01T08:59:59Z'],
    ['in the future', '2026-06-01T09:00:01Z']
  ])('is refused %s', async (_, contactAt) => {
    const { id, version } = await startAccepted(reconnect, { referredAt: '2026-05-01T09:00:00Z' })

    expect((await contact(id, version, { contactAt })).errors).toMatchObject([{ code: 'BAD_USER_INPUT' }])
  })
})
