import { outsidersOf, type EpisodeRoom, type StartedEpisode } from '@throughcare/test/support/episodes'
import { openLiaisonDiversion, startScreened } from '@throughcare/test/support/liaison-diversion'

let liaisonDiversion: EpisodeRoom
let episode: StartedEpisode
beforeAll(async () => {
  liaisonDiversion = await openLiaisonDiversion()
  episode = await startScreened(liaisonDiversion, { consent: true })
})
afterAll(() => liaisonDiversion.close())

describe('who may identify a need', () => {
  test.each(outsidersOf('LIAISON_DIVERSION'))('%s may not, and nothing changes', async (_, principal, code) => {
    const before = await liaisonDiversion.events(episode.id)

    const { errors } = await liaisonDiversion.act('identifyNeed', { episodeId: episode.id, needCode: 'housing', expectedVersion: episode.version }, principal)

    expect(errors).toMatchObject([{ code }])
    expect(await liaisonDiversion.rows('select version from liaison_diversion.episode where id = $1', episode.id)).toEqual([{ version: episode.version }])
    expect(await liaisonDiversion.events(episode.id)).toEqual(before)
  })
})
