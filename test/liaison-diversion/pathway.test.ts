import type { EpisodeRoom } from '../support/episodes.ts'
import { openLiaisonDiversion } from '../support/liaison-diversion.ts'
import { walkPathways } from '../support/pathway-model.ts'

let liaisonDiversion: EpisodeRoom
beforeAll(async () => void (liaisonDiversion = await openLiaisonDiversion()))
afterAll(() => liaisonDiversion.close())

test('room and oracle agree on random pathways: what is refused, where episodes stand, what is in the worklists, what readers hear', async () => {
  expect(await walkPathways(liaisonDiversion, { pathways: 12, seed: 1 })).toBeGreaterThan(100)
})
