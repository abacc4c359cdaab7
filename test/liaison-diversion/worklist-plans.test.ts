import type { EpisodeRoom } from '../support/episodes.ts'
import { openLiaisonDiversion } from '../support/liaison-diversion.ts'
import { fillEpisodes } from '../support/many-episodes.ts'
import { practitioner } from '../support/personas.ts'
import { planOf } from '../support/plans.ts'
import { valuesOf, worklists } from '../support/worklists.ts'

let liaisonDiversion: EpisodeRoom
beforeAll(async () => {
  liaisonDiversion = await openLiaisonDiversion()
  liaisonDiversion.at(new Date().toISOString())
  await fillEpisodes(liaisonDiversion.rows, 20_000)
})
afterAll(() => liaisonDiversion.close())

test.each(worklists)('the first page of $name is read along its index, and no table is read whole', async ({ query, index, ...list }) => {
  liaisonDiversion.statements()
  const { errors } = await liaisonDiversion.ask(practitioner, query)
  const [statement = ''] = liaisonDiversion.statements()

  const today = new Date().toISOString().slice(0, 10)
  const plan = await planOf({ url: liaisonDiversion.url, schema: 'liaison_diversion' }, practitioner, { statement, values: valuesOf(list, today) })

  expect(errors).toEqual([])
  expect(plan).toMatchObject({ scans: [], sorts: false })
  expect(plan.indexes).toContain(index)
  // Bars are few among all that is said of records: they are not looked for among the rest.
  expect(plan.indexes).not.toContain('record_access_record_id_audience_level_pk')
})
