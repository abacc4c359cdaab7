import type { EpisodeRoom } from '@throughcare/test/support/episodes'
import { navigator } from '@throughcare/test/support/personas'
import { openReconnect, startAccepted } from '@throughcare/test/support/reconnect'

let reconnect: EpisodeRoom
beforeAll(async () => void (reconnect = await openReconnect()))
afterAll(() => reconnect.close())

const accept = (episodeId: string, changes: object = {}) => reconnect.act('acceptReconnectReferral', { episodeId, expectedVersion: 1, ...changes })

describe('acceptReconnectReferral', () => {
  test('accepts the referral, at the time given', async () => {
    const { id } = await reconnect.start({ referredAt: '2026-05-29T09:00:00Z' })

    const { data, errors } = await accept(id, { acceptedAt: '2026-05-30T09:00:00Z' })

    expect(errors).toEqual([])
    expect(data?.acceptReconnectReferral).toMatchObject({ version: 2, phase: 'ACCEPTED', acceptedAt: '2026-05-30T09:00:00.000Z', declinedAt: null })
  })

  test('leaves its event, dated when it was accepted', async () => {
    const { id, recordId } = await reconnect.start({ referredAt: '2026-05-29T09:00:00Z' })
    await accept(id, { acceptedAt: '2026-05-30T09:00:00Z' })

    expect((await reconnect.events(id)).at(-1)).toEqual({
      type: 'reconnect.referral-accepted',
      subject_version: 2,
      record_id: recordId,
      actor: navigator.subject,
      occurred_at: new Date('2026-05-30T09:00:00Z'),
      payload: { episodeId: id, facilityId: 'PNI' }
    })
  })

  test('within 12 weeks of release, the pre-release phase begins at once', async () => {
    const { id } = await reconnect.start({ plannedReleaseDate: '2026-06-20' })

    expect((await accept(id)).data?.acceptReconnectReferral.phase).toBe('PRE_RELEASE')
  })

  test('refuses a second decision, and leaves no event of it', async () => {
    const { id, version } = await startAccepted(reconnect)

    expect((await accept(id, { expectedVersion: version })).errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('already') }])
    expect(await reconnect.events(id)).toHaveLength(2)
  })

  test('refuses a change made from an old reading', async () => {
    const { id } = await startAccepted(reconnect)

    expect((await accept(id)).errors).toMatchObject([{ code: 'CONFLICT' }])
  })
})
