import type { EpisodeRoom } from '@throughcare/test/support/episodes'
import { openLiaisonDiversion, startScreened } from '@throughcare/test/support/liaison-diversion'

let liaisonDiversion: EpisodeRoom
beforeAll(async () => void (liaisonDiversion = await openLiaisonDiversion()))
afterAll(() => liaisonDiversion.close())

const leave = (episodeId: string, expectedVersion: number) =>
  liaisonDiversion.act('recordNotSeen', { episodeId, reason: 'RELEASED_BEFORE_SEEN', expectedVersion })

describe('recordNotSeen', () => {
  test('records why the person was not seen', async () => {
    const { id } = await liaisonDiversion.start()

    const { data, errors } = await leave(id, 1)

    expect(errors).toEqual([])
    expect(data?.recordNotSeen).toMatchObject({ version: 2, state: 'NOT_SEEN', notSeenReason: 'RELEASED_BEFORE_SEEN', screening: null })
  })

  test('counts a screening as offered where it was declined', async () => {
    const { id } = await liaisonDiversion.start()

    const { data } = await liaisonDiversion.act('recordNotSeen', { episodeId: id, reason: 'DECLINED', expectedVersion: 1 })

    expect(data?.recordNotSeen).toMatchObject({ state: 'NOT_SEEN', screeningOfferedAt: '2026-06-01T09:00:00.000Z' })
  })

  test('leaves its event', async () => {
    const { id } = await liaisonDiversion.start()
    await leave(id, 1)

    expect((await liaisonDiversion.events(id)).at(-1)).toMatchObject({
      type: 'liaison-diversion.not-seen-recorded',
      subject_version: 2,
      payload: { episodeId: id, facilityId: 'LAN3', reason: 'RELEASED_BEFORE_SEEN' }
    })
  })

  test('refuses it a second time, and a decline before the offer; nothing is written', async () => {
    const { id } = await liaisonDiversion.start({ receivedAt: '2026-06-01T08:00:00Z' })
    await liaisonDiversion.act('offerScreening', { episodeId: id, offeredAt: '2026-06-01T08:30:00Z', expectedVersion: 1 })
    const decline = { episodeId: id, reason: 'DECLINED', expectedVersion: 2 }

    const early = await liaisonDiversion.act('recordNotSeen', { ...decline, notSeenAt: '2026-06-01T08:29:59Z' })
    await liaisonDiversion.act('recordNotSeen', decline)

    expect(early.errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('before the offer') }])
    expect((await leave(id, 3)).errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('already recorded') }])
    expect(await liaisonDiversion.events(id)).toHaveLength(3)
  })

  test('refuses it once the person was seen', async () => {
    const { id, version } = await startScreened(liaisonDiversion)

    expect((await leave(id, version)).errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('was seen') }])
  })
})
