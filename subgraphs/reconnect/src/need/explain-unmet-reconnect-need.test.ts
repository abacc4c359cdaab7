import type { EpisodeRoom } from '@throughcare/test/support/episodes'
import { openReconnect, startWithNeed, tellReferral } from '@throughcare/test/support/reconnect'

let reconnect: EpisodeRoom
beforeAll(async () => void (reconnect = await openReconnect()))
afterAll(() => reconnect.close())

type Found = { id: string; needId: string }
const explain = ({ id, needId }: Found, expectedVersion: number) =>
  reconnect.act('explainUnmetReconnectNeed', { episodeId: id, needId, reason: 'NO_SERVICE', expectedVersion })

describe('explainUnmetReconnectNeed', () => {
  test('records why the person was not referred on, once, and the need is unmet no more', async () => {
    const found = await startWithNeed(reconnect)

    const { data } = await explain(found, found.version)

    expect(data?.explainUnmetReconnectNeed.needs).toMatchObject([{ status: 'IDENTIFIED', noReferralReason: 'NO_SERVICE', isUnmet: false }])
    const [told] = (await reconnect.events(found.id)).slice(-1)
    expect(told).toMatchObject({ type: 'reconnect.unmet-need-explained', payload: { episodeId: found.id, facilityId: 'PNI', needId: found.needId } })
    expect((await explain(found, found.version + 1)).errors).toMatchObject([{ code: 'BAD_USER_INPUT' }])
  })

  test('is refused where a referral was sent for it, and not where that failed', async () => {
    const [sent, failed] = [await startWithNeed(reconnect), await startWithNeed(reconnect)]
    await tellReferral(reconnect, sent, 'housing')
    await tellReferral(reconnect, failed, 'housing', true)

    expect((await explain(sent, sent.version)).errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('already') }])
    expect((await explain(failed, failed.version)).errors).toEqual([])
  })

  test('is refused after the closing, and for a need of another episode', async () => {
    const [one, other] = [await startWithNeed(reconnect), await startWithNeed(reconnect)]
    expect((await explain({ id: one.id, needId: other.needId }, one.version)).errors).toMatchObject([{ code: 'NOT_FOUND' }])
    await reconnect.act('closeReconnectEpisode', { episodeId: one.id, reason: 'DISENGAGED', expectedVersion: one.version })

    expect((await explain(one, one.version + 1)).errors).toMatchObject([{ code: 'BAD_USER_INPUT' }])
  })

  test('a need that is identified anew is unmet again', async () => {
    const found = await startWithNeed(reconnect)
    await explain(found, found.version)

    const again = { episodeId: found.id, needId: found.needId, status: 'IDENTIFIED', expectedVersion: found.version + 1 }
    const { data } = await reconnect.act('reviewReconnectNeed', again)

    expect(data?.reviewReconnectNeed.needs).toMatchObject([{ noReferralReason: null, isUnmet: true }])
  })
})
