import type { EpisodeRoom } from '@throughcare/test/support/episodes'
import { openLiaisonDiversion, startClosed } from '@throughcare/test/support/liaison-diversion'

let liaisonDiversion: EpisodeRoom
beforeAll(async () => void (liaisonDiversion = await openLiaisonDiversion()))
afterAll(() => liaisonDiversion.close())

const assign = (episodeId: string, expectedVersion: number, subject = 'sam') =>
  liaisonDiversion.act('assignPeerSupport', { episodeId, subject, employerId: 'RRR', expectedVersion })

describe('assignPeerSupport', () => {
  test('assigns somebody, and tells people whom to open the records to', async () => {
    const { id } = await liaisonDiversion.start()

    const { data } = await assign(id, 1)

    expect(data?.assignPeerSupport).toMatchObject({
      version: 2,
      peerSupport: [{ subject: 'sam', employer: { id: 'RRR' }, assignedAt: '2026-06-01T09:00:00.000Z', endedAt: null }]
    })
    expect((await liaisonDiversion.events(id)).at(-1)).toMatchObject({
      type: 'liaison-diversion.peer-support-assigned',
      payload: { assignmentId: data?.assignPeerSupport.peerSupport[0].id, subject: 'sam' }
    })
  })

  test('is refused for nobody, for whoever is assigned already, and after the closing', async () => {
    const [open, closed] = [await liaisonDiversion.start(), await startClosed(liaisonDiversion)]
    await assign(open.id, 1)

    expect((await assign(open.id, 2)).errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('already') }])
    expect((await assign(open.id, 2, ' ')).errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('Say who') }])
    expect((await assign(closed.id, 3)).errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('closed') }])
  })
})
