import type { EpisodeRoom } from '@throughcare/test/support/episodes'
import { navigator } from '@throughcare/test/support/personas'
import { openCorrections, openReconnect, startAccepted, startReleased } from '@throughcare/test/support/reconnect'

let reconnect: EpisodeRoom
beforeAll(async () => void (reconnect = await openReconnect()))
afterAll(() => reconnect.close())

const plan = (episodeId: string, expectedVersion: number, meetAt: string) => reconnect.act('planGateMeeting', { episodeId, expectedVersion, meetAt })

describe('planGateMeeting', () => {
  test('plans the meeting on the day of release; planned again, it moves the time', async () => {
    const { id, version } = await startAccepted(reconnect, { plannedReleaseDate: '2026-06-10' })

    await plan(id, version, '2026-06-10T08:00:00Z')
    const { data, errors } = await plan(id, version + 1, '2026-06-10T09:30:00Z')

    expect(errors).toEqual([])
    expect(data?.planGateMeeting.gateMeeting).toEqual({ meetAt: '2026-06-10T09:30:00.000Z', outcome: null })
    expect((await reconnect.events(id)).at(-1)).toMatchObject({ type: 'reconnect.gate-meeting-planned', subject_version: version + 2 })
  })

  test.each(['2026-06-09T22:59:59Z', '2026-06-10T23:00:00Z'])('is refused at %s: that is another day in London', async (meetAt) => {
    const { id, version } = await startAccepted(reconnect, { plannedReleaseDate: '2026-06-10' })

    expect((await plan(id, version, meetAt)).errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('planned day') }])
  })

  test('is possible at midnight, when the planned day begins in London', async () => {
    const { id, version } = await startAccepted(reconnect, { plannedReleaseDate: '2026-06-10' })

    expect((await plan(id, version, '2026-06-09T23:00:00Z')).errors).toEqual([])
  })

  test('is refused without a planned date, before the acceptance and after the release', async () => {
    const undated = await startAccepted(reconnect)
    const undecided = await reconnect.start({ plannedReleaseDate: '2026-06-10' })
    const released = await startReleased(reconnect, '2026-06-01', { plannedReleaseDate: '2026-06-01' })

    for (const { id, version } of [undated, undecided, released])
      expect((await plan(id, version, '2026-06-10T08:00:00Z')).errors).toMatchObject([{ code: 'BAD_USER_INPUT' }])
  })

  describe('of one that fell through', () => {
    /** An accepted episode whose meeting of 1 June came to nothing, and whose release was put off to 3 June. */
    async function fallenThrough(outcome: string) {
      const { act, read } = openCorrections(reconnect)
      const { id } = await startAccepted(reconnect, { plannedReleaseDate: '2026-06-01' })
      await act(id, 'planGateMeeting', { meetAt: '2026-06-01T08:00:00Z' })
      await act(id, 'recordGateMeeting', { outcome })
      await act(id, 'setReleaseDate', { date: '2026-06-03', reason: 'OTHER' })
      return { id, act, read }
    }

    test.each(['PERSON_NOT_THERE', 'CANCELLED_BY_SERVICE', 'CANCELLED_BY_PERSON'])('plans another, in the place of what was %s', async (outcome) => {
      const { id, act, read } = await fallenThrough(outcome)
      const today = async () => {
        const { data } = await reconnect.ask(navigator, '{ reconnectWorklist(list: GATE_MEETINGS_TODAY) { edges { node { id } } } }')
        return data?.reconnectWorklist.edges.map(({ node }: { node: { id: string } }) => node.id)
      }

      await act(id, 'planGateMeeting', { meetAt: '2026-06-03T08:00:00Z' })

      expect(await read(id)).toMatchObject({ gateMeeting: { meetAt: '2026-06-03T08:00:00.000Z', outcome: null } })
      expect((await read(id)).history.at(-1)).toMatchObject({
        action: 'plan-gate-meeting',
        corrections: expect.arrayContaining([{ field: 'gateMeetingOutcome', partId: null, oldValue: outcome, newValue: null }])
      })
      await act(id, 'setReleaseDate', { date: '2026-06-02', reason: 'EARLY_RELEASE' })
      expect(await read(id)).toMatchObject({ gateMeeting: { meetAt: '2026-06-02T08:00:00.000Z' } })
      reconnect.at('2026-06-02T07:00:00Z')
      expect(await today()).toContain(id)
      await act(id, 'recordRelease', { releasedOn: '2026-06-02' })
      await act(id, 'recordGateMeeting', { outcome: 'MET' })
      const told = (await reconnect.events(id)).filter(({ type }) => type === 'reconnect.gate-meeting-recorded' || type === 'reconnect.step-withdrawn')
      expect(told.map(({ payload }) => payload.outcome)).toEqual([outcome, 'MET'])
      reconnect.at('2026-06-01T09:00:00Z')
    })

    test('is refused for any day but the planned one, once the person is released, and where they were met', async () => {
      const [again, released] = [await fallenThrough('PERSON_NOT_THERE'), await fallenThrough('PERSON_NOT_THERE')]
      const met = await fallenThrough('MET')
      await released.act(released.id, 'recordRelease', { releasedOn: '2026-06-01' })
      const refusal = async ({ id, read }: typeof again, meetAt: string) => (await plan(id, (await read(id)).version, meetAt)).errors[0]?.message

      expect(await refusal(again, '2026-06-01T08:00:00Z')).toContain('planned day of release')
      expect(await refusal(released, '2026-06-03T08:00:00Z')).toContain('The release is recorded')
      expect(await refusal(met, '2026-06-03T08:00:00Z')).toContain('The person was met at the gate already')
    })
  })
})
