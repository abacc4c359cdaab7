import type { EpisodeRoom } from '@throughcare/test/support/episodes'
import { openLiaisonDiversion, startAssigned } from '@throughcare/test/support/liaison-diversion'
import { persona } from '@throughcare/test/support/personas'

const peer = persona('ld-peer-support-worker')
const walk = { mechanism: 'FACE_TO_FACE', attendance: 'ON_TIME', place: 'STREET' }

let liaisonDiversion: EpisodeRoom
beforeAll(async () => void (liaisonDiversion = await openLiaisonDiversion()))
beforeEach(() => liaisonDiversion.at('2026-06-01T09:00:00Z'))
afterAll(() => liaisonDiversion.close())

describe('recordPeerSupportContact', () => {
  test('records a contact of their own, beside those of the team; the episode stays at its version', async () => {
    const { id, version } = await startAssigned(liaisonDiversion)
    await liaisonDiversion.act('recordPeerSupportContact', { episodeId: id, ...walk }, peer)

    const { data } = await liaisonDiversion.act('recordContact', { episodeId: id, ...walk, mechanism: 'TELEPHONE', expectedVersion: version })

    expect(data?.recordContact).toMatchObject({
      version: version + 1,
      contacts: expect.arrayContaining([
        expect.objectContaining({ ...walk, recordedBy: peer.subject, isPeerSupport: true }),
        expect.objectContaining({ mechanism: 'TELEPHONE', isPeerSupport: false })
      ])
    })
    expect((await liaisonDiversion.events(id)).at(-2)).toMatchObject({ type: 'liaison-diversion.contact-recorded', actor: peer.subject })
  })

  test('a request that is sent again with its key has one effect', async () => {
    const { id } = await startAssigned(liaisonDiversion)
    const input = { episodeId: id, ...walk, idempotencyKey: crypto.randomUUID() }

    const answers = [await liaisonDiversion.act('recordPeerSupportContact', input, peer), await liaisonDiversion.act('recordPeerSupportContact', input, peer)]

    expect(answers[1]).toEqual(answers[0])
    expect(await liaisonDiversion.rows('select 1 from liaison_diversion.contact where episode_id = $1', id)).toHaveLength(1)
  })

  test('is refused from before the assignment', async () => {
    const { id } = await startAssigned(liaisonDiversion)

    const { errors } = await liaisonDiversion.act('recordPeerSupportContact', { episodeId: id, ...walk, contactAt: '2026-06-01T08:59:59Z' }, peer)

    expect(errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('before your assignment') }])
  })
})
