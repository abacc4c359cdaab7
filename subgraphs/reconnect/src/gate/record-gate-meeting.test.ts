import type { EpisodeRoom } from '@throughcare/test/support/episodes'
import { openReconnect, startAccepted } from '@throughcare/test/support/reconnect'

let reconnect: EpisodeRoom
beforeAll(async () => void (reconnect = await openReconnect()))
afterAll(() => reconnect.close())

const meet = (episodeId: string, expectedVersion: number) => reconnect.act('recordGateMeeting', { episodeId, expectedVersion, outcome: 'PERSON_NOT_THERE' })

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

  test('is refused before its day, and where none is planned', async () => {
    const tomorrow = await planned('2026-06-02')
    const none = await startAccepted(reconnect)

    expect((await meet(tomorrow.id, tomorrow.version)).errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('day to come') }])
    expect((await meet(none.id, none.version)).errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('No gate meeting') }])
  })
})
