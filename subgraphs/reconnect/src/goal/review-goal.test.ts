import type { EpisodeRoom } from '@throughcare/test/support/episodes'
import { openReconnect, startAccepted } from '@throughcare/test/support/reconnect'

let reconnect: EpisodeRoom
let episodeId: string
let goalId: string
beforeAll(async () => void (reconnect = await openReconnect()))
beforeEach(async () => {
  reconnect.at('2026-06-01T09:00:00Z')
  const episode = await startAccepted(reconnect)
  const { data } = await reconnect.act('setGoal', { episodeId: episode.id, needCode: 'housing', expectedVersion: 2 })
  episodeId = episode.id
  goalId = data?.setGoal.goals[0].id
  reconnect.at('2026-07-01T09:00:00Z')
})
afterAll(() => reconnect.close())

const review = (status: string, changes: object = {}) => reconnect.act('reviewGoal', { episodeId, goalId, status, expectedVersion: 3, ...changes })

const corrections = async (room: EpisodeRoom, id: string) =>
  (
    await room.rows<{ corrections: object[] }>(
      'select corrections from reconnect.episode_change where episode_id = $1 order by episode_version desc limit 1',
      id
    )
  )[0]?.corrections

describe('reviewGoal', () => {
  test('records how far the goal has come, and when', async () => {
    const { data, errors } = await review('PARTIALLY_ACHIEVED', { reviewedAt: '2026-06-30T09:00:00Z' })

    expect(errors).toEqual([])
    expect(data?.reviewGoal).toMatchObject({ version: 4, goals: [{ id: goalId, status: 'PARTIALLY_ACHIEVED', reviewedAt: '2026-06-30T09:00:00.000Z' }] })
    expect(await reconnect.rows('select version from reconnect.goal where id = $1', goalId)).toEqual([{ version: 2 }])
  })

  test('how far it had come before stays in the history', async () => {
    await review('ACHIEVED', { reviewedAt: '2026-06-30T09:00:00Z' })

    expect(await corrections(reconnect, episodeId)).toEqual([{ field: 'goals.status', partId: goalId, oldValue: 'NOT_STARTED', newValue: 'ACHIEVED' }])
  })

  test('leaves its event, dated when the goal was reviewed, without how far it came', async () => {
    await review('ACHIEVED', { reviewedAt: '2026-06-30T09:00:00Z' })

    const event = (await reconnect.events(episodeId)).at(-1)

    expect(event).toMatchObject({ type: 'reconnect.goal-reviewed', subject_version: 4, occurred_at: new Date('2026-06-30T09:00:00Z') })
    expect(event?.payload).toEqual({ episodeId, facilityId: 'PNI', goalId })
  })

  test('refuses a review from before the goal, and leaves the goal as it was', async () => {
    expect((await review('ACHIEVED', { reviewedAt: '2026-06-01T08:59:59Z' })).errors).toMatchObject([{ code: 'BAD_USER_INPUT' }])
    expect(await reconnect.rows('select status from reconnect.goal where id = $1', goalId)).toEqual([{ status: 'NOT_STARTED' }])
  })

  test('is told when there is no such goal', async () => {
    expect((await review('ACHIEVED', { goalId: crypto.randomUUID() })).errors).toMatchObject([{ code: 'NOT_FOUND' }])
  })
})
