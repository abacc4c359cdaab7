import { outsidersOf, type EpisodeRoom, type StartedEpisode } from '@throughcare/test/support/episodes'
import { openReconnect, startAccepted } from '@throughcare/test/support/reconnect'

let reconnect: EpisodeRoom
let episode: StartedEpisode
beforeAll(async () => {
  reconnect = await openReconnect()
  episode = await startAccepted(reconnect, {}, { consent: true })
})
afterAll(() => reconnect.close())

describe('who may set many release dates', () => {
  test.each(outsidersOf('RECONNECT'))('%s may not, and nothing changes', async (_, principal, code) => {
    const moves = [{ episodeId: episode.id, date: '2026-07-01', expectedVersion: episode.version }]
    const input = { moves, reason: 'FIRST_KNOWN', idempotencyKey: crypto.randomUUID() }
    const document = 'mutation ($input: SetReleaseDatesInput!) { setReleaseDates(input: $input) { episodes { version } refused { episodeId } } }'

    const { data, errors } = await reconnect.ask(principal, document, { input })

    // The same team of another organisation may set dates of its own, and finds none of ours.
    if (code === 'NOT_FOUND') expect(data?.setReleaseDates).toEqual({ episodes: [], refused: [{ episodeId: episode.id }] })
    else expect(errors).toMatchObject([{ code }])
    expect(await reconnect.rows('select version, planned_release_date from reconnect.episode')).toEqual([
      { version: episode.version, planned_release_date: null }
    ])
  })
})
