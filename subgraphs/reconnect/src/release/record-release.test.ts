import type { EpisodeRoom } from '@throughcare/test/support/episodes'
import { openReconnect, startAccepted } from '@throughcare/test/support/reconnect'

let reconnect: EpisodeRoom
beforeAll(async () => void (reconnect = await openReconnect()))
beforeEach(() => reconnect.at('2026-06-01T09:00:00Z'))
afterAll(() => reconnect.close())

const release = (episode: { id: string; version: number }, changes: object = {}) =>
  reconnect.act('recordRelease', { episodeId: episode.id, releasedOn: '2026-06-01', expectedVersion: episode.version, ...changes })

describe('recordRelease', () => {
  test('records the day and where the person slept, beside the planned date', async () => {
    const episode = await startAccepted(reconnect, { plannedReleaseDate: '2026-06-03' })

    const { data, errors } = await release(episode, { sleptAt: 'APPROVED_PREMISES' })

    expect(errors).toEqual([])
    expect(data?.recordRelease).toMatchObject({
      phase: 'TRANSITION',
      plannedReleaseDate: '2026-06-03',
      actualReleaseDate: '2026-06-01',
      sleptAt: 'APPROVED_PREMISES',
      housedOnFirstNight: 'HOUSED',
      supportEndsOn: '2026-12-01'
    })
  })

  test('where they slept can be added the next day, and the release stands', async () => {
    const episode = await startAccepted(reconnect)
    const morning = await release(episode)
    reconnect.at('2026-06-02T09:00:00Z')

    const next = await release({ ...episode, version: 3 }, { sleptAt: 'ROUGH_SLEEPING' })

    expect(morning.data?.recordRelease).toMatchObject({ sleptAt: null, housedOnFirstNight: 'UNKNOWN' })
    expect(next.data?.recordRelease).toMatchObject({ phase: 'POST_RELEASE', actualReleaseDate: '2026-06-01', housedOnFirstNight: 'NOT_HOUSED' })
  })

  test.each([{}, { sleptAt: null }])('correcting the date alone keeps where they slept: %j', async (changes) => {
    const episode = await startAccepted(reconnect)
    await release(episode, { sleptAt: 'SQUAT' })

    const { data } = await release({ ...episode, version: 3 }, { releasedOn: '2026-05-31', ...changes })

    expect(data?.recordRelease).toMatchObject({ actualReleaseDate: '2026-05-31', sleptAt: 'SQUAT' })
  })

  test('leaves its event, dated on the day of release and never in the future', async () => {
    const [today, before] = [await startAccepted(reconnect), await startAccepted(reconnect)]
    await release(today)
    await release(before, { releasedOn: '2026-05-20' })

    expect((await reconnect.events(today.id)).at(-1)).toMatchObject({
      type: 'reconnect.released',
      subject_version: 3,
      occurred_at: new Date('2026-06-01T09:00:00Z'),
      payload: { episodeId: today.id, facilityId: 'PNI', releasedOn: '2026-06-01' }
    })
    expect((await reconnect.events(before.id)).at(-1)?.occurred_at).toEqual(new Date('2026-05-20T12:00:00Z'))
  })

  test('after a return to custody is refused: a second episode, never a reset', async () => {
    const episode = await startAccepted(reconnect)
    await release(episode, { releasedOn: '2026-05-20' })
    await reconnect.act('recordReturnToCustody', { episodeId: episode.id, returnedOn: '2026-05-25', expectedVersion: 3 })

    expect((await release({ ...episode, version: 4 })).errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('new referral') }])
    expect((await release({ ...episode, version: 4 }, { releasedOn: '2026-05-24' })).data?.recordRelease.actualReleaseDate).toBe('2026-05-24')
  })

  test.each([
    ['recordMilestone', { milestone: 'STARTED_TREATMENT', on: '2026-05-18' }, '2026-05-19', 'Treatment in the community starts after the release'],
    [
      'recordContinuity',
      { kind: 'MEDICINE', daysInHand: 7, continuesOn: '2026-05-16', continuesBy: 'APPOINTMENT' },
      '2026-05-17',
      'A supply that is recorded would not go with that'
    ],
    ['extendReconnectSupport', { until: '2026-11-20', reason: 'Treatment would break off.' }, '2026-05-20', 'lasts until that day already'],
    ['recordRelease', { releasedOn: '2026-05-13' }, '2026-05-10', 'A move to another prison that is recorded would not go with that']
  ])('recorded again is refused, as a correction of it, where it would not go with what %s wrote', async (mutation, input, releasedOn, reason) => {
    const { id } = await startAccepted(reconnect, { referredAt: '2026-05-01T09:00:00Z' })
    const act = (verb: string, version: number, given: object) => reconnect.act(verb, { episodeId: id, expectedVersion: version, ...given })
    await act('transferPrison', 2, { facilityId: 'KMI', transferredOn: '2026-05-11' })
    await act('recordRelease', 3, { releasedOn: '2026-05-12' })
    expect((await act(mutation, 4, input)).errors).toEqual([])

    expect((await release({ id, version: 5 }, { releasedOn })).errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining(reason) }])
  })

  test('is refused before a move to another prison that is recorded', async () => {
    const { id } = await startAccepted(reconnect, { referredAt: '2026-05-01T09:00:00Z' })
    await reconnect.act('transferPrison', { episodeId: id, expectedVersion: 2, facilityId: 'KMI', transferredOn: '2026-05-11' })

    expect((await release({ id, version: 3 }, { releasedOn: '2026-05-10' })).errors).toMatchObject([{ message: expect.stringContaining('after the release') }])
    expect((await release({ id, version: 3 }, { releasedOn: '2026-05-11' })).errors).toEqual([])
  })

  test('today is the day in London', async () => {
    const episode = await startAccepted(reconnect)

    expect((await release(episode, { releasedOn: '2026-06-02' })).errors).toMatchObject([
      { code: 'BAD_USER_INPUT', message: expect.stringContaining('future') }
    ])
    reconnect.at('2026-06-01T23:00:00Z')
    expect((await release(episode, { releasedOn: '2026-06-02' })).errors).toEqual([])
  })
})
