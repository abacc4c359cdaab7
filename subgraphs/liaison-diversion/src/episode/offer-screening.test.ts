import type { EpisodeRoom } from '@throughcare/test/support/episodes'
import { openLiaisonDiversion, startScreened } from '@throughcare/test/support/liaison-diversion'

let liaisonDiversion: EpisodeRoom
beforeAll(async () => void (liaisonDiversion = await openLiaisonDiversion()))
afterAll(() => liaisonDiversion.close())

const offer = (episodeId: string, expectedVersion: number) => liaisonDiversion.act('offerScreening', { episodeId, expectedVersion })

describe('offerScreening', () => {
  test('records the offer, and the episode waits for what comes of it', async () => {
    const { id } = await liaisonDiversion.start()

    const { data } = await offer(id, 1)

    expect(data?.offerScreening).toMatchObject({ version: 2, state: 'OFFERED', screeningOfferedAt: '2026-06-01T09:00:00.000Z' })
    expect((await liaisonDiversion.events(id)).at(-1)).toMatchObject({ type: 'liaison-diversion.screening-offered', subject_version: 2 })
  })

  test('is refused a second time, and once the person was seen', async () => {
    const [offered, screened] = [await liaisonDiversion.start(), await startScreened(liaisonDiversion)]
    await offer(offered.id, 1)

    expect((await offer(offered.id, 2)).errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('already offered') }])
    expect((await offer(screened.id, 2)).errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('already recorded') }])
  })
})
