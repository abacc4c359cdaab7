import { outsidersOf, type EpisodeRoom } from '@throughcare/test/support/episodes'
import { openLiaisonDiversion, startWithNeed } from '@throughcare/test/support/liaison-diversion'

let liaisonDiversion: EpisodeRoom
let review: { episodeId: string; needId: string; expectedVersion: number; status: string }
beforeAll(async () => {
  liaisonDiversion = await openLiaisonDiversion()
  const { id, version, needId } = await startWithNeed(liaisonDiversion, { consent: true })
  review = { episodeId: id, needId, expectedVersion: version, status: 'MET' }
})
afterAll(() => liaisonDiversion.close())

describe('who may record what became of a need', () => {
  test.each(outsidersOf('LIAISON_DIVERSION'))('%s may not, and nothing changes', async (_, principal, code) => {
    expect((await liaisonDiversion.act('reviewNeed', review, principal)).errors).toMatchObject([{ code }])
    expect(await liaisonDiversion.rows('select met_at from liaison_diversion.need')).toEqual([{ met_at: null }])
  })

  test('the team itself may', async () => expect((await liaisonDiversion.act('reviewNeed', review)).errors).toEqual([]))
})
