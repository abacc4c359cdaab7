import type { EpisodeRoom } from '@throughcare/test/support/episodes'
import { openLiaisonDiversion, startClosed } from '@throughcare/test/support/liaison-diversion'

let liaisonDiversion: EpisodeRoom
beforeAll(async () => void (liaisonDiversion = await openLiaisonDiversion()))
beforeEach(() => liaisonDiversion.at('2026-06-01T09:00:00Z'))
afterAll(() => liaisonDiversion.close())

const dispose = (episodeId: string, expectedVersion: number, disposal = 'BAILED') =>
  liaisonDiversion.act('recordCustodyDisposal', { episodeId, disposal, expectedVersion })

describe('recordCustodyDisposal', () => {
  test('records how custody ended, after the closing too', async () => {
    const { id } = await startClosed(liaisonDiversion)

    const { data } = await dispose(id, 3)

    expect(data?.recordCustodyDisposal).toMatchObject({ version: 4, custodyDisposal: 'BAILED', custodyDisposalAt: '2026-06-01T09:00:00.000Z' })
    expect((await liaisonDiversion.events(id)).at(-1)).toMatchObject({
      type: 'liaison-diversion.custody-disposal-recorded',
      payload: { disposal: 'BAILED' }
    })
  })

  test('is refused a second time, and where nobody was in custody', async () => {
    const [held, atCourt] = [await liaisonDiversion.start(), await liaisonDiversion.start({ setting: 'CROWN_COURT' })]
    await dispose(held.id, 1)

    expect((await dispose(held.id, 2, 'CHARGED')).errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('already recorded') }])
    expect((await dispose(atCourt.id, 1)).errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('met at court') }])
  })
})
