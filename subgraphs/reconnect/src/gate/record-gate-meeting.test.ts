import type { EpisodeRoom } from '@throughcare/test/support/episodes'
import { openReconnect, startAccepted } from '@throughcare/test/support/reconnect'

let reconnect: EpisodeRoom
beforeAll(async () => void (reconnect = await openReconnect()))
afterAll(() => reconnect.close())

const meet = (episodeId: string, expectedVersion: number, outcome = 'PERSON_NOT_THERE') =>
  reconnect.act('recordGateMeeting', { episodeId, expectedVersion, outcome })

async function planned(plannedReleaseDate: string) {
  const { id, version } = await startAccepted(reconnect, { plannedReleaseDate })
  await reconnect.act('planGateMeeting', { episodeId: id, expectedVersion: version, meetAt: `${plannedReleaseDate}T08:00:00Z` })
  return { id, version: version + 1 }
}

describe('recordGateMeeting', () => {
  test('records what became of it, dated when it was planned', async () => {
    const { id, version } = await planned('2026-06-01')

    const { data, errors } = await meet(id, version)

    expect(errors).toEqual([])
    expect(data?.recordGateMeeting.gateMeeting.outcome).toBe('PERSON_NOT_THERE')
    expect((await reconnect.events(id)).at(-1)).toMatchObject({
      type: 'reconnect.gate-meeting-recorded',
      occurred_at: new Date('2026-06-01T08:00:00Z'),
      payload: { outcome: 'PERSON_NOT_THERE' }
    })
  })

  test.each(['CANCELLED_BY_SERVICE', 'CANCELLED_BY_PERSON'])('records %s ahead: nothing is left to do, and the episode may be closed', async (outcome) => {
    const { id, version } = await planned('2026-06-10')

    const { data, errors } = await meet(id, version, outcome)

    expect(errors).toEqual([])
    expect(data?.recordGateMeeting.tasks).toContainEqual(expect.objectContaining({ kind: 'GATE_MEETING', doneOn: null, state: 'LAPSED' }))
    expect((await reconnect.events(id)).at(-1)).toMatchObject({ occurred_at: new Date('2026-06-01T09:00:00Z'), payload: { outcome } })
    expect((await reconnect.act('closeReconnectEpisode', { episodeId: id, expectedVersion: version + 1, reason: 'DISENGAGED' })).errors).toEqual([])
  })

  test('of somebody released on another day the meeting is on that day: there alone they were met', async () => {
    const { id, version } = await planned('2026-06-06')
    const { data } = await reconnect.act('recordRelease', { episodeId: id, expectedVersion: version, releasedOn: '2026-06-01' })

    expect(data?.recordRelease).toMatchObject({
      gateMeeting: { meetAt: '2026-06-01T08:00:00.000Z', outcome: null },
      rePlan: { from: '2026-06-06', to: '2026-06-01', isGateMeetingMoved: true }
    })
    expect((await meet(id, version + 1, 'MET')).errors).toEqual([])
    const again = { episodeId: id, expectedVersion: version + 2, releasedOn: '2026-05-31' }
    expect((await reconnect.act('recordRelease', again)).errors).toMatchObject([
      { message: expect.stringContaining('Nobody is met at the gate but on the day') }
    ])
  })

  test('is refused as MET where what stands of old is on another day than the release', async () => {
    const { id, version } = await planned('2026-06-01')
    await reconnect.rows("update reconnect.episode set actual_release_date = '2026-05-31' where id = $1", id)

    expect((await meet(id, version, 'MET')).errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('day of their release') }])
    expect((await meet(id, version)).errors).toEqual([])
  })

  test('is refused before its day, and where none is planned', async () => {
    const tomorrow = await planned('2026-06-02')
    const none = await startAccepted(reconnect)

    expect((await meet(tomorrow.id, tomorrow.version)).errors).toMatchObject([
      { code: 'BAD_USER_INPUT', message: expect.stringContaining('that it was cancelled, already now') }
    ])
    expect((await meet(none.id, none.version)).errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('No gate meeting') }])
  })

  test('recorded again, takes back what was told before', async () => {
    const { id, version } = await planned('2026-06-01')
    await meet(id, version)
    await meet(id, version + 1, 'MET')

    expect((await reconnect.events(id)).slice(-2)).toMatchObject([
      { type: 'reconnect.step-withdrawn', payload: { step: 'gate-meeting-recorded', partId: null } },
      { type: 'reconnect.gate-meeting-recorded', payload: { outcome: 'MET' } }
    ])
  })
})
