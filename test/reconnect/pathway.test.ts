import type { EpisodeRoom } from '../support/episodes.ts'
import { openReconnect } from '../support/reconnect.ts'
import { walkPathways } from '../support/reconnect-model.ts'

let reconnect: EpisodeRoom
beforeAll(async () => void (reconnect = await openReconnect()))
afterAll(() => reconnect.close())

test('room and oracle agree on random pathways: what is refused, every task list, what a moved release date does, which worklists', async () => {
  expect(await walkPathways(reconnect, { pathways: 24, seed: 1 })).toBeGreaterThan(150)
})
