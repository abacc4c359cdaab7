import type { EpisodeRoom } from '@throughcare/test/support/episodes'
import { openLiaisonDiversion, startScreened } from '@throughcare/test/support/liaison-diversion'

let liaisonDiversion: EpisodeRoom
beforeAll(async () => void (liaisonDiversion = await openLiaisonDiversion()))
afterAll(() => liaisonDiversion.close())

const divert = (episodeId: string, outcome: string, expectedVersion: number) => liaisonDiversion.act('recordDiversion', { episodeId, outcome, expectedVersion })

describe('recordDiversion', () => {
  test('records what became of the case, and again when a court decides otherwise', async () => {
    const { id } = await liaisonDiversion.start()

    expect((await divert(id, 'NOT_DIVERTED', 1)).data?.recordDiversion).toMatchObject({ version: 2, outcome: 'NOT_DIVERTED' })
    expect((await divert(id, 'SUPPORTED_WITHIN_JUSTICE', 2)).data?.recordDiversion).toMatchObject({ version: 3, outcome: 'SUPPORTED_WITHIN_JUSTICE' })
  })

  test('keeps support within the justice system and diversion out of it apart: both may hold', async () => {
    const { id } = await liaisonDiversion.start()
    await divert(id, 'SUPPORTED_WITHIN_JUSTICE', 1)

    expect((await divert(id, 'DIVERTED_OUT_OF_JUSTICE', 2)).data?.recordDiversion).toMatchObject({
      ...{ outcome: 'DIVERTED_OUT_OF_JUSTICE', supportedWithinJusticeAt: '2026-06-01T09:00:00.000Z', divertedOutOfJusticeAt: '2026-06-01T09:00:00.000Z' }
    })
  })

  test('takes an outcome that comes after the closing, and the episode stays closed', async () => {
    const { id } = await startScreened(liaisonDiversion)
    await liaisonDiversion.act('closeLiaisonDiversionEpisode', { episodeId: id, reason: 'COMPLETED', expectedVersion: 2 })

    expect((await divert(id, 'DIVERTED_OUT_OF_JUSTICE', 3)).data?.recordDiversion).toMatchObject({ state: 'CLOSED', outcome: 'DIVERTED_OUT_OF_JUSTICE' })
  })

  test('leaves its event', async () => {
    const { id } = await liaisonDiversion.start()
    await divert(id, 'DIVERTED_OUT_OF_JUSTICE', 1)

    expect((await liaisonDiversion.events(id)).at(-1)).toMatchObject({
      type: 'liaison-diversion.diversion-recorded',
      subject_version: 2,
      occurred_at: new Date('2026-06-01T09:00:00Z'),
      payload: { episodeId: id, facilityId: 'LAN3', outcome: 'DIVERTED_OUT_OF_JUSTICE' }
    })
  })
})
