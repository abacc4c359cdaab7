import type { EpisodeRoom } from '@throughcare/test/support/episodes'
import { openLiaisonDiversion, startWithNeed, tellReferral } from '@throughcare/test/support/liaison-diversion'

let liaisonDiversion: EpisodeRoom
beforeAll(async () => void (liaisonDiversion = await openLiaisonDiversion()))
afterAll(() => liaisonDiversion.close())

const serve = (episodeId: string, needId: string, onwardReferralId: string) =>
  liaisonDiversion.act('serveNeed', { episodeId, needId, onwardReferralId, expectedVersion: 3 })

describe('serveNeed', () => {
  test('says which need an onward referral serves, though it was made for another', async () => {
    const episode = await startWithNeed(liaisonDiversion)
    const referralId = await tellReferral(liaisonDiversion, episode, 'debt-benefits')

    const { data, errors } = await serve(episode.id, episode.needId, referralId)

    expect(errors).toEqual([])
    expect(data?.serveNeed).toMatchObject({ version: 4, needs: [{ isUnmet: false, onwardReferrals: [{ id: referralId }] }] })
    expect((await liaisonDiversion.events(episode.id)).at(-1)).toMatchObject({
      type: 'liaison-diversion.need-served',
      payload: { needId: episode.needId, onwardReferralId: referralId }
    })
  })

  test('finds no referral and no need of another episode', async () => {
    const [one, other] = [await startWithNeed(liaisonDiversion), await startWithNeed(liaisonDiversion)]
    const referralId = await tellReferral(liaisonDiversion, other, 'housing')

    expect((await serve(one.id, one.needId, referralId)).errors).toMatchObject([{ code: 'NOT_FOUND' }])
    expect((await serve(other.id, one.needId, referralId)).errors).toMatchObject([{ code: 'NOT_FOUND' }])
  })
})
