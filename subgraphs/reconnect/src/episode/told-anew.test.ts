import type { EpisodeRoom } from '@throughcare/test/support/episodes'
import { openCorrections, openReconnect, startAccepted } from '@throughcare/test/support/reconnect'

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
