import type { EpisodeRoom } from '@throughcare/test/support/episodes'
import { openLiaisonDiversion, startWithNeed } from '@throughcare/test/support/liaison-diversion'

let liaisonDiversion: EpisodeRoom
beforeAll(async () => void (liaisonDiversion = await openLiaisonDiversion()))
beforeEach(() => liaisonDiversion.at('2026-06-01T09:00:00Z'))
afterAll(() => liaisonDiversion.close())

const review = (input: object) => liaisonDiversion.act('reviewNeed', input)

describe('reviewNeed', () => {
  test('records what became of a need, one standing after the other', async () => {
    const { id, needId } = await startWithNeed(liaisonDiversion)
    await review({ episodeId: id, needId, status: 'REFERRED', expectedVersion: 3 })
    liaisonDiversion.at('2026-06-20T09:00:00Z')

    const { data, errors } = await review({ episodeId: id, needId, status: 'MET', statusAt: '2026-06-19T10:00:00Z', expectedVersion: 4 })

    expect(errors).toEqual([])
    expect(data?.reviewNeed).toMatchObject({ version: 5, needs: [{ status: 'MET', statusAt: '2026-06-19T10:00:00.000Z' }] })
    expect((await liaisonDiversion.events(id)).at(-1)).toMatchObject({
      type: 'liaison-diversion.need-reviewed',
      occurred_at: new Date('2026-06-19T10:00:00Z'),
      payload: { needId, needCode: 'housing', status: 'MET' }
    })
  })

  test('the same told anew is kept with what it was told before', async () => {
    const { id, needId } = await startWithNeed(liaisonDiversion)
    await review({ episodeId: id, needId, status: 'REFERRED', expectedVersion: 3 })
    liaisonDiversion.at('2026-06-20T09:00:00Z')

    const { data } = await review({ episodeId: id, needId, status: 'REFERRED', expectedVersion: 4 })

    expect(data?.reviewNeed.history.slice(-2).map(({ corrections }: { corrections: object[] }) => corrections)).toEqual([
      [],
      [{ field: 'needs.referredAt', oldValue: '2026-06-01T09:00:00.000Z', newValue: '2026-06-20T09:00:00.000Z' }]
    ])
  })

  test('is taken after the closing, for services answer late', async () => {
    const { id, needId } = await startWithNeed(liaisonDiversion)
    await liaisonDiversion.act('closeLiaisonDiversionEpisode', { episodeId: id, reason: 'COMPLETED', expectedVersion: 3 })

    expect((await review({ episodeId: id, needId, status: 'MET', expectedVersion: 4 })).errors).toEqual([])
  })

  test('finds no need of another episode, and tells nothing of it', async () => {
    const [one, other] = [await startWithNeed(liaisonDiversion), await startWithNeed(liaisonDiversion)]

    expect((await review({ episodeId: one.id, needId: other.needId, status: 'MET', expectedVersion: 3 })).errors).toMatchObject([{ code: 'NOT_FOUND' }])
  })
})
