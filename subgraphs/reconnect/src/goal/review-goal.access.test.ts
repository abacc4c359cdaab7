import { outsidersOf, type EpisodeRoom, type StartedEpisode } from '@throughcare/test/support/episodes'
import { openReconnect, startAccepted } from '@throughcare/test/support/reconnect'

let reconnect: EpisodeRoom
let episode: StartedEpisode
let goalId: string
beforeAll(async () => {
  reconnect = await openReconnect()
  episode = await startAccepted(reconnect, {}, { consent: true })
  const { data } = await reconnect.act('setGoal', { episodeId: episode.id, needCode: 'housing', expectedVersion: 2 })
  goalId = data?.setGoal.goals[0].id
})
afterAll(() => reconnect.close())

const review = (changes: object = {}) => ({ episodeId: episode.id, goalId, status: 'ACHIEVED', expectedVersion: 3, ...changes })

describe('who may review a goal', () => {
  test.each(outsidersOf('RECONNECT'))('%s may not, and nothing changes', async (_, principal, code) => {
    const { errors } = await reconnect.act('reviewGoal', review(), principal)

    expect(errors).toMatchObject([{ code }])
    expect(await reconnect.rows('select status, version from reconnect.goal where id = $1', goalId)).toEqual([{ status: 'NOT_STARTED', version: 1 }])
    expect((await reconnect.events(episode.id)).map(({ type }) => type)).not.toContain('reconnect.goal-reviewed')
  })

  test('a goal of one episode cannot be reviewed by way of another', async () => {
    const other = await startAccepted(reconnect)

    const { errors } = await reconnect.act('reviewGoal', review({ episodeId: other.id, expectedVersion: other.version }))

    expect(errors).toMatchObject([{ code: 'NOT_FOUND' }])
  })
})
