import type { EpisodeRoom } from '@throughcare/test/support/episodes'
import { openLiaisonDiversion } from '@throughcare/test/support/liaison-diversion'

let liaisonDiversion: EpisodeRoom
beforeAll(async () => void (liaisonDiversion = await openLiaisonDiversion()))
afterAll(() => liaisonDiversion.close())

const flag = (episodeId: string, cohort: string, expectedVersion: number) => liaisonDiversion.act('flagCohort', { episodeId, cohort, expectedVersion })

describe('flagCohort', () => {
  test('puts the person on pathways of their own, each once; the event does not say which', async () => {
    const { id } = await liaisonDiversion.start()
    await flag(id, 'ONLINE_OFFENCES_AGAINST_CHILDREN', 1)

    expect((await flag(id, 'VETERAN', 2)).data?.flagCohort.cohorts).toEqual(['ONLINE_OFFENCES_AGAINST_CHILDREN', 'VETERAN'])
    expect((await flag(id, 'VETERAN', 3)).errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('already') }])
    expect(JSON.stringify(await liaisonDiversion.events(id))).not.toMatch(/ONLINE|VETERAN/)
  })
})
