import type { EpisodeRoom } from '@throughcare/test/support/episodes'
import { openLiaisonDiversion } from '@throughcare/test/support/liaison-diversion'

let liaisonDiversion: EpisodeRoom
beforeAll(async () => void (liaisonDiversion = await openLiaisonDiversion()))
beforeEach(() => liaisonDiversion.at('2026-06-01T09:00:00Z'))
afterAll(() => liaisonDiversion.close())

const call = (episodeId: string, reason: string) =>
  liaisonDiversion.act('callAppropriateAdult', { episodeId, reason, who: 'PARENT_OR_GUARDIAN', expectedVersion: 1 })

describe('callAppropriateAdult', () => {
  test('records who was called for a child, and when', async () => {
    const { id } = await liaisonDiversion.start({}, { birthDate: '2012-05-05' })

    const { data } = await call(id, 'CHILD')

    expect(data?.callAppropriateAdult).toMatchObject({
      version: 2,
      appropriateAdults: [{ reason: 'CHILD', who: 'PARENT_OR_GUARDIAN', calledAt: '2026-06-01T09:00:00.000Z', arrivedAt: null, minutesToArrive: null }]
    })
    expect((await liaisonDiversion.events(id)).at(-1)).toMatchObject({ type: 'liaison-diversion.appropriate-adult-called', payload: { reason: 'CHILD' } })
  })

  test('is refused for a reason that does not go with the age', async () => {
    const { id } = await liaisonDiversion.start()

    expect((await call(id, 'CHILD')).errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('18 or older') }])
  })
})
