import { followAllocations, isOtherwise } from './allocation-import.rules.ts'
import type { AllocationRow } from './allocation.store.ts'

const now = new Date('2026-06-01T12:00:00Z')
const at = (time: string) => new Date(`2026-05-${time}Z`)
const episode = {
  ...{ referredAt: at('01T09:00:00'), acceptedAt: at('02T09:00:00'), declinedAt: null, closedAt: null, assessedAt: null },
  ...{ healthNeedsMetOn: null, plannedReleaseDate: null, actualReleaseDate: null, extendedUntil: null }
}
const released = { ...episode, actualReleaseDate: '2026-05-20' }

function worker(workerId: string, side: 'PRISON' | 'COMMUNITY', allocated: string, accepted: string | null = null): AllocationRow {
  return {
    ...{ id: `${workerId} ${allocated}`, recordId: 'r', episodeId: 'e', organisation: 'o', service: 'RECONNECT', retentionClass: 'c', version: 1 },
    ...{ recordedAt: now, recordedBy: 'importer', side, workerId, allocatedAt: at(allocated), acceptedAt: accepted ? at(accepted) : null, endedAt: null },
    ...{ correctedBy: null, withdrawnAt: null, withdrawnBy: null }
  }
}

function endings(given: AllocationRow[], of: typeof episode | typeof released = episode, standing: AllocationRow[] = []) {
  const news = followAllocations(of, { standing, given }, now)
  return typeof news === 'string' ? news : [...news.added, ...news.changed].map(({ workerId, endedAt }) => [workerId, endedAt?.toISOString() ?? null])
}

const inside = worker('inside', 'PRISON', '03T10:00:00', '04T10:00:00')

describe('who is relieved, and when', () => {
  test('the next of the same side, by accepting, and not by being allocated', () => {
    expect(endings([inside, worker('next', 'PRISON', '05T10:00:00')])).toEqual([
      ['inside', null],
      ['next', null]
    ])
    expect(endings([inside, worker('next', 'PRISON', '05T10:00:00', '06T10:00:00')])).toEqual([
      ['inside', '2026-05-06T10:00:00.000Z'],
      ['next', null]
    ])
  })

  test('the prison side stays through the gate until the community side has accepted', () => {
    expect(endings([inside, worker('outside', 'COMMUNITY', '10T10:00:00')], released)[0]).toEqual(['inside', null])
    expect(endings([inside, worker('outside', 'COMMUNITY', '10T10:00:00', '25T10:00:00')], released)[0]).toEqual(['inside', '2026-05-25T10:00:00.000Z'])
  })

  test('where the community side accepted before, the prison side ends with the release, at noon of its day', () => {
    const both = [inside, worker('outside', 'COMMUNITY', '10T10:00:00', '11T10:00:00')]
    expect(endings(both)[0]).toEqual(['inside', null])
    expect(endings(both, released)[0]).toEqual(['inside', '2026-05-20T12:00:00.000Z'])
  })

  test('in the order in which it happened, not that of the file', () => {
    const next = worker('next', 'PRISON', '05T10:00:00', '06T10:00:00')
    expect(endings([next, inside])).toEqual([
      ['inside', '2026-05-06T10:00:00.000Z'],
      ['next', null]
    ])
  })
})

describe('what stands', () => {
  test('is taken as it stands: told again it is no news', () => {
    expect(endings([inside], released, [inside])).toEqual([])
  })

  test('is accepted by a later file, which relieves whoever stood there, and nobody twice', () => {
    const standing = [inside, worker('outside', 'COMMUNITY', '10T10:00:00')]
    const told = [inside, worker('outside', 'COMMUNITY', '10T10:00:00', '25T10:00:00')]
    expect(endings(told, released, standing)).toEqual([
      ['inside', '2026-05-25T10:00:00.000Z'],
      ['outside', null]
    ])
  })

  test('is not contradicted: an acceptance at another time is told apart from one that is new', () => {
    const open = worker('inside', 'PRISON', '03T10:00:00')
    const later = worker('inside', 'PRISON', '03T10:00:00', '05T10:00:00')
    expect(isOtherwise({ standing: [inside], given: [later] })).toBe(true)
    expect(isOtherwise({ standing: [inside], given: [inside] })).toBe(false)
    expect(isOtherwise({ standing: [inside], given: [open] })).toBe(false)
    expect(isOtherwise({ standing: [open], given: [later] })).toBe(false)
  })
})

describe('what is refused', () => {
  test.each([
    ['a worker of a referral nobody accepted', { ...episode, acceptedAt: null }, [inside], 'Accept the referral first'],
    ['a worker of a closed episode', { ...episode, closedAt: now }, [inside], 'The episode is closed'],
    ['one allocated before the acceptance', episode, [worker('w', 'PRISON', '02T08:59:59')], 'before the referral was accepted'],
    ['one allocated in the future', episode, [{ ...inside, acceptedAt: null, allocatedAt: new Date(now.getTime() + 1) }], 'in the future'],
    ['an acceptance in the future', episode, [{ ...inside, acceptedAt: new Date(now.getTime() + 1) }], 'in the future'],
    ['an acceptance before the allocation', episode, [worker('w', 'PRISON', '03T10:00:00', '03T09:59:59')], 'before they were allocated'],
    ['the prison side from noon of the release on', released, [worker('w', 'PRISON', '20T12:00:00')], 'Allocate a worker on the community side'],
    ['the same worker twice at a time', episode, [inside, worker('inside', 'PRISON', '05T10:00:00')], 'allocated on this side already'],
    ['one who accepts after they were relieved', episode, relieved(), 'This allocation has ended']
  ])('%s', (_, of, given, reason) => {
    expect(followAllocations(of, { standing: [], given }, now)).toContain(reason)
  })

  test('not: the acceptance of the very moment, one on the day of the referral’s acceptance, the prison side before noon of the release', () => {
    expect(endings([worker('w', 'PRISON', '02T09:00:00', '02T09:00:00')])).toEqual([['w', null]])
    expect(endings([worker('w', 'PRISON', '20T11:59:59')], released)).toEqual([['w', null]])
    expect(endings([{ ...inside, allocatedAt: now, acceptedAt: now }])).toEqual([['inside', null]])
  })
})

function relieved(): AllocationRow[] {
  return [worker('late', 'PRISON', '03T10:00:00', '07T10:00:00'), worker('next', 'PRISON', '05T10:00:00', '06T10:00:00')]
}
