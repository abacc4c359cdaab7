import { outsidersOf, type EpisodeRoom, type StartedEpisode } from '@throughcare/test/support/episodes'
import { openReconnect, startReleased } from '@throughcare/test/support/reconnect'

let reconnect: EpisodeRoom
let episode: StartedEpisode
beforeAll(async () => {
  reconnect = await openReconnect()
  episode = await startReleased(reconnect, '2026-05-31', {}, { consent: true })
})
afterAll(() => reconnect.close())

describe('who may extend support', () => {
  test.each(outsidersOf('RECONNECT'))('%s may not, and nothing changes', async (_, principal, code) => {
    const before = await reconnect.events(episode.id)

    const { errors } = await reconnect.act(
      'extendReconnectSupport',
      { episodeId: episode.id, until: '2027-02-28', reason: 'In the middle of treatment', expectedVersion: episode.version },
      principal
    )

    expect(errors).toMatchObject([{ code }])
    expect(await reconnect.rows('select version from reconnect.episode where id = $1', episode.id)).toEqual([{ version: episode.version }])
    expect(await reconnect.events(episode.id)).toEqual(before)
  })
})
