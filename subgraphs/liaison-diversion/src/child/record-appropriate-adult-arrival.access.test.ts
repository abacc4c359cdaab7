import { outsidersOf, type EpisodeRoom } from '@throughcare/test/support/episodes'
import { openLiaisonDiversion } from '@throughcare/test/support/liaison-diversion'

let liaisonDiversion: EpisodeRoom
let arrival: { episodeId: string; appropriateAdultId: string; expectedVersion: number }
beforeAll(async () => {
  liaisonDiversion = await openLiaisonDiversion()
  const { id } = await liaisonDiversion.start({}, { consent: true })
  const call = { episodeId: id, reason: 'VULNERABLE_ADULT', who: 'SOCIAL_WORKER', expectedVersion: 1 }
  const { data } = await liaisonDiversion.act('callAppropriateAdult', call)
  arrival = { episodeId: id, appropriateAdultId: data?.callAppropriateAdult.appropriateAdults[0].id, expectedVersion: 2 }
})
afterAll(() => liaisonDiversion.close())

describe('who may record that an appropriate adult arrived', () => {
  test.each(outsidersOf('LIAISON_DIVERSION'))('%s may not, and nothing changes', async (_, principal, code) => {
    expect((await liaisonDiversion.act('recordAppropriateAdultArrival', arrival, principal)).errors).toMatchObject([{ code }])
    expect(await liaisonDiversion.rows('select arrived_at from liaison_diversion.appropriate_adult')).toEqual([{ arrived_at: null }])
  })

  test('the team itself may', async () => expect((await liaisonDiversion.act('recordAppropriateAdultArrival', arrival)).errors).toEqual([]))
})
