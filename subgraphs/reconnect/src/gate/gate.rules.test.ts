import { followReleaseDate, isPlannedAnew } from './gate.rules.ts'

describe('a meeting at the gate, where the planned day of release is corrected', () => {
  const [asked, moved] = [new Date('2026-07-20T08:00:00Z'), new Date('2026-06-10T08:00:00Z')]
  const meeting = { gateMeetingAt: moved, gateMeetingMovedFrom: asked, gateMeetingOutcome: null, plannedReleaseDate: '2026-06-10' }

  test('goes back to where it was before it moved with a date that was never planned, as if it had not moved', () => {
    expect(followReleaseDate(meeting, '2026-07-20')).toEqual({ gateMeetingAt: asked, gateMeetingMovedFrom: null })
  })

  test('goes with any other day, at the same time by the clock in London, and says from where', () => {
    expect(followReleaseDate(meeting, '2026-11-02')).toEqual({ gateMeetingAt: new Date('2026-11-02T09:00:00Z'), gateMeetingMovedFrom: moved })
  })

  test('stays where it is on its own day, once what became of it is recorded, and where there is none', () => {
    expect(followReleaseDate(meeting, '2026-06-10')).toEqual({})
    expect(followReleaseDate({ ...meeting, gateMeetingOutcome: 'MET' }, '2026-07-20')).toEqual({})
    expect(followReleaseDate({ ...meeting, gateMeetingAt: null, gateMeetingMovedFrom: null }, '2026-07-20')).toEqual({})
  })
})

describe('a meeting that a source tells of', () => {
  const meeting = { gateMeetingAt: new Date('2026-06-10T08:00:00Z'), gateMeetingOutcome: 'PERSON_NOT_THERE' as const, actualReleaseDate: null }
  const anew = (changes: object, at: string) => isPlannedAnew({ ...meeting, ...changes } as never, new Date(at))

  test('takes the place of one that fell through where it is on another day in London', () => {
    expect(anew({}, '2026-06-10T23:00:00Z')).toBe(true)
    expect(anew({}, '2026-06-10T22:59:59Z')).toBe(false)
  })

  test('does not where the person was met or is released, nor where what became of it is not recorded', () => {
    for (const changes of [{ gateMeetingOutcome: 'MET' }, { gateMeetingOutcome: null }, { actualReleaseDate: '2026-06-10' }])
      expect(anew(changes, '2026-06-12T08:00:00Z')).toBe(false)
  })
})
