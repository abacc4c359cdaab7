import type { EpisodeRoom } from '@throughcare/test/support/episodes'
import { openLiaisonDiversion, startAssigned } from '@throughcare/test/support/liaison-diversion'

let liaisonDiversion: EpisodeRoom
beforeAll(async () => void (liaisonDiversion = await openLiaisonDiversion()))
afterAll(() => liaisonDiversion.close())

describe('endPeerSupport', () => {
  test('ends an assignment, once, and tells people; they may be assigned again', async () => {
    const { id, assignmentId } = await startAssigned(liaisonDiversion)
    const end = (expectedVersion: number) => liaisonDiversion.act('endPeerSupport', { episodeId: id, assignmentId, expectedVersion })

    expect((await end(2)).data?.endPeerSupport.peerSupport).toMatchObject([{ endedAt: '2026-06-01T09:00:00.000Z' }])
    expect((await liaisonDiversion.events(id)).at(-1)).toMatchObject({ type: 'liaison-diversion.peer-support-ended', payload: { assignmentId } })
    expect((await end(3)).errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('ended already') }])
    const again = { episodeId: id, subject: 'demo-ld-peer-support-worker', employerId: 'RRR', expectedVersion: 3 }
    expect((await liaisonDiversion.act('assignPeerSupport', again)).errors).toEqual([])
  })

  test('finds no assignment of another episode', async () => {
    const [one, other] = [await startAssigned(liaisonDiversion), await startAssigned(liaisonDiversion)]

    const { errors } = await liaisonDiversion.act('endPeerSupport', { episodeId: one.id, assignmentId: other.assignmentId, expectedVersion: 2 })

    expect(errors).toMatchObject([{ code: 'NOT_FOUND' }])
  })
})
