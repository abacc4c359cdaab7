import type { EpisodeRoom } from '@throughcare/test/support/episodes'
import { openLiaisonDiversion } from '@throughcare/test/support/liaison-diversion'

let liaisonDiversion: EpisodeRoom
beforeAll(async () => void (liaisonDiversion = await openLiaisonDiversion()))
afterAll(() => liaisonDiversion.close())

const change = (mutation: string, episodeId: string, expectedVersion: number) =>
  liaisonDiversion.act(mutation, { episodeId, cohort: 'WOMENS_PATHWAY', expectedVersion })

describe('unflagCohort', () => {
  test('takes the person off a pathway; that they were on it stays written down, and they may come back to it', async () => {
    const { id } = await liaisonDiversion.start()
    await change('flagCohort', id, 1)

    expect((await change('unflagCohort', id, 2)).data?.unflagCohort.cohorts).toEqual([])
    expect((await change('flagCohort', id, 3)).data?.flagCohort.cohorts).toEqual(['WOMENS_PATHWAY'])
    expect(await liaisonDiversion.rows('select 1 from liaison_diversion.cohort_flag where episode_id = $1', id)).toHaveLength(2)
  })

  test('is refused where the person is not on it', async () => {
    const { id } = await liaisonDiversion.start()

    expect((await change('unflagCohort', id, 1)).errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('not on that pathway') }])
  })
})
