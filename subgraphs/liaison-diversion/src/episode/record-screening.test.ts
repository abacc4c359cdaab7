import type { EpisodeRoom } from '@throughcare/test/support/episodes'
import { openLiaisonDiversion, startScreened } from '@throughcare/test/support/liaison-diversion'

let liaisonDiversion: EpisodeRoom
beforeAll(async () => void (liaisonDiversion = await openLiaisonDiversion()))
afterAll(() => liaisonDiversion.close())

const screen = (episodeId: string, changes: object = {}) =>
  liaisonDiversion.act('recordScreening', { episodeId, outcome: 'ASSESSMENT_REQUIRED', risk: 'HIGH', expectedVersion: 1, ...changes })

describe('recordScreening', () => {
  test('records what the screening came to, and the person is screened', async () => {
    const { id } = await liaisonDiversion.start({ receivedAt: '2026-06-01T07:00:00Z' })

    const { data, errors } = await screen(id, { screenedAt: '2026-06-01T08:00:00Z' })

    expect(errors).toEqual([])
    expect(data?.recordScreening).toMatchObject({
      version: 2,
      state: 'SCREENED',
      screening: { screenedAt: '2026-06-01T08:00:00.000Z', outcome: 'ASSESSMENT_REQUIRED', risk: 'HIGH' }
    })
  })

  test('leaves its event, dated when it took place, without the risk', async () => {
    const { id } = await liaisonDiversion.start({ receivedAt: '2026-06-01T07:00:00Z' })
    await screen(id, { screenedAt: '2026-06-01T08:00:00Z' })

    const event = (await liaisonDiversion.events(id)).at(-1)

    expect(event).toMatchObject({ type: 'liaison-diversion.screening-recorded', subject_version: 2, occurred_at: new Date('2026-06-01T08:00:00Z') })
    expect(event?.payload).toEqual({ episodeId: id, facilityId: 'LAN3', outcome: 'ASSESSMENT_REQUIRED' })
  })

  test('refuses a second screening, and leaves no event of it', async () => {
    const { id, version } = await startScreened(liaisonDiversion)

    expect((await screen(id, { expectedVersion: version })).errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('already') }])
    expect(await liaisonDiversion.events(id)).toHaveLength(2)
  })

  test('refuses a change made from an old reading', async () => {
    const { id } = await startScreened(liaisonDiversion)

    expect((await screen(id)).errors).toMatchObject([{ code: 'CONFLICT' }])
  })
})
