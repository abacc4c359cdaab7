import type { EpisodeRoom } from '@throughcare/test/support/episodes'
import { openLiaisonDiversion, startScreened } from '@throughcare/test/support/liaison-diversion'

let liaisonDiversion: EpisodeRoom
beforeAll(async () => void (liaisonDiversion = await openLiaisonDiversion()))
afterAll(() => liaisonDiversion.close())

const identify = (episodeId: string, changes: object) =>
  liaisonDiversion.act('identifyNeed', { episodeId, needCode: 'housing', expectedVersion: 2, ...changes })

describe('identifyNeed', () => {
  test('adds needs to the episode, in the order in which they were identified', async () => {
    const { id } = await startScreened(liaisonDiversion)
    await identify(id, {})
    liaisonDiversion.at('2026-06-01T09:30:00Z')

    const { data, errors } = await identify(id, { needCode: 'alcohol', status: 'ALREADY_SUPPORTED', expectedVersion: 3 })

    expect(errors).toEqual([])
    expect(data?.identifyNeed).toMatchObject({
      version: 4,
      needs: [
        { need: { code: 'housing' }, status: 'IDENTIFIED', identifiedAt: '2026-06-01T09:00:00.000Z' },
        { need: { code: 'alcohol' }, status: 'ALREADY_SUPPORTED', identifiedAt: '2026-06-01T09:30:00.000Z' }
      ]
    })
  })

  test('leaves its event under the version of the change', async () => {
    const { id } = await startScreened(liaisonDiversion)
    const { data } = await identify(id, {})

    expect((await liaisonDiversion.events(id)).at(-1)).toMatchObject({
      type: 'liaison-diversion.need-identified',
      subject_version: data?.identifyNeed.version,
      payload: { episodeId: id, facilityId: 'LAN3', needId: data?.identifyNeed.needs[0].id, needCode: 'housing', status: 'IDENTIFIED' }
    })
  })

  test('refuses a need before the screening, and writes none', async () => {
    const { id } = await liaisonDiversion.start()

    expect((await identify(id, { expectedVersion: 1 })).errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('screening first') }])
    expect(await liaisonDiversion.rows('select 1 from liaison_diversion.need where episode_id = $1', id)).toEqual([])
  })
})
