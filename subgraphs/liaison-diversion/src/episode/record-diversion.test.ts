import type { EpisodeRoom } from '@throughcare/test/support/episodes'
import { openLiaisonDiversion, startScreened } from '@throughcare/test/support/liaison-diversion'
import { practitioner } from '@throughcare/test/support/personas'

let liaisonDiversion: EpisodeRoom
beforeAll(async () => void (liaisonDiversion = await openLiaisonDiversion()))
afterAll(() => liaisonDiversion.close())

const divert = (episodeId: string, outcome: string, expectedVersion: number, changes: object = {}) =>
  liaisonDiversion.act('recordDiversion', { episodeId, outcome, expectedVersion, ...changes })
const correct = (episodeId: string, expectedVersion: number, changes: object) =>
  liaisonDiversion.act('correctLiaisonDiversionEpisode', { episodeId, expectedVersion, reason: 'Read from the wrong line.', ...changes })
/** An episode that was screened half an hour after the alert, two hours before now. */
async function startEarly() {
  const episode = await liaisonDiversion.start({ receivedAt: '2026-06-01T06:30:00Z' })
  const screening = { screenedAt: '2026-06-01T07:00:00Z', outcome: 'NEEDS_IDENTIFIED', risk: 'LOW' }
  await liaisonDiversion.act('recordScreening', { episodeId: episode.id, ...screening, expectedVersion: 1 })
  return episode
}
const refused = (words: string) => [{ code: 'BAD_USER_INPUT', message: expect.stringContaining(words) }]

describe('recordDiversion', () => {
  test('records what became of the case, and again when a court decides otherwise', async () => {
    const { id } = await startScreened(liaisonDiversion)

    expect((await divert(id, 'NOT_DIVERTED', 2)).data?.recordDiversion).toMatchObject({ version: 3, outcome: 'NOT_DIVERTED' })
    expect((await divert(id, 'SUPPORTED_WITHIN_JUSTICE', 3)).data?.recordDiversion).toMatchObject({ version: 4, outcome: 'SUPPORTED_WITHIN_JUSTICE' })
  })

  test('keeps support within the justice system and diversion out of it apart: both may hold', async () => {
    const { id } = await startScreened(liaisonDiversion)
    await divert(id, 'SUPPORTED_WITHIN_JUSTICE', 2)

    expect((await divert(id, 'DIVERTED_OUT_OF_JUSTICE', 3)).data?.recordDiversion).toMatchObject({
      ...{ outcome: 'DIVERTED_OUT_OF_JUSTICE', supportedWithinJusticeAt: '2026-06-01T09:00:00.000Z', divertedOutOfJusticeAt: '2026-06-01T09:00:00.000Z' }
    })
  })

  test.each(['DIVERTED_OUT_OF_JUSTICE', 'SUPPORTED_WITHIN_JUSTICE', 'NOT_DIVERTED'])('refuses %s a second time; what stood stays', async (outcome) => {
    const { id } = await startEarly()
    await divert(id, outcome, 2, { divertedAt: '2026-06-01T08:00:00Z' })

    expect((await divert(id, outcome, 3)).errors).toMatchObject(refused('already recorded. Correct it'))
    expect(await liaisonDiversion.events(id)).toHaveLength(3)
  })

  test('a time that was wrong is corrected; old and new, why and who stay in the history', async () => {
    const { id } = await liaisonDiversion.start({ receivedAt: '2026-06-01T07:00:00Z' })
    await divert(id, 'DIVERTED_OUT_OF_JUSTICE', 1)

    const { data } = await correct(id, 2, { divertedOutOfJusticeAt: '2026-06-01T08:00:00Z' })

    expect(data?.correctLiaisonDiversionEpisode.history.at(-1)).toMatchObject({
      ...{ reason: 'Read from the wrong line.', recordedBy: practitioner.subject },
      corrections: [{ field: 'divertedOutOfJusticeAt', oldValue: '2026-06-01T09:00:00.000Z', newValue: '2026-06-01T08:00:00.000Z' }]
    })
  })

  test('refuses "not diverted" once a diversion stands, and takes it when that was taken back', async () => {
    const { id } = await liaisonDiversion.start({ receivedAt: '2026-06-01T07:00:00Z' })
    await divert(id, 'DIVERTED_OUT_OF_JUSTICE', 1, { divertedAt: '2026-06-01T08:00:00Z' })

    expect((await divert(id, 'NOT_DIVERTED', 2)).errors).toMatchObject(refused('a diversion is recorded'))
    await correct(id, 2, { recordedInError: ['DIVERTED_OUT_OF_JUSTICE'] })
    expect((await divert(id, 'NOT_DIVERTED', 3)).data?.recordDiversion).toMatchObject({ outcome: 'NOT_DIVERTED' })
  })

  test('what was decided first may be written down last; a diversion before "not diverted" is refused, by a correction too', async () => {
    const { id } = await startEarly()
    await divert(id, 'SUPPORTED_WITHIN_JUSTICE', 2, { divertedAt: '2026-06-01T08:00:00Z' })

    expect((await divert(id, 'NOT_DIVERTED', 3, { divertedAt: '2026-06-01T08:00:00Z' })).data?.recordDiversion).toMatchObject({
      outcome: 'SUPPORTED_WITHIN_JUSTICE'
    })
    expect((await divert(id, 'DIVERTED_OUT_OF_JUSTICE', 4, { divertedAt: '2026-06-01T07:59:59Z' })).errors).toMatchObject(refused('a diversion is recorded'))
    expect((await correct(id, 4, { notDivertedAt: '2026-06-01T08:00:01Z' })).errors).toMatchObject(refused('a diversion is recorded'))
    expect((await correct(id, 4, { notDivertedAt: '2026-06-01T07:00:00Z' })).errors).toEqual([])
  })

  test('takes what police or a court decided before the screening, and the episode can be corrected from then on', async () => {
    const { id } = await liaisonDiversion.start({ receivedAt: '2026-06-01T06:00:00Z' })
    await divert(id, 'DIVERTED_OUT_OF_JUSTICE', 1, { divertedAt: '2026-06-01T07:00:00Z' })
    const screening = { screenedAt: '2026-06-01T08:00:00Z', outcome: 'NO_NEED', risk: 'LOW' }
    await liaisonDiversion.act('recordScreening', { episodeId: id, ...screening, expectedVersion: 2 })

    expect((await correct(id, 3, { offenceGroup: 'THEFT' })).errors).toEqual([])
    expect((await correct(id, 4, { divertedOutOfJusticeAt: '2026-06-01T05:59:59Z' })).errors).toMatchObject(refused('The diversion lies before the referral'))
    expect((await divert(id, 'SUPPORTED_WITHIN_JUSTICE', 4, { divertedAt: '2026-06-01T07:59:59Z' })).errors).toMatchObject(
      refused('Support while the case goes on lies before the screening')
    )
  })

  test('of who was not seen, takes what others decided, and refuses support within the justice system: nobody was there to refer them', async () => {
    const { id } = await liaisonDiversion.start()
    await divert(id, 'DIVERTED_OUT_OF_JUSTICE', 1)
    const notSeen = await liaisonDiversion.act('recordNotSeen', { episodeId: id, reason: 'RELEASED_BEFORE_SEEN', expectedVersion: 2 })

    expect(notSeen.errors).toEqual([])
    expect((await divert(id, 'SUPPORTED_WITHIN_JUSTICE', 3)).errors).toMatchObject(refused('follows the screening'))
    expect((await divert(id, 'NOT_DIVERTED', 3, { divertedAt: '2026-06-01T09:00:00Z' })).errors).toEqual([])
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
