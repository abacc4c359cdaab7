import type { EpisodeRoom } from '@throughcare/test/support/episodes'
import { openLiaisonDiversion } from '@throughcare/test/support/liaison-diversion'

let liaisonDiversion: EpisodeRoom
beforeAll(async () => void (liaisonDiversion = await openLiaisonDiversion()))
beforeEach(() => liaisonDiversion.at('2026-06-01T09:00:00Z'))
afterAll(() => liaisonDiversion.close())

const arrive = (episodeId: string, appropriateAdultId: string, expectedVersion: number) =>
  liaisonDiversion.act('recordAppropriateAdultArrival', { episodeId, appropriateAdultId, expectedVersion })

async function called() {
  const { id } = await liaisonDiversion.start()
  const { data } = await liaisonDiversion.act('callAppropriateAdult', { episodeId: id, reason: 'VULNERABLE_ADULT', who: 'OTHER_ADULT', expectedVersion: 1 })
  return { id, appropriateAdultId: data?.callAppropriateAdult.appropriateAdults[0].id as string }
}

describe('recordAppropriateAdultArrival', () => {
  test('records when they arrived, and how long it took, once', async () => {
    const { id, appropriateAdultId } = await called()
    liaisonDiversion.at('2026-06-01T10:15:30Z')

    const { data } = await arrive(id, appropriateAdultId, 2)

    expect(data?.recordAppropriateAdultArrival.appropriateAdults).toMatchObject([{ arrivedAt: '2026-06-01T10:15:30.000Z', minutesToArrive: 75 }])
    expect((await liaisonDiversion.events(id)).at(-1)).toMatchObject({ type: 'liaison-diversion.appropriate-adult-arrived', payload: { appropriateAdultId } })
    expect((await arrive(id, appropriateAdultId, 3)).errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('already recorded') }])
  })

  test('finds no call of another episode', async () => {
    const [one, other] = [await called(), await called()]

    expect((await arrive(one.id, other.appropriateAdultId, 2)).errors).toMatchObject([{ code: 'NOT_FOUND' }])
  })
})
