import { whyNotFollow, withoutReplaced, withStandingTimes } from './episode-import.rules.ts'
import type { EpisodeRow } from './episode.store.ts'

const now = new Date('2026-06-01T09:00:00Z')
const empty = {
  ...{ recordedBy: 'importer', receivedAt: new Date('2026-05-01T09:00:00Z'), screenedAt: null, screenedBy: null, notSeenAt: null, notSeenBy: null },
  ...{ notSeenReason: null, divertedOutOfJusticeAt: null, supportedWithinJusticeAt: null, notDivertedAt: null, notDivertedBy: null },
  ...{ screeningOfferedAt: null, custodyClockStartedAt: null, custodyDisposalAt: null, closedAt: null, closedBy: null, closureReason: null }
} as unknown as EpisodeRow
const screened: EpisodeRow = { ...empty, screenedAt: new Date('2026-05-01T11:00:00Z'), screenedBy: 'importer' }

describe('a closing of the source', () => {
  const closed = { closedAt: new Date('2026-05-20T15:00:00Z') }
  const closing = (episode: EpisodeRow) =>
    whyNotFollow({ standing: episode, given: { ...empty, ...closed }, episode: { ...episode, ...closed }, changed: ['closure'], needs: [], done: [] }, now)

  test('is taken once the person was seen', () => expect(closing(screened)).toBeNull())

  test('is refused where nobody knows whether the person was seen', () => {
    expect(closing(empty)).toEqual({ column: 'closed_at', reason: expect.stringContaining('Record the screening') })
  })

  test('is refused before the screening', () => {
    expect(closing({ ...screened, screenedAt: new Date('2026-05-20T15:00:01Z') })).toEqual({
      column: 'closed_at',
      reason: expect.stringContaining('before the referral or the screening')
    })
  })
})

describe('an outcome of the source', () => {
  const standing: EpisodeRow = { ...screened, notDivertedAt: new Date('2026-05-02T09:00:00Z'), notDivertedBy: 'importer' }
  const later = new Date('2026-05-20T15:00:00Z')
  const timed = (row: EpisodeRow, outcome: boolean) => withStandingTimes(standing, row, { notSeen: false, outcome })

  test('keeps its time where the row gives none', () => {
    expect(timed({ ...standing, notDivertedAt: later }, false).notDivertedAt).toEqual(standing.notDivertedAt)
  })

  test('takes the time of the row where it gives one', () => expect(timed({ ...standing, notDivertedAt: later }, true).notDivertedAt).toEqual(later))

  test('that is another has the time of the row, and takes back what the source said before', () => {
    const given: EpisodeRow = { ...empty, supportedWithinJusticeAt: later, supportedWithinJusticeBy: 'importer' }
    const merged = { ...standing, ...{ supportedWithinJusticeAt: later, supportedWithinJusticeBy: 'importer' } }

    expect(timed(given, false).supportedWithinJusticeAt).toEqual(later)
    expect(withoutReplaced(merged, given)).toMatchObject({ supportedWithinJusticeAt: later, notDivertedAt: null, notDivertedBy: null })
  })

  test('leaves what staff recorded', () => {
    const given: EpisodeRow = { ...empty, supportedWithinJusticeAt: later }
    const merged: EpisodeRow = { ...standing, notDivertedBy: 'someone', supportedWithinJusticeAt: later }

    expect(withoutReplaced(merged, given)).toMatchObject({ notDivertedAt: standing.notDivertedAt, notDivertedBy: 'someone' })
  })
})
