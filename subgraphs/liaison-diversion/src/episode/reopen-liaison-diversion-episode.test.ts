import type { EpisodeRoom } from '@throughcare/test/support/episodes'
import { openLiaisonDiversion, startClosed, startScreened } from '@throughcare/test/support/liaison-diversion'
import { practitioner } from '@throughcare/test/support/personas'

let liaisonDiversion: EpisodeRoom
beforeAll(async () => void (liaisonDiversion = await openLiaisonDiversion()))
beforeEach(() => liaisonDiversion.at('2026-06-01T09:00:00Z'))
afterAll(() => liaisonDiversion.close())

const reopen = (episodeId: string, expectedVersion: number, reason = 'They came back the next day.') =>
  liaisonDiversion.act('reopenLiaisonDiversionEpisode', { episodeId, reason, expectedVersion })

describe('reopenLiaisonDiversionEpisode', () => {
  test('opens the episode where it stood; the closing and the reason stay in the history', async () => {
    const { id } = await startClosed(liaisonDiversion)
    liaisonDiversion.at('2026-06-02T09:00:00Z')

    const { data } = await reopen(id, 3)

    expect(data?.reopenLiaisonDiversionEpisode).toMatchObject({
      ...{ version: 4, state: 'SCREENED', closedAt: null, closureReason: null, reopenedAt: '2026-06-02T09:00:00.000Z' }
    })
    expect(data?.reopenLiaisonDiversionEpisode.history.at(-1)).toEqual({
      ...{ version: 4, action: 'reopen-liaison-diversion-episode', recordedBy: practitioner.subject, reason: 'They came back the next day.' },
      corrections: [
        { field: 'closedAt', oldValue: '2026-06-01T09:00:00.000Z', newValue: null },
        { field: 'closedBy', oldValue: practitioner.subject, newValue: null },
        { field: 'closureReason', oldValue: 'COMPLETED', newValue: null }
      ]
    })
    expect((await liaisonDiversion.events(id)).at(-1)).toMatchObject({
      type: 'liaison-diversion.episode-reopened',
      subject_version: 4,
      payload: { worker: null }
    })
  })

  test('is refused for an open episode, for someone who died, and without a reason', async () => {
    const [open, died, closed] = [await startScreened(liaisonDiversion), await startClosed(liaisonDiversion, 'DIED'), await startClosed(liaisonDiversion)]

    expect((await reopen(open.id, 2)).errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('is open') }])
    expect((await reopen(died.id, 3)).errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('died') }])
    expect((await reopen(closed.id, 3, ' ')).errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('Say why') }])
  })
})
