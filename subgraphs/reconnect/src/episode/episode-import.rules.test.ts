import type { PlannedReleaseRow } from '../release/release.store.ts'
import { findNewPlans, type GivenPlan } from './episode-import.rules.ts'

const now = new Date('2026-06-01T09:00:00Z')

/** Plans written as `date:set-on`, with `!` after those of staff. */
function plans(text: string): GivenPlan[] {
  return text.split(' ').map((item, place) => {
    const [date = '', setOn = ''] = item.replace('!', '').split(':')
    return {
      ...{ id: `${place} ${item}`, episodeId: 'an-episode', recordId: 'a-record', organisation: 'RW5', service: 'RECONNECT', retentionClass: 'x', version: 1 },
      ...{ date, reason: 'RECALCULATED', recordedAt: new Date(`2026-05-${setOn || '01'}T12:00:00Z`), recordedBy: item.endsWith('!') ? 'someone' : 'importer' },
      isDated: setOn !== ''
    } as GivenPlan
  })
}

const written = (rows: readonly PlannedReleaseRow[]) => rows.map(({ date, recordedAt }) => `${date} ${recordedAt.toISOString().slice(0, 10)}`)

describe('planned dates of a source that do not stand yet', () => {
  test.each([
    ['nothing new', 'a:01 b:05', 'a:01 b:05', []],
    ['a date that follows, on the day it was set', 'a:01', 'a:01 b:05', ['b 2026-05-05']],
    ['a date that follows, now where no day is given', 'a', 'a b', ['b 2026-06-01']],
    ['a date that stands already, when the source goes back to it', 'a:01 b:05 c:09', 'a:01 b:05', ['b 2026-06-01']],
    ['a date that stands already, when the source says on which day it went back', 'a:01 b:05 c:09', 'a:01 b:05 c:09 b:12', ['b 2026-05-12']],
    ['a date that was left out, before the one that follows it', 'a:01 c:09', 'a:01 b:05 c:09', ['b 2026-05-05']],
    ['a date that was left out, when the day it was set is later than the next', 'a:01 c:03', 'a:01 b:05 c:09', ['b 2026-05-03']],
    ['nothing where the source gives none', 'a:01', '', []]
  ])('%s', (_, standing, given, expected) => {
    const { rows, isStaffs } = findNewPlans({ standing: plans(standing), takenBack: [] }, given ? plans(given) : [], now)

    expect(written(rows)).toEqual(expected)
    expect(isStaffs).toBe(false)
    expect(new Set([...plans(standing), ...rows].map(({ id }) => id)).size).toBe(standing.split(' ').length + rows.length)
  })

  test.each([
    ['does not have the date that staff planned last', 'a:01 b:05!', 'a:01', true],
    ['goes its own way from there', 'a:01 b:05!', 'a:01 c:09', true],
    ['has it too', 'a:01 b:05!', 'a:01 b:05', false],
    ['has it and goes on', 'a:01 b:05!', 'a:01 b:05 c:09', false]
  ])('staff are contradicted or not by a source that %s', (_, standing, given, expected) => {
    expect(findNewPlans({ standing: plans(standing), takenBack: [] }, plans(given), now).isStaffs).toBe(expected)
  })

  test.each([
    ['is not planned anew where staff took it back since', 'a:01 b:05 c:09', 'b:10', []],
    ['is planned anew where that was before the last that stands', 'a:01 b:05 c:09', 'b:08', ['b 2026-06-01']],
    ['is planned anew where staff took another back', 'a:01 b:05 c:09', 'd:10', ['b 2026-06-01']]
  ])('a date to which a source goes back %s', (_, standing, withdrawn, expected) => {
    const takenBack = plans(withdrawn)

    const { rows } = findNewPlans({ standing: plans(standing), takenBack }, plans('a:01 b:05'), now)

    expect(written(rows)).toEqual(expected)
  })

  test('has an id of its own, also where the one it came with was taken back', () => {
    const [, b] = plans('a:01 b:05')

    const { rows } = findNewPlans({ standing: plans('a:01'), takenBack: b ? [b] : [] }, plans('a:01 b:05'), now)

    expect(written(rows)).toEqual(['b 2026-05-05'])
    expect(rows[0]?.id).not.toBe(b?.id)
  })
})
