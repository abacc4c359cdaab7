import type { EpisodeRoom } from '../support/episodes.ts'
import { fillReconnect } from '../support/many-reconnect-episodes.ts'
import { navigator } from '../support/personas.ts'
import { planOf } from '../support/plans.ts'
import { openReconnect } from '../support/reconnect.ts'

let reconnect: EpisodeRoom
beforeAll(async () => {
  reconnect = await openReconnect()
  await fillReconnect(reconnect, 20_000)
})
afterAll(() => reconnect.close())

test('the first page of failed handovers is read along its index, and no table is read whole', async () => {
  reconnect.statements()
  const { data, errors } = await reconnect.ask(navigator, '{ reconnectWorklist(list: HANDOVERS_FAILED) { edges { node { id } } } }')
  const [statement = ''] = reconnect.statements()

  const plan = await planOf({ url: reconnect.url, schema: 'reconnect' }, navigator, { statement, values: ['RW5', 'RECONNECT', 26] })

  expect(errors).toEqual([])
  expect(data?.reconnectWorklist.edges).toHaveLength(25)
  expect(plan).toMatchObject({ scans: [], sorts: false })
  expect(plan.indexes).toContain('episode_handed_over')
})
