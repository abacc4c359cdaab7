import { outsidersOf, type EpisodeRoom, type StartedEpisode } from '@throughcare/test/support/episodes'
import { openLiaisonDiversion } from '@throughcare/test/support/liaison-diversion'

let liaisonDiversion: EpisodeRoom
let episode: StartedEpisode
beforeAll(async () => {
  liaisonDiversion = await openLiaisonDiversion()
  episode = await liaisonDiversion.start({}, { consent: true })
})
afterAll(() => liaisonDiversion.close())

describe('who may record what became of a case', () => {
  test.each(outsidersOf('LIAISON_DIVERSION'))('%s may not, and nothing changes', async (_, principal, code) => {
    const before = await liaisonDiversion.events(episode.id)

    const { errors } = await liaisonDiversion.act(
      'recordDiversion',
      { episodeId: episode.id, outcome: 'NOT_DIVERTED', expectedVersion: episode.version },
      principal
    )

    expect(errors).toMatchObject([{ code }])
    expect(await liaisonDiversion.rows('select version from liaison_diversion.episode where id = $1', episode.id)).toEqual([{ version: episode.version }])
    expect(await liaisonDiversion.events(episode.id)).toEqual(before)
  })
})
