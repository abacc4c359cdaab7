import type { EpisodeRoom } from '@throughcare/test/support/episodes'
import { needsOfLiaisonDiversion, openLiaisonDiversion, startWithNeed, tellReferral } from '@throughcare/test/support/liaison-diversion'
import { servesNeeds } from '@throughcare/test/support/unmet-needs'

const told = { event: 'liaison-diversion.need-served', payload: { facilityId: 'LAN3', needCode: 'housing' } }

describe('serveNeed', () => servesNeeds(needsOfLiaisonDiversion, told))

describe('a need that is taken back', () => {
  let liaisonDiversion: EpisodeRoom
  beforeAll(async () => void (liaisonDiversion = await openLiaisonDiversion()))
  afterAll(() => liaisonDiversion.close())

  test('claims its referral no more: the same need identified anew is served by it', async () => {
    const episode = await startWithNeed(liaisonDiversion)
    const { id: episodeId, needId, version } = episode
    const onwardReferralId = await tellReferral(liaisonDiversion, episode, 'housing')
    await liaisonDiversion.act('serveNeed', { episodeId, needId, onwardReferralId, expectedVersion: version })

    const inError = { reason: 'Of somebody else.', needs: [{ id: needId, isRecordedInError: true }] }
    expect((await liaisonDiversion.act('correctLiaisonDiversionEpisode', { episodeId, ...inError, expectedVersion: version + 1 })).errors).toEqual([])
    const { data } = await liaisonDiversion.act('identifyNeeds', { episodeId, needs: [{ needCode: 'housing' }], expectedVersion: version + 2 })

    expect(data?.identifyNeeds.needs).toMatchObject([{ isUnmet: false, onwardReferrals: [{ id: onwardReferralId }] }])
    expect(await liaisonDiversion.rows('select need_id, version from liaison_diversion.onward_referral where id = $1', onwardReferralId)).toEqual([
      { need_id: null, version: 3 }
    ])
  })
})
