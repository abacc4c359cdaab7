import type { EpisodeRoom } from '@throughcare/test/support/episodes'
import { openCorrections, openReconnect, startAccepted, startWithNeed } from '@throughcare/test/support/reconnect'

let reconnect: EpisodeRoom
let corrections: ReturnType<typeof openCorrections>
beforeAll(async () => {
  reconnect = await openReconnect()
  corrections = openCorrections(reconnect)
})
beforeEach(() => reconnect.at('2026-06-01T09:00:00Z'))
afterAll(() => reconnect.close())

/** The events that the last change of an episode left. */
async function lastOf(id: string) {
  const events = await reconnect.events(id)
  return events.filter(({ subject_version }) => subject_version === events.at(-1)?.subject_version)
}
const placesOf = async (id: string, step: string) =>
  (await lastOf(id)).flatMap(({ type, payload }) => (type === `reconnect.${step}` ? [payload.facilityId] : []))

/** What readers heard of assessments with the last change: that all are taken back, and when those were that stand. */
async function assessmentsOf(id: string): Promise<unknown[]> {
  return (await lastOf(id)).flatMap(({ type, payload, occurred_at }) => {
    if (type === 'reconnect.needs-assessed') return [occurred_at.toISOString().slice(11, 16)]
    return type === 'reconnect.step-withdrawn' ? [`no ${String(payload.step)}`] : []
  })
}

const call = { mechanism: 'TELEPHONE', attendance: 'ON_TIME' }

/** Referred in PNI on 1 May, moved to KMI on 10 May. */
async function startMoved() {
  const episode = await startAccepted(reconnect, { referredAt: '2026-05-01T09:00:00Z', facilityId: 'PNI' })
  await corrections.act(episode.id, 'transferPrison', { facilityId: 'KMI', transferredOn: '2026-05-10' })
  return episode
}

describe('what is told again after a move', () => {
  test('of a contact was in the prison of then', async () => {
    const { id } = await startMoved()
    const { contacts } = await corrections.act(id, 'recordReconnectContact', { ...call, contactAt: '2026-05-05T10:00:00Z' })

    await corrections.correct(id, { contacts: [{ id: contacts[0].id, attendance: 'LATE_SEEN' }] })

    expect(await placesOf(id, 'contact-recorded')).toEqual(['PNI'])
  })

  test('of a step was in the prison of that day in London, the day of the move included', async () => {
    const { id } = await startMoved()
    const acceptedIn = async (acceptedAt: string) => {
      await corrections.correct(id, { acceptedAt })
      return placesOf(id, 'referral-accepted')
    }

    expect(await acceptedIn('2026-05-09T22:59:59Z')).toEqual(['PNI'])
    expect(await acceptedIn('2026-05-09T23:00:00Z')).toEqual(['KMI'])
  })

  test('of the referral was in the prison of the referral, also on the day of the move; a move is told of where it went', async () => {
    const { id } = await startAccepted(reconnect, { referredAt: '2026-05-10T09:00:00Z', facilityId: 'PNI' })
    const { prisonTransfers: moves } = await corrections.act(id, 'transferPrison', { facilityId: 'KMI', transferredOn: '2026-05-10' })
    await corrections.act(id, 'transferPrison', { facilityId: 'LFI', transferredOn: '2026-05-20' })

    await corrections.correct(id, { source: 'SELF', prisonTransfers: [{ id: moves[0].id, facilityId: 'WMI' }] })

    expect(await placesOf(id, 'referral-received')).toEqual(['PNI'])
    expect(await placesOf(id, 'prison-transferred')).toEqual(['WMI', 'LFI'])
  })

  test('of the referral, once an episode that was closed in error is opened again, was in the prison of the referral', async () => {
    const { id } = await startMoved()
    await corrections.act(id, 'closeReconnectEpisode', { reason: 'RECORDED_IN_ERROR' })
    await corrections.act(id, 'reopenReconnectEpisode', { reason: 'It was right.' })

    expect(await placesOf(id, 'referral-received')).toEqual(['PNI'])
  })
})

test('a declined episode that was closed in error is declined still once it is opened again, and readers hear so', async () => {
  const { id } = await reconnect.start()
  await corrections.act(id, 'declineReconnectReferral', { reason: 'PERSON_DECLINED' })
  await corrections.act(id, 'closeReconnectEpisode', { reason: 'RECORDED_IN_ERROR' })

  expect(await corrections.act(id, 'reopenReconnectEpisode', { reason: 'It was right.' })).toMatchObject({ phase: 'DECLINED' })

  expect((await lastOf(id)).map(({ type }) => type)).toEqual(['reconnect.episode-reopened', 'reconnect.referral-received', 'reconnect.referral-declined'])
})

describe('an assessment', () => {
  const housing = { needCode: 'housing', pathway: 'ACCOMMODATION' }
  const alcohol = { needCode: 'alcohol', pathway: 'DRUGS_AND_ALCOHOL' }

  /** Accepted at 9, assessed at 10 with one need found that stands so and one that was met already, assessed again at 12. */
  async function startAssessed() {
    const { id } = await startAccepted(reconnect)
    reconnect.at('2026-06-01T13:00:00Z')
    const supported = { needCode: 'dental', pathway: 'HEALTH', status: 'ALREADY_SUPPORTED' }
    await corrections.act(id, 'assessReconnectNeeds', { needs: [housing, supported], assessedAt: '2026-06-01T10:00:00Z' })
    const { needs } = await corrections.act(id, 'assessReconnectNeeds', { needs: [alcohol], assessedAt: '2026-06-01T12:00:00Z' })
    const byCode = Object.fromEntries(needs.map((need: { id: string; need: { code: string } }) => [need.need.code, need.id]))
    return { id, ...(byCode as Record<'housing' | 'alcohol' | 'dental', string>) }
  }
  const statusAt = (episode: { needs: { need: { code: string }; statusAt: string }[] }) =>
    Object.fromEntries(episode.needs.map((one) => [one.need.code, one.statusAt.slice(11, 16)]))

  test.each([
    ['earlier', '2026-06-01T09:30:00Z', '09:30'],
    ['later', '2026-06-01T10:30:00Z', '10:30']
  ])('that was %s takes with it what it found, and stays one', async (_, assessedAt, time) => {
    const { id, housing: needId } = await startAssessed()

    const { episode, errors } = await corrections.correct(id, { assessedAt })

    expect(errors).toEqual([])
    expect(statusAt(episode as never)).toEqual({ housing: time, dental: time, alcohol: '12:00' })
    expect(await assessmentsOf(id)).toEqual(['no needs-assessed', time, '12:00'])
    expect(episode.history.at(-1).corrections).toContainEqual({
      ...{ field: 'needs.identifiedAt', partId: needId, oldValue: '2026-06-01T10:00:00.000Z', newValue: `2026-06-01T${time}:00.000Z` }
    })
  })

  test('leaves a need where the same correction says when it was found', async () => {
    const { id, alcohol: needId } = await startAssessed()

    const { episode, errors } = await corrections.correct(id, {
      ...{ assessedAt: '2026-06-01T09:30:00Z', needs: [{ id: needId, identifiedAt: '2026-06-01T10:00:00Z' }] }
    })

    expect(errors).toEqual([])
    expect(statusAt(episode as never)).toEqual({ housing: '09:30', dental: '09:30', alcohol: '10:00' })
  })

  test('leaves what was recorded of a need since, and is made no later than that', async () => {
    const { id, housing: needId } = await startAssessed()
    await corrections.act(id, 'reviewReconnectNeed', { needId, status: 'MET', statusAt: '2026-06-01T11:00:00Z' })

    expect((await corrections.correct(id, { assessedAt: '2026-06-01T11:00:00.001Z' })).errors).toMatchObject([{ code: 'BAD_USER_INPUT' }])
    const { episode } = await corrections.correct(id, { assessedAt: '2026-06-01T11:00:00Z' })
    expect(statusAt(episode as never)).toMatchObject({ housing: '11:00', dental: '11:00' })
  })

  test('of which only the time of a need was wrong is told again', async () => {
    const { id, alcohol: needId } = await startAssessed()

    await corrections.correct(id, { needs: [{ id: needId, identifiedAt: '2026-06-01T11:00:00Z' }] })

    expect(await assessmentsOf(id)).toEqual(['no needs-assessed', '10:00', '11:00'])
  })

  test('whose needs were all recorded in error is told no more; the first stands by itself', async () => {
    const { id, alcohol: needId, housing: first, dental } = await startAssessed()

    await corrections.correct(id, { needs: [{ id: needId, isRecordedInError: true }] })
    expect(await assessmentsOf(id)).toEqual(['no needs-assessed', '10:00'])
    await corrections.correct(id, { needs: [first, dental].map((one) => ({ id: one, isRecordedInError: true })) })
    expect(await assessmentsOf(id)).toEqual([])
  })
})

test('an assessment made at the acceptance keeps its needs where they are said to be found later', async () => {
  const { id, needId } = await startWithNeed(reconnect)
  reconnect.at('2026-06-01T12:00:00Z')

  const later = { assessedAt: '2026-06-01T10:00:00Z', needs: [{ id: needId, identifiedAt: '2026-06-01T11:00:00Z' }] }
  expect((await corrections.correct(id, later)).episode).toMatchObject({ needs: [{ statusAt: '2026-06-01T11:00:00.000Z' }] })
  expect(await assessmentsOf(id)).toEqual(['no needs-assessed', '10:00', '11:00'])
})
