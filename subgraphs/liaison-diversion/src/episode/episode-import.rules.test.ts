import { whyNotFollow, withStandingTimes } from './episode-import.rules.ts'
import type { EpisodeRow } from './episode.store.ts'

const now = new Date('2026-06-01T09:00:00Z')
const empty = {
  ...{ recordedBy: 'importer', receivedAt: new Date('2026-05-01T09:00:00Z'), screenedAt: null, screenedBy: null, notSeenAt: null, notSeenBy: null },
  ...{ notSeenReason: null, diversionAt: null, diversionBy: null, outcome: null, closedAt: null, closedBy: null, closureReason: null }
} as EpisodeRow
const screened: EpisodeRow = { ...empty, screenedAt: new Date('2026-05-01T11:00:00Z'), screenedBy: 'importer' }

describe('a closing of the source', () => {
  const closed = { closedAt: new Date('2026-05-20T15:00:00Z') }
  const closing = (episode: EpisodeRow) =>
    whyNotFollow({ standing: episode, given: { ...empty, ...closed }, episode: { ...episode, ...closed }, changed: ['closure'], needs: [] }, now)

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

describe('the time of an outcome', () => {
  const standing: EpisodeRow = { ...screened, outcome: 'NOT_DIVERTED', diversionAt: new Date('2026-05-02T09:00:00Z') }
  const given: EpisodeRow = { ...standing, diversionAt: new Date('2026-05-20T15:00:00Z') }
  const timeOf = (row: EpisodeRow, outcome: boolean) => withStandingTimes(standing, row, { notSeen: false, outcome }).diversionAt

  test('stays as it stands where the row gives none', () => expect(timeOf(given, false)).toEqual(standing.diversionAt))
  test('is that of the row where it gives one', () => expect(timeOf(given, true)).toEqual(given.diversionAt))
  test('is that of the row where the outcome is another', () => {
    expect(timeOf({ ...given, outcome: 'SUPPORTED_WITHIN_JUSTICE' }, false)).toEqual(given.diversionAt)
  })
})
