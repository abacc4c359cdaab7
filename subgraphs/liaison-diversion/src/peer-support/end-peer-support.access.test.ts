import { outsidersOf, type EpisodeRoom } from '@throughcare/test/support/episodes'
import { openLiaisonDiversion, startAssigned } from '@throughcare/test/support/liaison-diversion'

let liaisonDiversion: EpisodeRoom
let assigned: Awaited<ReturnType<typeof startAssigned>>
beforeAll(async () => {
  liaisonDiversion = await openLiaisonDiversion()
  assigned = await startAssigned(liaisonDiversion, { consent: true })
})
afterAll(() => liaisonDiversion.close())

const input = () => ({ episodeId: assigned.id, assignmentId: assigned.assignmentId, expectedVersion: assigned.version })

describe('who may end an assignment', () => {
  test.each(outsidersOf('LIAISON_DIVERSION'))('%s may not, and it holds', async (_, principal, code) => {
    expect((await liaisonDiversion.act('endPeerSupport', input(), principal)).errors).toMatchObject([{ code }])
    expect(await liaisonDiversion.rows('select ended_at from liaison_diversion.peer_assignment')).toEqual([{ ended_at: null }])
  })

  test('the team itself may', async () => expect((await liaisonDiversion.act('endPeerSupport', input())).errors).toEqual([]))
})
