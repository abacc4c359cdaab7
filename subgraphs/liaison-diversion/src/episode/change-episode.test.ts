import type { EpisodeRoom } from '@throughcare/test/support/episodes'
import { openLiaisonDiversion } from '@throughcare/test/support/liaison-diversion'

let liaisonDiversion: EpisodeRoom
beforeAll(async () => void (liaisonDiversion = await openLiaisonDiversion()))
afterAll(() => liaisonDiversion.close())

const screening = { outcome: 'NO_NEED', risk: 'LOW', expectedVersion: 1 }

describe('two people who record the same screening at once', () => {
  test('one wins, and the other is told what was done since they read the episode', async () => {
    const { id } = await liaisonDiversion.start()
    const record = () => liaisonDiversion.act('recordScreening', { episodeId: id, ...screening })

    const answers = await Promise.all([record(), record()])

    const refused = answers.flatMap(({ errors }) => errors)
    expect(refused).toMatchObject([{ code: 'CONFLICT', message: expect.stringMatching(/at version 2, you read version 1. Done since: record screening\./) }])
    expect(await liaisonDiversion.events(id)).toHaveLength(2)
  })
})

test('who names a version that is still to come is told so; who read long ago is told what was done last, and how much before', async () => {
  const { id } = await liaisonDiversion.start()
  const flag = (cohort: string, expectedVersion: number) => liaisonDiversion.act('flagCohort', { episodeId: id, cohort, expectedVersion })
  for (const [place, cohort] of ['VETERAN', 'CROWN_COURT', 'WOMENS_PATHWAY'].entries()) {
    await flag(cohort, 1 + 2 * place)
    await liaisonDiversion.act('unflagCohort', { episodeId: id, cohort, expectedVersion: 2 + 2 * place })
  }

  expect((await flag('VETERAN', 9_999)).errors).toMatchObject([{ code: 'CONFLICT', message: expect.stringContaining('There is no such version yet') }])
  expect((await flag('VETERAN', 1)).errors).toMatchObject([
    { code: 'CONFLICT', message: expect.stringMatching(/Done since: (unflag cohort|flag cohort)(, (unflag|flag) cohort){4}, and 1 before\./) }
  ])
})

test('a request that is sent again with its key has one effect, and answers the same', async () => {
  const { id } = await liaisonDiversion.start()
  const input = { episodeId: id, ...screening, idempotencyKey: crypto.randomUUID() }

  const answers = [await liaisonDiversion.act('recordScreening', input), await liaisonDiversion.act('recordScreening', input)]

  expect(answers[1]).toEqual(answers[0])
  expect(await liaisonDiversion.events(id)).toHaveLength(2)
  expect(answers[1]?.data?.recordScreening.history).toMatchObject([
    { version: 1, action: 'receive-referral' },
    { version: 2, action: 'record-screening' }
  ])
})
