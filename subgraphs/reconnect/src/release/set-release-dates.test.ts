import type { EpisodeRoom, StartedEpisode } from '@throughcare/test/support/episodes'
import { makeKnown } from '@throughcare/test/support/known-record'
import { navigator } from '@throughcare/test/support/personas'
import { openReconnect, startAccepted, startReleased } from '@throughcare/test/support/reconnect'

let reconnect: EpisodeRoom
beforeAll(async () => void (reconnect = await openReconnect()))
beforeEach(() => reconnect.at('2026-06-01T09:00:00Z'))
afterAll(() => reconnect.close())

const document = `mutation ($input: SetReleaseDatesInput!) { setReleaseDates(input: $input) {
  episodes { id version plannedReleaseDate plannedReleaseDates { date reason } gateMeeting { meetAt } history { action corrections { field oldValue newValue } } rePlan { from to isGateMeetingMoved moves { kind } } }
  refused { episodeId reason } } }`
const set = (moves: object[], key: string = crypto.randomUUID()) =>
  reconnect.ask(navigator, document, { input: { moves, reason: 'EARLY_RELEASE', idempotencyKey: key } })
const moveOf = ({ id, version }: StartedEpisode, changes: object = {}) => ({ episodeId: id, date: '2026-06-05', expectedVersion: version, ...changes })
const planned = () => startAccepted(reconnect, { plannedReleaseDate: '2026-07-20' })

describe('setReleaseDates', () => {
  test('moves many with all that hangs on the date, and tells of each what moved', async () => {
    const episodes = [await planned(), await planned()]
    for (const { id, version } of episodes) await reconnect.act('planGateMeeting', { episodeId: id, meetAt: '2026-07-20T08:00:00Z', expectedVersion: version })

    const { data, errors } = await set(episodes.map((episode) => moveOf(episode, { expectedVersion: episode.version + 1 })))

    expect(errors).toEqual([])
    expect(data?.setReleaseDates).toMatchObject({
      refused: [],
      episodes: episodes.map(({ id, version }) => ({
        id,
        version: version + 2,
        plannedReleaseDate: '2026-06-05',
        plannedReleaseDates: [{ reason: 'FIRST_KNOWN' }, { date: '2026-06-05', reason: 'EARLY_RELEASE' }],
        gateMeeting: { meetAt: '2026-06-05T08:00:00.000Z' },
        history: expect.arrayContaining([
          {
            action: 'set-release-dates',
            corrections: [{ field: 'gateMeetingAt', oldValue: '2026-07-20T08:00:00.000Z', newValue: '2026-06-05T08:00:00.000Z' }]
          }
        ]),
        rePlan: { from: '2026-07-20', to: '2026-06-05', isGateMeetingMoved: true }
      }))
    })
    for (const { id, version } of episodes)
      expect((await reconnect.events(id)).at(-1)).toMatchObject({
        type: 'reconnect.release-date-set',
        subject_version: version + 2,
        payload: { date: '2026-06-05' }
      })
  })

  test('tells those that may not move and why, and they hold up none', async () => {
    const [fine, stale, released] = [await planned(), await planned(), await startReleased(reconnect, '2026-06-01')]
    const unknown = crypto.randomUUID()

    const { data } = await set([moveOf(stale, { expectedVersion: 1 }), moveOf(released), { ...moveOf(fine), episodeId: unknown }, moveOf(fine)])

    expect(data?.setReleaseDates.episodes.map(({ id }: { id: string }) => id)).toEqual([fine.id])
    expect(data?.setReleaseDates.refused).toEqual([
      { episodeId: stale.id, reason: expect.stringContaining('changed since') },
      { episodeId: released.id, reason: expect.stringContaining('release is recorded') },
      { episodeId: unknown, reason: expect.stringContaining('no such episode') }
    ])
    expect(await reconnect.rows('select version from reconnect.episode where id = $1', stale.id)).toEqual([{ version: stale.version }])
  })

  test('tells one whose id is none, and it holds up none', async () => {
    const fine = await planned()

    const { data, errors } = await set([{ ...moveOf(fine), episodeId: 'zzz' }, moveOf(fine)])

    expect(errors).toEqual([])
    expect(data?.setReleaseDates.episodes.map(({ id }: { id: string }) => id)).toEqual([fine.id])
    expect(data?.setReleaseDates.refused).toEqual([{ episodeId: 'zzz', reason: expect.stringContaining('no such episode') }])
  })

  test('a request that is sent again with its key has one effect, and the same answer', async () => {
    const [fine, stale] = [await planned(), await planned()]
    const key = crypto.randomUUID()
    const moves = [moveOf(fine), moveOf(stale, { expectedVersion: 1 })]

    const first = await set(moves, key)

    expect(await set(moves, key)).toEqual(first)
    expect(await reconnect.rows('select 1 from reconnect.planned_release where episode_id = $1', fine.id)).toHaveLength(2)
  })

  test('takes as many statements for many as for one', async () => {
    const recordId = await makeKnown(reconnect, 'reconnect', { service: 'RECONNECT' })
    const some = []
    for (let count = 0; count < 4; count += 1) some.push(await startAccepted(reconnect, { plannedReleaseDate: '2026-07-20' }, { recordId }))
    const [one, ...others] = some.map((episode) => moveOf(episode))
    reconnect.statements()
    await set([one ?? {}])
    const ofOne = reconnect.statements().length

    expect((await set(others)).data?.setReleaseDates.episodes).toHaveLength(3)
    expect(reconnect.statements()).toHaveLength(ofOne)
  })

  test.each([
    ['no episode', [], 'from 1 to 500'],
    ['more than 500', Array.from({ length: 501 }, () => ({ id: crypto.randomUUID(), version: 1, recordId: '' })), 'from 1 to 500'],
    ['one twice', ['3e9e1a30-5a0f-4a46-8c2b-1d5f0b6d7a11', '3e9e1a30-5a0f-4a46-8c2b-1d5f0b6d7a11'].map((id) => ({ id, version: 1, recordId: '' })), 'twice']
  ])('refuses %s', async (_, episodes, refusal) => {
    expect((await set(episodes.map((episode) => moveOf(episode)))).errors).toMatchObject([
      { code: 'BAD_USER_INPUT', message: expect.stringContaining(refusal) }
    ])
  })
})
