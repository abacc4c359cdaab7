import { codesOf } from '@throughcare/test/support/codes'
import type { EpisodeRoom } from '@throughcare/test/support/episodes'
import { navigator, persona } from '@throughcare/test/support/personas'
import { openReconnect, startAccepted, startReleased, tellReferral } from '@throughcare/test/support/reconnect'

let reconnect: EpisodeRoom
beforeAll(async () => void (reconnect = await openReconnect()))
beforeEach(async () => {
  reconnect.at('2026-06-01T09:00:00Z')
  for (const table of ['onward_referral', 'planned_release', 'allocation', 'contact', 'need', 'goal', 'episode_change', 'episode'])
    await reconnect.rows(`delete from reconnect.${table}`)
})
afterAll(() => reconnect.close())

const query = `query ($list: ReconnectWorklist!, $where: ReconnectWorklistFilter, $first: Int, $after: String) {
  reconnectWorklist(list: $list, where: $where, first: $first, after: $after) { edges { node { id phase } } pageInfo { hasNextPage endCursor } } }`
const ask = (list: string, request: object = {}) => reconnect.ask(navigator, query, { list, ...request })
async function idsOf(list: string, request: object = {}): Promise<string[]> {
  const { data, errors } = await ask(list, request)
  if (errors.length > 0) throw new Error(JSON.stringify(errors))
  return data?.reconnectWorklist.edges.map(({ node }: { node: { id: string } }) => node.id)
}
const planned = async (plannedReleaseDate: string) => (await startAccepted(reconnect, { plannedReleaseDate, referredAt: '2026-03-01T09:00:00Z' })).id
const released = (day: string) => startReleased(reconnect, day, { referredAt: '2025-11-01T09:00:00Z' })

describe('worklists', () => {
  test('releases without a plan: up to the 14th and the 28th day, those gone by first', async () => {
    const [in15, past, in14, in28] = [await planned('2026-06-16'), await planned('2026-05-31'), await planned('2026-06-15'), await planned('2026-06-29')]
    await planned('2026-06-30')
    const withPlan = await planned('2026-06-05')
    await reconnect.rows("update reconnect.episode set plan_made_at = '2026-05-01' where id = $1", withPlan)
    await reconnect.start({ plannedReleaseDate: '2026-06-05' })

    expect(await idsOf('RELEASES_IN_14_DAYS_WITHOUT_PLAN')).toEqual([past, in14])
    expect(await idsOf('RELEASES_IN_28_DAYS_WITHOUT_PLAN')).toEqual([past, in14, in15, in28])
  })

  test('gate meetings of today in London, until what became of them is recorded', async () => {
    const meeting = async (at: string, outcome: string | null = null) => {
      const id = await planned('2026-06-01')
      await reconnect.rows('update reconnect.episode set gate_meeting_at = $2, gate_meeting_outcome = $3 where id = $1', id, at, outcome)
      return id
    }
    const late = await meeting('2026-06-01T22:59:59Z')
    const early = await meeting('2026-05-31T23:00:00Z')
    for (const at of ['2026-05-31T22:59:59Z', '2026-06-01T23:00:00Z']) await meeting(at)
    await meeting('2026-06-01T08:00:00Z', 'MET')
    const out = await meeting('2026-06-01T08:00:00Z')
    await reconnect.rows("update reconnect.episode set actual_release_date = '2026-05-31' where id = $1", out)

    expect(await idsOf('GATE_MEETINGS_TODAY')).toEqual([early, late])
  })

  test.each([{ workerId: '' }, { workerId: ' ' }, { facilityIds: ['PNI', ''] }, { facilityIds: [] }])(
    'are refused, and not answered whole, for the filter %j',
    async (where) => {
      expect((await ask('CASELOAD', { where })).errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('is empty') }])
    }
  )

  test('first contacts are due for two days and overdue from the third, until the person is seen or back in custody', async () => {
    const due = await released('2026-05-30')
    const overdue = await released('2026-05-29')
    const seen = await released('2026-05-28')
    await reconnect.act('recordReconnectContact', { episodeId: seen.id, expectedVersion: seen.version, mechanism: 'TELEPHONE', attendance: 'ON_TIME' })
    const back = await released('2026-05-28')
    await reconnect.act('recordReturnToCustody', { episodeId: back.id, expectedVersion: back.version, returnedOn: '2026-05-30' })

    expect(await idsOf('FIRST_CONTACTS_DUE')).toEqual([due.id])
    expect(await idsOf('FIRST_CONTACTS_OVERDUE')).toEqual([overdue.id])
    expect(await idsOf('RETURNED_TO_CUSTODY')).toEqual([back.id])
  })

  test('who is back in custody is owed no first contact, and is owed it again where the return is taken back', async () => {
    const { id, version } = await released('2026-05-28')
    await reconnect.act('recordReturnToCustody', { episodeId: id, expectedVersion: version, returnedOn: '2026-05-29' })
    const contact = { contactAt: '2026-05-31T09:00:00Z', mechanism: 'TELEPHONE', attendance: 'DID_NOT_ATTEND' }
    await reconnect.act('recordReconnectContact', { episodeId: id, expectedVersion: version + 1, ...contact })
    expect(await idsOf('FIRST_CONTACTS_OVERDUE')).toEqual([])

    const inError = { reason: 'It was of somebody else.', recordedInError: ['RETURN_TO_CUSTODY'] }
    const { data } = await reconnect.act('correctReconnectEpisode', { episodeId: id, expectedVersion: version + 2, ...inError })

    expect(await idsOf('FIRST_CONTACTS_OVERDUE')).toEqual([id])
    expect(data?.correctReconnectEpisode.tasks).toContainEqual(expect.objectContaining({ kind: 'FIRST_CONTACT', doneOn: null, state: 'OVERDUE' }))
  })

  test('no first contact is owed where all health needs were met before it was due, unless support is extended', async () => {
    const metOn = async (day: string) => {
      const { id, version } = await released('2026-05-29')
      const needs = [{ needCode: 'mental-health', pathway: 'HEALTH', status: 'MET' }]
      await reconnect.act('assessReconnectNeeds', { episodeId: id, expectedVersion: version, needs })
      await reconnect.rows('update reconnect.episode set health_needs_met_on = $2::text::date where id = $1', id, day)
      return { id, version: version + 1 }
    }
    const [early, inTime] = [await metOn('2026-05-30'), await metOn('2026-05-31')]
    expect(await idsOf('FIRST_CONTACTS_OVERDUE')).toEqual([inTime.id])

    const extension = { until: '2026-12-01', reason: 'Treatment would break off.' }
    await reconnect.act('extendReconnectSupport', { episodeId: early.id, expectedVersion: early.version, ...extension })

    expect((await idsOf('FIRST_CONTACTS_OVERDUE')).toSorted()).toEqual([early.id, inTime.id].toSorted())
  })

  test('goals are stalled from the 29th day after the last look on, the longest wait first, as long as one is not finished', async () => {
    reconnect.at('2026-04-01T09:00:00Z')
    const withGoal = async (setAt: string) => {
      const { id, version } = await startAccepted(reconnect)
      const { data } = await reconnect.act('setGoal', { episodeId: id, needCode: 'housing', expectedVersion: version, setAt })
      return { id, version: version + 1, goalId: data?.setGoal.goals[0].id }
    }
    const late = await withGoal('2026-04-01T09:00:00Z')
    const early = await withGoal('2026-04-01T09:00:00Z')
    const reviewed = await withGoal('2026-04-01T09:00:00Z')
    const reached = await withGoal('2026-04-01T09:00:00Z')
    const both = await withGoal('2026-04-01T09:00:00Z')
    const review = (goal: typeof late, status: string, reviewedAt: string) =>
      reconnect.act('reviewGoal', { episodeId: goal.id, goalId: goal.goalId, status, reviewedAt, expectedVersion: goal.version })
    reconnect.at('2026-06-01T09:00:00Z')
    await review(late, 'IN_PROGRESS', '2026-05-03T22:59:59Z')
    await review(reviewed, 'IN_PROGRESS', '2026-05-03T23:00:00Z')
    await review(reached, 'ACHIEVED', '2026-04-02T09:00:00Z')
    await reconnect.act('setGoal', { episodeId: both.id, needCode: 'gp', expectedVersion: both.version })
    await review({ ...both, version: both.version + 1 }, 'NOT_ACHIEVED', '2026-06-01T09:00:00Z')

    expect(await idsOf('GOALS_STALLED')).toEqual([early.id, late.id])
  })

  test('managers read how many there are in all, whatever the page, and others do not', async () => {
    for (let count = 0; count < 3; count++) await startAccepted(reconnect)
    await startAccepted(reconnect, { facilityId: 'KMI' })
    const total = (principal: typeof navigator, where: object = {}) =>
      reconnect.ask(
        principal,
        `query ($where: ReconnectWorklistFilter) { reconnectWorklist(list: CASELOAD, where: $where, first: 1) { total edges { node { id } } } }`,
        { where }
      )

    expect((await total(persona('reconnect-manager'))).data?.reconnectWorklist).toMatchObject({ total: 4, edges: [{}] })
    expect((await total(persona('reconnect-manager'), { facilityIds: ['KMI'] })).data?.reconnectWorklist).toMatchObject({ total: 1 })
    expect((await total(navigator)).errors).toMatchObject([{ code: 'FORBIDDEN' }])
  })

  test('support is near its end from five months after release, unless extended', async () => {
    const near = await released('2026-01-01')
    await released('2026-01-02')
    const extended = await released('2025-12-30')
    await reconnect.act('extendReconnectSupport', {
      episodeId: extended.id,
      expectedVersion: extended.version,
      until: '2026-08-01',
      reason: 'Treatment would break off.'
    })

    expect(await idsOf('NEAR_THE_END_OF_SUPPORT')).toEqual([near.id])
  })

  test('an extension is on the list from 28 days before its last day on, also once that has gone by', async () => {
    const extended = async (until: string) => {
      const { id, version } = await released('2025-11-15')
      reconnect.at('2026-05-10T09:00:00Z')
      const { errors } = await reconnect.act('extendReconnectSupport', { episodeId: id, expectedVersion: version, until, reason: 'Treatment would break off.' })
      reconnect.at('2026-06-01T09:00:00Z')
      expect(errors).toEqual([])
      return id
    }
    const [in28, past] = [await extended('2026-06-29'), await extended('2026-05-31')]
    await extended('2026-06-30')

    expect(await idsOf('EXTENSIONS_ENDING')).toEqual([past, in28])
  })

  test('whose health needs are all met is on the list once released, unless support was extended', async () => {
    const withNeedMet = async ({ id, version }: { id: string; version: number }, pathway: string) => {
      const needs = [{ needCode: 'social-support', pathway, status: 'MET' }]
      const { errors } = await reconnect.act('assessReconnectNeeds', { episodeId: id, expectedVersion: version, needs })
      expect(errors).toEqual([])
      return { id, version: version + 1 }
    }
    const met = await withNeedMet(await released('2026-05-01'), 'HEALTH')
    await withNeedMet(await released('2026-05-01'), 'FINANCE_AND_ID')
    await withNeedMet(await startAccepted(reconnect), 'HEALTH')
    expect(await idsOf('HEALTH_NEEDS_MET')).toEqual([met.id])

    const extension = { until: '2026-12-01', reason: 'Treatment would break off.' }
    await reconnect.act('extendReconnectSupport', { episodeId: met.id, expectedVersion: met.version, ...extension })

    expect(await idsOf('HEALTH_NEEDS_MET')).toEqual([])
  })

  test('a referral is late less than 28 days before release', async () => {
    const late = await reconnect.start({ plannedReleaseDate: '2026-06-28' })
    await reconnect.start({ plannedReleaseDate: '2026-06-29' })

    expect(await idsOf('LATE_REFERRALS')).toEqual([late.id])
  })

  describe('a handover', () => {
    const reason = 'SUITABLE_FOR_ENHANCED_RECONNECT'
    const fail = (referralId: string) => reconnect.rows('update reconnect.onward_referral set failed_at = now() where id = $1', referralId)
    async function handOver(mutation: string) {
      const episode = mutation === 'declineReconnectReferral' ? await reconnect.start() : await startAccepted(reconnect)
      const handoverReferralId = await tellReferral(reconnect, episode, 'offending')
      const given = mutation === 'declineReconnectReferral' ? { reason } : { reason: 'TRANSFERRED_TO_SERVICE' }
      const { errors } = await reconnect.act(mutation, { episodeId: episode.id, expectedVersion: episode.version, handoverReferralId, ...given })
      expect(errors).toEqual([])
      return { ...episode, version: episode.version + 1, handoverReferralId }
    }

    test('that the other service declined, or that was taken back, is on the list, the first first, and one that stands is not', async () => {
      const declined = await handOver('declineReconnectReferral')
      reconnect.at('2026-06-01T10:00:00Z')
      const closed = await handOver('closeReconnectEpisode')
      await handOver('declineReconnectReferral')
      expect(await idsOf('HANDOVERS_FAILED')).toEqual([])
      for (const { handoverReferralId } of [closed, declined]) await fail(handoverReferralId)

      expect(await idsOf('HANDOVERS_FAILED')).toEqual([declined.id, closed.id])
      const [first] = [(await ask('HANDOVERS_FAILED', { first: 1 })).data?.reconnectWorklist]
      expect(await idsOf('HANDOVERS_FAILED', { first: 1, after: first.pageInfo.endCursor })).toEqual([closed.id])
    })

    test('leaves the list with another that stands, with the opening of the episode, and with what was recorded in error', async () => {
      const [corrected, reopened, mistaken] = [
        await handOver('declineReconnectReferral'),
        await handOver('closeReconnectEpisode'),
        await handOver('closeReconnectEpisode')
      ]
      for (const { handoverReferralId } of [corrected, reopened, mistaken]) await fail(handoverReferralId)
      expect(await idsOf('HANDOVERS_FAILED')).toHaveLength(3)

      const another = await tellReferral(reconnect, corrected, 'offending')
      const change = ({ id, version }: typeof corrected) => ({ episodeId: id, expectedVersion: version, reason: 'Another service takes over.' })
      await reconnect.act('correctReconnectEpisode', { ...change(corrected), handoverReferralId: another })
      await reconnect.act('reopenReconnectEpisode', change(reopened))
      expect(await idsOf('HANDOVERS_FAILED')).toEqual([mistaken.id])
      await reconnect.rows("update reconnect.episode set closure_reason = 'RECORDED_IN_ERROR' where id = $1", mistaken.id)

      expect(await idsOf('HANDOVERS_FAILED')).toEqual([])
    })
  })

  test('whoever has died waits for nothing; the caseload alone shows the episode, to be closed', async () => {
    const inside = await startAccepted(reconnect, { plannedReleaseDate: '2026-06-10' })
    const [unseen, contacted, back] = [await released('2025-12-01'), await released('2026-05-31'), await released('2025-12-01')]
    const set = ({ id }: { id: string }, columns: string) => reconnect.rows(`update reconnect.episode set ${columns} where id = $1`, id)
    await set(inside, "gate_meeting_at = '2026-06-01T12:00:00Z'")
    await set(unseen, "goals_open_since = '2026-01-01', health_needs_met_on = '2026-01-01'")
    await set(contacted, "extended_until = '2026-06-10'")
    await set(back, "returned_to_custody_on = '2026-01-01'")
    const handedOver = await reconnect.start()
    await set(handedOver, `declined_at = '2026-01-01', handover_referral_id = '${await tellReferral(reconnect, handedOver, 'offending', true)}'`)
    const lists = codesOf('ReconnectWorklist')
    const counts = async () => Object.fromEntries(await Promise.all(lists.map(async (list) => [list, (await idsOf(list)).length] as const)))

    expect(Object.values(await counts())).not.toContain(0)
    await reconnect.rows(`update reconnect.episode set died_on = '2026-02-01'`)

    expect(await counts()).toEqual({ ...Object.fromEntries(lists.map((list) => [list, 0])), CASELOAD: 4 })
  })

  test('the caseload is by prison and by worker, page by page, each episode once', async () => {
    const ids = []
    for (let count = 0; count < 3; count++) ids.push((await startAccepted(reconnect)).id)
    const other = await startAccepted(reconnect, { facilityId: 'KMI' })
    await reconnect.act('allocateWorker', { episodeId: other.id, expectedVersion: other.version, side: 'PRISON', workerId: 'inside' })

    const first = (await ask('CASELOAD', { first: 3 })).data?.reconnectWorklist
    const rest = await idsOf('CASELOAD', { first: 3, after: first.pageInfo.endCursor })

    expect(new Set([...first.edges.map(({ node }: { node: { id: string } }) => node.id), ...rest])).toEqual(new Set([...ids, other.id]))
    expect(rest).toHaveLength(1)
    expect(await idsOf('CASELOAD', { where: { facilityIds: ['KMI'] } })).toEqual([other.id])
    expect(await idsOf('CASELOAD', { where: { workerId: 'inside' } })).toEqual([other.id])
    expect(await idsOf('CASELOAD', { where: { workerId: 'nobody' } })).toEqual([])
  })

  test('a page of many takes as many statements as a page of one', async () => {
    await startAccepted(reconnect)
    reconnect.statements()
    await ask('CASELOAD')
    const ofOne = reconnect.statements().length
    for (let count = 0; count < 3; count++) await startAccepted(reconnect)
    reconnect.statements()

    expect(await idsOf('CASELOAD')).toHaveLength(4)
    expect(reconnect.statements()).toHaveLength(ofOne)
  })
})
