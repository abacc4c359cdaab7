import type { EpisodeRoom } from '@throughcare/test/support/episodes'
import { openLiaisonDiversion, startWithNeed, tellReferral } from '@throughcare/test/support/liaison-diversion'

let liaisonDiversion: EpisodeRoom
beforeAll(async () => void (liaisonDiversion = await openLiaisonDiversion()))
afterAll(() => liaisonDiversion.close())

const explain = (episodeId: string, needId: string, expectedVersion = 3) =>
  liaisonDiversion.act('explainUnmetNeed', { episodeId, needId, reason: 'NO_SERVICE', expectedVersion })

describe('explainUnmetNeed', () => {
  test('records why the person was not referred on, once, and the need is unmet no more', async () => {
    const { id, needId } = await startWithNeed(liaisonDiversion)

    const { data } = await explain(id, needId)

    expect(data?.explainUnmetNeed.needs).toMatchObject([{ status: 'IDENTIFIED', noReferralReason: 'NO_SERVICE', isUnmet: false }])
    expect((await liaisonDiversion.events(id)).at(-1)).toMatchObject({ type: 'liaison-diversion.unmet-need-explained', payload: { reason: 'NO_SERVICE' } })
    expect((await explain(id, needId, 4)).errors).toMatchObject([{ code: 'BAD_USER_INPUT' }])
  })

  test('is refused where a referral was sent for it', async () => {
    const episode = await startWithNeed(liaisonDiversion)
    await tellReferral(liaisonDiversion, episode, 'housing')

    expect((await explain(episode.id, episode.needId)).errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('already') }])
  })
})
