import type { EpisodeRoom } from '@throughcare/test/support/episodes'
import { openReconnect, startAccepted } from '@throughcare/test/support/reconnect'

let reconnect: EpisodeRoom
beforeAll(async () => void (reconnect = await openReconnect()))
afterAll(() => reconnect.close())

const setGoal = (episode: { id: string; version: number }, changes: object = {}) =>
  reconnect.act('setGoal', { episodeId: episode.id, needCode: 'gp-registration', expectedVersion: episode.version, ...changes })

describe('setGoal', () => {
  test('adds a goal that is not started, for a need of the taxonomy', async () => {
    const { data, errors } = await setGoal(await startAccepted(reconnect))

    expect(errors).toEqual([])
    expect(data?.setGoal).toMatchObject({
      version: 3,
      goals: [{ need: { code: 'gp-registration' }, status: 'NOT_STARTED', setAt: '2026-06-01T09:00:00.000Z', reviewedAt: null }]
    })
  })

  test('leaves its event, without the need', async () => {
    const episode = await startAccepted(reconnect)
    const { data } = await setGoal(episode)

    const event = (await reconnect.events(episode.id)).at(-1)

    expect(event).toMatchObject({ type: 'reconnect.goal-set', subject_version: 3, occurred_at: new Date('2026-06-01T09:00:00Z') })
    expect(event?.payload).toEqual({ episodeId: episode.id, facilityId: 'PNI', goalId: data?.setGoal.goals[0].id })
  })

  test('refuses a need that can be no code of the taxonomy', async () => {
    const episode = await startAccepted(reconnect)

    for (const [needCode, told] of [
      ['', 'needCode" is empty'],
      ['x'.repeat(61), 'taxonomy']
    ])
      expect((await setGoal(episode, { needCode })).errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining(told ?? '') }])
    expect((await setGoal(episode, { needCode: 'x'.repeat(60) })).errors).toEqual([])
  })

  test('refuses a goal before the acceptance, and writes none', async () => {
    const episode = await reconnect.start()

    expect((await setGoal(episode)).errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('Accept') }])
    expect(await reconnect.rows('select 1 from reconnect.goal where episode_id = $1', episode.id)).toEqual([])
  })
})
