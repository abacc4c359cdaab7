import { outsidersOf, type EpisodeRoom, type StartedEpisode } from '@throughcare/test/support/episodes'
import { openReconnect, startAccepted } from '@throughcare/test/support/reconnect'

let reconnect: EpisodeRoom
let episode: StartedEpisode
beforeAll(async () => {
  reconnect = await openReconnect()
  episode = await startAccepted(reconnect, {}, { consent: true })
})
afterAll(() => reconnect.close())

describe('who may review a need', () => {
  test.each(outsidersOf('RECONNECT'))('%s may not, and nothing changes', async (_, principal, code) => {
    const before = await reconnect.events(episode.id)

    const { errors } = await reconnect.act(
      'reviewReconnectNeed',
      { episodeId: episode.id, expectedVersion: episode.version, needId: crypto.randomUUID(), status: 'MET' },
      principal
    )

    expect(errors).toMatchObject([{ code }])
    expect(await reconnect.rows('select version from reconnect.episode where id = $1', episode.id)).toEqual([{ version: episode.version }])
    expect(await reconnect.events(episode.id)).toEqual(before)
  })
})
