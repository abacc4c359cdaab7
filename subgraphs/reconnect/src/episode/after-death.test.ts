import { recordIdOf } from '@throughcare/kit/ids'
import { room } from '@throughcare/reconnect'
import { openEpisodeImports, type EpisodeFields, type EpisodeImports } from '@throughcare/test/support/episode-imports'
import type { EpisodeRoom } from '@throughcare/test/support/episodes'
import { persona } from '@throughcare/test/support/personas'
import { openCorrections, openReconnect, startAccepted, startAssigned, startClosed, startWithNeed, tellDeath } from '@throughcare/test/support/reconnect'

const diedOn = '2026-05-20'
const first = { facility: 'PNI', source: 'SELF', referred_at: '2026-03-02T15:15:00Z', accepted_at: '2026-03-03T09:00:00Z' }
let reconnect: EpisodeRoom
let imports: EpisodeImports
let corrections: ReturnType<typeof openCorrections>
beforeAll(async () => {
  reconnect = await openReconnect()
  imports = await openEpisodeImports(reconnect, room, { service: 'RECONNECT', first })
  corrections = openCorrections(reconnect)
})
beforeEach(() => imports.at('2026-06-01T09:00:00Z'))
afterAll(() => imports.close())

const message = expect.stringContaining('recorded as having died before then')
const refused = [{ code: 'BAD_USER_INPUT', message }]
/** Midnight in London is an hour earlier by UTC. */
const [lastOfDay, dayAfter] = ['2026-05-20T22:59:59Z', '2026-05-20T23:00:00Z']
const seen = { mechanism: 'TELEPHONE', attendance: 'ON_TIME' }
const told = (recordId: string) =>
  reconnect.rows(
    `insert into reconnect.known_person (record_id, died_on, death_version) values ($1, $2, 1) on conflict (record_id) do update set died_on = excluded.died_on`,
    recordId,
    diedOn
  )

/** An episode of somebody who died since: assessed, and with the release planned. */
async function startDead() {
  const { id, version } = await startAccepted(reconnect, { referredAt: '2026-05-01T09:00:00Z' })
  await reconnect.rows("update reconnect.episode set died_on = $2, accepted_at = '2026-05-02', assessed_at = '2026-05-03' where id = $1", id, diedOn)
  return { id, version }
}

describe('work with somebody who died', () => {
  test.each([
    ['recordRelease', { releasedOn: diedOn }, { releasedOn: '2026-05-21' }],
    ['setReleaseDate', { date: diedOn, reason: 'FIRST_KNOWN' }, { date: '2026-05-21', reason: 'FIRST_KNOWN' }],
    ['recordTemporaryRelease', { releasedOn: diedOn }, { releasedOn: '2026-05-21' }],
    ['transferPrison', { facilityId: 'KMI', transferredOn: diedOn }, { facilityId: 'KMI', transferredOn: '2026-05-21' }],
    ['recordReconnectContact', { ...seen, contactAt: lastOfDay }, { ...seen, contactAt: dayAfter }],
    ['assessReconnectNeeds', { needs: [], assessedAt: lastOfDay }, { needs: [], assessedAt: dayAfter }],
    ['makeReconnectPlan', { needCodes: ['housing'], madeAt: lastOfDay }, { needCodes: ['housing'], madeAt: dayAfter }],
    ['setGoal', { needCode: 'housing', setAt: lastOfDay }, { needCode: 'housing', setAt: dayAfter }],
    ['offerReconnectPeerSupport', { answer: 'ACCEPTED', offeredAt: lastOfDay }, { answer: 'ACCEPTED', offeredAt: dayAfter }],
    ['recordMilestone', { milestone: 'REGISTERED_WITH_GP', on: diedOn }, { milestone: 'REGISTERED_WITH_GP', on: '2026-05-21' }]
  ])('is recorded up to the day of death, and not after it: %s', async (mutation, on, after) => {
    const { id: episodeId, version: expectedVersion } = await startDead()

    expect((await reconnect.act(mutation, { episodeId, expectedVersion, ...after })).errors).toMatchObject(refused)
    expect((await reconnect.act(mutation, { episodeId, expectedVersion, ...on })).errors).toEqual([])
  })

  test('in a review of a goal or a need likewise', async () => {
    const { id: episodeId, needId, version } = await startWithNeed(reconnect)
    const { data } = await reconnect.act('setGoal', { episodeId, expectedVersion: version, needCode: 'housing' })
    const [{ id: goalId }] = data?.setGoal.goals ?? []
    reconnect.at('2026-06-04T09:00:00Z')
    await reconnect.rows("update reconnect.episode set died_on = '2026-06-02' where id = $1", episodeId)
    const review = async (at: string, expectedVersion: number) => [
      (await reconnect.act('reviewGoal', { episodeId, expectedVersion, goalId, status: 'ACHIEVED', reviewedAt: at })).errors,
      (await reconnect.act('reviewReconnectNeed', { episodeId, expectedVersion: expectedVersion + 1, needId, status: 'MET', statusAt: at })).errors
    ]

    const early = await review('2026-06-02T22:59:59Z', version + 1)
    expect(await review('2026-06-02T23:00:00Z', version + 3)).toMatchObject([refused, [{ code: 'CONFLICT' }]])
    expect(early).toEqual([[], []])
    const late = { episodeId, expectedVersion: version + 3, needId, status: 'REFERRED', statusAt: '2026-06-02T23:00:00Z' }
    expect((await reconnect.act('reviewReconnectNeed', late)).errors).toMatchObject(refused)
  })

  test('is given to no worker after the death, nor taken on by one', async () => {
    const { id: episodeId, version: expectedVersion } = await startDead()
    const allocate = () => reconnect.act('allocateWorker', { episodeId, expectedVersion, side: 'PRISON', workerId: 'sam' })

    reconnect.at(dayAfter)
    expect((await allocate()).errors).toMatchObject(refused)
    reconnect.at(lastOfDay)
    const { data, errors } = await allocate()
    expect(errors).toEqual([])
    const [{ id: allocationId }] = data?.allocateWorker.allocations ?? []
    const accept = () => reconnect.act('acceptAllocation', { episodeId, expectedVersion: expectedVersion + 1, allocationId })
    reconnect.at(dayAfter)
    expect((await accept()).errors).toMatchObject(refused)
    reconnect.at(lastOfDay)
    expect((await accept()).errors).toEqual([])
  })

  test('after the release likewise: a return to custody, where medicine goes on, and an extension that is decided now', async () => {
    const { id } = await startDead()
    const { version: expectedVersion } = await corrections.act(id, 'recordRelease', { releasedOn: '2026-05-10' })
    const ask = (mutation: string, input: object) => reconnect.act(mutation, { episodeId: id, expectedVersion, ...input })

    expect((await ask('recordReturnToCustody', { returnedOn: '2026-05-21' })).errors).toMatchObject(refused)
    expect((await ask('extendReconnectSupport', { until: '2027-01-01', reason: 'Treatment would break off.' })).errors).toMatchObject(refused)
    const goesOn = (continuesOn: string) => ask('recordContinuity', { kind: 'MEDICINE', daysInHand: 7, continuesBy: 'APPOINTMENT', continuesOn })
    expect((await goesOn('2026-05-21')).errors).toMatchObject(refused)
    expect((await goesOn(diedOn)).errors).toEqual([])
    const returned = { expectedVersion: expectedVersion + 1, returnedOn: diedOn }
    expect((await ask('recordReturnToCustody', returned)).errors).toEqual([])
  })

  test('no referral is accepted after the death, and none is met at the gate; it is declined or cancelled', async () => {
    const { id, version } = await reconnect.start({ referredAt: '2026-05-01T09:00:00Z', plannedReleaseDate: '2026-06-01' })
    const { id: planned } = await startAccepted(reconnect, { referredAt: '2026-05-01T09:00:00Z', plannedReleaseDate: '2026-06-01' })
    await corrections.act(planned, 'planGateMeeting', { meetAt: '2026-06-01T08:00:00Z' })
    await reconnect.rows('update reconnect.episode set died_on = $1 where id = any($2)', diedOn, [id, planned])

    expect((await reconnect.act('acceptReconnectReferral', { episodeId: id, expectedVersion: version })).errors).toMatchObject(refused)
    expect((await reconnect.act('declineReconnectReferral', { episodeId: id, expectedVersion: version, reason: 'DIED' })).errors).toEqual([])
    const meet = (outcome: string) => reconnect.act('recordGateMeeting', { episodeId: planned, expectedVersion: 3, outcome })
    expect((await meet('MET')).errors).toMatchObject(refused)
    expect((await meet('CANCELLED_BY_SERVICE')).errors).toEqual([])
  })

  test('ends because of the death once that is recorded, and not before that day: by closing, by declining and by a correction', async () => {
    const [open, undecided, closed] = [await startAccepted(reconnect), await reconnect.start(), await startClosed(reconnect)]
    const end = (at: object) => [
      () => reconnect.act('closeReconnectEpisode', { episodeId: open.id, expectedVersion: open.version, reason: 'DIED', ...at }),
      () => reconnect.act('declineReconnectReferral', { episodeId: undecided.id, expectedVersion: undecided.version, reason: 'DIED' }),
      () => corrections.correct(closed.id, { closureReason: 'DIED' })
    ]
    const refusals = async (at: object) => {
      const answers: unknown[] = []
      for (const ask of end(at)) answers.push((await ask()).errors.map(({ message }) => message.slice(0, 40)))
      return answers
    }
    const each = (sentence: string) => end({}).map(() => [sentence])

    expect(await refusals({})).toEqual(each('No death is recorded of this person. Rec'))
    for (const { recordId } of [open, undecided, closed]) await tellDeath(reconnect, recordId, '2026-06-02')
    expect(await refusals({})).toEqual(each('The person died after that day. Give the'))
    reconnect.at('2026-06-03T09:00:00Z')
    for (const { recordId } of [undecided, closed]) await tellDeath(reconnect, recordId, '2026-06-01')
    expect(await refusals({ closedAt: '2026-06-01T22:59:59Z' })).toEqual([['The person died after that day. Give the'], [], []])
    expect(await end({ closedAt: '2026-06-01T23:00:00Z' })[0]?.()).toMatchObject({ errors: [] })
  })

  test('by a peer support worker neither', async () => {
    reconnect.at('2026-05-01T09:00:00Z')
    const { id: episodeId } = await startAssigned(reconnect)
    reconnect.at('2026-06-01T09:00:00Z')
    await reconnect.rows('update reconnect.episode set died_on = $2 where id = $1', episodeId, diedOn)
    const meet = (contactAt: string) =>
      reconnect.act('recordReconnectPeerSupportContact', { episodeId, ...seen, contactAt }, persona('reconnect-peer-support-worker'))

    expect((await meet(dayAfter)).errors).toMatchObject(refused)
    expect((await meet(lastOfDay)).errors).toEqual([])
  })

  test('is not corrected to after the death; what stood there before the death was told is corrected in all else', async () => {
    const { id } = await startAccepted(reconnect, { referredAt: '2026-05-01T09:00:00Z' })
    await corrections.act(id, 'recordRelease', { releasedOn: '2026-05-10' })
    const { contacts } = await corrections.act(id, 'recordReconnectContact', { ...seen, contactAt: '2026-05-11T09:00:00Z' })
    const { contacts: all } = await corrections.act(id, 'recordReconnectContact', { ...seen, contactAt: '2026-05-25T09:00:00Z' })
    await reconnect.rows("update reconnect.episode set accepted_at = '2026-05-02' where id = $1", id)
    const [{ id: goalId }] = (await corrections.act(id, 'setGoal', { needCode: 'housing', setAt: '2026-05-11T09:00:00Z' })).goals
    await corrections.act(id, 'reviewGoal', { goalId, status: 'ACHIEVED', reviewedAt: '2026-05-12T09:00:00Z' })
    await reconnect.rows('update reconnect.episode set died_on = $2 where id = $1', id, diedOn)
    const [early, late] = [contacts[0].id, all[1].id]

    expect((await corrections.correct(id, { actualReleaseDate: '2026-05-21' })).errors).toMatchObject(refused)
    expect((await corrections.correct(id, { contacts: [{ id: early, contactAt: dayAfter }] })).errors).toMatchObject(refused)
    expect((await corrections.correct(id, { goals: [{ id: goalId, reviewedAt: dayAfter }] })).errors).toMatchObject(refused)
    expect((await corrections.correct(id, { goals: [{ id: goalId, reviewedAt: lastOfDay }] })).errors).toEqual([])
    expect((await corrections.correct(id, { contacts: [{ id: late, attendance: 'DID_NOT_ATTEND' }] })).errors).toEqual([])
    expect((await corrections.correct(id, { actualReleaseDate: diedOn })).errors).toEqual([])
  })
})

const supplied = { released_on: '2026-05-10', medicine_days_in_hand: '7', medicine_continues_by: 'APPOINTMENT' }

describe('a file that tells of work with somebody who died', () => {
  const outcomeOf = async (row: EpisodeFields) => {
    const { report, rejected } = await imports.take(row)
    return rejected[0] ?? (report.changed ? 'changed' : report.added ? 'added' : 'unchanged')
  }

  test.each([
    ['released_on', { released_on: diedOn }, { released_on: '2026-05-21' }],
    ['contacts', { contacts: `${lastOfDay}/SUPPORT/TELEPHONE/ON_TIME` }, { contacts: `${dayAfter}/SUPPORT/TELEPHONE/ON_TIME` }],
    ['gp_registered_on', { gp_registered_on: diedOn }, { gp_registered_on: '2026-05-21' }],
    ['prison_transfers', { prison_transfers: `KMI:${diedOn}` }, { prison_transfers: 'KMI:2026-05-21' }],
    ['assessed_at', { assessed_at: lastOfDay }, { assessed_at: dayAfter }],
    ['workers', { workers: `PRISON/sam/${lastOfDay}` }, { workers: `PRISON/sam/${dayAfter}` }],
    ['workers', { workers: `PRISON/sam/${lastOfDay}/${lastOfDay}` }, { workers: `PRISON/sam/${lastOfDay}/${dayAfter}` }],
    ['medicine_days_in_hand', { ...supplied, medicine_continues_on: diedOn }, { ...supplied, medicine_continues_on: '2026-05-21' }]
  ])('is taken up to the day of death, and not after it, in a row that begins an episode or changes one: %s', async (column, on, after) => {
    const [fresh, stands] = [await imports.row(), await imports.row()]
    await imports.take(stands)
    for (const { source_system = '', source_key = '' } of [fresh, stands]) await told(recordIdOf(source_system, source_key))
    await reconnect.rows(
      'update reconnect.episode set died_on = $2 where record_id = $1',
      recordIdOf(stands.source_system ?? '', stands.source_key ?? ''),
      diedOn
    )

    for (const row of [fresh, stands]) {
      expect(await outcomeOf({ ...row, ...after })).toContain(`2,${column},`)
      expect(await outcomeOf({ ...row, ...on })).toBe(row === fresh ? 'added' : 'changed')
    }
  })
})
