import type { EpisodeRoom } from '@throughcare/test/support/episodes'
import { openReconnect, startAccepted, startReleased } from '@throughcare/test/support/reconnect'

let reconnect: EpisodeRoom
beforeAll(async () => void (reconnect = await openReconnect()))
afterAll(() => reconnect.close())

const reach = (episodeId: string, expectedVersion: number, milestone: string, on: string) =>
  reconnect.act('recordMilestone', { episodeId, expectedVersion, milestone, on })
const taskOf = (episode: { tasks: { kind: string }[] }, kind: string) => episode.tasks.find((task) => task.kind === kind)

describe('recordMilestone', () => {
  test('registered with a GP: that task is done', async () => {
    const { id, version } = await startReleased(reconnect, '2026-05-20')

    const { data, errors } = await reach(id, version, 'REGISTERED_WITH_GP', '2026-05-25')

    expect(errors).toEqual([])
    expect(taskOf(data?.recordMilestone, 'GP_REGISTRATION')).toMatchObject({ dueOn: '2026-06-17', doneOn: '2026-05-25', state: 'DONE', isOfficial: false })
    expect((await reconnect.events(id)).at(-1)).toMatchObject({ type: 'reconnect.gp-registered', payload: { on: '2026-05-25' } })
  })

  test('treatment is a task only where drugs or alcohol are a need, and its three weeks are official', async () => {
    const { id, version } = await startReleased(reconnect, '2026-05-20')
    const without = await reach(id, version, 'STARTED_TREATMENT', '2026-05-20')
    const needs = [{ needCode: 'alcohol', pathway: 'DRUGS_AND_ALCOHOL' }]
    const { data } = await reconnect.act('assessReconnectNeeds', { episodeId: id, expectedVersion: version + 1, needs })

    expect(taskOf(without.data?.recordMilestone, 'TREATMENT_START')).toBeUndefined()
    expect(taskOf(data?.assessReconnectNeeds, 'TREATMENT_START')).toMatchObject({ dueOn: '2026-06-10', doneOn: '2026-05-20', isOfficial: true })
  })

  test('treatment is a task of whoever has a need of drugs or alcohol, on whichever pathway it was written down', async () => {
    const { id, version } = await startReleased(reconnect, '2026-05-20')
    const assess = (expectedVersion: number, needCode: string) =>
      reconnect.act('assessReconnectNeeds', { episodeId: id, expectedVersion, needs: [{ needCode, pathway: 'FINANCE_AND_ID' }] })

    const debts = await assess(version, 'debt-benefits')
    const drugs = await assess(version + 1, 'substance-use')

    expect(taskOf(debts.data?.assessReconnectNeeds, 'TREATMENT_START')).toBeUndefined()
    expect(taskOf(drugs.data?.assessReconnectNeeds, 'TREATMENT_START')).toMatchObject({ dueOn: '2026-06-10', doneOn: null })
    expect(drugs.data?.assessReconnectNeeds.needs).toMatchObject([{ isHealthNeed: false }, { isHealthNeed: true }])
  })

  test('is refused for a day to come; treatment in the community also before the release', async () => {
    const { id, version } = await startReleased(reconnect, '2026-05-20')
    const inside = await startAccepted(reconnect)

    expect((await reach(id, version, 'REGISTERED_WITH_GP', '2026-06-02')).errors).toMatchObject([{ code: 'BAD_USER_INPUT' }])
    expect((await reach(id, version, 'STARTED_TREATMENT', '2026-05-19')).errors).toMatchObject([{ code: 'BAD_USER_INPUT' }])
    expect((await reach(inside.id, inside.version, 'STARTED_TREATMENT', '2026-05-30')).errors).toMatchObject([{ code: 'BAD_USER_INPUT' }])
  })
})
