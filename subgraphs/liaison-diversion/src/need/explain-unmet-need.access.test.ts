import { outsidersOf, type EpisodeRoom } from '@throughcare/test/support/episodes'
import { openLiaisonDiversion, startWithNeed } from '@throughcare/test/support/liaison-diversion'

let liaisonDiversion: EpisodeRoom
let input: object
let id: string
beforeAll(async () => {
  liaisonDiversion = await openLiaisonDiversion()
  const episode = await startWithNeed(liaisonDiversion, { consent: true })
  id = episode.id
  input = { episodeId: id, needId: episode.needId, reason: 'NO_SERVICE', expectedVersion: 3 }
})
afterAll(() => liaisonDiversion.close())

const versions = () => liaisonDiversion.rows('select version from liaison_diversion.episode where id = $1', id)

describe('who may record why a need is unmet', () => {
  test.each(outsidersOf('LIAISON_DIVERSION'))('%s may not, and nothing changes', async (_, principal, code) => {
    expect((await liaisonDiversion.act('explainUnmetNeed', input, principal)).errors).toMatchObject([{ code }])
    expect(await versions()).toEqual([{ version: 3 }])
  })

  test('the team itself may', async () => expect((await liaisonDiversion.act('explainUnmetNeed', input)).errors).toEqual([]))
})
