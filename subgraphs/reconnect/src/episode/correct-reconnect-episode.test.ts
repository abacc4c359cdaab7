import type { EpisodeRoom } from '@throughcare/test/support/episodes'
import { navigator } from '@throughcare/test/support/personas'
import { openCorrections, openReconnect, startAccepted, startReleased, tellFacility, tellReferral } from '@throughcare/test/support/reconnect'

let reconnect: EpisodeRoom
let corrections: ReturnType<typeof openCorrections>
beforeAll(async () => {
  reconnect = await openReconnect()
  corrections = openCorrections(reconnect)
})
beforeEach(() => reconnect.at('2026-06-01T09:00:00Z'))
afterAll(() => reconnect.close())

const refused = (message: string) => [{ code: 'BAD_USER_INPUT', message: expect.stringContaining(message) }]
const taskOf = (episode: { tasks: { kind: string }[] }, kind: string) => episode.tasks.find((task) => task.kind === kind)

describe('the release', () => {
  test('is corrected: old and new day, why and who stay in the history, readers hear it anew, and every task moves with it', async () => {
    const { correct, heard } = corrections
    const { id } = await startReleased(reconnect, '2026-05-30')

    const { episode, errors } = await correct(id, { actualReleaseDate: '2026-05-28', sleptAt: 'SOCIAL_RENT' })

    expect(errors).toEqual([])
    expect(episode).toMatchObject({ actualReleaseDate: '2026-05-28', sleptAt: 'SOCIAL_RENT', supportEndsOn: '2026-11-28', housedOnFirstNight: 'HOUSED' })
    expect(taskOf(episode as never, 'FIRST_CONTACT')).toMatchObject({ dueOn: '2026-05-30', state: 'OVERDUE' })
    expect(taskOf(episode as never, 'GP_REGISTRATION')).toMatchObject({ dueOn: '2026-06-25' })
    expect(episode.history.at(-1)).toEqual({
      ...{ version: 4, action: 'correct-reconnect-episode', recordedBy: navigator.subject, reason: 'Read from the wrong line.' },
      corrections: [
        { field: 'actualReleaseDate', partId: null, oldValue: '2026-05-30', newValue: '2026-05-28' },
        { field: 'sleptAt', partId: null, oldValue: null, newValue: 'SOCIAL_RENT' }
      ]
    })
    expect(await heard(id)).toEqual([
      ['episode-corrected', undefined, undefined],
      ['released', undefined, undefined]
    ])
  })

  test('that never was is taken back: the person is in prison still, and no clock of it runs', async () => {
    const { correct, read, act, heard } = corrections
    const { id } = await startAccepted(reconnect, { plannedReleaseDate: '2026-06-20' })
    await act(id, 'recordRelease', { releasedOn: '2026-06-01', sleptAt: 'SQUAT' })

    const { episode, errors } = await correct(id, { recordedInError: ['RELEASE'] })

    expect(errors).toEqual([])
    expect(episode).toMatchObject({ actualReleaseDate: null, sleptAt: null, supportEndsOn: null, housedOnFirstNight: null, phase: 'PRE_RELEASE' })
    expect(taskOf(episode as never, 'FIRST_CONTACT')).toMatchObject({ dueOn: '2026-06-22', state: 'UPCOMING' })
    expect(await heard(id)).toContainEqual(['step-withdrawn', 'released', null])
    await act(id, 'recordRelease', { releasedOn: '2026-06-01' })
    expect(await read(id)).toMatchObject({ actualReleaseDate: '2026-06-01', sleptAt: null })
  })

  test.each([
    ['recordContinuity', { kind: 'MEDICINE', daysInHand: 7 }, 'supply'],
    [
      'recordMilestone',
      { milestone: 'STARTED_TREATMENT', on: '2026-06-01' },
      'The start of treatment that is recorded follows from the release. Take it back too.'
    ],
    ['recordReturnToCustody', { returnedOn: '2026-06-01' }, 'The return to custody that is recorded follows from the release. Take it back too.'],
    ['extendReconnectSupport', { until: '2027-02-01', reason: 'Treatment would break off.' }, 'The extension of support that is recorded']
  ])('is not taken back while something follows from it, such as %s', async (mutation, input, reason) => {
    const { id } = await startReleased(reconnect, '2026-05-30')
    await corrections.act(id, mutation, input)

    expect((await corrections.correct(id, { recordedInError: ['RELEASE'] })).errors).toMatchObject(refused(reason))
  })

  test('is taken back together with all that followed from it', async () => {
    const { correct, act } = corrections
    const { id } = await startReleased(reconnect, '2026-05-30')
    const { continuity } = await act(id, 'recordContinuity', { kind: 'MEDICINE', daysInHand: 7 })
    await act(id, 'recordReturnToCustody', { returnedOn: '2026-06-01' })
    const supply = { id: continuity[0].id, isRecordedInError: true }

    const { episode, errors } = await correct(id, { recordedInError: ['RELEASE', 'RETURN_TO_CUSTODY'], continuity: [supply] })

    expect(errors).toEqual([])
    expect(episode).toMatchObject({ actualReleaseDate: null, returnedToCustodyOn: null, continuity: [] })
    await act(id, 'recordRelease', { releasedOn: '2026-05-31' })
    expect((await act(id, 'recordContinuity', { kind: 'MEDICINE', daysInHand: 3 })).continuity).toMatchObject([{ daysInHand: 3, runsOutOn: '2026-06-03' }])
  })

  test('is moved up to today and the return to custody, and not past them', async () => {
    const { id } = await startReleased(reconnect, '2026-05-20')
    await corrections.act(id, 'recordReturnToCustody', { returnedOn: '2026-05-25' })
    const move = async (actualReleaseDate: string) => (await corrections.correct(id, { actualReleaseDate })).errors

    expect(await move('2026-06-02')).toMatchObject(refused('in the future'))
    expect(await move('2026-05-26')).toMatchObject(refused('went back to custody before that day'))
    expect(await move('2026-05-25')).toEqual([])
  })
})

describe('the meeting at the gate', () => {
  test('has its outcome corrected, or taken back, and is not planned any more where that was wrong', async () => {
    const { correct, act } = corrections
    const { id } = await startAccepted(reconnect, { plannedReleaseDate: '2026-06-01' })
    await act(id, 'planGateMeeting', { meetAt: '2026-06-01T08:00:00Z' })
    await act(id, 'recordGateMeeting', { outcome: 'MET' })

    expect((await correct(id, { gateMeetingOutcome: 'PERSON_NOT_THERE' })).episode).toMatchObject({ gateMeeting: { outcome: 'PERSON_NOT_THERE' } })
    expect((await correct(id, { recordedInError: ['GATE_MEETING_OUTCOME'] })).episode).toMatchObject({ gateMeeting: { outcome: null } })
    expect((await correct(id, { gateMeetingAt: '2026-06-02T08:00:00Z' })).errors).toMatchObject(refused('planned day of release'))
    expect((await correct(id, { gateMeetingAt: '2026-06-01T07:00:00Z' })).episode).toMatchObject({ gateMeeting: { meetAt: '2026-06-01T07:00:00.000Z' } })
    expect((await correct(id, { recordedInError: ['GATE_MEETING'] })).episode).toMatchObject({ gateMeeting: null })
  })

  test('goes with the day of release that is corrected, and back where the release is taken back', async () => {
    const { correct, act } = corrections
    const { id } = await startAccepted(reconnect, { plannedReleaseDate: '2026-06-01' })
    await act(id, 'planGateMeeting', { meetAt: '2026-06-01T08:00:00Z' })
    await act(id, 'recordRelease', { releasedOn: '2026-05-30' })

    expect((await correct(id, { actualReleaseDate: '2026-05-31' })).episode).toMatchObject({
      ...{ gateMeeting: { meetAt: '2026-05-31T08:00:00.000Z' }, rePlan: { from: '2026-05-30', to: '2026-05-31', isGateMeetingMoved: true } }
    })
    expect((await correct(id, { gateMeetingAt: '2026-06-01T08:00:00Z' })).errors).toMatchObject(refused('planned day of release'))
    expect((await correct(id, { recordedInError: ['RELEASE'] })).episode).toMatchObject({
      ...{ gateMeeting: { meetAt: '2026-06-01T08:00:00.000Z' }, rePlan: null }
    })
  })

  test('whose outcome is taken back is planned for the day to which the release has moved since', async () => {
    const { correct, act } = corrections
    const { id } = await startAccepted(reconnect, { plannedReleaseDate: '2026-06-01' })
    await act(id, 'planGateMeeting', { meetAt: '2026-06-01T08:00:00Z' })
    await act(id, 'recordGateMeeting', { outcome: 'MET' })
    await act(id, 'setReleaseDate', { date: '2026-06-20', reason: 'OTHER' })

    expect((await correct(id, { gateMeetingOutcome: 'PERSON_NOT_THERE' })).episode).toMatchObject({ gateMeeting: { meetAt: '2026-06-01T08:00:00.000Z' } })
    const { episode, errors } = await correct(id, { recordedInError: ['GATE_MEETING_OUTCOME'] })

    expect(errors).toEqual([])
    expect(episode).toMatchObject({ gateMeeting: { meetAt: '2026-06-20T08:00:00.000Z', outcome: null }, rePlan: { isGateMeetingMoved: true } })
  })
})

test('whoever gives what is so already has not written it: what they corrected is theirs alone', async () => {
  const { id } = await startReleased(reconnect, '2026-05-30')
  const writers = () => reconnect.rows('select accepted_by, release_recorded_by, recorded_by from reconnect.episode where id = $1', id)
  await reconnect.rows(`update reconnect.episode set accepted_by = 'importer', release_recorded_by = 'importer', recorded_by = 'importer' where id = $1`, id)

  await corrections.correct(id, { acceptedAt: '2026-06-01T09:00:00Z', facilityId: 'PNI', actualReleaseDate: '2026-05-29' })

  expect(await writers()).toEqual([{ accepted_by: 'importer', release_recorded_by: navigator.subject, recorded_by: 'importer' }])
})

describe('the decision on a referral', () => {
  test('that was declined in error is taken back with its handover, and can be made again', async () => {
    const { correct, act, heard } = corrections
    const episode = await reconnect.start()
    const handoverReferralId = await tellReferral(reconnect, episode, 'mental-health')
    await act(episode.id, 'declineReconnectReferral', { reason: 'SUITABLE_FOR_ENHANCED_RECONNECT', handoverReferralId })

    const { episode: seen, errors } = await correct(episode.id, { recordedInError: ['DECLINE'] })

    expect(errors).toEqual([])
    expect(seen).toMatchObject({ phase: 'REFERRED', declinedAt: null, declineReason: null, handover: null })
    expect(await heard(episode.id)).toContainEqual(['step-withdrawn', 'referral-declined', null])
    expect(await act(episode.id, 'acceptReconnectReferral', {})).toMatchObject({ phase: 'ACCEPTED' })
  })

  test('names another handover, of this episode, that has not failed; and none where the reason goes without', async () => {
    const { correct, act } = corrections
    const [episode, other] = [await reconnect.start(), await reconnect.start()]
    const [first, second, failed] = [
      await tellReferral(reconnect, episode, 'mental-health'),
      await tellReferral(reconnect, episode, 'mental-health'),
      await tellReferral(reconnect, episode, 'mental-health', true)
    ]
    const elsewhere = await tellReferral(reconnect, other, 'mental-health')
    await act(episode.id, 'declineReconnectReferral', { reason: 'SUITABLE_FOR_ENHANCED_RECONNECT', handoverReferralId: first })
    const handTo = async (handoverReferralId: string) => correct(episode.id, { handoverReferralId })

    expect((await handTo(second)).episode).toMatchObject({ handover: { id: second } })
    expect((await handTo(failed)).errors).toMatchObject(refused('nobody takes over'))
    expect((await handTo(elsewhere)).errors).toMatchObject([{ code: 'NOT_FOUND' }])
    expect((await correct(episode.id, { declineReason: 'PERSON_DECLINED' })).errors).toMatchObject([{ code: 'BAD_USER_INPUT' }])
    expect((await correct(episode.id, { recordedInError: ['HANDOVER'] })).errors).toMatchObject(refused('onward referral'))
    expect((await correct(episode.id, { declineReason: 'PERSON_DECLINED', recordedInError: ['HANDOVER'] })).episode).toMatchObject({
      ...{ declineReason: 'PERSON_DECLINED', handover: null }
    })
  })

  test('has no reason that what was found out speaks against, unless that is corrected too', async () => {
    const { correct, act } = corrections
    const { id } = await reconnect.start()
    await act(id, 'checkReconnectEligibility', { healthNeed: 'YES' })
    await act(id, 'declineReconnectReferral', { reason: 'PERSON_DECLINED' })

    expect((await correct(id, { declineReason: 'NO_HEALTH_NEED' })).errors).toMatchObject(refused('A health need is identified'))
    expect((await correct(id, { declineReason: 'NO_HEALTH_NEED', healthNeed: 'NO' })).episode).toMatchObject({ declineReason: 'NO_HEALTH_NEED' })
  })

  test('that was accepted in error is taken back where nothing follows from it', async () => {
    const { correct, act } = corrections
    const { id } = await startAccepted(reconnect)
    const goal = (await act(id, 'setGoal', { needCode: 'housing' })).goals[0]

    expect((await correct(id, { recordedInError: ['ACCEPTANCE'] })).errors).toMatchObject(refused('once the referral is accepted'))
    const taken = await correct(id, { recordedInError: ['ACCEPTANCE'], goals: [{ id: goal.id, isRecordedInError: true }] })
    expect(taken.episode).toMatchObject({ phase: 'REFERRED', goals: [], tasks: [] })
  })
})

test('an episode closed without an assessment is not corrected to have been closed because needs were met', async () => {
  const { correct, act } = corrections
  const { id } = await startAccepted(reconnect)
  await act(id, 'closeReconnectEpisode', { reason: 'DISENGAGED' })

  expect((await correct(id, { closureReason: 'NEEDS_MET' })).errors).toMatchObject(refused('No need was assessed'))
})

describe('the prison', () => {
  test('of the referral and of a move are corrected, and the next move begins where the one before it ended', async () => {
    const { correct, act } = corrections
    const { id } = await startAccepted(reconnect, { referredAt: '2026-05-01T09:00:00Z', facilityId: 'PNI' })
    await act(id, 'transferPrison', { facilityId: 'KMI', transferredOn: '2026-05-10' })
    const { prisonTransfers: moves } = await act(id, 'transferPrison', { facilityId: 'LFI', transferredOn: '2026-05-20' })
    const chain = (episode: Record<string, { from: { id: string }; to: { id: string } }[]>) =>
      episode.prisonTransfers?.map(({ from, to }) => `${from.id} ${to.id}`)

    const referral = await correct(id, { facilityId: 'GHI' })
    expect(chain(referral.episode)).toEqual(['GHI KMI', 'KMI LFI'])
    const moved = await correct(id, { prisonTransfers: [{ id: moves[0].id, facilityId: 'WMI' }] })
    expect(chain(moved.episode)).toEqual(['GHI WMI', 'WMI LFI'])
    const back = await correct(id, { prisonTransfers: [{ id: moves[1].id, isRecordedInError: true }] })
    expect([chain(back.episode), back.episode.facility.id]).toEqual([['GHI WMI'], 'WMI'])
    expect((await correct(id, { prisonTransfers: [{ id: moves[0].id, facilityId: 'GHI' }] })).errors).toMatchObject(refused('the prison that they are in'))
    const none = await correct(id, { prisonTransfers: [{ id: moves[0].id, isRecordedInError: true }] })
    expect([none.episode.prisonTransfers, none.episode.facility.id]).toEqual([[], 'GHI'])
  })

  test('is one that was open, and a prison', async () => {
    const { id } = await startAccepted(reconnect)
    await tellFacility(reconnect, 'BLKBMC', 'MAGISTRATES_COURT')

    expect((await corrections.correct(id, { facilityId: 'BLKBMC' })).errors).toMatchObject(refused('is no prison'))
  })
})

describe('a correction', () => {
  test.each(['acceptReconnectReferral', 'declineReconnectReferral'])(
    'writes down what was found out after %s without a check, as no check is possible then',
    async (mutation) => {
      const { correct, read } = corrections
      const { id } = await reconnect.start()
      expect((await correct(id, { riskOfSeriousHarm: 'HIGH' })).errors).toMatchObject(refused('Record it instead'))
      await corrections.act(id, mutation, mutation.startsWith('decline') ? { reason: 'OTHER' } : {})
      const check = { episodeId: id, expectedVersion: 2, riskOfSeriousHarm: 'HIGH' }
      expect((await reconnect.act('checkReconnectEligibility', check)).errors).toMatchObject(refused('by correcting the episode'))

      expect((await correct(id, { riskOfSeriousHarm: 'HIGH' })).errors).toEqual([])

      expect((await read(id)).eligibility.outcome).toBe('HAND_OVER_TO_ENHANCED_RECONNECT')
      expect(await reconnect.rows('select eligibility_checked_at as at from reconnect.episode where id = $1', id)).toEqual([
        { at: new Date('2026-06-01T09:00:00Z') }
      ])
      expect((await reconnect.events(id)).map(({ type }) => type)).toContain('reconnect.eligibility-checked')
    }
  )

  test('is refused without a reason, of what was not recorded, where nothing changes, and where a step is taken back and corrected', async () => {
    const { id } = await startAccepted(reconnect)
    const { correct } = corrections

    expect((await correct(id, { reason: ' ', source: 'SELF' })).errors).toMatchObject(refused('Say why'))
    expect((await correct(id, { actualReleaseDate: '2026-05-30' })).errors).toMatchObject(refused('was not recorded'))
    expect((await correct(id, { source: 'PRISON_HEALTHCARE' })).errors).toMatchObject(refused('Nothing would change'))
    expect((await correct(id, { acceptedAt: '2026-06-01T09:00:00Z', recordedInError: ['ACCEPTANCE'] })).errors).toMatchObject(refused('taken back whole'))
  })

  test('of a fact of eligibility holds whatever was decided on it, and the answer says so', async () => {
    const { correct, act } = corrections
    const { id, version } = await reconnect.start()
    await reconnect.act('checkReconnectEligibility', { episodeId: id, expectedVersion: version, healthNeed: 'YES', riskOfSeriousHarm: 'LOW' })
    await act(id, 'acceptReconnectReferral', {})

    expect((await correct(id, { riskOfSeriousHarm: 'HIGH' })).episode).toMatchObject({
      phase: 'ACCEPTED',
      eligibility: { outcome: 'HAND_OVER_TO_ENHANCED_RECONNECT' }
    })
  })

  test('of a closed episode is not made past what was done in it, nor by a reason that the dates speak against', async () => {
    const { correct, act } = corrections
    const { id } = await startReleased(reconnect, '2026-05-30')
    reconnect.at('2026-06-01T12:00:00Z')
    await act(id, 'recordReconnectContact', { mechanism: 'TELEPHONE', attendance: 'ON_TIME' })
    reconnect.at('2026-06-02T09:00:00Z')
    await act(id, 'closeReconnectEpisode', { reason: 'OTHER' })

    expect((await correct(id, { closedAt: '2026-06-01T11:59:59.999Z' })).errors).toMatchObject(refused('A contact that is recorded would not go with that'))
    expect((await correct(id, { closureReason: 'SIX_MONTHS_REACHED' })).errors).toMatchObject(refused('not reached its last day'))
    expect((await correct(id, { closureReason: 'DISENGAGED', closedAt: '2026-06-01T12:00:00Z' })).episode).toMatchObject({
      ...{ closureReason: 'DISENGAGED', closedAt: '2026-06-01T12:00:00.000Z', phase: 'CLOSED' }
    })
    expect((await correct(id, { recordedInError: ['RELEASE'] })).episode).toMatchObject({ phase: 'CLOSED', actualReleaseDate: null })
  })
})
