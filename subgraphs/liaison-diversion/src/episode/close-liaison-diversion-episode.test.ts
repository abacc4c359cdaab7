import type { EpisodeRoom } from '@throughcare/test/support/episodes'
import { openLiaisonDiversion, startScreened } from '@throughcare/test/support/liaison-diversion'

let liaisonDiversion: EpisodeRoom
beforeAll(async () => void (liaisonDiversion = await openLiaisonDiversion()))
afterAll(() => liaisonDiversion.close())

const close = (episodeId: string, expectedVersion: number) =>
  liaisonDiversion.act('closeLiaisonDiversionEpisode', { episodeId, reason: 'TRANSFERRED_TO_SERVICE', expectedVersion })

describe('closeLiaisonDiversionEpisode', () => {
  test('closes the episode with its reason', async () => {
    const { id } = await startScreened(liaisonDiversion)

    const { data, errors } = await close(id, 2)

    expect(errors).toEqual([])
    expect(data?.closeLiaisonDiversionEpisode).toMatchObject({
      version: 3,
      state: 'CLOSED',
      closureReason: 'TRANSFERRED_TO_SERVICE',
      closedAt: '2026-06-01T09:00:00.000Z'
    })
  })

  test('leaves its event', async () => {
    const { id } = await startScreened(liaisonDiversion)
    await close(id, 2)

    expect((await liaisonDiversion.events(id)).at(-1)).toMatchObject({
      type: 'liaison-diversion.episode-closed',
      subject_version: 3,
      payload: { episodeId: id, facilityId: 'LAN3', reason: 'TRANSFERRED_TO_SERVICE' }
    })
  })

  test('refuses it as of a time before a contact or an assessment that stands', async () => {
    const meet = { mechanism: 'TELEPHONE', attendance: 'ON_TIME', place: 'HOME', contactAt: '2026-06-01T10:00:00Z' }
    const asked = { specialism: 'PSYCHIATRY', requestedAt: '2026-06-01T10:00:00Z' }
    const [met, seen] = [await startScreened(liaisonDiversion), await startScreened(liaisonDiversion)]
    liaisonDiversion.at('2026-06-01T12:00:00Z')
    await liaisonDiversion.act('recordContact', { episodeId: met.id, ...meet, expectedVersion: 2 })
    await liaisonDiversion.act('requestSpecialistAssessment', { episodeId: seen.id, ...asked, expectedVersion: 2 })
    const closeAt = (episodeId: string, closedAt: string) =>
      liaisonDiversion.act('closeLiaisonDiversionEpisode', { episodeId, reason: 'COMPLETED', closedAt, expectedVersion: 3 })

    for (const { id } of [met, seen]) {
      expect((await closeAt(id, '2026-06-01T09:59:59Z')).errors).toMatchObject([
        { code: 'BAD_USER_INPUT', message: expect.stringContaining('took place after that time') }
      ])
      expect((await closeAt(id, '2026-06-01T10:00:00Z')).errors).toEqual([])
    }
  })

  test('refuses it while nobody knows whether the person was seen, and once closed', async () => {
    const referred = await liaisonDiversion.start()
    const screened = await startScreened(liaisonDiversion)
    await close(screened.id, 2)

    expect((await close(referred.id, 1)).errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('before closing') }])
    expect((await close(screened.id, 3)).errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('already closed') }])
  })
})
