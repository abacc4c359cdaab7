import type { EpisodeRoom } from '@throughcare/test/support/episodes'
import { openCorrections, openReconnect, startAccepted } from '@throughcare/test/support/reconnect'

let reconnect: EpisodeRoom
beforeAll(async () => void (reconnect = await openReconnect()))
afterAll(() => reconnect.close())

async function assessed() {
  const { id, version } = await startAccepted(reconnect)
  await reconnect.act('assessReconnectNeeds', { episodeId: id, expectedVersion: version, needs: [{ needCode: 'housing', pathway: 'ACCOMMODATION' }] })
  return { id, version: version + 1 }
}
const plan = (episodeId: string, expectedVersion: number, needCodes: string[], changes: object = {}) =>
  reconnect.act('makeReconnectPlan', { episodeId, expectedVersion, needCodes, ...changes })

describe('makeReconnectPlan', () => {
  test('sets a goal for each need, and made again adds those that are missing', async () => {
    const { id, version } = await assessed()

    const first = await plan(id, version, ['housing'])
    const second = await plan(id, version + 1, ['housing', 'mental-health'])

    expect([...first.errors, ...second.errors]).toEqual([])
    expect(first.data?.makeReconnectPlan).toMatchObject({
      planMadeAt: '2026-06-01T09:00:00.000Z',
      goals: [{ need: { code: 'housing' }, status: 'NOT_STARTED' }]
    })
    expect(second.data?.makeReconnectPlan.goals.map((goal: { need: { code: string } }) => goal.need.code).sort()).toEqual(['housing', 'mental-health'])
    expect((await reconnect.events(id)).at(-1)).toMatchObject({ type: 'reconnect.plan-made', payload: { episodeId: id, facilityId: 'PNI' } })
  })

  test('made again, it stays the plan of the day on which it was first made, unless that was taken back', async () => {
    const { id, version } = await assessed()
    await plan(id, version, ['housing'])
    reconnect.at('2026-06-03T09:00:00Z')

    const again = await plan(id, version + 1, ['mental-health'])
    const takenBack = await openCorrections(reconnect).correct(id, { recordedInError: ['PLAN'] })
    const anew = await plan(id, version + 3, ['physical-health'])
    reconnect.at('2026-06-01T09:00:00Z')

    expect(again.data?.makeReconnectPlan).toMatchObject({ planMadeAt: '2026-06-01T09:00:00.000Z', goals: [{}, { setAt: '2026-06-03T09:00:00.000Z' }] })
    expect(takenBack.episode.planMadeAt).toBeNull()
    expect(anew.data?.makeReconnectPlan.planMadeAt).toBe('2026-06-03T09:00:00.000Z')
    const told = (await reconnect.events(id)).filter(({ type }) => type === 'reconnect.plan-made')
    expect(told.map(({ occurred_at }) => occurred_at)).toEqual(['2026-06-01', '2026-06-03', '2026-06-03'].map((day) => new Date(`${day}T09:00:00Z`)))
  })

  test('made again for an earlier time, it was first made then', async () => {
    const { id, version } = await assessed()
    reconnect.at('2026-06-03T09:00:00Z')
    await plan(id, version, ['housing'])
    const { data } = await plan(id, version + 1, ['mental-health'], { madeAt: '2026-06-02T09:00:00Z' })
    reconnect.at('2026-06-01T09:00:00Z')

    expect(data?.makeReconnectPlan.planMadeAt).toBe('2026-06-02T09:00:00.000Z')
  })

  test.each([
    ['without a goal', [], {}, 'at least one goal'],
    ['with a need named twice', ['housing', 'housing'], {}, 'twice'],
    ['before the assessment', ['housing'], { madeAt: '2026-06-01T08:59:59Z' }, 'before the assessment'],
    ['in the future', ['housing'], { madeAt: '2026-06-01T09:00:01Z' }, 'future']
  ])('is refused %s', async (_, needCodes, changes, message) => {
    const { id, version } = await assessed()

    expect((await plan(id, version, needCodes, changes)).errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining(message) }])
  })

  test('is refused where no assessment is recorded', async () => {
    const { id, version } = await startAccepted(reconnect)

    expect((await plan(id, version, ['housing'])).errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('assessment first') }])
  })
})
