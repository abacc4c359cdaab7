import type { EpisodeRoom } from '@throughcare/test/support/episodes'
import { openLiaisonDiversion, startClosed } from '@throughcare/test/support/liaison-diversion'

let liaisonDiversion: EpisodeRoom
beforeAll(async () => void (liaisonDiversion = await openLiaisonDiversion()))
afterAll(() => liaisonDiversion.close())

const allocate = (episodeId: string, expectedVersion: number, worker?: string) =>
  liaisonDiversion.act('allocateEpisode', { episodeId, worker, expectedVersion })

describe('allocateEpisode', () => {
  test('gives an episode to somebody, to somebody else, and to nobody', async () => {
    const { id } = await liaisonDiversion.start()

    expect((await allocate(id, 1, 'sam')).data?.allocateEpisode).toMatchObject({ version: 2, worker: 'sam' })
    expect((await allocate(id, 2, 'alex')).data?.allocateEpisode.worker).toBe('alex')
    expect((await allocate(id, 3)).data?.allocateEpisode.worker).toBeNull()
    expect((await liaisonDiversion.events(id)).at(-1)).toMatchObject({ type: 'liaison-diversion.episode-allocated', payload: { worker: null } })
  })

  test('is refused for a name of spaces, and to whom it is already; no new version is made', async () => {
    const { id } = await liaisonDiversion.start()
    const refused = (words: string) => [{ code: 'BAD_USER_INPUT', message: expect.stringContaining(words) }]

    expect((await allocate(id, 1, ' ')).errors).toMatchObject(refused('Name who has the episode'))
    expect((await allocate(id, 1)).errors).toMatchObject(refused('Nobody has this episode'))
    await allocate(id, 1, 'sam')
    expect((await allocate(id, 2, 'sam ')).errors).toMatchObject(refused('have this episode already'))
    expect(await liaisonDiversion.events(id)).toHaveLength(2)
  })

  test('is refused after the closing', async () => {
    const { id } = await startClosed(liaisonDiversion)

    expect((await allocate(id, 3, 'sam')).errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('closed') }])
  })
})
