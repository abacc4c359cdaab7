import { outsidersOf, type EpisodeRoom } from '@throughcare/test/support/episodes'
import { openLiaisonDiversion, startWithNeed, tellReferral } from '@throughcare/test/support/liaison-diversion'

let liaisonDiversion: EpisodeRoom
let input: object
let id: string
beforeAll(async () => {
  liaisonDiversion = await openLiaisonDiversion()
  const episode = await startWithNeed(liaisonDiversion, { consent: true })
  id = episode.id
  const onwardReferralId = await tellReferral(liaisonDiversion, episode, 'debt-benefits')
  input = { episodeId: id, needId: episode.needId, onwardReferralId, expectedVersion: 3 }
})
afterAll(() => liaisonDiversion.close())

const versions = () => liaisonDiversion.rows('select version from liaison_diversion.episode where id = $1', id)

describe('who may say which need a referral serves', () => {
  test.each(outsidersOf('LIAISON_DIVERSION'))('%s may not, and nothing changes', async (_, principal, code) => {
    expect((await liaisonDiversion.act('serveNeed', input, principal)).errors).toMatchObject([{ code }])
    expect(await versions()).toEqual([{ version: 3 }])
  })

  test('the team itself may', async () => expect((await liaisonDiversion.act('serveNeed', input)).errors).toEqual([]))
})
